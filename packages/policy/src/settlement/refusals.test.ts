import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { shippedParameters } from '../../test/shipped.ts';
import { contributionRefusals } from '../contribution/refusals.ts';
import { planFor } from './plan.ts';
import { type SettlementRefusalId, settlementRefusals } from './refusals.ts';
import { settle } from './settle.ts';
import { type Accumulators, type Bill, type FeeLine, noneUsed, type VisitCase } from './visit.ts';

const page = readFileSync(
  fileURLToPath(new URL('../../../../docs/reference/refusals-policy.md', import.meta.url)),
  'utf8',
);

test('the page lists the refusals in their order of precedence', () => {
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)].map(([, id, name]) => [id, name?.trim()]);
  expect(listed).toEqual([...Object.entries(settlementRefusals), ...Object.entries(contributionRefusals)]);
});

const visit: VisitCase = {
  area: 'hunan/yongzhou',
  scheme: 'resident',
  kind: 'inpatient',
  member: 'resident',
  level: 'level-2',
  categories: [],
  filing: 'local',
  civilServant: false,
  item: '',
  day: '2024-06-15',
};

const line: FeeLine = {
  code: '床位',
  class: 'a',
  quantity: 10_000,
  price: 1_000_000,
  amount: 100,
  firstPay: 0,
  priceLimit: null,
  day: '2024-06-10',
  inForceFrom: '2020-01-01',
  inForceTo: null,
};

const parameters = shippedParameters();

function refusalOf(
  change: {
    readonly visit?: Partial<Record<keyof VisitCase, unknown>>;
    readonly line?: Partial<Record<keyof FeeLine, unknown>>;
    readonly bill?: Partial<Bill>;
    readonly used?: Partial<Accumulators>;
  } = {},
): { readonly refusal: string; readonly line: number | null; readonly message: string } | null {
  const plan = planFor(parameters, { ...visit, ...change.visit } as VisitCase);
  if ('refusal' in plan) return plan;
  const bill: Bill = {
    lines: [line, { ...line, ...change.line } as FeeLine],
    hospitalBorne: 0,
    account: 0,
    ...change.bill,
  };
  const answer = settle(plan, bill, { ...noneUsed(2024), ...change.used });
  return 'refusal' in answer ? answer : null;
}

describe('bad input is refused with its line and its reason', () => {
  test('what is right is not', () => expect(refusalOf()).toBeNull());

  const many = (count: number): readonly FeeLine[] => Array.from({ length: count }, () => line);
  test.each<[string, Parameters<typeof refusalOf>[0], SettlementRefusalId, number | null]>([
    ['an unknown scheme', { visit: { scheme: '390' } }, 'code-unknown', null],
    ['an unknown kind of visit', { visit: { kind: 'constructor' } }, 'code-unknown', null],
    ['an unknown category', { visit: { categories: ['poor'] } }, 'code-unknown', null],
    ['a retired resident', { visit: { member: 'retired' } }, 'code-unknown', null],
    ['an unknown class of item', { line: { class: '甲' } }, 'code-unknown', 2],
    ['no lines', { bill: { lines: [] } }, 'lines-missing', null],
    ['ten thousand lines', { bill: { lines: many(10_000) } }, 'lines-too-many', null],
    ['fractional fen', { line: { amount: 100.5 } }, 'amount-not-whole-fen', 2],
    ['not a number', { line: { amount: Number.NaN } }, 'amount-not-whole-fen', 2],
    ['a text for an amount', { line: { amount: '100' } }, 'amount-not-whole-fen', 2],
    ['a negative amount', { line: { amount: -100, quantity: -10_000 } }, 'amount-negative', 2],
    ['an amount beyond reason', { line: { amount: 2_000_000_000, price: 20_000_000_000_000 } }, 'amount-too-large', 2],
    [
      'a bill beyond reason',
      { bill: { lines: many(9_999).map((one) => ({ ...one, amount: 1_000_200, price: 10_002_000_000 })) } },
      'amount-too-large',
      null,
    ],
    ['a ratio above 1', { line: { firstPay: 10_001 } }, 'ratio-out-of-range', 2],
    ['a negative ratio', { line: { firstPay: -1 } }, 'ratio-out-of-range', 2],
    ['quantity times price', { line: { amount: 101 } }, 'line-amount-differs', 2],
    ['a fee of last year', { line: { day: '2023-12-31' } }, 'line-outside-year', 2],
    ['an item before it was in the catalogue', { line: { inForceFrom: '2024-06-11' } }, 'item-not-in-force', 2],
    ['an item after it left the catalogue', { line: { inForceTo: '2024-06-09' } }, 'item-not-in-force', 2],
    ['accumulators of another year', { used: { year: 2023 } }, 'accumulator-malformed', null],
    ['accumulators below zero', { used: { pool: -1 } }, 'accumulator-malformed', null],
    ['a date before the first parameter', { visit: { day: '2019-06-15' } }, 'not-covered', null],
    ['a level that the place does not have', { visit: { level: 'class-1' } }, 'not-covered', null],
    ['a place we know nothing of', { visit: { area: 'yunnan/dali' } }, 'not-covered', null],
    ['a draft', { visit: { filing: 'unfiled' } }, 'parameter-unconfirmed', null],
    ['a pool used beyond its cap', { used: { pool: 15_000_001 } }, 'accumulator-beyond-cap', null],
    ['大病 used beyond its cap', { used: { illness: 40_000_001 } }, 'accumulator-beyond-cap', null],
    ['a hospital that bears what the fund pays', { bill: { hospitalBorne: 201 } }, 'hospital-bears-too-much', null],
    ['a hospital that bears half a fen', { bill: { hospitalBorne: 0.5 } }, 'amount-not-whole-fen', null],
    ['an account below zero', { bill: { account: -1 } }, 'amount-not-whole-fen', null],
  ])('%s', (_, change, refusal, at) => {
    const answer = refusalOf(change);
    expect([answer?.refusal, answer?.line]).toEqual([refusal, at]);
    expect(answer?.message).toMatch(/。$/);
  });

  test('amounts are told in yuan', () => {
    expect(refusalOf({ line: { amount: 101 } })?.message).toMatch(/明细金额是1\.01元，相差\d\.\d\d元；请核对后改正。$/);
  });

  test('the biggest bill that is taken is settled to the fen', () => {
    const one = { ...line, amount: 1_000_000, price: 10_000_000_000 };
    const plan = planFor(parameters, visit);
    if ('refusal' in plan) throw new Error(plan.message);
    const answer = settle(
      plan,
      { lines: Array.from({ length: 9_999 }, () => one), hospitalBorne: 0, account: 0 },
      noneUsed(2024),
    );
    if ('refusal' in answer) throw new Error(answer.message);
    expect([answer.total, answer.pool, answer.criticalIllness, answer.cash]).toEqual([
      9_999_000_000, 15_000_000, 40_000_000, 9_944_000_000,
    ]);
  });
});
