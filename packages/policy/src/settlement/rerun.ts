/**
 * A year settled again: the same visits under other parameters, or with another identity, and what that changes for whom. What was
 * settled stays as it was; the differences are what is booked beside it.
 *
 *     低保身份追溯到一月：大病 0.00 → 6189.00，医疗救助 0.00 → 12406.10，现金 43912.00 → 25316.90
 */
import { type Fen, type ParameterSet } from '@mingzhang/kernel';
import { differences, type Payer, type PayerDifference, payers } from './compare.ts';
import { planFor } from './plan.ts';
import { type SettlementRefused } from './refusals.ts';
import { type Settlement, settle } from './settle.ts';
import { type Accumulators, type Bill, noneUsed, type VisitCase } from './visit.ts';

export interface YearVisit {
  readonly visit: VisitCase;
  readonly bill: Bill;
}

export interface YearSettled {
  readonly settlements: readonly Settlement[];
  readonly after: Accumulators;
}

/** Settles a person's visits of a year in their order; the first refusal says at which visit it stopped. */
export function settleYear(
  parameters: ParameterSet,
  year: number,
  visits: readonly YearVisit[],
): YearSettled | (SettlementRefused & { readonly visit: number }) {
  let after = noneUsed(year);
  const settlements: Settlement[] = [];
  for (const [index, { visit, bill }] of visits.entries()) {
    const plan = planFor(parameters, visit);
    const answer = 'refusal' in plan ? plan : settle(plan, bill, after, { derive: false });
    if ('refusal' in answer) return { ...answer, visit: index + 1 };
    settlements.push(answer);
    after = answer.after;
  }
  return { settlements, after };
}

export interface YearDifference {
  /** By visit, in order; none where nothing changes. */
  readonly visits: readonly (readonly PayerDifference[])[];
  /** Over the year, by payer; only what changes. */
  readonly total: Readonly<Partial<Record<Payer, Fen>>>;
}

/** What the second settling of a year changes against the first; both of the same visits. */
export function yearDifferences(before: YearSettled, after: YearSettled): YearDifference {
  const visits = before.settlements.map((one, index) => {
    const other = after.settlements[index];
    if (other === undefined || other.total !== one.total) throw new Error('not the same visits');
    return differences(one, other);
  });
  const total: Partial<Record<Payer, Fen>> = {};
  for (const payer of Object.keys(payers) as readonly Payer[]) {
    const sum = visits.flat().reduce((so, each) => so + (each.payer === payer ? each.difference : 0), 0);
    if (sum !== 0) total[payer] = sum;
  }
  return { visits, total };
}
