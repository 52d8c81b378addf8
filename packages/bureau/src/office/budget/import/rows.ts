/** Rows of an export to what they mean: each cell read by its column, every problem with its place. */
import { type SheetRow } from '@mingzhang/documents';
import { type DateText, type Fen, readAmount, readDate, sumFen } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';
import { type PaymentKind } from '../decide/payment.ts';
import { type DocumentKind, type MoneyLevel, type ProjectKind } from '../item.ts';
import { type RowProblem } from './problems.ts';
import { type Field, type FoundColumn, type FoundTable } from './table.ts';
import { codeAndName, knownWords, readWord } from './values.ts';

/** What both kinds of export say in a row. */
interface CommonRow {
  readonly row: number;
  readonly number: string;
  readonly date: DateText;
  readonly project: { readonly code: string; readonly name: string };
  readonly functionCode: string;
  readonly economyCode: string | null;
  readonly source: MoneySource;
  readonly amount: Fen;
  readonly text: string;
}

export interface DocumentRow extends CommonRow {
  readonly kind: DocumentKind;
  readonly projectKind: ProjectKind | null;
  readonly parent: { readonly code: string; readonly name: string } | null;
  readonly level: MoneyLevel;
  readonly direct: boolean;
  readonly centrallyHeld: boolean;
}

export interface PaymentRow extends CommonRow {
  readonly kind: PaymentKind;
  readonly payee: string;
  readonly economyCode: string;
  readonly level: MoneyLevel | null;
  readonly orderNumber: string | null;
  readonly original: string | null;
}

export interface ReadRows<Row> {
  readonly rows: readonly Row[];
  readonly problems: readonly RowProblem[];
}

/** Reads the rows of an export of 指标. */
export function readDocumentRows(table: FoundTable, unitName: string): ReadRows<DocumentRow> {
  return readRows(table, unitName, (cells): DocumentRow | null => {
    const common = readCommon(cells);
    const kind = cells.word('kind', 'documentKind');
    const projectKind = cells.filled('projectKind') ? cells.word('projectKind', 'projectKind') : null;
    const level = cells.word('level', 'level');
    const direct = cells.filled('direct') ? cells.word('direct', 'flag') : 'no';
    const centrallyHeld = cells.filled('centrallyHeld') ? cells.word('centrallyHeld', 'flag') : 'no';
    const parent = cells.filled('parent')
      ? cells.code('parent', /^[0-9A-Za-z][0-9A-Za-z-]{0,39}$/, '一级项目编码')
      : null;
    if (common === null || kind === null || level === null || direct === null || centrallyHeld === null) return null;
    // Exports write what is taken away with and without a sign; the kind says which it is.
    const takes = kind === 'reduction' || kind === 'recall';
    return {
      ...common,
      amount: takes ? -Math.abs(common.amount) : common.amount,
      kind,
      projectKind,
      parent: parent === null ? null : { code: parent.code, name: cells.text('parentName') || parent.name },
      level,
      direct: direct === 'yes',
      centrallyHeld: centrallyHeld === 'yes',
    };
  });
}

/** Reads the rows of an export of payments. */
export function readPaymentRows(table: FoundTable, unitName: string): ReadRows<PaymentRow> {
  return readRows(table, unitName, (cells): PaymentRow | null => {
    const common = readCommon(cells);
    const kind = cells.word('kind', 'paymentKind');
    const payee = cells.needed('payee');
    const level = cells.filled('level') ? cells.word('level', 'level') : null;
    const economyCode = cells.code('economyCode', /^3\d{4}$/, '部门经济分类的款级科目，如30201');
    if (common === null || kind === null || payee === null || economyCode === null) return null;
    return {
      ...common,
      economyCode: economyCode.code,
      kind,
      payee,
      level,
      orderNumber: cells.text('orderNumber') || null,
      original: cells.text('original') || null,
    };
  });
}

function readCommon(cells: Cells): CommonRow | null {
  const number = cells.needed('number');
  const date = cells.date('date');
  const project = cells.code('project', /^[0-9A-Za-z][0-9A-Za-z-]{0,39}$/, '项目编码');
  const functionCode = cells.code('functionCode', /^2\d{6}$/, '支出功能分类的项级科目，如2101501');
  const economyCode = cells.filled('economyCode')
    ? cells.code('economyCode', /^3\d{4}$/, '部门经济分类的款级科目，如30201')
    : null;
  const source = cells.word('source', 'source');
  const amount = cells.amount('amount');
  if (number === null || date === null || project === null || functionCode === null || source === null) return null;
  if (amount === null) return null;
  return {
    row: cells.row.number,
    number,
    date,
    project: { code: project.code, name: cells.text('projectName') || project.name },
    functionCode: functionCode.code,
    economyCode: economyCode?.code ?? null,
    source,
    amount,
    text: [...cells.text('text').replaceAll(/\s+/g, ' ')].slice(0, 200).join('').trim(),
  };
}

function readRows<Row extends CommonRow>(
  table: FoundTable,
  unitName: string,
  read: (cells: Cells) => Row | null,
): ReadRows<Row> {
  const problems: RowProblem[] = [];
  const rows: Row[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const cells = new Cells(row, table, problems);
    cells.checkUnit(unitName);
    const before = problems.length;
    const meaning = read(cells);
    const content = row.cells.join('\t');
    const twin = seen.get(content);
    if (twin === undefined) seen.set(content, row.number);
    else {
      problems.push({
        id: 'row-repeated',
        row: row.number,
        column: null,
        value: null,
        message: `与第${twin}行每一栏都相同。请核对是否重复；确为两笔的可以照样导入。`,
      });
    }
    if (meaning !== null && problems.slice(before).every(({ id }) => id === 'row-repeated')) rows.push(meaning);
  }
  problems.push(...totalProblems(table, rows));
  return { rows, problems };
}

/** A total at the end that is not the sum of the rows: the file may be cut short. Subtotals are not looked at. */
function totalProblems(table: FoundTable, rows: readonly CommonRow[]): readonly RowProblem[] {
  const column = table.columns.find(({ field }) => field === 'amount');
  const grand = table.totals.filter(({ cells }) =>
    cells.some((cell) => /^(?:合计|总计)/.test(cell.replaceAll(/\s/g, ''))),
  );
  const [last] = grand.slice(-1);
  // Rows that could not be read have no amount to add up; they are told of anyway.
  if (last === undefined || grand.length > 1 || column?.index == null || rows.length !== table.rows.length) return [];
  const cell = last.cells[column.index] ?? '';
  const stated = readAmount(cell, table.unit);
  if (cell === '' || 'problem' in stated) return [];
  const sum = signedSum(rows);
  if (stated.fen === sum || stated.fen === plainSum(rows)) return [];
  return [
    {
      id: 'total-differs',
      row: last.number,
      column: column.header,
      value: cell,
      message: `合计${cell}${table.unit}与${rows.length}行明细之和不符，文件可能不完整。请从系统重新导出。`,
    },
  ];
}

function signedSum(rows: readonly CommonRow[]): Fen {
  return sumFen(rows.map(({ amount }) => amount));
}

/** As the export adds up where it writes what is taken away without a sign. */
function plainSum(rows: readonly CommonRow[]): Fen {
  return sumFen(rows.map(({ amount }) => Math.abs(amount)));
}

/** One row's cells by field; what is wrong with them goes on the list of problems. */
class Cells {
  readonly row: SheetRow;
  readonly #table: FoundTable;
  readonly #problems: RowProblem[];

  constructor(row: SheetRow, table: FoundTable, problems: RowProblem[]) {
    this.row = row;
    this.#table = table;
    this.#problems = problems;
  }

  /** The cell, or the constant; empty where the export has no such column. */
  text(field: Field): string {
    const column = this.#column(field);
    if (column === undefined) return '';
    return column.index === null ? column.header : (this.row.cells[column.index] ?? '');
  }

  filled(field: Field): boolean {
    return this.text(field) !== '';
  }

  needed(field: Field): string | null {
    const text = this.text(field);
    if (text !== '') return text;
    this.#report(
      field,
      'value-missing',
      `“${this.#column(field)?.header ?? field}”是空的。请填写；合并的单元格请先取消合并并填满。`,
    );
    return null;
  }

  date(field: Field): DateText | null {
    const cell = this.needed(field);
    if (cell === null) return null;
    const date = readDate(cell);
    if (date === null) this.#report(field, 'date-malformed', `“${cell}”不是存在的日期。请写作“2024-03-05”。`);
    return date;
  }

  amount(field: Field): Fen | null {
    const cell = this.needed(field);
    if (cell === null) return null;
    const read = readAmount(cell, this.#table.unit);
    if ('fen' in read) return read.fen;
    this.#report(field, 'amount-malformed', read.problem);
    return null;
  }

  code(field: Field, pattern: RegExp, what: string): { readonly code: string; readonly name: string } | null {
    const cell = this.needed(field);
    if (cell === null) return null;
    const found = codeAndName(cell);
    if (found !== null && pattern.test(found.code)) return found;
    this.#report(field, 'code-malformed', `“${cell}”不是${what}。请填写编码；编码与名称连写的可以识别。`);
    return null;
  }

  word<Name extends Parameters<typeof readWord>[0]>(field: Field, vocabulary: Name): ReturnType<typeof readWord<Name>> {
    const cell = this.needed(field);
    if (cell === null) return null;
    const meaning = readWord(vocabulary, cell);
    if (meaning === null) {
      this.#report(field, 'word-unknown', `不认识“${cell}”。可以写：${knownWords(vocabulary)}。`);
    }
    return meaning;
  }

  /** Rows of other units of the department stand in the same export where nobody has filtered it. */
  checkUnit(unitName: string): void {
    const cell = this.text('unit');
    if (cell === '') return;
    const name = codeAndName(cell)?.name || cell;
    if (plainName(name) === plainName(unitName)) return;
    this.#report(
      'unit',
      'row-of-another-unit',
      `这一行属于“${name}”，不是“${unitName}”。请按单位分开导出，或核对所选单位。`,
    );
  }

  #column(field: Field): FoundColumn | undefined {
    return this.#table.columns.find((column) => column.field === field);
  }

  #report(field: Field, id: RowProblem['id'], message: string): void {
    const column = this.#column(field);
    this.#problems.push({
      id,
      row: this.row.number,
      column: column === undefined || column.index === null ? null : column.header,
      value: this.text(field),
      message,
    });
  }
}

/** 云泽县医疗保障局（本级） and 云泽县医疗保障局(本级) are one. */
function plainName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
