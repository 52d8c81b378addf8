/**
 * Cells of tables that other systems export: amounts with separators, dates in every way of writing. A cell that cannot be one thing only
 * is not guessed at; what is wrong with it is for its row to say.
 *
 *     readAmount('(1,234.50)', '元') → { fen: -123450 }        readDate('2024年3月5日') → '2024-03-05'
 */
import { type DateText, isDate } from './calendar.ts';
import { parseExact } from './exact.ts';
import { type Fen } from './fen.ts';

/** How many fen one of a column's units is. */
export type MoneyUnit = '元' | '万元';

export type ReadAmount = { readonly fen: Fen } | { readonly problem: string };

/** An amount of a column in yuan or 万元: `1,234.50`, `(1,234.50)`, `￥3`, `-0.5`. */
export function readAmount(cell: string, unit: MoneyUnit): ReadAmount {
  const plain = cell
    .normalize('NFKC')
    .replaceAll(/[,\s¥￥元]/g, '')
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/^[-−—](?=[\d.])/, '-')
    .replace(/^(-?)\./, '$10.');
  if (/^-?\d+(?:\.\d+)?[eE][+-]?\d+$/.test(plain)) {
    return { problem: `金额“${cell}”是科学计数，末位数字已经丢失。请把这一列设为数值格式后重新导出。` };
  }
  const value = parseExact(plain);
  if (value === null) return { problem: `金额“${cell}”不是数字。请填写${unit}，可带千分位逗号。` };
  const fen = value * (unit === '元' ? 1n : 10_000n);
  if (fen % 1_000_000n !== 0n) {
    return { problem: `金额“${cell}”${unit}不足一分，不能登记。请核对是否多了小数，或金额单位是否为${unit}。` };
  }
  const amount = Number(fen / 1_000_000n);
  if (!Number.isSafeInteger(amount)) return { problem: `金额“${cell}”过大。请核对金额单位是否为${unit}。` };
  return { fen: amount };
}

/** Days from Excel's beginning to 1 January 1970. */
const excelBeginning = 25_569;

/**
 * A date, whatever time of day follows it: `2024/3/5`, `2024-03-05 10:00`, `2024.3.5`, `2024年3月5日`, `20240305 101112`, or a serial number
 * of Excel; null for anything else.
 */
export function readDate(cell: string): DateText | null {
  const text = cell.normalize('NFKC').trim();
  const day = text.replace(/[T\s]+\d{1,2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?$/, '');
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(day) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  if (parts !== null) {
    const [, year = '', month = '', ofMonth = ''] = parts;
    const date = `${year}-${month.padStart(2, '0')}-${ofMonth.padStart(2, '0')}`;
    return isDate(date) ? date : null;
  }
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)?.[1];
  if (serial === undefined) return null;
  const date = new Date((Number(serial) - excelBeginning) * 86_400_000).toISOString().slice(0, 10);
  return isDate(date) ? date : null;
}
