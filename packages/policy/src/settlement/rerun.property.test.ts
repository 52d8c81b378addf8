/**
 * Years settled again, over generated stays: another identity moves money only between 大病保险, 医疗救助 and the person; the order of
 * visits matters only through what has been used; a value supposed as it is changes nothing.
 */
import { type ParameterConfirmation } from '@mingzhang/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedParameters } from '../../test/shipped.ts';
import { planFor } from './plan.ts';
import { settleYear, type YearSettled, type YearVisit, yearDifferences } from './rerun.ts';
import { settle } from './settle.ts';
import { type Accumulators, type Category, type VisitCase } from './visit.ts';

const shipped = shippedParameters();
const parameters = shipped.confirming(
  shipped.rows.flatMap(({ area, key, from, value }): readonly ParameterConfirmation[] =>
    value === null || !key.startsWith('assistance/') ? [] : [{ area, key, from, value, document: '测试', by: '测试' }],
  ),
);

const levels = ['primary', 'level-1', 'level-2', 'level-3', 'provincial'] as const;

function stay(level: string, day: string, inScope: number, own: number, mine: readonly Category[] = []): YearVisit {
  const visit: VisitCase = {
    area: 'hunan/yongzhou',
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    level,
    categories: mine,
    filing: 'local',
    civilServant: false,
    item: '',
    day,
  };
  const sums = { own, overLimit: 0, firstPay: 0, inScope };
  return { visit, bill: { lines: [], sums, hospitalBorne: 0, account: 0 } };
}

function settled(visits: readonly YearVisit[], under = parameters): YearSettled {
  const answer = settleYear(under, 2024, visits);
  if ('refusal' in answer) throw new Error(answer.message);
  return answer;
}

const level = fc.constantFrom(...levels);
const amount = fc.integer({ min: 1, max: 30_000_000 });
const stays = fc.array(fc.tuple(level, amount, amount), { minLength: 1, maxLength: 5 });
const day = (index: number): string => `2024-0${index + 1}-15`;

test('another identity: nothing moves but illness, assistance and cash, and nothing is lost', () => {
  const category = fc.constantFrom<Category>(
    'special-hardship',
    'orphan',
    'low-income',
    'returned-poverty',
    'monitored',
  );
  fc.assert(
    fc.property(stays, category, (all, mine) => {
      const as = (categories: readonly Category[]) =>
        settled(all.map(([of, inScope, own], index) => stay(of, day(index), inScope, own, categories)));
      const { visits, total } = yearDifferences(as([]), as([mine]));
      for (const changes of visits) {
        const payers = changes.map(({ payer }) => payer);
        expect(['criticalIllness', 'assistance', 'cash']).toEqual(expect.arrayContaining(payers));
        expect(changes.reduce((sum, { difference }) => sum + difference, 0)).toBe(0);
      }
      expect(total.cash ?? 0).toBeLessThanOrEqual(0);
    }),
  );
});

test('two stays at different levels use the year up alike in either order, where no yearly limit is reached', () => {
  // 1200 and 800 of deductible stay below 3000, 85 % of twice 80000 below the pool's 150000.
  const below = fc.shuffledSubarray(levels.slice(0, 4), { minLength: 2, maxLength: 2 });
  const scope = fc.integer({ min: 200_000, max: 8_000_000 });
  fc.assert(
    fc.property(below, scope, scope, ([one = '', other = ''], a, b) => {
      const forth = settled([stay(one, day(0), a, 0), stay(other, day(1), b, 0)]);
      const back = settled([stay(other, day(0), b, 0), stay(one, day(1), a, 0)]);
      expect(back.after).toEqual(forth.after);
      const sum = ({ settlements }: YearSettled): number => settlements.reduce((so, { cash }) => so + cash, 0);
      expect(sum(back)).toBe(sum(forth));
    }),
  );
});

test('a visit knows of those before it nothing but what they have used', () => {
  fc.assert(
    fc.property(stays, level, amount, (all, of, inScope) => {
      const before = settled(all.map(([at, cost, own], index) => stay(at, day(index), cost, own)));
      const { visit, bill } = stay(of, '2024-11-15', inScope, 0);
      const plan = planFor(parameters, visit);
      if ('refusal' in plan) throw new Error(plan.message);
      // The same amounts, told anew in another order.
      const told = Object.fromEntries(Object.entries(before.after).reverse()) as unknown as Accumulators;
      const stayed = Object.fromEntries(Object.entries(told.stays).reverse());
      expect(settle(plan, bill, { ...told, stays: stayed })).toEqual(settle(plan, bill, before.after));
    }),
  );
});

test('a value supposed as it is in force changes nothing', () => {
  const solid = shipped.rows.filter(
    ({ area, key, from, to, value }) =>
      area === 'hunan' &&
      /^resident\/(?:inpatient|critical-illness)\//.test(key) &&
      value !== null &&
      from <= '2024-01-01' &&
      (to === null || to >= '2024-12-31'),
  );
  expect(solid.length).toBeGreaterThan(10);
  fc.assert(
    fc.property(stays, fc.subarray(solid, { minLength: 1 }), (all, rows) => {
      const visits = all.map(([of, inScope, own], index) => stay(of, day(index), inScope, own));
      const supposing = parameters.supposing(
        rows.map(({ key, value }) => ({ area: 'hunan', key, from: '2024-01-01', to: null, value: value ?? 0 })),
      );
      expect(yearDifferences(settled(visits), settled(visits, supposing)).total).toEqual({});
    }),
  );
});
