/**
 * A person's year settled again, as it went: in the order of settling, with what was taken back in its place, so that under the same rules
 * the same comes out to the fen. Pure: rows, rules and identities come in, differences go out.
 *
 * Fees were classified when they were settled and are taken as they stand in the settlement's row; a settlement by lines and one by its sums are
 * the same. What assistance on application has used of the year counts as it was paid.
 */
import { type ParameterSet } from '@mingzhang/kernel';
import {
  type Accumulators,
  type Category,
  cancel,
  noneUsed,
  type Plan,
  planFor,
  type Settlement,
  type SettlementRefused,
  settle,
  useAdded,
  type VisitCase,
} from '@mingzhang/policy';
import { type Amounts } from '../amounts.ts';

/** A row of the year. */
export interface YearRow {
  readonly id: string;
  readonly kind: 'settled' | 'cancelled' | 'adjusted';
  readonly cancels: string | null;
  readonly corrects: string | null;
  readonly visit: VisitCase;
  readonly amounts: Amounts;
  /** What of the personal account could have been used, and children beyond the first. */
  readonly account: number;
  readonly extraInfants: number;
  readonly before: Accumulators;
  readonly after: Accumulators;
}

export interface Difference {
  readonly settlement: string;
  readonly visit: VisitCase;
  readonly amounts: Amounts;
  readonly use: { readonly before: Accumulators; readonly after: Accumulators };
  /** What was used before this visit in the new run: with it the derivation can be made again. */
  readonly usedBefore: Accumulators;
}

export type Replay =
  | { readonly kind: 'replayed'; readonly differences: readonly Difference[] }
  | { readonly kind: 'stopped'; readonly settlement: string; readonly refused: SettlementRefused };

const amountNames = [
  'total',
  'own',
  'overLimit',
  'firstPay',
  'inScope',
  'deductible',
  'pool',
  'criticalIllness',
  'largeAmount',
  'civilServant',
  'assistance',
  'cadre',
  'funds',
  'hospitalBorne',
  'personal',
  'account',
  'cash',
] as const;

/** Plans found once for a case and a day, whoever the person is. */
export class Plans {
  readonly #parameters: ParameterSet;
  readonly #known = new Map<string, Plan | SettlementRefused>();

  constructor(parameters: ParameterSet) {
    this.#parameters = parameters;
  }

  of(visit: VisitCase): Plan | SettlementRefused {
    const { area, scheme, kind, member, day, level, categories, filing, civilServant, item } = visit;
    const key = `${area} ${scheme} ${kind} ${member} ${day} ${level} ${categories.join('+')} ${filing} ${civilServant} ${item}`;
    let plan = this.#known.get(key);
    if (plan === undefined) {
      plan = planFor(this.#parameters, visit);
      this.#known.set(key, plan);
    }
    return plan;
  }
}

interface Settled {
  readonly settlement: Settlement;
  readonly visit: VisitCase;
  readonly before: Accumulators;
}

/** The rows of one person and year, in the order in which they were made. */
export function replayYear(
  plans: Plans,
  year: number,
  rows: readonly YearRow[],
  categoriesOf: (visit: VisitCase) => readonly Category[],
): Replay {
  const used = new Map<string, Accumulators>();
  const again = new Map<string, Settled>();
  const usedIn = (scheme: string): Accumulators => used.get(scheme) ?? noneUsed(year);
  for (const row of rows) {
    const { scheme } = row.visit;
    const now = usedIn(scheme);
    if (row.kind === 'settled') {
      const visit = { ...row.visit, categories: categoriesOf(row.visit) };
      const plan = plans.of(visit);
      const settlement =
        'refusal' in plan ? plan : settle(plan, billOf(row, elsewhere(used, scheme)), now, { derive: false });
      if ('refusal' in settlement) return { kind: 'stopped', settlement: row.id, refused: settlement };
      again.set(row.id, { settlement, visit, before: now });
      used.set(scheme, settlement.after);
    } else if (row.kind === 'adjusted') {
      if (row.corrects === null) used.set(scheme, useAdded(now, row));
    } else if (row.cancels !== null) {
      const taken = again.get(row.cancels);
      if (taken !== undefined) used.set(scheme, cancel(taken.settlement, taken.before, now).after);
      else {
        // An assistance on application that was taken back; a correction taken back was never replayed.
        const original = rows.find(({ id }) => id === row.cancels);
        if (original?.corrects === null) used.set(scheme, useAdded(now, row));
      }
    }
  }
  return { kind: 'replayed', differences: differencesOf(rows, again, year) };
}

function billOf({ amounts, account, extraInfants }: YearRow, assistedElsewhere: ReturnType<typeof elsewhere>) {
  const { own, overLimit, firstPay, inScope, hospitalBorne } = amounts;
  return {
    lines: [],
    sums: { own, overLimit, firstPay, inScope },
    hospitalBorne,
    account,
    ...(extraInfants === 0 ? {} : { extraInfants }),
    ...(assistedElsewhere === null ? {} : { assistedElsewhere }),
  };
}

function elsewhere(used: ReadonlyMap<string, Accumulators>, scheme: string) {
  let [threshold, paid] = [0, 0];
  for (const [of, { assistanceThreshold, assistance }] of used) {
    if (of === scheme) continue;
    threshold += assistanceThreshold;
    paid += assistance;
  }
  return threshold === 0 && paid === 0 ? null : { threshold, paid };
}

function differencesOf(
  rows: readonly YearRow[],
  again: ReadonlyMap<string, Settled>,
  year: number,
): readonly Difference[] {
  const takenBack = new Set(rows.flatMap(({ cancels }) => (cancels === null ? [] : [cancels])));
  const standing = rows.filter(({ id, kind }) => kind !== 'cancelled' && !takenBack.has(id));
  const differences: Difference[] = [];
  for (const row of standing) {
    const found = again.get(row.id);
    if (found === undefined) continue;
    const booked = [row, ...standing.filter(({ corrects }) => corrects === row.id)];
    const amounts: Record<string, number | null> = { poolRatio: found.settlement.poolRatio };
    let differs = false;
    for (const name of amountNames) {
      const difference = found.settlement[name] - booked.reduce((sum, one) => sum + one.amounts[name], 0);
      amounts[name] = difference;
      differs ||= difference !== 0;
    }
    // What this visit used of the year: now, less what was written for it before.
    let use = useAdded(noneUsed(year), { before: found.before, after: found.settlement.after });
    for (const one of booked) use = useAdded(use, { before: one.after, after: one.before });
    differs ||= !isNothing(use);
    if (!differs) continue;
    differences.push({
      settlement: row.id,
      visit: found.visit,
      amounts: amounts as unknown as Amounts,
      use: { before: noneUsed(year), after: use },
      usedBefore: found.before,
    });
  }
  return differences;
}

function isNothing({ year: _, stays, limitUsed, ...amounts }: Accumulators): boolean {
  return (
    Object.keys(stays).length === 0 &&
    Object.keys(limitUsed).length === 0 &&
    Object.values(amounts).every((amount) => amount === 0)
  );
}

/** A visit settled once more with every step kept, for who differs. */
export function derivedAgain(plans: Plans, row: YearRow, { visit, usedBefore }: Difference): Settlement {
  const plan = plans.of(visit);
  if ('refusal' in plan) throw new Error('it was settled a moment ago');
  const settlement = settle(plan, billOf(row, null), usedBefore);
  if ('refusal' in settlement) throw new Error('it was settled a moment ago');
  return settlement;
}
