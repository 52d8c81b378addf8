import { expect, test } from 'vitest';
import { billOf, parametersOf, type SettlementCase, usedOf, visitOf } from '../../test/cases.ts';
import { shippedParameters } from '../../test/shipped.ts';
import { layersOf } from './layers.ts';
import { planFor } from './plan.ts';
import { settle } from './settle.ts';

function layers(one: SettlementCase) {
  const visit = visitOf(one);
  const plan = planFor(parametersOf(shippedParameters(), one), visit);
  if ('refusal' in plan) throw new Error(plan.message);
  const answer = settle(plan, billOf(one), usedOf(one));
  if ('refusal' in answer || answer.derivation === null) throw new Error('not settled');
  return layersOf(answer.derivation, visit);
}

const golden: SettlementCase = {
  case: '二级医院首次住院',
  on: '2023-06-01',
  visit: {},
  fees: { own: 800, overLimit: 100, firstPay: 1100, inScope: 10000 },
};
const medicine: SettlementCase = {
  case: '两病用药',
  on: '2024-03-01',
  visit: { kind: 'two-disease', level: 'primary', item: 'hypertension', categories: ['low-income'] },
  confirm: ['resident/two-disease'],
  fees: { inScope: 100 },
};
const three: SettlementCase = {
  case: '低保对象在三级医院',
  on: '2024-03-15',
  visit: { level: 'level-3', categories: ['low-income'] },
  confirm: ['assistance/benefit/low-income'],
  fees: { own: 9000, overLimit: 1000, firstPay: 10000, inScope: 100000 },
  account: 300,
};

test('each layer takes of what the one before left, in the order of the law', () => {
  expect(layers(three).map(({ name, enters, takes, leaves }) => [name, enters, takes, leaves])).toEqual([
    ['费用分类', 12_000_000, 2_000_000, 10_000_000],
    ['基本医保', 10_000_000, 6_422_000, 3_578_000],
    ['大病保险', 3_578_000, 1_805_700, 1_772_300],
    ['医疗救助', 1_772_300, 1_240_610, 531_690],
    ['个人账户和现金', 2_531_690, 30_000, 2_501_690],
  ]);
});

test('a layer tells its steps, and cites its own parameters', () => {
  const basic = layers(golden)[1];
  expect(basic?.staff).toEqual([
    '起付线 = 800.00元，年度内还可计3000.00元，不超过政策范围内10000.00元，取800.00元',
    '统筹支付 = 9200.00元×80%=7360.00元（四舍五入到分），付7360.00元',
  ]);
  expect(basic?.patient).toEqual([
    '先减去起付线800.00元，这部分自己付。',
    '9200.00元里医保付80%，是7360.00元；医保付7360.00元。',
  ]);
  expect(basic?.parameters.map(({ name, printed }) => `${name} ${printed}`)).toContain(
    '居民住院支付比例（二级医院） 80%',
  );
});

test('what the person pays is what the layers left and what is not reimbursed', () => {
  expect(layers({ ...three, hospitalBorne: 16.9 }).at(-1)).toMatchObject({
    staff: [
      '个人负担 = 各层付后留下的5316.90元 ＋ 不在报销范围的20000.00元 − 医院负担16.90元 = 25300.00元',
      '个人 = 总费用120000.00元 − 基金94683.10元 − 医院负担16.90元 = 25300.00元，其中个人账户300.00元，现金25000.00元',
    ],
    leaves: 2_500_000,
  });
});

test.each<[string, SettlementCase, string, string | null]>([
  ['whoever has no category', golden, '医疗救助', '没有登记救助身份'],
  ['an illness below its line has its layer all the same', golden, '大病保险', null],
  ['medicine for the two diseases counts for neither', medicine, '大病保险', '不计入大病保险'],
  ['nor is it assisted', medicine, '医疗救助', '只管住院和门诊慢特病'],
  ['nothing left for the next', { ...golden, fees: { own: 500 } }, '大病保险', '没有留给大病保险'],
])('%s', (_, one, name, why) => {
  const found = layers(one).find((layer) => layer.name === name);
  if (why === null) expect(found?.notApplied).toBeNull();
  else expect(found?.notApplied).toContain(why);
  if (why !== null) expect(found?.takes).toBe(0);
});

test('assistance on application is one layer, and nothing is said of the others', () => {
  const step = {
    step: 'assistance',
    category: 'low-income',
    base: 1000,
    threshold: 0,
    ratio: 7000,
    capLeft: 5000,
    output: 700,
    parameters: [],
  } as const;
  expect(layersOf([step], visitOf(golden)).map(({ layer, enters, takes }) => [layer, enters, takes])).toEqual([
    ['assistance', 1000, 700],
  ]);
});
