/**
 * 类 = Σ款, 款 = Σ项 and 合计 = Σ类, in every column of every table that carries functional codes (accounts.md I09, I13,
 * I24, I32, I33). A code whose children are not printed has nothing to add up.
 *
 *     21013 医疗救助 158.34 = 2101301 81.34 + 2101399 77.00
 */
import { printLike } from '../amount.ts';
import { type Check, type Report } from '../check.ts';
import { type Disclosure, type Table, type TableId, type TableRow } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { tableNames } from '../recognise/titles.ts';
import { figureOf, plus, stateSum, tablesOf } from './cells.ts';

const coded: readonly TableId[] = [
  'income',
  'expenditure',
  'general-public-expenditure',
  'government-fund',
  'state-capital',
];

export const codeTreeAddsUp: Check = {
  meta: {
    id: 'code-tree-adds-up',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '功能科目逐级汇总',
    help: '分科目的决算表中，每一栏的“合计”等于各类之和，各类等于所属各款之和，各款等于所属各项之和。',
  },
  run(document, report) {
    const tables = coded.flatMap((id) => tablesOf(document, id)).filter((view) => !view.table.empty);
    if (tables.length === 0) report.notApplicable('没有分功能科目的决算表');
    for (const { table } of tables) {
      const byCode = new Map(table.rows.flatMap((row) => (row.code === undefined ? [] : [[row.code, row] as const])));
      const classes = [...byCode.values()].filter((row) => row.level === 1);
      const total = table.rows.find((row) => row.key === 'total');
      const parents = [...byCode.values()].filter((row) => (row.code ?? '').length < 7);
      const groups = parents.map((row) => ({
        row,
        children: childrenOf(row, byCode),
        reason: row.level === 1 ? '类＝各款之和' : '款＝各项之和',
      }));
      if (total !== undefined) groups.unshift({ row: total, children: classes, reason: '合计＝各类之和' });
      for (const { row, children, reason } of groups) {
        if (children.length === 0 || reportMissingRow(document, table, row, children, report)) continue;
        table.columnKeys.forEach((_, column) => {
          stateSum(
            report,
            figureOf(table, row, column),
            children.map((child) => term(figureOf(table, child, column))),
            reason,
          );
        });
      }
    }
  },
};

function childrenOf(parent: TableRow, byCode: ReadonlyMap<string, TableRow>): TableRow[] {
  const code = parent.code ?? '';
  return [...byCode.values()].filter((child) => child.code?.length === code.length + 2 && child.code.startsWith(code));
}

/**
 * Several columns of one parent are short by the amounts of one row: the row was left out. Where another table of the
 * document prints a child with these very amounts, it is named.
 */
function reportMissingRow(
  document: Disclosure,
  table: Table,
  parent: TableRow,
  children: readonly TableRow[],
  report: Report,
): boolean {
  const short: { readonly column: number; readonly amount: bigint; readonly whole: Quantity }[] = [];
  for (const [column] of table.columnKeys.entries()) {
    const whole = figureOf(table, parent, column);
    if (whole === null) return false;
    const parts = children.flatMap((child) => figureOf(table, child, column) ?? []);
    const amount = whole.value - parts.reduce((sum, part) => sum + part.value, 0n);
    const slack = parts.reduce((sum, part) => sum + part.half, whole.half);
    if (amount < -slack) return false;
    if (amount > slack) short.push({ column, amount, whole });
  }
  const [first] = short;
  if (short.length < 2 || first === undefined) return false;
  const printed = new Set(children.map((child) => child.code));
  const left = document.tables
    .filter((other) => other !== table && other.part === table.part)
    .flatMap((other) => other.rows)
    .find(
      (row) =>
        row.code !== undefined &&
        !printed.has(row.code) &&
        row.code.startsWith(parent.code ?? '') &&
        row.code.length === (parent.code?.length ?? 1) + 2 &&
        row.cells.some((cell) => cell.quantity !== undefined && near(cell.quantity.value, first.amount)),
    );
  if (left === undefined) return false;
  const label = parent.code === undefined ? '合计' : `${parent.code} ${parent.name}`;
  const name = `${left.code ?? ''} ${left.name}`;
  report.judge(false, () => ({
    place: first.whole.place,
    also: [
      {
        role: 'counterpart',
        place: left.cells.find((cell) => cell.quantity !== undefined)?.quantity?.place ?? first.whole.place,
      },
    ],
    stated: first.whole.printed,
    expected: name,
    difference: printLike(first.amount, first.whole),
    message: `${tableNames[table.id]}“${label}”有${short.length}栏都大于所列各行之和，差额为${short.map((entry) => `${table.columns[entry.column] ?? ''}${printLike(entry.amount, entry.whole)}`).join('、')}，与其他表的“${name}”一致，本表漏列该行。`,
    labels: [table.id, name],
  }));
  return true;
}

/** Within what rounding to 万元 leaves open. */
function near(a: bigint, b: bigint): boolean {
  const difference = a < b ? b - a : a - b;
  return difference <= 20_000_000_000n;
}

function term(quantity: ReturnType<typeof figureOf>): ReturnType<typeof plus> | null {
  return quantity === null ? null : plus(quantity);
}
