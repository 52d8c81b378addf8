/**
 * A derivation in words: for the staff every step with its parameters and their source, for the patient the same sums so that one
 * can add them up by hand.
 */
import { type Fen, formatExact, formatYuan } from '@mingzhang/kernel';
import { whole } from './arithmetic.ts';
import { type Derivation, type DerivationStep } from './derivation.ts';
import { noCap, type ParameterUse } from './plan.ts';
import { categories } from './visit.ts';

const yuan = (amount: Fen): string => `${formatYuan(amount)}元`;
const percent = (ratio: number): string => `${formatExact(BigInt(ratio) * 1_000_000n)}%`;

const layerNames = { 'critical-illness': '大病保险', 'large-amount': '大额医疗费用补助' } as const;

/** One line a step, and under it the parameters with instrument and grade. */
export function explainForStaff(derivation: Derivation): readonly string[] {
  return derivation.flatMap((step) => [sentence(step), ...parametersOf(step).map(source)]);
}

/** The same sums in plain words, fee lines added up, without instruments. */
export function explainForPatient(derivation: Derivation): readonly string[] {
  return derivation.filter(({ step }) => step !== 'fee-line').flatMap(plain);
}

/** What a step cites: of the look-up that deductible and pool share, each its own part. */
export function parametersOf(step: DerivationStep): readonly ParameterUse[] {
  if (!('parameters' in step)) return [];
  // Deductible and pool share one look-up; the deductible cites what it is made of, the pool the rest.
  const ofDeductible = (use: ParameterUse): boolean => use.key.includes('deductible');
  if (step.step === 'deductible') return step.parameters.filter(ofDeductible);
  if (step.step === 'pool') return step.parameters.filter((use) => !ofDeductible(use));
  return step.parameters;
}

function source({ name, printed, instrument, article, grade, confirmedBy, supposed }: ParameterUse): string {
  const basis = `${instrument ?? '依据待核'}${article ?? ''}`;
  const standing = supposed ? '（假设值）' : confirmedBy === null ? `（依据等级${grade}）` : `（${confirmedBy}确认）`;
  return `    ${name}：${printed}，${basis}${standing}`;
}

export function sentence(step: DerivationStep): string {
  switch (step.step) {
    case 'fee-line': {
      const { line, amount, own, overLimit, firstPay, firstPayRatio, output } = step;
      if (own > 0) return `第${line}行 ${yuan(amount)}：全自费${yuan(own)}`;
      const over = overLimit === 0 ? '' : `超限价${yuan(overLimit)}，`;
      const first =
        firstPay === 0 ? '' : `先行自付 ${yuan(amount - overLimit)}×${percent(firstPayRatio)}=${yuan(firstPay)}，`;
      return `第${line}行 ${yuan(amount)}：${over}${first}政策范围内${yuan(output)}`;
    }
    case 'in-scope': {
      const { total, own, overLimit, firstPay, output } = step;
      return `政策范围内 = 总费用${yuan(total)} − 全自费${yuan(own)} − 超限价${yuan(overLimit)} − 先行自付${yuan(firstPay)} = ${yuan(output)}`;
    }
    case 'deductible': {
      const { standard, ordinal, share, capLeft, inScope, output } = step;
      const times = share === whole ? '' : `×${percent(share)}（本年第${ordinal}次）`;
      const cap = capLeft >= noCap ? '' : `，年度内还可计${yuan(capLeft)}`;
      return `起付线 = ${yuan(standard)}${times}${cap}，不超过政策范围内${yuan(inScope)}，取${yuan(output)}`;
    }
    case 'pool': {
      const { rule, base, ratio, computed, capLeft, output } = step;
      const sum =
        rule === 'fixed'
          ? `定额${yuan(computed)}，不超过${yuan(base)}`
          : `${yuan(base)}×${percent(ratio)}=${yuan(computed)}（四舍五入到分）`;
      const cap = output < computed && rule === 'ratio' ? `，限额还剩${yuan(capLeft)}` : '';
      return `统筹支付 = ${sum}${cap}，付${yuan(output)}`;
    }
    case 'illness': {
      const { layer, yearBurden, threshold, bands, yearTotal, paidBefore, output } = step;
      const sum = bands.map(({ amount, ratio }) => `${yuan(amount)}×${percent(ratio)}`).join('＋');
      const above = bands.length === 0 ? '未过起付线' : `超过部分${sum}=${yuan(yearTotal)}`;
      return `${layerNames[layer]}：本年政策范围内个人负担累计${yuan(yearBurden)}，起付线${yuan(threshold)}，${above}，减已付${yuan(paidBefore)}，本次付${yuan(output)}`;
    }
    case 'civil-servant': {
      const { base, ratio, output } = step;
      return `公务员医疗补助 = ${yuan(base)}×${percent(ratio)} = ${yuan(output)}`;
    }
    case 'assistance': {
      const { category, base, threshold, ratio, capLeft, output } = step;
      const cap = capLeft >= noCap - 1 ? '' : `，年度限额还剩${yuan(capLeft)}`;
      return `医疗救助（${categories[category]}）= (${yuan(base)} − 起付${yuan(threshold)})×${percent(ratio)}${cap}，付${yuan(output)}`;
    }
    case 'person': {
      const { total, funds, hospitalBorne, personal, account, output } = step;
      return `个人 = 总费用${yuan(total)} − 基金${yuan(funds)} − 医院负担${yuan(hospitalBorne)} = ${yuan(personal)}，其中个人账户${yuan(account)}，现金${yuan(output)}`;
    }
  }
}

export function plain(step: DerivationStep): readonly string[] {
  switch (step.step) {
    case 'fee-line':
      return [];
    case 'in-scope':
      return [
        `这次一共花了${yuan(step.total)}。`,
        `其中医保目录外的${yuan(step.own)}、超过规定价格的${yuan(step.overLimit)}、目录内先由自己付一部分的${yuan(step.firstPay)}，要自己付。`,
        `剩下的${yuan(step.output)}按政策报销。`,
      ];
    case 'deductible':
      return [`先减去起付线${yuan(step.output)}，这部分自己付。`];
    case 'pool':
      return step.rule === 'fixed'
        ? [`医保按定额付${yuan(step.output)}。`]
        : [
            `${yuan(step.base)}里医保付${percent(step.ratio)}，是${yuan(step.computed)}${step.output < step.computed ? `，但限额只剩${yuan(step.capLeft)}` : ''}；医保付${yuan(step.output)}。`,
          ];
    case 'illness':
      return step.output === 0
        ? [
            `今年自己负担的政策范围内费用累计${yuan(step.yearBurden)}，还没有超过${yuan(step.threshold)}，这次没有${layerNames[step.layer]}。`,
          ]
        : [
            `今年自己负担的政策范围内费用累计${yuan(step.yearBurden)}，超过${yuan(step.threshold)}的部分分段报销，${layerNames[step.layer]}这次付${yuan(step.output)}。`,
          ];
    case 'civil-servant':
      return [`公务员补助再付${yuan(step.output)}。`];
    case 'assistance':
      return [`还要自己负担的${yuan(step.base)}，医疗救助再付${yuan(step.output)}。`];
    case 'person':
      return [
        `医保和救助一共付${yuan(step.funds)}${step.hospitalBorne === 0 ? '' : `，医院承担${yuan(step.hospitalBorne)}`}。`,
        `自己付${yuan(step.personal)}：个人账户${yuan(step.account)}，现金${yuan(step.output)}。`,
      ];
  }
}
