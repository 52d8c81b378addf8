import { expect, test } from 'vitest';
import { billOf, parametersOf, type SettlementCase, usedOf, visitOf } from '../testing/cases.ts';
import { shippedParameters } from '../testing/shipped.ts';
import { explainForPatient, explainForStaff } from './explain.ts';
import { planFor } from './plan.ts';
import { settle } from './settle.ts';

const g3b: SettlementCase = {
  case: '低保对象在三级医院',
  on: '2024-03-15',
  visit: { level: 'level-3', categories: ['low-income'] },
  confirm: ['assistance/benefit/low-income'],
  fees: { own: 9000, overLimit: 1000, firstPay: 10000, inScope: 100000 },
};

function derivationOf(one: SettlementCase) {
  const plan = planFor(parametersOf(shippedParameters(), one), visitOf(one));
  if ('refusal' in plan) throw new Error(plan.message);
  const answer = settle(plan, billOf(one), usedOf(one));
  if ('refusal' in answer || answer.derivation === null) throw new Error('not settled');
  return answer.derivation;
}

test('for the staff: every step, every parameter with its instrument and grade', () => {
  expect(explainForStaff(derivationOf(g3b))).toEqual([
    '第1行 9000.00元：全自费9000.00元',
    '第2行 20000.00元：先行自付 20000.00元×50%=10000.00元，政策范围内10000.00元',
    '第3行 1001.00元：超限价1000.00元，政策范围内1.00元',
    '第4行 89999.00元：政策范围内89999.00元',
    '政策范围内 = 总费用120000.00元 − 全自费9000.00元 − 超限价1000.00元 − 先行自付10000.00元 = 100000.00元',
    '起付线 = 1200.00元，年度内还可计3000.00元，不超过政策范围内100000.00元，取1200.00元',
    '    居民住院起付标准（三级医院）：1200.00元，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '    同级医院当年第二次住院起付标准占首次的比例：50%，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '    同级医院当年第三次及以后住院起付标准占首次的比例：50%，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '    计算住院次数的范围：同级医院，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '    居民住院起付线年度累计上限：3000.00元，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '统筹支付 = 98800.00元×65%=64220.00元（四舍五入到分），付64220.00元',
    '    居民住院支付比例（三级医院）：65%，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '    居民统筹基金年度最高支付限额：150000.00元，湖南省城乡居民基本医疗保险实施办法（依据等级B）',
    '大病保险：本年政策范围内个人负担累计35780.00元，起付线8000.00元，超过部分27780.00元×65%=18057.00元，减已付0.00元，本次付18057.00元',
    '    居民大病保险各段提高的比例（低保对象）：5%，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第1段上限（起付线以上部分）：30000.00元，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第1段支付比例：60%，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第2段上限（起付线以上部分）：80000.00元，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第2段支付比例：65%，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第3段上限（起付线以上部分）：150000.00元，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第3段支付比例：75%，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险第4段支付比例：85%，湖南省城乡居民大病保险实施办法（依据等级B）',
    '    居民大病保险起付线（低保对象）：8000.00元，湖南省城乡居民大病保险实施办法（依据等级A）',
    '医疗救助（低保对象）= (17723.00元 − 起付0.00元)×70%，年度限额还剩50000.00元，付12406.10元',
    '    医疗救助起付标准（低保对象）：0.00元，湖南省医疗救助办法（2022-01-01施行）（算例确认）',
    '    医疗救助比例（低保对象）：70%，湖南省医疗救助办法（2022-01-01施行）（算例确认）',
    '    医疗救助年度限额（低保对象）：50000.00元，湖南省医疗救助办法（2022-01-01施行）（算例确认）',
    '个人 = 总费用120000.00元 − 基金94683.10元 − 医院负担0.00元 = 25316.90元，其中个人账户0.00元，现金25316.90元',
  ]);
});

test('for the patient: the same sums in plain words', () => {
  expect(explainForPatient(derivationOf(g3b))).toEqual([
    '这次一共花了120000.00元。',
    '其中医保目录外的9000.00元、超过规定价格的1000.00元、目录内先由自己付一部分的10000.00元，要自己付。',
    '剩下的100000.00元按政策报销。',
    '先减去起付线1200.00元，这部分自己付。',
    '98800.00元里医保付65%，是64220.00元；医保付64220.00元。',
    '今年自己负担的政策范围内费用累计35780.00元，超过8000.00元的部分分段报销，大病保险这次付18057.00元。',
    '还要自己负担的17723.00元，医疗救助再付12406.10元。',
    '医保和救助一共付94683.10元。',
    '自己付25316.90元：个人账户0.00元，现金25316.90元。',
  ]);
});

test('a what-if says so', () => {
  const lines = explainForStaff(derivationOf({ ...g3b, values: { 'resident/inpatient/ratio/level-3': 0.7 } }));
  expect(lines).toContain('    居民住院支付比例（三级医院）：70%，湖南省城乡居民基本医疗保险实施办法（假设值）');
});
