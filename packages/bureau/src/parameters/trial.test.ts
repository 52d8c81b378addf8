import { type Bill, noneUsed, type VisitCase } from '@mingzhang/policy';
import { describe, expect, test } from 'vitest';
import { shippedParameters } from './load.ts';
import { type SettlementTrial, trialChoices, trialDifferences, tryContribution, trySettlement } from './trial.ts';

const set = shippedParameters();

const visit: VisitCase = {
  area: 'hunan/yongzhou',
  scheme: 'resident',
  kind: 'inpatient',
  member: 'resident',
  day: '2023-06-01',
  level: 'level-2',
  categories: [],
  filing: 'local',
  civilServant: false,
  item: '',
};
const bill: Bill = {
  lines: [],
  sums: { own: 80_000, overLimit: 10_000, firstPay: 110_000, inScope: 1_000_000 },
  hospitalBorne: 0,
  account: 0,
};
const trial: SettlementTrial = { visit, bill, used: noneUsed(2023), supposed: [] };

function settled(more: Partial<SettlementTrial> = {}) {
  const outcome = trySettlement(set, { ...trial, ...more });
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  if (outcome.outcome === 'refused') throw new Error(outcome.message);
  return outcome;
}

test('the golden case: level 2, ten thousand in scope', () => {
  const { settlement, staff, patient, parameters } = settled();
  expect([settlement.total, settlement.pool, settlement.cash]).toEqual([1_200_000, 736_000, 464_000]);
  expect(staff.join('\n')).toContain('9200.00元×80%=7360.00元');
  expect(patient.join('\n')).toContain('医保付7360.00元');
  expect(parameters.every(({ supposed }) => !supposed)).toBe(true);
});

describe('what if', () => {
  test('another ratio moves money between pool and person only, and is marked', () => {
    const other = settled({ supposed: [{ key: 'resident/inpatient/ratio/level-2', value: '0.75' }] });
    expect(trialDifferences(settled(), other)).toEqual([
      { payer: 'pool', before: 736_000, after: 690_000, difference: -46_000 },
      { payer: 'cash', before: 464_000, after: 510_000, difference: 46_000 },
    ]);
    expect(other.staff.join('\n')).toContain('（假设值）');
    expect(other.unused).toEqual([]);
  });

  test('a draft may be supposed, and the set itself is as before', () => {
    const poor = { ...visit, categories: ['low-income'] } as const;
    const refused = trySettlement(set, { ...trial, visit: poor });
    expect(refused).toMatchObject({ outcome: 'refused', id: 'parameter-unconfirmed', title: '参数尚未确认' });
    const supposed = ['threshold', 'ratio', 'annual-cap'].map((key, index) => ({
      key: `assistance/benefit/low-income/${key}`,
      value: ['0', '0.7', '50000'][index] ?? '',
    }));
    expect(settled({ visit: poor, supposed }).settlement.assistance).toBe(184_800);
    expect(trySettlement(set, { ...trial, visit: poor })).toEqual(refused);
    expect(trialDifferences(settled(), refused as never)).toBeNull();
  });

  test('a supposition that this visit does not depend on is said', () => {
    const { unused } = settled({ supposed: [{ key: 'resident/inpatient/ratio/level-3', value: '0.5' }] });
    expect(unused).toEqual(['居民住院支付比例（三级医院）']);
  });

  test.each([
    ['resident/inpatient/ratio/class-1', '0.5', 'supposed-unknown'],
    ['resident/inpatient/ratio/level-2', '75', 'supposed-malformed'],
  ])('%s as %s', (key, value, id) => {
    expect(trySettlement(set, { ...trial, supposed: [{ key, value }] })).toMatchObject({ refusal: { id } });
  });
});

test('contributions: a resident, an employee, and what is not covered', () => {
  const enrolment = {
    area: 'hunan/yongzhou',
    year: 2023,
    enrolledOn: '2022-10-01',
    bornOn: '1980-01-01',
    categories: [],
  } as const;
  expect(tryContribution(set, { kind: 'resident', enrolment, supposed: [] })).toMatchObject({
    outcome: 'resident',
    contribution: { standard: 35_000, person: 35_000, fiscal: 64_000 },
  });
  expect(
    tryContribution(set, {
      kind: 'resident',
      enrolment,
      supposed: [{ key: 'resident/funding/personal', value: '380' }],
    }),
  ).toMatchObject({ contribution: { person: 38_000 } });
  const month = { area: 'hunan', month: '2025-04', kind: 'in-service', wage: 600_000 } as const;
  const supposed = [{ key: 'employee/contribution/reference-wage', value: '6800' }];
  expect(tryContribution(set, { kind: 'employee', month, supposed: [] })).toMatchObject({
    id: 'parameter-unconfirmed',
  });
  expect(tryContribution(set, { kind: 'employee', month, supposed })).toMatchObject({
    outcome: 'employee',
    contribution: { person: 12_000, employer: 48_000 },
  });
  const before = { ...month, month: '2015-04' };
  expect(tryContribution(set, { kind: 'employee', month: before, supposed: [] })).toMatchObject({
    outcome: 'refused',
    id: 'not-covered',
  });
});

test('the choices of a form are what the place has rules for on the day', () => {
  const of = (more: Partial<VisitCase>) => trialChoices(set, { ...visit, ...more });
  expect(of({}).levels.map(({ name }) => name)).toEqual([
    '基层医疗机构',
    '一级医院',
    '二级医院',
    '三级医院',
    '省部级医院',
  ]);
  expect(of({ day: '2019-01-01' })).toEqual({ levels: [], items: [] });
  const { items } = of({ kind: 'two-disease' });
  expect(items.map(({ id }) => id)).toContain('hypertension');
  expect(of({ kind: 'chronic', day: '2024-06-01' }).items.length).toBeGreaterThan(5);
});
