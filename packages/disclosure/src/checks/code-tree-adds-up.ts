/**
 * 类 = Σ款, 款 = Σ项 and 合计 = Σ类, in every column of every table that carries functional codes (accounts.md I09, I13,
 * I24, I32, I33). A code whose children are not printed has nothing to add up.
 *
 *     21013 医疗救助 158.34 = 2101301 81.34 + 2101399 77.00
 */
import { type Check } from '../check.ts';
import { type TableId } from '../model.ts';
import { figureOf, plus, stateSum, tablesOf } from './cells.ts';

const coded: readonly TableId[] = ['income', 'expenditure', 'general-public-expenditure', 'government-fund', 'state-capital'];

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
      for (const [column] of table.columnKeys.entries()) {
        if (total !== undefined && classes.length > 0) {
          stateSum(report, figureOf(table, total, column), classes.map((row) => term(figureOf(table, row, column))), '合计＝各类之和');
        }
        for (const row of byCode.values()) {
          const code = row.code ?? '';
          if (code.length >= 7) continue;
          const children = [...byCode.values()].filter((child) => child.code?.length === code.length + 2 && child.code.startsWith(code));
          if (children.length === 0) continue;
          stateSum(report, figureOf(table, row, column), children.map((child) => term(figureOf(table, child, column))), code.length === 3 ? '类＝各款之和' : '款＝各项之和');
        }
      }
    }
  },
};

function term(quantity: ReturnType<typeof figureOf>): ReturnType<typeof plus> | null {
  return quantity === null ? null : plus(quantity);
}
