/**
 * 医疗救助：三层里的第三层。政策范围内还要个人负担的部分，扣除年度起付标准后按比例救助，住院和门诊慢特病共用一个年度限额。
 *
 *     (17723.00 − 0.00) × 70% = 12406.10
 */
import { type Fen } from '@mingzhang/kernel';
import { ratioOf } from './arithmetic.ts';
import { type DerivationStep } from './derivation.ts';
import { type AssistanceRule, type Plan } from './plan.ts';
import { type Accumulators } from './visit.ts';

export interface AssistancePaid {
  readonly paid: Fen;
  /** What of the yearly threshold this visit has used. */
  readonly threshold: Fen;
}

export const noAssistance: AssistancePaid = { paid: 0, threshold: 0 };

export function payAssistance(
  plan: Plan,
  rule: AssistanceRule,
  used: Accumulators,
  base: Fen,
  trace: DerivationStep[] | null,
): AssistancePaid {
  const { category, ratio, cap } = rule;
  const threshold = Math.min(base, Math.max(0, rule.threshold - used.assistanceThreshold));
  const capLeft = cap - used.assistance;
  const paid = Math.min(ratioOf(base - threshold, ratio), capLeft);
  if (trace !== null) {
    const parameters = plan.uses.assistance;
    trace.push({ step: 'assistance', category, base, threshold, ratio, capLeft, output: paid, parameters });
  }
  return { paid, threshold };
}
