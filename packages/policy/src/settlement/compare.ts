/**
 * A settlement taken back, and two settlements of one visit compared: a re-run under other parameters or another identity says what
 * each fund and the person would have paid more or less. What was settled is never changed; a difference is booked beside it.
 */
import { type Fen } from '@mingzhang/kernel';
import { type Settlement } from './settle.ts';
import { type Accumulators } from './visit.ts';

/** Who pays, under the names of the national interface. */
export const payers = {
  pool: '统筹基金',
  criticalIllness: '大病保险',
  largeAmount: '大额医疗费用补助',
  civilServant: '公务员医疗补助',
  assistance: '医疗救助',
  cadre: '离休人员医疗经费',
  hospitalBorne: '医院负担',
  account: '个人账户',
  cash: '个人现金',
} as const;

export type Payer = keyof typeof payers;

const amounts = [
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

/** The amounts of a settlement taken back: every one negated (2208, 2305), and what stands used of the year after it. */
export type Cancellation = Pick<Settlement, (typeof amounts)[number]> & { readonly after: Accumulators };

/**
 * Takes a settlement back. `before` is what it was settled on and `now` what stands used today: what came later stays, only this
 * settlement's own use is undone.
 */
export function cancel(settlement: Settlement, before: Accumulators, now: Accumulators): Cancellation {
  const negated = Object.fromEntries(amounts.map((name) => [name, settlement[name] === 0 ? 0 : -settlement[name]]));
  return { ...(negated as Pick<Settlement, (typeof amounts)[number]>), after: undo(settlement.after, before, now) };
}

function undo(after: Accumulators, before: Accumulators, now: Accumulators): Accumulators {
  const less = (name: keyof Accumulators & string): Fen =>
    (now[name] as number) - ((after[name] as number) - (before[name] as number));
  return {
    year: now.year,
    stays: countsWithout(after.stays, before.stays, now.stays),
    deductible: less('deductible'),
    pool: less('pool'),
    outpatientDeductible: less('outpatientDeductible'),
    outpatientPool: less('outpatientPool'),
    limitUsed: countsWithout(after.limitUsed, before.limitUsed, now.limitUsed),
    burden: less('burden'),
    illness: less('illness'),
    assistanceThreshold: less('assistanceThreshold'),
    assistance: less('assistance'),
  };
}

function countsWithout(
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const left = Object.entries(now).map(([key, value]): readonly [string, number] => [
    key,
    value - ((after[key] ?? 0) - (before[key] ?? 0)),
  ]);
  return Object.fromEntries(left.filter(([, value]) => value !== 0));
}

export interface PayerDifference {
  readonly payer: Payer;
  readonly before: Fen;
  readonly after: Fen;
  readonly difference: Fen;
}

/** What changes for whom, in the order of paying; only what changes. */
export function differences(before: Settlement, after: Settlement): readonly PayerDifference[] {
  return (Object.keys(payers) as readonly Payer[])
    .map((payer) => ({
      payer,
      before: before[payer],
      after: after[payer],
      difference: after[payer] - before[payer],
    }))
    .filter(({ difference }) => difference !== 0);
}
