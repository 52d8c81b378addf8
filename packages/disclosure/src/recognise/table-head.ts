/** The head of a table: title, number, 部门, unit and year, in the paragraphs above its grid or in the grid's first rows. */
import { type Place } from '@mingzhang/kernel';
import { firstLine, type Paragraph } from '../blocks.ts';
import { squeeze } from '../compact.ts';
import { everyText, firstText, type Row } from '../row.ts';
import { isHeadText, isTableTitle, numberPattern } from './titles.ts';

const departmentPattern =
  /(?:编制单位|单位名称|部门名称|编制部门|填报单位|填报部门|公开部门|部门)：(.*?)(?=金额单位|单位：|公开|$)/;

const unitPattern = /(?:金额单位|单位)：?(?:人民币)?((?:百|千|万|百万|亿)?元)/;

const notePattern = /^(?:注|备注|说明|附注)(?:：|[1-9]|$)/;

/** What is printed above a table's body. */
export interface Head {
  readonly title: string;
  readonly titleLine: number;
  readonly printedNumber: string | null;
  readonly department: string | null;
  readonly unit: string | null;
  readonly unitPlace: Place | null;
  readonly year: number | null;
}

/** Head rows (number, 部门, unit) come first, note rows last; between them the body without blank rows. */
export function splitRows(rows: readonly Row[]): {
  readonly headRows: readonly Row[];
  readonly body: readonly Row[];
  readonly noteRows: readonly Row[];
} {
  const headRows: Row[] = [];
  const body: Row[] = [];
  const noteRows: Row[] = [];
  for (const row of rows) {
    const count = row.filled.length;
    if (count === 0) continue;
    const first = firstText(row);
    if (count === 1 && notePattern.test(first)) {
      noteRows.push(row);
    } else if (body.length === 0 && everyText(row, (text) => isHeadText(text) || (count <= 3 && isTableTitle(text)))) {
      headRows.push(row);
    } else if (count > 1 || !(isHeadText(first) || isTableTitle(first))) {
      // A head that stands again in the middle, where a page was turned, is left out.
      body.push(row);
    }
  }
  return { headRows, body, noteRows };
}

/** Reads title, number, department, unit and year from what precedes the body; the nearest wins. */
export function readHead(before: readonly Paragraph[], headRows: readonly Row[], bodyLine: number): Head {
  const texts: { readonly text: string; readonly raw: string; readonly line: number }[] = [];
  for (const paragraph of before)
    texts.push({ text: squeeze(paragraph.text), raw: paragraph.text, line: firstLine(paragraph) });
  for (const row of headRows) {
    for (const [index, cell] of row.cells.entries())
      if (cell.text !== '') texts.push({ text: row.texts[index] ?? '', raw: cell.text, line: cell.line });
  }
  let title = '';
  let titleLine = bodyLine;
  let printedNumber: string | null = null;
  let department: string | null = null;
  let unit: string | null = null;
  let unitPlace: Place | null = null;
  let year: number | null = null;
  for (let index = texts.length - 1; index >= 0; index -= 1) {
    const entry = texts[index];
    if (entry === undefined) continue;
    const { text } = entry;
    const number = numberPattern.exec(text);
    if (number !== null && printedNumber === null)
      printedNumber = number[0].endsWith('表') || !number[0].startsWith('公开') ? number[0] : `${number[0]}表`;
    const unitMatch = unitPattern.exec(text);
    if (unitMatch !== null && unit === null) {
      unit = unitMatch[1] ?? null;
      unitPlace = { line: entry.line, quote: unitMatch[0] };
    }
    const departmentMatch = departmentPattern.exec(text);
    if (departmentMatch !== null && department === null && !/^单位：.{0,2}元$/.test(text)) {
      department = (departmentMatch[1] ?? '').replace(/\d{4}年度?$/, '');
    }
    // Department, year and unit may stand on one line.
    const yearMatch = /^(\d{4})年度?$/.exec(text) ?? /(\d{4})年度(?=$|(?:金额)?单位：)/.exec(text);
    if (yearMatch !== null && year === null) year = Number(yearMatch[1]);
    if (title === '' && isTableTitle(text) && !isHeadText(text)) {
      title = entry.raw.replace(/^\[bookmark.*?\]/i, '').trim();
      titleLine = entry.line;
      break;
    }
  }
  return { title, titleLine, printedNumber, department, unit, unitPlace, year };
}
