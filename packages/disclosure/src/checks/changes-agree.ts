/**
 * A stated change fits the figures it is counted from: against the budget it is final − budget; against last year it leads
 * back to last year's figure where the document states one (an attached report, or 上年决算数).
 */
import { absolute } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Claim } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { minus, plus } from './cells.ts';

export const changesAgree: Check = {
  meta: {
    id: 'changes-agree',
    family: 'growth',
    severity: 'error',
    certainty: 'proven',
    name: '增减额与基数一致',
    help: '文字中的增减额等于本年数减去比较的基数（预算数或上年数），增减方向与两数大小一致。',
  },
  run(document, report) {
    let stated = 0;
    const seen = new Set<Quantity>();
    const amounts = indexAmounts(document.claims);
    for (const claim of document.claims) {
      if (claim.kind !== 'change' || claim.direction === undefined) continue;
      const level = levelOf(amounts, claim);
      const base = baseOf(amounts, claim);
      // One figure can state the change of income and of expenditure at once.
      if (level === null || base === null || seen.has(claim.quantity)) continue;
      seen.add(claim.quantity);
      stated += 1;
      if (isOnlyTheWord(claim, level, base.quantity)) {
        const right = claim.direction === 1 ? '减少' : '增加';
        report.judge(false, () => ({
          certainty: base.sure ? 'proven' : 'strong',
          place: claim.quantity.place,
          also: [level, base.quantity].map((quantity) => ({
            role: 'operand' as const,
            place: quantity.place,
            stated: quantity.printed,
          })),
          stated: `${claim.direction === 1 ? '增加' : '减少'}${claim.quantity.printed}`,
          expected: `${right}${claim.quantity.printed}`,
          message: `${claim.name}本年为${level.printed}，${claim.against === 'prior' ? '上年' : '预算'}为${base.quantity.printed}，应为${right}${claim.quantity.printed}，文字却说${claim.direction === 1 ? '增加' : '减少'}。`,
          labels: [claim.quantity.label],
        }));
        continue;
      }
      const parts = claim.direction === 1 ? [plus(level), minus(base.quantity)] : [plus(base.quantity), minus(level)];
      report.relation({
        kind: 'sum',
        whole: claim.quantity,
        parts,
        accuse: claim.quantity,
        certainty: base.sure ? 'proven' : 'strong',
        reason:
          claim.against === 'prior'
            ? `${claim.name}增减额＝本年数与上年数之差`
            : `${claim.name}增减额＝决算数与预算数之差`,
      });
    }
    if (stated === 0) report.notApplicable('没有可以核对基数的增减额');
  },
};

/** The amount is right and the word is not: 增加 for 减少. */
function isOnlyTheWord(claim: Claim, level: Quantity, base: Quantity): boolean {
  const change = level.value - base.value;
  const slack = claim.quantity.half + level.half + base.half;
  if (absolute(change) <= slack || change > 0n === (claim.direction === 1)) return false;
  return absolute(absolute(change) - claim.quantity.value) <= slack;
}

/** Amounts by measure and scope, and by these and the section, in the order of the text. */
type Amounts = ReadonlyMap<string, readonly Claim[]>;

const keyOf = (claim: Claim): string => `${claim.measure}|${claim.scope}`;
const sectionKeyOf = (claim: Claim): string => `${claim.section}|${keyOf(claim)}`;

function indexAmounts(claims: readonly Claim[]): Amounts {
  const amounts = new Map<string, Claim[]>();
  const add = (key: string, claim: Claim): void => {
    const list = amounts.get(key);
    if (list === undefined) amounts.set(key, [claim]);
    else list.push(claim);
  };
  for (const claim of claims) {
    if (claim.kind !== 'amount' || claim.aside) continue;
    add(keyOf(claim), claim);
    add(sectionKeyOf(claim), claim);
  }
  return amounts;
}

/** Nothing is compared with a figure further away than this many others of the same measure. */
const lookAtMost = 60;

function levelOf(amounts: Amounts, claim: Claim): Quantity | null {
  const own = amounts.get(sectionKeyOf(claim)) ?? [];
  let end = own.length;
  // The text is in order: find where this sentence ends.
  for (let low = 0, high = own.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((own[middle]?.sentence ?? 0) <= claim.sentence) low = middle + 1;
    else high = middle;
    end = high;
  }
  const same = own.slice(Math.max(0, end - lookAtMost), end).findLast((other) => other.basis === 'final');
  return (
    (
      same ??
      amounts
        .get(keyOf(claim))
        ?.slice(0, lookAtMost)
        .find((other) => other.basis === 'final' && other.part === claim.part)
    )?.quantity ?? null
  );
}

function baseOf(amounts: Amounts, claim: Claim): { readonly quantity: Quantity; readonly sure: boolean } | null {
  if (claim.against !== 'prior') {
    const budget = amounts
      .get(sectionKeyOf(claim))
      ?.slice(-lookAtMost)
      .findLast(
        (other) =>
          other.basis === claim.against ||
          (claim.against === 'budget' && (other.basis === 'annual-budget' || other.basis === 'start-budget')),
      );
    return budget === undefined ? null : { quantity: budget.quantity, sure: true };
  }
  const own = amounts.get(keyOf(claim))?.slice(0, lookAtMost) ?? [];
  const prior = own.find((other) => other.basis === 'prior-final' && other.part === claim.part);
  if (prior !== undefined) return { quantity: prior.quantity, sure: true };
  const year = claim.period === null ? null : claim.period - 1;
  const attached = own.find(
    (other) => other.basis === 'final' && other.part !== claim.part && year !== null && other.period === year,
  );
  return attached === undefined ? null : { quantity: attached.quantity, sure: false };
}
