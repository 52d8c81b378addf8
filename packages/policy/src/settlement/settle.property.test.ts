/** What holds for every visit, whatever the parameters: over generated bills, persons and years, with all drafts confirmed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedParameters } from '../../test/shipped.ts';
import { priceTimesQuantity } from './arithmetic.ts';
import { cancel, differences } from './compare.ts';
import { fundRows } from './fund-rows.ts';
import { brokenIdentities } from './identities.ts';
import { type Plan, planFor } from './plan.ts';
import { type Settlement, settle } from './settle.ts';
import { type Accumulators, type Bill, type FeeLine, noneUsed, type VisitCase } from './visit.ts';

const shipped = shippedParameters();
const parameters = shipped.confirming(
  shipped.rows.map(({ area, key, from, value, unit }) => {
    const otherwise = unit === 'word' ? 'any-level' : unit === 'ratio' ? 5_000 : unit === 'yuan' ? 3_000_000 : 1;
    return { area, key, from, value: value ?? otherwise, document: '测试', by: '测试' };
  }),
);

const cases: readonly Partial<VisitCase>[] = [
  ...['primary', 'level-1', 'level-2', 'level-3', 'provincial'].map((level) => ({ area: 'hunan/yongzhou', level })),
  ...['class-3', 'class-2-county', 'class-1', 'out-of-province'].map((level) => ({
    area: 'shanxi/lvliang/liulin',
    level,
  })),
  { area: 'shaanxi/shangluo', level: 'city-level-2' },
  ...(['in-service', 'retired'] as const).flatMap((member) =>
    ['primary', 'level-2', 'level-3'].map((level) => ({ scheme: 'employee' as const, member, level })),
  ),
  { scheme: 'employee', member: 'in-service', civilServant: true, level: 'level-3' },
  { kind: 'outpatient', level: 'primary' },
  { kind: 'outpatient', scheme: 'employee', member: 'retired', level: 'level-3' },
  { kind: 'chronic', item: 'coronary' },
  { kind: 'two-disease', item: 'both' },
  { kind: 'maternity', item: 'normal' },
  { scheme: 'retired-cadre', member: 'cadre' },
];

const plan: fc.Arbitrary<Plan> = fc
  .record({
    base: fc.constantFrom(...cases),
    filing: fc.constantFrom('local' as const, 'transferred' as const, 'unfiled' as const),
    category: fc.constantFrom(null, 'special-hardship' as const, 'low-income' as const, 'low-income-margin' as const),
  })
  .map(({ base, filing, category }) => {
    const shangluo = base.area === 'shaanxi/shangluo';
    const visit: VisitCase = {
      area: 'hunan/yongzhou',
      scheme: 'resident',
      kind: 'inpatient',
      member: 'resident',
      level: 'level-2',
      civilServant: false,
      item: '',
      ...base,
      day: '2024-06-15',
      filing,
      categories: category === null || (shangluo && category === 'special-hardship') ? [] : [category],
    };
    const found = planFor(parameters, visit);
    if ('refusal' in found) throw new Error(found.message);
    return found;
  });

const line: fc.Arbitrary<FeeLine> = fc
  .record({
    class: fc.constantFrom('a' as const, 'b' as const, 'c' as const),
    quantity: fc.integer({ min: 1, max: 300_000 }),
    price: fc.integer({ min: 0, max: 3_000_000_000 }),
    firstPay: fc.constantFrom(0, 500, 1_000, 3_333, 10_000),
    limit: fc.option(fc.integer({ min: 0, max: 3_000_000_000 }), { freq: 4 }),
  })
  .map(({ class: of, quantity, price, firstPay, limit }) => ({
    code: '项目',
    class: of,
    quantity,
    price,
    amount: priceTimesQuantity(price, quantity),
    firstPay,
    priceLimit: limit,
    day: '2024-06-10',
    inForceFrom: '2020-01-01',
    inForceTo: null,
  }));

const bill: fc.Arbitrary<Bill> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 40 }),
  hospitalBorne: fc.constant(0),
  account: fc.integer({ min: 0, max: 1_000_000 }),
});

function settled(under: Plan, of: Bill, used: Accumulators): Settlement {
  const answer = settle(under, of, used);
  if ('refusal' in answer) throw new Error(answer.message);
  return answer;
}

const funds = ['pool', 'criticalIllness', 'largeAmount', 'civilServant', 'assistance', 'cadre'] as const;

describe('every settlement', () => {
  test('satisfies the identities; no fund pays below nothing, and all together no more than what is in scope', () => {
    fc.assert(
      fc.property(plan, bill, (under, of) => {
        const answer = settled(under, of, noneUsed(2024));
        expect(brokenIdentities(answer)).toEqual([]);
        for (const fund of funds) expect(answer[fund]).toBeGreaterThanOrEqual(0);
        expect(answer.funds).toBeLessThanOrEqual(answer.inScope);
        expect(answer.account).toBeLessThanOrEqual(of.account);
        expect(answer.cash).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is the same with and without its derivation, and its steps lead to its amounts', () => {
    fc.assert(
      fc.property(plan, bill, (under, of) => {
        const answer = settled(under, of, noneUsed(2024));
        const plain = settle(under, of, noneUsed(2024), { derive: false });
        expect({ ...plain, derivation: answer.derivation }).toEqual(answer);
        const outputs = (step: string): number =>
          (answer.derivation ?? []).filter((one) => one.step === step).reduce((sum, one) => sum + one.output, 0);
        expect(outputs('fee-line')).toBe(answer.inScope);
        expect(outputs('pool')).toBe(answer.pool + answer.cadre);
        expect(outputs('illness')).toBe(answer.criticalIllness + answer.largeAmount);
        expect(outputs('assistance')).toBe(answer.assistance);
        expect(outputs('person')).toBe(answer.cash);
      }),
      { numRuns: 300 },
    );
  });

  test('stays below the yearly caps over a year of visits, and is undone by its cancellation', () => {
    fc.assert(
      fc.property(plan, fc.array(bill, { minLength: 1, maxLength: 8 }), (under, bills) => {
        let used = noneUsed(2024);
        for (const of of bills) {
          const before = used;
          const answer = settled(under, of, before);
          used = answer.after;
          expect(cancel(answer, before, used).after).toEqual(before);
          const { pool } = under;
          if (pool.kind === 'stay' || pool.kind === 'limited') expect(used.pool).toBeLessThanOrEqual(pool.cap);
          if (pool.kind === 'outpatient') expect(used.outpatientPool).toBeLessThanOrEqual(pool.cap);
          if (under.assistance !== null) expect(used.assistance).toBeLessThanOrEqual(under.assistance.cap);
          if (under.illness !== null) expect(used.illness).toBeLessThanOrEqual(under.illness.cap);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('pays no less in total when a line in scope is added', () => {
    fc.assert(
      fc.property(plan, bill, fc.integer({ min: 1, max: 5_000_000 }), (under, of, amount) => {
        const more: FeeLine = {
          code: '加一项',
          class: 'a',
          quantity: 10_000,
          price: amount * 10_000,
          amount,
          firstPay: 0,
          priceLimit: null,
          day: '2024-06-10',
          inForceFrom: '2020-01-01',
          inForceTo: null,
        };
        const less = settled(under, of, noneUsed(2024));
        const greater = settled(under, { ...of, lines: [...of.lines, more] }, noneUsed(2024));
        expect(greater.funds).toBeGreaterThanOrEqual(less.funds);
      }),
      { numRuns: 500 },
    );
  });

  test('is paid by rows that add up to funds, account and hospital (I7)', () => {
    fc.assert(
      fc.property(plan, bill, fc.nat({ max: 1_000 }), (under, of, share) => {
        const without = settled(under, of, noneUsed(2024));
        const hospitalBorne = Math.floor(((without.total - without.funds) * share) / 1_000);
        const answer = settled(under, { ...of, hospitalBorne }, noneUsed(2024));
        const sum = fundRows(under.case.scheme, answer).reduce((so, { amount }) => so + amount, 0);
        expect(sum).toBe(answer.funds + answer.account + answer.hospitalBorne);
        expect(brokenIdentities(answer)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('leaves the account at what was there less what it paid (I9), and is the same asked twice (I11)', () => {
    fc.assert(
      fc.property(
        plan,
        fc.array(bill, { minLength: 1, maxLength: 5 }),
        fc.nat({ max: 3_000_000 }),
        (under, bills, start) => {
          let balance = start;
          let used = noneUsed(2024);
          for (const of of bills) {
            const asked = settled(under, { ...of, account: balance }, used);
            const answer = settled(under, { ...of, account: balance }, used);
            expect(answer).toEqual(asked);
            expect(answer.account).toBe(Math.min(balance, answer.personal));
            balance -= answer.account;
            used = answer.after;
          }
          expect(balance).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('taken back is its mirror, and a re-run under the same rules differs in nothing', () => {
    fc.assert(
      fc.property(plan, bill, (under, of) => {
        const answer = settled(under, of, noneUsed(2024));
        const back = cancel(answer, noneUsed(2024), answer.after);
        expect(back.total + answer.total).toBe(0);
        expect(back.cash + answer.cash).toBe(0);
        expect(brokenIdentities(back)).toEqual([]);
        expect(differences(answer, settled(under, of, noneUsed(2024)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('a settlement in the middle of the year is taken back, and what came later stays', () => {
  const found = planFor(parameters, {
    area: 'hunan/yongzhou',
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    level: 'level-2',
    civilServant: false,
    item: '',
    day: '2024-06-15',
    filing: 'local',
    categories: [],
  });
  if ('refusal' in found) throw new Error(found.message);
  const of = (amount: number): Bill => ({
    lines: [
      {
        code: '床位',
        class: 'a',
        quantity: 10_000,
        price: amount * 10_000,
        amount,
        firstPay: 0,
        priceLimit: null,
        day: '2024-06-10',
        inForceFrom: '2020-01-01',
        inForceTo: null,
      },
    ],
    hospitalBorne: 0,
    account: 0,
  });
  const first = settled(found, of(1_000_000), noneUsed(2024));
  const second = settled(found, of(2_000_000), first.after);
  const back = cancel(first, noneUsed(2024), second.after);
  expect(back.after).toMatchObject({ stays: { 'level-2': 1 }, deductible: 40_000, pool: second.pool });
});
