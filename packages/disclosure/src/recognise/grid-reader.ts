/** The body of a table's grid: where its header ends, which label path stands over each column, and its rows at full width. */
import { type Grid } from '../blocks.ts';
import { everyText, firstText, type Row, someText } from '../row.ts';
import { headerPaths, type WideRow, widen } from './header.ts';

/** A functional or economic code: three digits, five or seven. */
export const anyCode = /^\d{3}(?:\d\d){0,2}$/;

/** A grid's body at full width, with its header resolved. */
export class GridReader {
  readonly encoding: Grid['encoding'];
  readonly width: number;
  readonly headerRows: readonly Row[];
  readonly dataRows: readonly WideRow[];
  readonly paths: readonly (readonly string[])[];
  readonly headerText: string;

  constructor(encoding: Grid['encoding'], width: number, body: readonly Row[]) {
    this.encoding = encoding;
    this.width = width;
    let start = body.findIndex(looksLikeData);
    if (start === -1) start = Math.min(body.length, 3);
    const header: Row[] = [];
    const labels = new Set<string>();
    for (const row of body.slice(0, start)) {
      if (isColumnNumbers(row)) continue;
      header.push(row);
      for (const text of row.texts) labels.add(text);
    }
    const data: WideRow[] = [];
    for (const row of body.slice(start))
      if (!isColumnNumbers(row) && !isRepeatedHeader(row, labels)) data.push(widen(row, width, encoding));
    this.headerRows = header;
    this.paths = headerPaths(header, width, encoding);
    this.headerText = [...labels].join('|');
    this.dataRows = data;
  }
}

function looksLikeData(row: Row): boolean {
  if (isColumnNumbers(row)) return false;
  const first = firstText(row);
  if (/^(?:合计|总计|本年收入合计|本年支出合计)$/.test(first) && row.texts.length > 1) {
    // 合计 also heads a column of the 三公 table; as data it stands alone or beside amounts.
    return row.filled.length === 1 || someText(row, isAmount);
  }
  if (someText(row, isCode) && someText(row, isWord)) return true;
  if (/^[一1][、.．]/.test(first) && row.texts.length > 2) return true;
  if (/^(?:预算数|决算数)$/.test(first) && someText(row, isAmount)) return true;
  return someText(row, hasDecimals);
}

function isCode(text: string): boolean {
  return text.length <= 7 && anyCode.test(text);
}

function isWord(text: string): boolean {
  return /\p{Script=Han}{2,}/u.test(text);
}

function hasDecimals(text: string): boolean {
  return /^\d[\d,]*\.\d+$/.test(text);
}

/** True for a bare amount, with or without separators of thousands. */
export function isAmount(text: string): boolean {
  return /^-?\d[\d,]*(?:\.\d+)?$/.test(text);
}

/** The row of 栏次: 1 2 3 … */
function isColumnNumbers(row: Row): boolean {
  let first: number | null = null;
  let count = 0;
  let named = false;
  let counting = true;
  for (const index of row.filled) {
    const text = row.texts[index] ?? '';
    if (text === '栏次') {
      named = true;
      continue;
    }
    const number = /^\d{1,2}$/.test(text) ? Number(text) : null;
    first ??= number;
    counting &&= number !== null && first !== null && number === first + count;
    count += 1;
  }
  return count < 2 ? named : counting && (first ?? 0) <= 2;
}

function isRepeatedHeader(row: Row, labels: ReadonlySet<string>): boolean {
  return row.filled.length >= 2 && everyText(row, (text) => labels.has(text) && !isAmount(text));
}

/** A column that counts 1, 2, 3 … down the rows is 行次 whatever its header says. */
export function isLineNumbers(rows: readonly WideRow[], column: number): boolean {
  let before = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const row of rows) {
    const text = row.cells[column]?.text ?? '';
    if (text === '') continue;
    if (!/^\d{1,3}$/.test(text) || Number(text) <= before) return false;
    before = Number(text);
    count += 1;
  }
  return count >= 5;
}
