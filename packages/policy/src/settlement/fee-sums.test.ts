import { expect, test } from 'vitest';
import { shippedParameters } from '../../test/shipped.ts';
import { planFor } from './plan.ts';
import { settle } from './settle.ts';
import { type FeeSums, noneUsed } from './visit.ts';

const plan = planFor(shippedParameters(), {
  area: 'hunan/yongzhou',
  scheme: 'resident',
  kind: 'inpatient',
  member: 'resident',
  level: 'level-2',
  categories: [],
  filing: 'local',
  civilServant: false,
  item: '',
  day: '2023-06-01',
});

function settled(sums: FeeSums) {
  if ('refusal' in plan) throw new Error(plan.message);
  return settle(plan, { lines: [], sums, hospitalBorne: 0, account: 0 }, noneUsed(2023));
}

test('lump sums settle as the lines would that they are made of', () => {
  expect(settled({ own: 80_000, overLimit: 10_000, firstPay: 110_000, inScope: 1_000_000 })).toMatchObject({
    total: 1_200_000,
    inScope: 1_000_000,
    pool: 736_000,
    cash: 464_000,
  });
});

test.each([
  ['nothing', { own: 0 }, 'lines-missing'],
  ['less than nothing', { own: -1 }, 'amount-negative'],
  ['half a fen', { own: 0.5 }, 'amount-not-whole-fen'],
  ['beyond reason', { own: 10_000_000_001 }, 'amount-too-large'],
  ['beyond reason together', { own: 6_000_000_000, inScope: 6_000_000_000 }, 'amount-too-large'],
])('%s', (_, more: Partial<FeeSums>, refusal) => {
  expect(settled({ own: 0, overLimit: 0, firstPay: 0, inScope: 0, ...more })).toMatchObject({ refusal });
});
