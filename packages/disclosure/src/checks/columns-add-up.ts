/**
 * Across the columns of one row: 本年收入合计 is the sum of its sources, 本年支出合计 of its kinds, 合计 of the three
 * appropriations (accounts.md I08, I12, I16, I24, I32).
 */
import { type Check } from '../check.ts';
import { type TableId } from '../model.ts';
import { figureOf, plus, stateSum, tablesOf } from './cells.ts';

const parts: Readonly<Partial<Record<TableId, readonly string[]>>> = {
  income: ['fiscal', 'superior', 'business', 'operating', 'affiliated', 'other'],
  expenditure: ['basic', 'project', 'remitted', 'operating', 'subsidised'],
  'fiscal-summary': ['general', 'government-fund', 'state-capital'],
  'general-public-expenditure': ['basic', 'project'],
  'government-fund': ['basic', 'project'],
  'state-capital': ['basic', 'project'],
};

export const columnsAddUp: Check = {
  meta: {
    id: 'columns-add-up',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '各栏横向合计',
    help: '决算表每一行的合计栏等于该行各分栏之和。',
  },
  run(document, report) {
    let seen = false;
    for (const [id, keys] of Object.entries(parts)) {
      for (const view of tablesOf(document, id as TableId)) {
        if (view.table.empty) continue;
        seen = true;
        const whole = view.columns.get('total');
        const columns = (keys ?? []).flatMap((key) => view.columns.get(key) ?? []);
        if (whole === undefined || columns.length < 2) continue;
        for (const row of view.table.rows) {
          if (row.side === 'income') continue;
          const figures = columns.map((column) => figureOf(view.table, row, column));
          // A form that prints totals in the 合计 column only (财政拨款总表 of some provinces) has nothing to add up there.
          const blankParts = figures.every((figure) => figure === null || figure.printed === '空白');
          if (id === 'fiscal-summary' && blankParts) continue;
          stateSum(
            report,
            figureOf(view.table, row, whole),
            figures.map((figure) => (figure === null ? null : plus(figure))),
            '合计栏＝各分栏之和',
          );
        }
      }
    }
    if (!seen) report.notApplicable('没有带分栏的决算表');
  },
};
