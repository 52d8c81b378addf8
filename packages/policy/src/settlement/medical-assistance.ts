/**
 * 医疗救助：三层里的第三层。政策范围内还要个人负担的部分，扣除年度起付标准后按比例救助，住院和门诊慢特病共用一个年度限额。
 *
 *     (17723.00 − 0.00) × 70% = 12406.10
 */
import { type Fen, type ParameterSet } from '@mingzhang/kernel';
import { ratioOf } from './arithmetic.ts';
import { type Derivation, type DerivationStep } from './derivation.ts';
import { type AssistanceRule, assistanceFor, type ParameterUse } from './plan.ts';
import { refuse, type SettlementRefused } from './refusals.ts';
import { type AssistanceUsed, type VisitCase } from './visit.ts';

export interface AssistancePaid {
  readonly paid: Fen;
  /** What of the yearly threshold this visit has used. */
  readonly threshold: Fen;
}

export const noAssistance: AssistancePaid = { paid: 0, threshold: 0 };

export function payAssistance(
  rule: AssistanceRule,
  parameters: readonly ParameterUse[],
  used: AssistanceUsed,
  base: Fen,
  trace: DerivationStep[] | null,
): AssistancePaid {
  const { category, ratio, cap } = rule;
  const threshold = Math.min(base, Math.max(0, rule.threshold - used.threshold));
  const capLeft = Math.max(0, cap - used.paid);
  const paid = Math.min(ratioOf(base - threshold, ratio), capLeft);
  if (trace !== null) {
    trace.push({ step: 'assistance', category, base, threshold, ratio, capLeft, output: paid, parameters });
  }
  return { paid, threshold };
}

export interface YearAssisted extends AssistancePaid {
  readonly derivation: Derivation;
}

/**
 * 依申请救助: what a year's burden within the rules that is left after all three layers draws, by the same rule as one visit's. The
 * case says place, day, scheme and identity; `burden` is what is left, `used` what the year's threshold and cap have taken already.
 */
export function assistYear(
  parameters: ParameterSet,
  visit: VisitCase,
  burden: Fen,
  used: AssistanceUsed,
): YearAssisted | SettlementRefused {
  for (const amount of [burden, used.threshold, used.paid]) {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      return refuse(
        'accumulator-malformed',
        `负担或已救助的金额${amount}不是非负的整数分，没有计算；请重算该人的年度累计。`,
      );
    }
  }
  const found = assistanceFor(parameters, visit);
  if ('refusal' in found) return found;
  const derivation: DerivationStep[] = [];
  return { ...payAssistance(found.rule, found.uses, used, burden, derivation), derivation };
}
