/** 异地就医备案 of many at once, each decided like one at the desk. */
import { type Bulk, copyLine } from '@mingzhang/store';
import { type CrossRegionFiling, filingProblem } from './decide.ts';

export interface FiledBy {
  readonly person: string;
  readonly filings: readonly CrossRegionFiling[];
}

/** Writes them in the transaction of `bulk`; throws where one would be refused. */
export async function writeFilings(
  bulk: Bulk,
  filed: readonly FiledBy[],
  { department, division, by }: { readonly department: string; readonly division: string; readonly by: string },
): Promise<void> {
  for (const { person, filings } of filed) {
    const held: CrossRegionFiling[] = [];
    for (const one of filings) {
      const problem = filingProblem(one, division, held);
      if (problem !== null) throw new Error(`${person}: ${problem.refusal.message}`);
      held.push(one);
    }
  }
  await bulk.copy(
    'cross_region_filing',
    [
      'person_id',
      'id',
      'department_id',
      'kind',
      'area',
      'reach',
      'from_date',
      'to_date',
      'reason',
      'made_by',
      'made_on',
      'made_at',
    ],
    filed.flatMap(({ person, filings }) =>
      filings.map(({ id, kind, area, from, to, reason }) => {
        const reach = area.slice(0, 2) === division.slice(0, 2) ? 'in-province' : 'cross-province';
        return copyLine([person, id, department, kind, area, reach, from, to, reason, by, from, `${from}T02:00:00Z`]);
      }),
    ),
  );
}
