/**
 * Tables of a disclosure, recognised by title and header words, never by number or position: the same content is 公开07表
 * in one province and 公开09表 in another, transposed in a third. What comes out is normalised: one row per printed item
 * (总表) or code, fixed columns.
 */
import { type Place } from '@mingzhang/kernel';
import { isPrintedZero } from '../amount.ts';
import { firstLine, type Grid, type Paragraph } from '../blocks.ts';
import { type NotRead, type Table, type TableRow } from '../model.ts';
import { type Row } from '../row.ts';
import { GridReader } from './grid-reader.ts';
import { identifyTable } from './identify-table.ts';
import { readCodes } from './read-codes.ts';
import { readEconomic } from './read-economic.ts';
import { readStatistics } from './read-statistics.ts';
import { readThreePublic } from './read-three-public.ts';
import { readTwoSided } from './read-two-sided.ts';
import { TableBuilder } from './table-builder.ts';
import { readHead, splitRows } from './table-head.ts';
import { cleanTitle, tableNames } from './titles.ts';

/** What stands above and below a grid: title, number, 部门, unit, year; 注 and 说明. */
export interface Surroundings {
  readonly before: readonly Paragraph[];
  readonly after: readonly Paragraph[];
}

export interface RecognisedTable {
  readonly table: Table;
  readonly notRead: readonly NotRead[];
}

/** Recognises one grid; null when it is no table of amounts (a table of contents, a form, a head without a body). */
export function recogniseTable(
  rows: readonly Row[],
  encoding: Grid['encoding'],
  around: Surroundings,
  part: number,
  defaultUnit: string,
  readAs: string | null = null,
): RecognisedTable | null {
  const { headRows, body, noteRows } = splitRows(rows);
  if (body.length === 0) return null;
  const head = readHead(around.before, headRows, body[0]?.line ?? 1);
  const width = body.reduce((widest, row) => Math.max(widest, row.texts.length), 0);
  const reader = new GridReader(encoding, width, body);
  const id = identifyTable(head.title, reader);
  if (id === null) return null;
  const unit = head.unit;
  const build = new TableBuilder(id, readAs ?? unit ?? defaultUnit);
  if (id === 'income-expenditure-summary' || id === 'fiscal-summary') readTwoSided(reader, id, build);
  else if (id === 'basic-expenditure-detail') readEconomic(reader, build);
  else if (id === 'three-public') readThreePublic(reader, build);
  else if (id === 'disclosure-statistics') readStatistics(reader, build);
  else readCodes(reader, id, build);
  if (build.rows.length === 0) return null;
  const notes = [
    ...noteRows.map((row) => ({
      text: row.cells.map((cell) => cell.text).join(''),
      line: row.line,
      endLine: row.endLine,
    })),
    ...around.after.map((paragraph) => ({
      text: paragraph.text,
      line: firstLine(paragraph),
      endLine: paragraph.spans.at(-1)?.line ?? 1,
    })),
  ];
  const lastLine = body.at(-1)?.endLine ?? head.titleLine;
  const place: Place = {
    line: head.titleLine,
    endLine: lastLine,
    table: id,
    quote: head.title === '' ? firstOf(body) : head.title,
  };
  return {
    table: {
      id,
      printedNumber: head.printedNumber,
      title: head.title === '' ? tableNames[id] : cleanTitle(head.title),
      unit,
      unitRead: readAs ?? unit ?? defaultUnit,
      ...(head.unitPlace === null ? {} : { unitPlace: head.unitPlace }),
      department: head.department,
      year: head.year,
      columns: build.columns,
      columnKeys: build.columnKeys,
      rows: build.rows.map(withSmallAmounts),
      empty: build.rows.every((row) =>
        row.cells.every((cell) => cell.quantity === undefined || cell.quantity.value === 0n),
      ),
      notes,
      part,
      place,
    },
    notRead: build.notRead,
  };
}

/** Beside an amount a 0.00 may be one that is too small to be printed; a row of nothing but zeros stands in the template. */
function withSmallAmounts(row: TableRow): TableRow {
  const { cells } = row;
  if (!cells.some(({ quantity }) => quantity !== undefined && quantity.value !== 0n)) return row;
  if (!cells.some(({ quantity }) => quantity !== undefined && isPrintedZero(quantity))) return row;
  return {
    ...row,
    cells: cells.map((cell) =>
      cell.quantity !== undefined && isPrintedZero(cell.quantity)
        ? { ...cell, quantity: { ...cell.quantity, maybeSmall: true } }
        : cell,
    ),
  };
}

function firstOf(rows: readonly Row[]): string {
  const [row] = rows;
  return row?.cells.find((cell) => cell.text !== '')?.text ?? '表';
}
