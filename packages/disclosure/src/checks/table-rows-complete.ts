/**
 * A coded table has its 合计 row, no code twice, and above each 项 its 款 and 类. What another table of the same document prints
 * under a parent whose sum needs it has not been cut off.
 */
import { type Check, type Report } from '../check.ts';
import { type Table, type TableRow } from '../model.ts';
import { tableNames } from '../recognise/titles.ts';

const coded: ReadonlySet<string> = new Set(['income', 'expenditure', 'general-public-expenditure']);

export const tableRowsComplete: Check = {
  meta: {
    id: 'table-rows-complete',
    family: 'tab',
    severity: 'error',
    certainty: 'strong',
    name: '科目行齐全',
    help: '分科目的决算表有合计行，科目编码不重复，每个项、款上面有所属的款、类。',
  },
  run(document, report) {
    const tables = document.tables.filter((table) => coded.has(table.id) && !table.empty);
    if (tables.length === 0) report.notApplicable('没有分功能科目的决算表');
    for (const table of tables) {
      totalPresent(table, report);
      codesOnce(table, report);
      parentsPresent(table, report);
    }
  },
};

function rowLabel(row: TableRow): string {
  return row.code === undefined ? row.name : `${row.code} ${row.name}`;
}

function totalPresent(table: Table, report: Report): void {
  report.judge(
    table.rows.some((row) => row.key === 'total'),
    () => ({
      place: table.place,
      stated: '无合计行',
      expected: '合计',
      message: `${tableNames[table.id]}没有合计行，表格可能被截断或漏行。`,
      labels: [table.id, '合计'],
    }),
  );
}

function codesOnce(table: Table, report: Report): void {
  const seen = new Map<string, TableRow>();
  for (const row of table.rows) {
    if (row.code === undefined) continue;
    const earlier = seen.get(row.code);
    if (earlier === undefined) {
      seen.set(row.code, row);
      continue;
    }
    report.judge(false, () => ({
      place: { line: row.line, endLine: row.endLine, table: table.id, row: rowLabel(row), quote: row.code ?? row.name },
      also: [
        {
          role: 'counterpart',
          place: {
            line: earlier.line,
            endLine: earlier.endLine,
            table: table.id,
            row: rowLabel(earlier),
            quote: earlier.code ?? earlier.name,
          },
        },
      ],
      stated: row.code ?? '',
      message: `${tableNames[table.id]}中科目编码${row.code ?? ''}出现了两次（“${earlier.name}”和“${row.name}”），每个科目只应列一行。`,
      labels: [table.id, row.code ?? ''],
    }));
  }
}

function parentsPresent(table: Table, report: Report): void {
  const codes = new Set(table.rows.flatMap((row) => row.code ?? []));
  for (const row of table.rows) {
    if (row.code === undefined || row.code.length <= 3) continue;
    const parent = row.code.slice(0, -2);
    // Where no row of the parent's level is printed at all the table simply has fewer levels.
    if (![...codes].some((code) => code.length === parent.length)) continue;
    report.judge(codes.has(parent), () => ({
      place: { line: row.line, endLine: row.endLine, table: table.id, row: rowLabel(row), quote: row.code ?? row.name },
      stated: row.code ?? '',
      expected: parent,
      message: `${tableNames[table.id]}列了“${rowLabel(row)}”，却没有它所属的${parent.length === 3 ? '类' : '款'}${parent}一行，编码有误或漏列上级科目。`,
      labels: [table.id, row.code ?? ''],
    }));
  }
}
