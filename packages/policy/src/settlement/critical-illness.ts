/**
 * 城乡居民大病保险、职工大额医疗费用补助：政策范围内个人负担年度累计，超过起付线的部分分段按比例支付，减去已付的。
 *
 * 各段按扣除起付线后的部分计算；倾斜对象起付线减半、比例提高、不设封顶线。统筹封顶以上的部分计入个人负担（通行的读法）。
 *
 *     负担35780.00 − 起付线16000.00 = 19780.00 × 60% = 11868.00
 */
import { type Fen } from '@mingzhang/kernel';
import { roundedQuotient, whole } from './arithmetic.ts';
import { type DerivationStep } from './derivation.ts';
import { type IllnessRule, type Plan } from './plan.ts';
import { type Accumulators } from './visit.ts';

/** Bands over the year's burden above the threshold, less what was paid before; never more than this visit's burden. */
export function payIllness(
  plan: Plan,
  rule: IllnessRule,
  used: Accumulators,
  burden: Fen,
  trace: DerivationStep[] | null,
): Fen {
  const yearBurden = used.burden + burden;
  const above = Math.max(0, yearBurden - rule.threshold);
  let sum = 0;
  let from = 0;
  const parts: { amount: Fen; ratio: number }[] = [];
  for (const { upTo, ratio } of rule.bands) {
    if (above <= from) break;
    const amount = Math.min(above, upTo) - from;
    sum += amount * ratio;
    if (trace !== null) parts.push({ amount, ratio });
    from = upTo;
  }
  const yearTotal = Math.min(roundedQuotient(sum, whole), rule.cap);
  const paid = Math.min(Math.max(0, yearTotal - used.illness), burden);
  if (trace !== null) {
    trace.push({
      step: 'illness',
      layer: rule.layer,
      burden,
      yearBurden,
      threshold: rule.threshold,
      bands: parts,
      yearTotal,
      paidBefore: used.illness,
      output: paid,
      parameters: plan.uses.illness,
    });
  }
  return paid;
}
