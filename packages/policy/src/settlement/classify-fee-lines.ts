/**
 * 费用分类：全自费、超限价、先行自付、政策范围内。
 *
 * 丙类和先行自付比例为100%的全额自费；单价高于最高支付价的，高出部分为超限价；其余按先行自付比例由个人先付，余下的进入政策范围。
 * 先行自付按扣除超限价后的金额计算（两种读法中取此种；没有限价时两者相同）。
 *
 *     检查费 230.00元，乙类，先行自付10%  →  先行自付23.00，政策范围内207.00
 */
import { type Fen, formatYuan } from '@mingzhang/kernel';
import { amountAtMost, lineAmountAtMost, perFen, priceTimesQuantity, ratioOf, whole } from './arithmetic.ts';
import { type DerivationStep } from './derivation.ts';
import { refuse, type SettlementRefused } from './refusals.ts';
import { type FeeLine, type FeeSums } from './visit.ts';

/** An ICU stay of months has some thousand lines; more than this is a slip or an attack. */
export const linesAtMost = 9_999;

export interface ClassifiedFees {
  total: Fen;
  own: Fen;
  overLimit: Fen;
  firstPay: Fen;
  inScope: Fen;
}

/** Adds up the lines into `sums`; a refusal names the first line that is wrong. */
export function classifyFeeLines(
  lines: readonly FeeLine[],
  year: number,
  sums: ClassifiedFees,
  trace: DerivationStep[] | null,
): SettlementRefused | null {
  if (lines.length === 0) return refuse('lines-missing', '这张单据没有费用明细，无从结算；请先录入或上传明细。');
  if (lines.length > linesAtMost) {
    return refuse(
      'lines-too-many',
      `费用明细有${lines.length}行，超过${linesAtMost}行的上限，没有计算。请核对是否重复上传；确有这么多的，按月做中途结算。`,
    );
  }
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as FeeLine;
    const { amount, quantity, price, priceLimit } = line;
    if (!plainlyRight(line) || !inTime(line, first, last)) {
      const wrong = lineProblem(line, index + 1, first, last);
      if (wrong !== null) return wrong;
    }
    let own = 0;
    let overLimit = 0;
    let firstPay = 0;
    if (line.class === 'c' || line.firstPay === whole) {
      own = amount;
    } else {
      if (priceLimit !== null && price > priceLimit) overLimit = amount - priceTimesQuantity(priceLimit, quantity);
      if (line.firstPay !== 0) firstPay = ratioOf(amount - overLimit, line.firstPay);
    }
    const inScope = amount - own - overLimit - firstPay;
    sums.total += amount;
    sums.own += own;
    sums.overLimit += overLimit;
    sums.firstPay += firstPay;
    sums.inScope += inScope;
    if (trace !== null) {
      trace.push({
        step: 'fee-line',
        line: index + 1,
        amount,
        own,
        overLimit,
        firstPay,
        firstPayRatio: line.firstPay,
        output: inScope,
      });
    }
  }
  if (sums.total <= amountAtMost) return null;
  return refuse('amount-too-large', tooLarge);
}

/** Takes lump sums as they were classified elsewhere, where there are no lines. */
export function addFeeSums(given: FeeSums, sums: ClassifiedFees): SettlementRefused | null {
  const { own, overLimit, firstPay, inScope } = given;
  for (const amount of [own, overLimit, firstPay, inScope]) {
    if (amount < 0) return refuse('amount-negative', '汇总金额有负数。退费请撤销原结算后按实际费用重新结算。');
    if (!whole0(amount)) return refuse('amount-not-whole-fen', '汇总金额不是整数分，没有计算。');
    if (amount > amountAtMost) return refuse('amount-too-large', tooLarge);
  }
  const total = own + overLimit + firstPay + inScope;
  if (total === 0) return refuse('lines-missing', '这张单据没有费用，无从结算；请填写至少一项金额。');
  if (total > amountAtMost) return refuse('amount-too-large', tooLarge);
  Object.assign(sums, { total, own, overLimit, firstPay, inScope });
  return null;
}

const tooLarge = '费用合计超过一亿元，请核对金额的单位是不是分。';

/** What nearly every line is: small whole numbers whose product is the amount. What is not so is looked at closely. */
function plainlyRight({ class: of, amount, quantity, price, priceLimit, firstPay }: FeeLine): boolean {
  const product = price * quantity;
  return (
    (of === 'a' || of === 'b' || of === 'c') &&
    (amount | 0) === amount &&
    (quantity | 0) === quantity &&
    (firstPay | 0) === firstPay &&
    amount >= 0 &&
    amount <= lineAmountAtMost &&
    quantity >= 0 &&
    quantity <= lineAmountAtMost &&
    firstPay >= 0 &&
    firstPay <= whole &&
    price >= 0 &&
    Number.isSafeInteger(price) &&
    (priceLimit === null || (priceLimit >= 0 && Number.isSafeInteger(priceLimit))) &&
    product <= Number.MAX_SAFE_INTEGER &&
    product === amount * perFen
  );
}

function inTime({ day, inForceFrom, inForceTo }: FeeLine, first: string, last: string): boolean {
  return day >= first && day <= last && day >= inForceFrom && (inForceTo === null || day <= inForceTo);
}

function lineProblem(line: FeeLine, number: number, first: string, last: string): SettlementRefused | null {
  const { amount, quantity, price, priceLimit, firstPay } = line;
  if (line.class !== 'a' && line.class !== 'b' && line.class !== 'c') {
    return refuse(
      'code-unknown',
      `第${number}行的收费项目等级“${String(line.class)}”不是a（甲）、b（乙）、c（丙）。`,
      number,
    );
  }
  if (!whole0(amount) || !whole0(quantity) || !whole0(price) || (priceLimit !== null && !whole0(priceLimit))) {
    const negative = [amount, quantity, price, priceLimit ?? 0].some((value) => value < 0);
    return negative
      ? refuse('amount-negative', `第${number}行有负数。退费请撤销原结算后按实际费用重新结算。`, number)
      : refuse(
          'amount-not-whole-fen',
          `第${number}行的金额、数量或单价不是整数（分、万分之一、百万分之一元），没有计算。`,
          number,
        );
  }
  if (amount > lineAmountAtMost || quantity > lineAmountAtMost || price > 10_000_000_000_000) {
    return refuse('amount-too-large', `第${number}行的金额、数量或单价过大，请核对单位。`, number);
  }
  if (!whole0(firstPay) || firstPay > whole) {
    return refuse('ratio-out-of-range', `第${number}行的先行自付比例是${firstPay}/10000，应在0到1之间。`, number);
  }
  const expected = priceTimesQuantity(price, quantity);
  if (expected !== amount) {
    return refuse(
      'line-amount-differs',
      `第${number}行数量乘单价应为${formatYuan(expected)}元，明细金额是${formatYuan(amount)}元，相差${formatYuan(amount - expected)}元；请核对后改正。`,
      number,
    );
  }
  if (line.day < first || line.day > last) {
    return refuse(
      'line-outside-year',
      `第${number}行的费用日期${line.day}不在结算年度，跨年住院请按年度分段结算。`,
      number,
    );
  }
  if (line.day < line.inForceFrom || (line.inForceTo !== null && line.day > line.inForceTo)) {
    const span = `${line.inForceFrom}至${line.inForceTo ?? '今'}`;
    return refuse('item-not-in-force', `第${number}行的项目${line.code}在${line.day}不适用（${span}有效）。`, number);
  }
  return null;
}

function whole0(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
