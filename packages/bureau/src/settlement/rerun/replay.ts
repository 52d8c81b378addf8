/**
 * A person's year settled again, as it went: in the order of settling, with what was taken back in its place, so that under the same rules
 * the same comes out to the fen. Pure: rows, rules and identities come in, differences go out.
 *
 * Fees were classified when they were settled and are taken as they stand in the settlement's row and in what corrects it; a settlement by
 * lines and one by its sums are the same. Where the catalogue has changed too, the lines come in classified anew. What assistance on
 * application has used of the year counts as it was paid.
 */
import { type DateText, type ParameterSet } from '@mingzhang/kernel';
import {
  type Accumulators,
  amountNames,
  type Bill,
  type Category,
  cancel,
  type Derivation,
  type FeeLine,
  noneUsed,
  planFor,
  type Settlement,
  type SettlementRefused,
  settle,
  useAdded,
  type VisitCase,
} from '@mingzhang/policy';
import { type Amounts } from '../amounts.ts';
import { type Planned, parameterChanges, planDay } from '../plans.ts';
import { type KeptPlan, keptPlan } from '../premises.ts';

/** A row of the year. */
export interface YearRow {
  readonly id: string;
  readonly kind: 'settled' | 'cancelled' | 'adjusted';
  readonly cancels: string | null;
  readonly corrects: string | null;
  /** The case without the identities, which are found anew. */
  readonly visit: Omit<VisitCase, 'categories'>;
  readonly amounts: Amounts;
  /** What of the personal account could have been used, and children beyond the first. */
  readonly account: number;
  readonly extraInfants: number;
  readonly before: Accumulators;
  readonly after: Accumulators;
  /** Classified by the catalogue of today; none where the sums of the row count. */
  readonly lines?: readonly FeeLine[];
}

export interface Difference {
  readonly settlement: string;
  readonly visit: VisitCase;
  readonly amounts: Amounts;
  readonly use: { readonly before: Accumulators; readonly after: Accumulators };
  /** What it was settled on in the new run: with these the derivation can be made again. */
  readonly usedBefore: Accumulators;
  readonly bill: Bill;
}

/** A year that cannot be settled again, and why. */
export interface Stopped {
  readonly kind: 'stopped';
  readonly settlement: string;
  readonly message: string;
}

export type Replay = { readonly kind: 'replayed'; readonly differences: readonly Difference[] } | Stopped;

/** Plans found once for a case and a day, whoever the person is. */
export class Plans {
  readonly #parameters: ParameterSet;
  readonly #changes: readonly DateText[];
  readonly #known = new Map<string, Planned>();
  readonly #days = new Map<DateText, DateText>();

  constructor(parameters: ParameterSet) {
    this.#parameters = parameters;
    this.#changes = parameterChanges(parameters);
  }

  of(visit: VisitCase): Planned | SettlementRefused {
    const { area, scheme, kind, member, level, categories, filing, civilServant, item } = visit;
    const day = this.#dayOf(visit.day);
    const key = `${area} ${scheme} ${kind} ${member} ${day} ${level} ${categories.join('+')} ${filing} ${civilServant} ${item}`;
    const known = this.#known.get(key);
    if (known !== undefined) return { plan: { ...known.plan, case: visit }, kept: known.kept };
    const plan = planFor(this.#parameters, visit);
    if ('refusal' in plan) return plan;
    const planned = { plan, kept: keptPlan(plan) };
    this.#known.set(key, planned);
    return planned;
  }

  #dayOf(day: DateText): DateText {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const found = planDay(this.#changes, day);
    this.#days.set(day, found);
    return found;
  }
}

interface Settled {
  readonly settlement: Settlement;
  readonly visit: VisitCase;
  readonly before: Accumulators;
  readonly bill: Bill;
}

/** The rows of one person and year, in the order in which they were made. */
export function replayYear(
  plans: Plans,
  year: number,
  rows: readonly YearRow[],
  categoriesOf: (visit: YearRow['visit']) => readonly Category[],
): Replay {
  const used = new Map<string, Accumulators>();
  const again = new Map<string, Settled>();
  const usedIn = (scheme: string): Accumulators => used.get(scheme) ?? noneUsed(year);
  const standing = standingOf(rows);
  for (const row of rows) {
    const { scheme } = row.visit;
    const now = usedIn(scheme);
    if (row.kind === 'settled') {
      const visit = { ...row.visit, categories: categoriesOf(row.visit) };
      const planned = plans.of(visit);
      const bill = billOf(row, correctionsOf(row, standing.corrections), elsewhere(used, scheme));
      const settlement = 'refusal' in planned ? planned : settle(planned.plan, bill, now, { derive: false });
      if ('refusal' in settlement) return { kind: 'stopped', settlement: row.id, message: settlement.message };
      again.set(row.id, { settlement, visit, before: now, bill });
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
  return { kind: 'replayed', differences: differencesOf(standing, again, year) };
}

interface Standing {
  /** Neither cancelled nor cancelling, corrections among them. */
  readonly rows: readonly YearRow[];
  readonly corrections: readonly YearRow[];
}

function standingOf(all: readonly YearRow[]): Standing {
  const takenBack = new Set(all.flatMap(({ cancels }) => (cancels === null ? [] : [cancels])));
  const rows = all.filter(({ id, kind }) => kind !== 'cancelled' && !takenBack.has(id));
  return { rows, corrections: rows.filter(({ corrects }) => corrects !== null) };
}

function correctionsOf({ id }: YearRow, corrections: readonly YearRow[]): readonly YearRow[] {
  return corrections.length === 0 ? corrections : corrections.filter(({ corrects }) => corrects === id);
}

/** Its fees as they are classified by now: what corrected it may have classified them anew. */
function billOf(
  { amounts, account, extraInfants, lines = [] }: YearRow,
  corrections: readonly YearRow[],
  assistedElsewhere: Bill['assistedElsewhere'] | null,
): Bill {
  const { own, overLimit, firstPay, inScope, hospitalBorne } = amounts;
  const sums = { own, overLimit, firstPay, inScope };
  for (const correction of corrections) {
    sums.own += correction.amounts.own;
    sums.overLimit += correction.amounts.overLimit;
    sums.firstPay += correction.amounts.firstPay;
    sums.inScope += correction.amounts.inScope;
  }
  return {
    lines,
    sums,
    hospitalBorne,
    account,
    ...(extraInfants === 0 ? {} : { extraInfants }),
    ...(assistedElsewhere == null ? {} : { assistedElsewhere }),
  };
}

function elsewhere(used: ReadonlyMap<string, Accumulators>, scheme: string): Bill['assistedElsewhere'] | null {
  let [threshold, paid] = [0, 0];
  for (const [of, { assistanceThreshold, assistance }] of used) {
    if (of === scheme) continue;
    threshold += assistanceThreshold;
    paid += assistance;
  }
  return threshold === 0 && paid === 0 ? null : { threshold, paid };
}

function differencesOf(
  { rows, corrections }: Standing,
  again: ReadonlyMap<string, Settled>,
  year: number,
): readonly Difference[] {
  const differences: Difference[] = [];
  for (const row of rows) {
    const found = again.get(row.id);
    if (found === undefined) continue;
    const booked = [row, ...correctionsOf(row, corrections)];
    if (booked.length === 1 && isSame(row, found)) continue;
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
      bill: found.bill,
    });
  }
  return differences;
}

/** What nearly every settlement is where nothing has changed: the same to the fen, on the same use of the year. */
function isSame({ amounts, before, after }: YearRow, { settlement, before: now }: Settled): boolean {
  return (
    amountNames.every((name) => settlement[name] === amounts[name]) &&
    sameUse(now, before) &&
    sameUse(settlement.after, after)
  );
}

function sameUse(a: Accumulators, b: Accumulators): boolean {
  return (
    a.deductible === b.deductible &&
    a.pool === b.pool &&
    a.outpatientDeductible === b.outpatientDeductible &&
    a.outpatientPool === b.outpatientPool &&
    a.burden === b.burden &&
    a.illness === b.illness &&
    a.assistanceThreshold === b.assistanceThreshold &&
    a.assistance === b.assistance &&
    sameCounts(a.stays, b.stays) &&
    sameCounts(a.limitUsed, b.limitUsed)
  );
}

function sameCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function isNothing({ year: _, stays, limitUsed, ...amounts }: Accumulators): boolean {
  return (
    Object.keys(stays).length === 0 &&
    Object.keys(limitUsed).length === 0 &&
    Object.values(amounts).every((amount) => amount === 0)
  );
}

/** A visit settled once more with every step kept, for who differs. */
export function derivedAgain(
  plans: Plans,
  { visit, bill, usedBefore }: Difference,
): { readonly derivation: Derivation; readonly kept: KeptPlan } {
  const planned = plans.of(visit);
  if ('refusal' in planned) throw new Error('it was settled a moment ago');
  const settlement = settle(planned.plan, bill, usedBefore);
  if ('refusal' in settlement) throw new Error('it was settled a moment ago');
  return { derivation: settlement.derivation ?? [], kept: planned.kept };
}
