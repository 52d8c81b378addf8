/**
 * Files out to the bank and back, row by row. The layout is data (`data/bank-layouts.json`); a row that cannot be read is told with its
 * number and why, and the others go on. Plain functions over rows of cells.
 */
import { type SheetRow } from '@mingzhang/documents';
import { type DateText, type Fen, formatYuan, readAmount, readDate } from '@mingzhang/kernel';
import layouts from './data/bank-layouts.json' with { type: 'json' };

export interface RowProblem {
  readonly row: number;
  readonly message: string;
}

export interface PaymentLine {
  readonly line: number;
  readonly name: string;
  readonly bank: string;
  readonly number: string;
  readonly amount: Fen;
}

/** The payment file of a batch: CSV as spreadsheets and banks' tools open it, with a byte order mark. */
export function paymentFile(
  { number, account, text }: { readonly number: string; readonly account: string; readonly text: string },
  lines: readonly PaymentLine[],
): string {
  const rows = lines.map((one) => [
    number,
    String(one.line),
    account,
    one.name,
    one.number,
    one.bank,
    formatYuan(one.amount),
    text,
  ]);
  return `\uFEFF${[layouts.payment, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface ResultRow {
  readonly row: number;
  readonly batch: string;
  readonly line: number;
  readonly number: string;
  readonly amount: Fen;
  readonly outcome: 'paid' | 'returned';
  readonly reason: string;
  readonly date: DateText;
  readonly reference: string;
}

export interface StatementRow {
  readonly row: number;
  readonly date: DateText;
  /** Above zero what came in. */
  readonly amount: Fen;
  readonly balance: Fen | null;
  readonly reference: string;
  readonly counterparty: string;
  readonly text: string;
}

export type ReadFile<Row> =
  | { readonly rows: readonly Row[]; readonly problems: readonly RowProblem[]; readonly count: number }
  /** No row can be told from another: what is missing. */
  | { readonly unreadable: string };

type Cells = ReadonlyMap<string, string>;

/** Rows under a header whose columns are found by their names; `read` answers with the row or with what is wrong. */
function readRows<Row>(
  sheet: readonly SheetRow[],
  headers: Readonly<Record<string, readonly string[]>>,
  read: (row: number, cells: Cells) => Row | string,
): ReadFile<Row> {
  const clean = (text: string): string => text.replaceAll(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）');
  let header: SheetRow | null = null;
  let places = new Map<string, number>();
  let missing: readonly string[] = [];
  for (const row of sheet.slice(0, 20)) {
    const found = new Map<string, number>();
    for (const [field, names] of Object.entries(headers)) {
      const at = row.cells.findIndex((cell) => names.includes(clean(cell)));
      if (at >= 0) found.set(field, at);
    }
    if (found.size <= places.size) continue;
    [header, places] = [row, found];
    missing = Object.keys(headers).filter((field) => !found.has(field) && !layouts.optional.includes(field));
  }
  if (header === null || missing.length > 0) {
    const wanted = (header === null ? Object.keys(headers) : missing).map((field) => headers[field]?.[0] ?? field);
    return {
      unreadable: `表头里没有“${wanted.join('”“')}”这些列，不知道哪一列是什么，没有导入。请核对文件，或按银行的版式增加列名。`,
    };
  }
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  let count = 0;
  for (const { number, cells } of sheet) {
    if (number <= header.number || cells.every((cell) => cell.trim() === '')) continue;
    count += 1;
    const named = new Map([...places].map(([field, at]) => [field, (cells[at] ?? '').trim()]));
    const result = read(number, named);
    if (typeof result === 'string') problems.push({ row: number, message: `第${number}行：${result}` });
    else rows.push(result);
  }
  return { rows, problems, count };
}

function fenIn(cell: string): Fen | null {
  const read = readAmount(cell, '元');
  return 'fen' in read ? read.fen : null;
}

/** The bank's answer to payment files. */
export function readResultFile(sheet: readonly SheetRow[]): ReadFile<ResultRow> {
  return readRows(sheet, layouts.result, (row, cells): ResultRow | string => {
    const get = (field: string): string => cells.get(field) ?? '';
    const [batch, number, said] = [get('batch'), get('number'), get('outcome')];
    if (batch === '') return '没有批次号。';
    const line = /^\d{1,9}$/.test(get('line')) ? Number(get('line')) : 0;
    if (line === 0) return `序号“${get('line')}”不是序号。`;
    const amount = fenIn(get('amount'));
    if (amount === null || amount <= 0) return `金额“${get('amount')}”读不出来，应是大于零的元数。`;
    const outcome = layouts.outcomes.paid.includes(said)
      ? 'paid'
      : layouts.outcomes.returned.includes(said)
        ? 'returned'
        : null;
    if (outcome === null) {
      return `处理结果“${said}”不认识，应是${[...layouts.outcomes.paid, ...layouts.outcomes.returned].join('、')}之一。`;
    }
    const date = readDate(get('date'));
    if (date === null) return `交易日期“${get('date')}”不是日期。`;
    const reason = get('reason').slice(0, 100);
    if (outcome === 'returned' && reason === '') return '退回而没有写原因，不知道怎么改；请向银行问明后补上。';
    return { row, batch, line, number, amount, outcome, reason, date, reference: get('reference').slice(0, 100) };
  });
}

/** A statement of an account: the bank's, the finance bureau's, the treasury's. A line is money in or money out, not both. */
export function readStatementFile(sheet: readonly SheetRow[]): ReadFile<StatementRow> {
  return readRows(sheet, layouts.statement, (row, cells): StatementRow | string => {
    const get = (field: string): string => cells.get(field) ?? '';
    const date = readDate(get('date'));
    if (date === null) return `日期“${get('date')}”不是日期。`;
    const side = (field: string): Fen | null => (/^(?:|0|0\.00?|-|—)$/.test(get(field)) ? 0 : fenIn(get(field)));
    const [received, paid] = [side('in'), side('out')];
    if (received === null) return `收入金额“${get('in')}”读不出来。`;
    if (paid === null) return `支出金额“${get('out')}”读不出来。`;
    if ((received === 0) === (paid === 0)) return '收入和支出应只有一方有金额。';
    const balance = get('balance') === '' ? null : fenIn(get('balance'));
    if (get('balance') !== '' && balance === null) return `余额“${get('balance')}”读不出来。`;
    if (get('reference') === '') return '没有流水号，不能认出重复的行。';
    const texts = { counterparty: get('counterparty').slice(0, 100), text: get('text').slice(0, 200) };
    return { row, date, amount: received - paid, balance, reference: get('reference').slice(0, 100), ...texts };
  });
}
