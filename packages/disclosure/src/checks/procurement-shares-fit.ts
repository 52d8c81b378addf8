/**
 * Procurement from small firms: the amount awarded is no more than the total, micro firms' no more than small firms', no share
 * is over 100 %, and the shares of goods, works and services lead back to the amount awarded.
 *
 *     货物支出1.37万元, all of it from small firms (100 %), and yet 授予中小企业合同金额0万元
 */
import { type Exact, formatExact, one, roundExact } from '@mingzhang/kernel';
import { type Check, type Report } from '../check.ts';
import { type Claim } from '../model.ts';

export const procurementSharesFit: Check = {
  meta: {
    id: 'procurement-shares-fit',
    family: 'pct',
    severity: 'error',
    certainty: 'strong',
    name: '政府采购中小企业份额合理',
    help: '授予中小企业合同金额不大于采购总额，小微企业不大于中小企业，各项占比不超过100%，货物、工程、服务的占比与授予中小企业合同金额相符。',
  },
  run(document, report) {
    const sections = new Set(
      document.claims.filter((claim) => claim.measure.startsWith('procurement')).map((claim) => claim.section),
    );
    if (sections.size === 0) report.notApplicable('没有政府采购数据');
    const bySection = Map.groupBy(document.claims, (claim) => claim.section);
    for (const section of sections) {
      const claims = bySection.get(section) ?? [];
      sharesWithinHundred(claims, report);
      amountsWithin(claims, report);
      kindsLeadBack(claims, report);
    }
  },
};

const level = (claims: readonly Claim[], measure: string): Claim | undefined =>
  claims.find((claim) => claim.kind === 'amount' && claim.measure === measure && claim.basis === 'final');
const share = (claims: readonly Claim[], measure: string): Claim | undefined =>
  claims.find((claim) => claim.kind === 'share' && claim.measure === measure);

function sharesWithinHundred(claims: readonly Claim[], report: Report): void {
  for (const claim of claims) {
    if (claim.kind !== 'share' || !claim.measure.startsWith('procurement') || claim.ratio !== undefined) continue;
    report.judge(claim.quantity.value <= 100n * one, () => ({
      certainty: 'proven',
      place: claim.quantity.place,
      stated: claim.quantity.printed,
      expected: '不超过100%',
      message: `${claim.name}的占比写为${claim.quantity.printed}，份额不可能超过100%。`,
      labels: [claim.quantity.label],
    }));
  }
}

function amountsWithin(claims: readonly Claim[], report: Report): void {
  for (const [part, whole, reason] of [
    ['procurement-sme', 'procurement', '授予中小企业合同金额不大于政府采购支出总额'],
    ['procurement-micro', 'procurement-sme', '授予小微企业合同金额不大于授予中小企业合同金额'],
  ] as const) {
    const smaller = level(claims, part);
    const larger = level(claims, whole);
    if (smaller === undefined || larger === undefined) continue;
    // Contract amounts may span years, so only the second is certain.
    report.relation({
      kind: 'at-least',
      left: larger.quantity,
      right: smaller.quantity,
      accuse: smaller.quantity,
      reason,
      certainty: part === 'procurement-micro' ? 'proven' : 'possible',
    });
  }
}

function inWanyuan(value: Exact): string {
  return formatExact(roundExact(value / 10_000n, 2), 2);
}

/** Σ kind × its small-firm share = the amount awarded to small firms. */
function kindsLeadBack(claims: readonly Claim[], report: Report): void {
  const awarded = level(claims, 'procurement-sme');
  if (awarded === undefined) return;
  let low: Exact = 0n;
  let high: Exact = 0n;
  const used: Claim[] = [];
  for (const kind of ['goods', 'works', 'services']) {
    const amount = level(claims, `procurement-${kind}`);
    const rate = share(claims, `procurement-${kind}-sme`);
    if (amount === undefined || rate === undefined) return;
    const { value, half } = amount.quantity;
    low += ((value - half) * (rate.quantity.value - rate.quantity.half)) / (100n * one);
    high += ((value + half) * (rate.quantity.value + rate.quantity.half)) / (100n * one);
    used.push(amount, rate);
  }
  const { value, half } = awarded.quantity;
  report.judge(value + half >= low && value - half <= high, () => ({
    place: awarded.quantity.place,
    also: used.map((claim) => ({
      role: 'operand' as const,
      place: claim.quantity.place,
      stated: claim.quantity.printed,
    })),
    stated: awarded.quantity.printed,
    expected: `${inWanyuan(low)}万元至${inWanyuan(high)}万元`,
    message: `授予中小企业合同金额写为${awarded.quantity.printed}，而按货物、工程、服务各自的中小企业占比推算应在${inWanyuan(low)}万元至${inWanyuan(high)}万元之间，两者矛盾。`,
    labels: [awarded.quantity.label],
  }));
}
