/**
 * Fee lines as they arrive: with class, ratio and limit, or with a catalogue code alone, which stands for those of the item in force
 * on the day of the fee.
 */
import { type DateText, type Fen, formatYuan } from '@mingzhang/kernel';
import { type Bill, type FeeLine } from '@mingzhang/policy';
import { type ItemsByCode, itemOn } from '../registry/catalogue/index.ts';
import { type DeskRefused, refuse } from './refusals.ts';

/** A line that says what was given and what it cost; the catalogue says the rest. */
export type CodedLine = Pick<FeeLine, 'code' | 'quantity' | 'price' | 'amount' | 'day'>;

export type ClaimedLine = FeeLine | CodedLine;

export interface ClaimedBill extends Omit<Bill, 'lines'> {
  readonly lines: readonly ClaimedLine[];
  /** What the lines, or the lump sums where there are none, are to add up to, where somebody says so. */
  readonly total?: Fen;
}

function isCoded(line: ClaimedLine): line is CodedLine {
  return !('class' in line);
}

/** The codes that the catalogue is asked for. */
export function codesOf({ lines }: ClaimedBill): ReadonlySet<string> {
  return new Set(lines.filter(isCoded).map(({ code }) => code));
}

/** The bill with every line classified, or the first line that is wrong. */
export function classifiedBill(
  claimed: ClaimedBill,
  items: ItemsByCode,
  { from, to }: { readonly from: DateText; readonly to: DateText },
): Bill | DeskRefused {
  const { lines, total: _, ...rest } = claimed;
  const classified: FeeLine[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.day < from || line.day > to) {
      return refuse(
        'fee-outside-stay',
        `第${index + 1}行（${line.code}）的费用日期${line.day}不在就诊期间${from}至${to}，没有结算；请核对日期，不属于这次就诊的另行结算。`,
      );
    }
    if (!isCoded(line)) {
      classified.push(line);
      continue;
    }
    const rows = items.get(line.code) ?? [];
    // Where none is in force, the engine says from when to when the latest was.
    const item = itemOn(rows, line.day) ?? rows.at(-1);
    if (item === undefined) {
      return refuse(
        'item-unknown',
        `第${index + 1}行的编码“${line.code}”不在医保目录里，没有结算；请核对国家编码，目录没有的先导入目录。`,
      );
    }
    const { code, quantity, price, amount, day } = line;
    classified.push({
      code,
      class: item.class,
      quantity,
      price,
      amount,
      firstPay: item.firstPay,
      priceLimit: item.priceLimit,
      day,
      inForceFrom: item.from,
      inForceTo: item.to,
    });
  }
  return totalProblem(claimed) ?? { lines: classified, ...rest };
}

/** What a bill comes to: its lines, or its lump sums where there are none. */
export function sumOf({ lines, sums }: Pick<ClaimedBill, 'lines' | 'sums'>): Fen {
  if (lines.length > 0 || sums === undefined) return lines.reduce((sum, { amount }) => sum + amount, 0);
  return sums.own + sums.overLimit + sums.firstPay + sums.inScope;
}

/** A refusal where the bill does not come to the total that is stated. Amounts that are none are left for the engine to name. */
export function totalProblem(bill: Pick<ClaimedBill, 'lines' | 'sums' | 'total'>): DeskRefused | null {
  const { lines, sums, total } = bill;
  if (total === undefined || (lines.length === 0 && sums === undefined)) return null;
  const sum = sumOf(bill);
  if (total === sum || !Number.isSafeInteger(sum)) return null;
  const stated = Number.isSafeInteger(total)
    ? `${formatYuan(total)}元，相差${formatYuan(sum - total)}元`
    : '不成金额的数';
  const [parts, check] =
    lines.length > 0
      ? [`${lines.length}行明细`, '请核对是否漏传、重传']
      : ['全自费、超限价、先行自付和政策范围内四项', '请对照票据核对这四项和总费用'];
  return refuse('total-differs', `${parts}之和是${formatYuan(sum)}元，总费用填的是${stated}，没有结算；${check}。`);
}
