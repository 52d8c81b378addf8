import { expect, test } from 'vitest';
import { billOf, parametersOf, type SettlementCase, visitOf } from '../../test/cases.ts';
import { shippedParameters } from '../../test/shipped.ts';
import { settleYear, type YearSettled, type YearVisit, yearDifferences } from './rerun.ts';

const stay = (on: string, level: string, inScope: number, categories: readonly 'low-income'[] = []): YearVisit => {
  const one: SettlementCase = { case: '', on, visit: { level, categories }, fees: { inScope } };
  return { visit: visitOf(one), bill: billOf(one) };
};

const parameters = parametersOf(shippedParameters(), { confirm: ['assistance/benefit/low-income'] });

function settled(visits: readonly YearVisit[], under = parameters): YearSettled {
  const answer = settleYear(under, 2024, visits);
  if ('refusal' in answer) throw new Error(answer.message);
  return answer;
}

const visits = [stay('2024-02-01', 'level-2', 10_000), stay('2024-05-01', 'level-3', 60_000)];
const asPoor = [
  stay('2024-02-01', 'level-2', 10_000, ['low-income']),
  stay('2024-05-01', 'level-3', 60_000, ['low-income']),
];

test('the same year again differs in nothing', () => {
  expect(yearDifferences(settled(visits), settled(visits))).toEqual({ visits: [[], []], total: {} });
});

test('an identity found later: 大病 and assistance pay more, the person as much less', () => {
  const { total, visits: each } = yearDifferences(settled(visits), settled(asPoor));
  // First stay: 2640 left, assistance 70 %. Second: 1200 off, 65 % of 58800 = 38220, burden 21780; of 24420 in the year 16420 are
  // above 8000 at 65 % = 10673 against (24420 − 16000) at 60 % = 5052; assistance 70 % of 11107.
  expect(each[0]).toEqual([
    { payer: 'assistance', before: 0, after: 184_800, difference: 184_800 },
    { payer: 'cash', before: 264_000, after: 79_200, difference: -184_800 },
  ]);
  expect(total).toEqual({ criticalIllness: 562_100, assistance: 962_290, cash: -1_524_390 });
});

test('a ratio supposed beside the files: the pool pays more, the rest follows', () => {
  const supposed = parameters.supposing([
    { area: 'hunan', key: 'resident/inpatient/ratio/level-3', from: '2024-01-01', to: null, value: 7_000 },
  ]);
  const { total } = yearDifferences(settled(visits), settled(visits, supposed));
  expect(total).toEqual({ pool: 294_000, criticalIllness: -176_400, cash: -117_600 });
});

test('a visit that cannot be settled stops the year and says which', () => {
  const answer = settleYear(parameters, 2024, [...visits, stay('2024-06-01', 'class-1', 100)]);
  expect(answer).toMatchObject({ refusal: 'not-covered', visit: 3 });
});

test('two visits in the other order: each is another amount, and only because of what was used before it', () => {
  const [first, second] = [settled(visits), settled([...visits].reverse())];
  expect(first.after.pool).toBe(second.after.pool);
  expect(first.after.burden).toBe(second.after.burden);
  expect(first.after.illness).toBe(second.after.illness);
});
