/**
 * 高额费用预警 of a county at once: whoever stands past the line at the end of a year, from what the bulk desk has just settled for them, so that
 * nobody goes through millions of settlements again. The same events as `scanBurdens` finds, which then goes on from here.
 */
import { type DateText, type Fen, type ParameterSet, type Span } from '@mingzhang/kernel';
import { type Bulk, copyLine } from '@mingzhang/store';
import { settledThrough } from '../settlement/index.ts';
import { crossing } from './decide.ts';
import { type Trx } from './recording.ts';
import { linesOf } from './warnings.ts';

export interface BulkBurden {
  readonly person: string;
  readonly year: number;
  readonly burden: Fen;
  /** The latest settlement of the year. */
  readonly settlement: string;
  /** Identities of assistance that the person has held. */
  readonly categories: readonly Span[];
}

interface Bureau {
  readonly department: string;
  /** Six digits of the county. */
  readonly division: string;
  readonly parameters: ParameterSet;
  readonly makeId: () => string;
}

/** Writes the events; a place whose lines nobody has confirmed is an error of all. */
export async function writeBurdenEvents(
  bulk: Bulk,
  { department, division, parameters, makeId }: Bureau,
  burdens: readonly BulkBurden[],
): Promise<void> {
  const ofYears = new Map<number, Exclude<ReturnType<typeof linesOf>, { readonly refusal: unknown }>>();
  const lines = (year: number) => {
    const known = ofYears.get(year);
    if (known !== undefined) return known;
    const found = linesOf(parameters, division, `${year}-12-31`);
    if ('refusal' in found) throw new Error(found.refusal.message);
    ofYears.set(year, found);
    return found;
  };
  await bulk.copy(
    'burden_event',
    [
      'id',
      'department_id',
      'person_id',
      'year',
      'line_kind',
      'direction',
      'ordinal',
      'line',
      'burden',
      'settlement_id',
      'seen_on',
      'seen_at',
    ],
    burdens.flatMap(({ person, year, burden, settlement, categories }) => {
      const last: DateText = `${year}-12-31`;
      const held = categories.some(({ from, to }) => from <= last && (to === null || to >= `${year}-01-01`));
      const kind = held ? 'vulnerable' : 'ordinary';
      const line = lines(year)[kind];
      const direction = crossing(false, burden, line);
      if (direction === null) return [];
      const seen = [last, `${last}T09:00:00Z`];
      return [copyLine([makeId(), department, person, year, kind, direction, 1, line, burden, settlement, ...seen])];
    }),
  );
}

/** Notes that these years have been looked through. */
export async function noteLooked(trx: Trx, department: string, years: readonly number[]): Promise<void> {
  for (const year of years) {
    const through = await settledThrough(trx, department, year);
    if (through === null) continue;
    await trx.insertInto('burden_scan').values({ department_id: department, year, through }).execute();
  }
}
