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

/** Every amount of a settlement, in the order of the law; sums among them. */
export const amountNames = [
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
export type Cancellation = Pick<Settlement, (typeof amountNames)[number]> & { readonly after: Accumulators };

/**
 * Takes a settlement back. `before` is what it was settled on and `now` what stands used today: what came later stays, only this
 * settlement's own use is undone.
 */
export function cancel(settlement: Settlement, before: Accumulators, now: Accumulators): Cancellation {
  const negated = Object.fromEntries(amountNames.map((name) => [name, settlement[name] === 0 ? 0 : -settlement[name]]));
  return {
    ...(negated as Pick<Settlement, (typeof amountNames)[number]>),
    after: useAdded(now, { before: settlement.after, after: before }),
  };
}

/** What stands used once the use between `before` and `after` is added to what stands used now; turned round, it is undone. */
export function useAdded(
  now: Accumulators,
  { before, after }: { readonly before: Accumulators; readonly after: Accumulators },
): Accumulators {
  const more = (name: keyof Accumulators & string): Fen =>
    (now[name] as number) + ((after[name] as number) - (before[name] as number));
  return {
    year: now.year,
    stays: countsWith(after.stays, before.stays, now.stays),
    deductible: more('deductible'),
    pool: more('pool'),
    outpatientDeductible: more('outpatientDeductible'),
    outpatientPool: more('outpatientPool'),
    limitUsed: countsWith(after.limitUsed, before.limitUsed, now.limitUsed),
    burden: more('burden'),
    illness: more('illness'),
    assistanceThreshold: more('assistanceThreshold'),
    assistance: more('assistance'),
  };
}

function countsWith(
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const keys = [...new Set([...Object.keys(now), ...Object.keys(after)])];
  const left = keys.map((key): readonly [string, number] => [
    key,
    (now[key] ?? 0) + ((after[key] ?? 0) - (before[key] ?? 0)),
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
export function differences(
  before: Pick<Settlement, Payer>,
  after: Pick<Settlement, Payer>,
): readonly PayerDifference[] {
  return (Object.keys(payers) as readonly Payer[])
    .map((payer) => ({
      payer,
      before: before[payer],
      after: after[payer],
      difference: after[payer] - before[payer],
    }))
    .filter(({ difference }) => difference !== 0);
}
