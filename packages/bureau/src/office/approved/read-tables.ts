/**
 * From the sheets of a file to the approved tables, by the recognition that reads published ones; with everything that speaks
 * against believing them, row by row.
 */
import {
  readDisclosure,
  type Table,
  type TableCell,
  type TableId,
  type TableRow,
  tableNames,
} from '@mingzhang/disclosure';
import { blocksOfSheets, type ReadSheets, type Sheet, type SheetPlace } from '@mingzhang/documents';
import { formatExact, one } from '@mingzhang/kernel';
import { type ApprovedProblem } from './problems.ts';
import { type Refused, refuse } from './refusals.ts';
import { type ApprovedCell, type ApprovedTable, isPlaced, saysSomething } from './tables.ts';

export interface WhoseTables {
  readonly year: number;
  /** The department's name; of a department of one unit also that unit's. */
  readonly names: readonly string[];
}

export interface ReadTables {
  readonly tables: readonly ApprovedTable[];
  readonly problems: readonly ApprovedProblem[];
  /** Sheets in which no table was recognised. */
  readonly unused: readonly string[];
}

/** Tables that every province publishes; 相关信息统计表 is one province's. */
const published: readonly TableId[] = [
  'income-expenditure-summary',
  'income',
  'expenditure',
  'fiscal-summary',
  'general-public-expenditure',
  'basic-expenditure-detail',
  'government-fund',
  'state-capital',
  'three-public',
];

/** Cells of a file; a department's final accounts have some thousands. */
const cellLimit = 200_000;

/** The sheets of a file that was read, or the refusal of one that holds none. */
export function sheetsOfWorkbook(
  read: ReadSheets,
): ({ readonly outcome: 'read' } & Extract<ReadSheets, { ok: true }>) | Refused {
  return read.ok ? { outcome: 'read', ...read } : refuse('workbook-unreadable', read.error);
}

/** Reads the tables of a file, or says why there is nothing to look at. */
export function readApprovedTables(
  sheets: readonly Sheet[],
  whose: WhoseTables,
): ({ readonly outcome: 'read' } & ReadTables) | Refused {
  const cells = sheets.reduce((sum, { rows }) => sum + rows.reduce((count, row) => count + row.cells.length, 0), 0);
  if (cells > cellLimit) {
    return refuse(
      'workbook-too-long',
      `文件有${cells}个单元格，决算表没有这么长（至多${cellLimit}个）。请只导出决算公开的各张表后再上传。`,
    );
  }
  const { blocks, characters, placeOf } = blocksOfSheets(sheets);
  const document = readDisclosure(blocks, characters);
  const found = document.tables.filter(({ id }) => id !== 'other');
  if (found.length === 0) {
    return refuse(
      'tables-missing',
      '文件里没有认出一张决算表。每张表要有表名（如“收入支出决算总表”）、表头和金额，一张表一个工作表或上下排列。请核对选的文件。',
    );
  }
  const problems: ApprovedProblem[] = [];
  const tables: ApprovedTable[] = [];
  for (const table of found) {
    const place = placeOf(table.place.line);
    const before = tables.find(({ id }) => id === table.id);
    if (before !== undefined) {
      problems.push({
        id: 'table-repeated',
        sheet: place.sheet,
        row: place.row,
        value: table.title,
        message: `${tableNames[table.id]}在${sheetInWords(before.sheet)}已经有一张（《${before.title}》），不知以哪一张为准。请删去一张后再上传。`,
      });
      continue;
    }
    problems.push(...headProblems(table, place, document.year, whose));
    const unit = unitOf(table);
    if (unit === null) {
      problems.push({
        id: 'unit-unclear',
        sheet: place.sheet,
        row: place.row,
        value: table.unit,
        message: unitMessage(table),
      });
      continue;
    }
    const cells = cellsOf(table, placeOf);
    problems.push(...figureProblems(cells, unit), ...rowProblems(table, cells, placeOf));
    tables.push({ id: table.id, title: table.title, number: table.printedNumber, unit, sheet: place.sheet, cells });
  }
  for (const { place, why } of document.notRead) {
    if (place.table === undefined || place.table === 'other') continue;
    const { sheet, row } = placeOf(place.line);
    problems.push({
      id: 'figure-malformed',
      sheet,
      row,
      value: place.quote ?? null,
      message: `“${place.row ?? ''}”${place.column ?? ''}是“${place.quote ?? ''}”，${why}。请改正后再上传。`,
    });
  }
  for (const id of published) {
    if (found.some((table) => table.id === id)) continue;
    problems.push({
      id: 'table-missing',
      sheet: null,
      row: null,
      value: null,
      message: `没有${tableNames[id]}。这张表本年有数的，请连同它一起导出。`,
    });
  }
  const used = new Set(found.map(({ place }) => placeOf(place.line).sheet));
  problems.push(...fileProblems(found, document.year), ...unreadRows(sheets, found, placeOf));
  const order = new Map(sheets.map(({ name }, index) => [name, index]));
  const at = ({ sheet }: ApprovedProblem): number => (sheet === null ? -1 : (order.get(sheet) ?? 0));
  return {
    outcome: 'read',
    tables,
    problems: problems.toSorted((a, b) => at(a) - at(b) || (a.row ?? 0) - (b.row ?? 0)),
    unused: sheets.map(({ name }) => name).filter((name) => !used.has(name)),
  };
}

function sheetInWords(sheet: string): string {
  return sheet === '' ? '上面' : `工作表“${sheet}”`;
}

/** The unit in which the table is to be believed; null where none is printed, another than these, or one that its totals contradict. */
function unitOf({ unit, unitRead }: Table): '元' | '万元' | null {
  return unit === unitRead && (unit === '元' || unit === '万元') ? unit : null;
}

function unitMessage({ title, unit, unitRead }: Table): string {
  if (unit === null) return `《${title}》没有写明金额单位。请在表头写上“单位：元”或“单位：万元”。`;
  if (unit !== unitRead) {
    return `《${title}》写的是“单位：${unit}”，合计却与以${unitRead}为单位的表相同。请核对金额单位。`;
  }
  return `《${title}》的金额单位是${unit}。请以元或万元导出。`;
}

function headProblems(
  { title, department, year }: Table,
  { sheet, row }: SheetPlace,
  documentYear: number | null,
  whose: WhoseTables,
): readonly ApprovedProblem[] {
  const problems: ApprovedProblem[] = [];
  const named = department === null || department === '' ? null : department;
  if (named !== null && !whose.names.some((name) => plainName(name) === plainName(named))) {
    problems.push({
      id: 'table-of-another-department',
      sheet,
      row,
      value: named,
      message: `《${title}》是“${named}”的，不是“${whose.names[0] ?? ''}”的。请核对所选的部门，或导出部门汇总的表。`,
    });
  }
  const stated = year ?? documentYear;
  if (stated !== null && stated !== whose.year) {
    problems.push({
      id: 'table-of-another-year',
      sheet,
      row,
      value: String(stated),
      message: `《${title}》是${stated}年度的，这里是${whose.year}年度。请核对年度。`,
    });
  }
  return problems;
}

/** Whose tables they are and of which year, where the file does not say: for a person to look at, once. */
function fileProblems(tables: readonly Table[], documentYear: number | null): readonly ApprovedProblem[] {
  const dated = documentYear !== null || tables.some(({ year }) => year !== null);
  const nameless = tables.filter(({ department }) => department === null || department === '').length;
  const lacking = [
    ...(dated ? [] : ['各表都没有写明年度']),
    ...(nameless === 0 ? [] : [`${nameless === tables.length ? '各' : `有${nameless}张`}表没有写明编制单位`]),
  ];
  if (lacking.length === 0) return [];
  const message = `${lacking.join('，')}，请自行核对是不是这个部门这一年的表。`;
  return [{ id: 'head-incomplete', sheet: null, row: null, value: null, message }];
}

/** An amount with decimals, as tables of money have them. */
const moneyPattern = /^-?\d[\d,]*\.\d+$/;

/** Rows of sheets with tables that hold amounts of which none was read: below a table's notes, say. */
function unreadRows(
  sheets: readonly Sheet[],
  tables: readonly Table[],
  placeOf: (line: number) => SheetPlace,
): readonly ApprovedProblem[] {
  const used = new Set(tables.map(({ place }) => placeOf(place.line).sheet));
  const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  const read = new Set(
    cells
      .filter(({ quantity }) => quantity !== undefined)
      .map(({ line }) => placeOf(line))
      .map(({ sheet, row }) => `${row} ${sheet}`),
  );
  return sheets
    .filter(({ name }) => used.has(name))
    .flatMap(({ name, rows }) =>
      rows.flatMap(({ number, cells }): readonly ApprovedProblem[] => {
        const amount = cells.find((cell) => moneyPattern.test(cell));
        if (amount === undefined || read.has(`${number} ${name}`)) return [];
        const message = `这一行有金额${amount}，却不在认出的表里，没有读入。请核对它属于哪张表、要不要紧。`;
        return [{ id: 'row-not-read', sheet: name, row: number, value: amount, message }];
      }),
    );
}

/** 云泽县医疗保障局, [316001]云泽县医疗保障局 and 316001-云泽县医疗保障局 are one. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/^\[?\d+\]?[-_]?/, '');
}

function cellsOf(table: Table, placeOf: (line: number) => SheetPlace): readonly ApprovedCell[] {
  return table.rows.flatMap((row) =>
    row.cells.flatMap((cell, index): readonly ApprovedCell[] => {
      const column = table.columnKeys[index];
      // The income side of a summary has one column only.
      if (column === undefined || (row.side === 'income' && index > 0)) return [];
      const { sheet, row: sheetRow } = placeOf(cell.line);
      return [
        {
          table: table.id,
          row: row.key,
          side: row.side ?? null,
          column,
          rowName: rowName(row),
          columnName: table.columns[index] ?? '',
          amount: amountOf(cell),
          counted: cell.quantity?.dimension === 'count',
          sheet,
          sheetRow,
        },
      ];
    }),
  );
}

function rowName({ code, name }: TableRow): string {
  return code === undefined ? name : `${code} ${name}`;
}

/** The printed amount as a plain decimal of the printed unit. */
function amountOf({ quantity }: TableCell): string | null {
  return quantity === undefined ? null : formatExact((quantity.value * one) / quantity.unitFactor, 0);
}

/** Decimals that an amount down to the fen can have. */
const places = { 元: 2, 万元: 6 } as const;

function figureProblems(cells: readonly ApprovedCell[], unit: '元' | '万元'): readonly ApprovedProblem[] {
  return cells.flatMap(({ amount, counted, sheet, sheetRow, rowName: name, columnName }) => {
    const decimals = amount?.split('.')[1]?.length ?? 0;
    if (decimals <= (counted ? 0 : places[unit])) return [];
    const wrong = counted ? '台数、辆数应为整数' : `以${unit}为单位不足一分`;
    return [
      {
        id: 'figure-malformed' as const,
        sheet,
        row: sheetRow,
        value: amount,
        message: `“${name}”${columnName}是${amount}，${wrong}。请核对金额和单位。`,
      },
    ];
  });
}

/** Rows that stand there twice, and rows with amounts that our tables have no place for. */
function rowProblems(
  { rows, title }: Table,
  cells: readonly ApprovedCell[],
  placeOf: (line: number) => SheetPlace,
): readonly ApprovedProblem[] {
  const placed = new Set(cells.filter(isPlaced).map(({ row, side }) => `${side ?? ''} ${row}`));
  const filled = new Set(cells.filter(saysSomething).map(({ row, side }) => `${side ?? ''} ${row}`));
  const seen = new Map<string, number>();
  return rows.flatMap((row): readonly ApprovedProblem[] => {
    const key = `${row.side ?? ''} ${row.key}`;
    const { sheet, row: number } = placeOf(row.line);
    const before = seen.get(key);
    seen.set(key, number);
    const named = rowName(row);
    if (before !== undefined && placed.has(key)) {
      const message = `“${named}”在《${title}》第${before}行已经有了。请核对是否重复，删去一行后再上传。`;
      return [{ id: 'row-repeated', sheet, row: number, value: named, message }];
    }
    if (placed.has(key) || !filled.has(key)) return [];
    const message = `《${title}》的“${named}”有金额，公开的表里没有这一行，核对时列为“只有财决有”。`;
    return [{ id: 'row-not-placed', sheet, row: number, value: named, message }];
  });
}
