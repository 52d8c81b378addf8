/**
 * 公务员医疗补助：统筹和大额之后的政策范围内个人负担，按比例补助。在医疗救助之前（各地另有次序的，另立规则）。
 *
 *     2600.00 × 80% = 2080.00
 */
import { type Fen } from '@mingzhang/kernel';
import { ratioOf } from './arithmetic.ts';
import { type DerivationStep } from './derivation.ts';
import { type Plan } from './plan.ts';

export function payCivilServant(plan: Plan, ratio: number, base: Fen, trace: DerivationStep[] | null): Fen {
  const output = ratioOf(base, ratio);
  if (trace !== null) {
    trace.push({ step: 'civil-servant', base, ratio, output, parameters: plan.uses.civilServant });
  }
  return output;
}
