/** 门诊慢特病、两病待遇资格 of many at once, each decided like one at the desk. */
import { type DateText } from '@mingzhang/kernel';
import { type Bulk, copyLine } from '@mingzhang/store';
import { type Entitlement, entitlementDraftProblem } from './decide.ts';

export interface GrantedTo {
  readonly person: string;
  readonly diedOn: DateText | null;
  readonly entitlements: readonly Entitlement[];
}

/** Writes them in the transaction of `bulk`; throws where one would be refused. `items` are those that the rules of the place know. */
export async function writeEntitlements(
  bulk: Bulk,
  granted: readonly GrantedTo[],
  { items, by }: { readonly items: Readonly<Record<Entitlement['kind'], readonly string[]>>; readonly by: string },
): Promise<void> {
  for (const { person, diedOn, entitlements } of granted) {
    const held: Entitlement[] = [];
    for (const one of entitlements) {
      const problem = entitlementDraftProblem(one, {
        held,
        items: items[one.kind].map((id) => ({ id, name: id })),
        diedOn,
      });
      if (problem !== null) throw new Error(`${person}: ${problem.refusal.message}`);
      held.push(one);
    }
  }
  await bulk.copy(
    'benefit_entitlement',
    [
      'person_id',
      'id',
      'kind',
      'item',
      'from_date',
      'to_date',
      'doctor',
      'institution',
      'opinion',
      'state',
      'made_by',
      'made_at',
    ],
    granted.flatMap(({ person, entitlements }) =>
      entitlements.map(({ id, kind, item, from, to, doctor, institution, opinion }) =>
        copyLine([person, id, kind, item, from, to, doctor, institution, opinion, 'checked', by, `${from}T02:00:00Z`]),
      ),
    ),
  );
}
