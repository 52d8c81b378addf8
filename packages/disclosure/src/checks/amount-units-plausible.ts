/**
 * An amount printed in 元 where the same sentence, list or table counts in 万元: 「基本支出154.78元」 beside 「人员经费153.78万元」. The
 * figure is out by a factor of about ten thousand, and would differ even in the right unit. (Where it is exactly the table's
 * figure in another unit, the comparison with the table finds it and says so.)
 */
import { absolute } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Quantity } from '../quantity.ts';
import { targetOf } from './narrative-targets.ts';

export const amountUnitsPlausible: Check = {
  meta: {
    id: 'amount-units-plausible',
    family: 'unit',
    severity: 'error',
    certainty: 'proven',
    name: '金额单位无误',
    help: '文字中金额的计量单位（元、万元、亿元）与表格及同类数据的量级相符。',
  },
  run(document, report) {
    const seen = new Set<Quantity>();
    const listed = new Map(document.lists.map((list) => [list.whole, list.parts[0]?.quantity] as const).reverse());
    for (const claim of document.claims) {
      // 收、支总计 is one printed figure for two measures.
      if (seen.has(claim.quantity)) continue;
      seen.add(claim.quantity);
      if (
        claim.kind !== 'amount' ||
        claim.quantity.dimension !== 'yuan' ||
        claim.quantity.value === 0n ||
        claim.aside ||
        claim.measure.startsWith('text:')
      )
        continue;
      const reference = targetOf(document, claim) ?? partOf(listed.get(claim));
      if (reference === null || reference.value === 0n) continue;
      const slipped = isSlipped(claim.quantity, reference);
      report.judge(slipped === null, () => ({
        place: claim.quantity.place,
        also: [{ role: 'counterpart', place: reference.place, stated: reference.printed }],
        stated: claim.quantity.printed,
        expected: `${claim.quantity.printed.replace(/(?:百|千|万|亿)?元$/, '')}${slipped ?? ''}`,
        message: `${claim.name}写为${claim.quantity.printed}，而${reference.label}为${reference.printed}${reference.printed.includes(reference.unit) ? '' : reference.unit}，量级相差约一万倍，计量单位应为“${slipped ?? ''}”。`,
        labels: [claim.quantity.label],
      }));
    }
  },
};

function partOf(quantity: Quantity | undefined): Quantity | null {
  return quantity?.dimension === 'yuan' ? quantity : null;
}

/** The unit that would bring the figure near the reference (within a tenth), where the printed one does not. */
function isSlipped(stated: Quantity, reference: Quantity): '万元' | '元' | '亿元' | null {
  // Within half of the reference the printed unit is the right one.
  if (absolute(stated.value - reference.value) * 2n <= absolute(reference.value)) return null;
  for (const [unit, power] of [
    ['元', 0n],
    ['万元', 4n],
    ['亿元', 8n],
  ] as const) {
    if (unit === stated.unit) continue;
    const printed = (stated.value * 100_000_000n) / stated.unitFactor;
    const value = printed * 10n ** power;
    // Exactly the reference in another unit is the same figure: the comparison with the table says so itself.
    if (
      absolute(value - reference.value) <=
      reference.half + (100_000_000n * 10n ** (power === 0n ? 4n : power)) / 200n
    )
      continue;
    if (absolute(value - reference.value) * 10n <= absolute(reference.value)) return unit;
  }
  return null;
}
