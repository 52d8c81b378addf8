/**
 * 收入支出决算总表: this year's income is the sum of its lines, with carry-overs it makes the total; likewise expenditure;
 * both totals are equal (accounts.md I01–I06).
 */
import { type Check } from '../check.ts';
import { figureAt, figureOf, plus, stateEqual, stateSum, type TableView, tablesOf } from './cells.ts';

const incomeLines: readonly string[] = [
  'general',
  'fiscal',
  'government-fund',
  'state-capital',
  'superior',
  'business',
  'operating',
  'affiliated',
  'other',
];

export const summaryBalances: Check = {
  meta: {
    id: 'summary-balances',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '收支总表平衡',
    help: '收入支出决算总表中，本年收入（支出）合计等于各行之和，加上结转结余等于总计，收入总计等于支出总计。',
  },
  run(document, report) {
    const tables = tablesOf(document, 'income-expenditure-summary');
    if (tables.length === 0) report.notApplicable('没有收入支出决算总表');
    for (const view of tables) {
      const at = (key: string) => figureAt(view, key);
      const term = (key: string) => {
        const figure = at(key);
        return figure === null ? null : plus(figure);
      };
      const three = ['general', 'government-fund', 'state-capital'].some((key) => at(`income:${key}`) !== null);
      const lines = incomeLines.filter((key) => !(three && key === 'fiscal'));
      stateSum(
        report,
        at('income:year-total'),
        lines.map((key) => term(`income:${key}`)),
        '本年收入合计＝各项收入之和',
      );
      stateSum(
        report,
        at('income:total'),
        ['year-total', 'use-of-balance', 'opening'].map((key) => term(`income:${key}`)),
        '收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余',
      );
      stateSum(
        report,
        at('expenditure:year-total'),
        functionalLines(view).map((figure) => plus(figure)),
        '本年支出合计＝各类支出之和',
      );
      stateSum(
        report,
        at('expenditure:total'),
        ['year-total', 'allocation', 'closing'].map((key) => term(`expenditure:${key}`)),
        '支出总计＝本年支出合计＋结余分配＋年末结转和结余',
      );
      stateEqual(report, at('income:total'), at('expenditure:total'), '收入总计＝支出总计');
    }
  },
};

function functionalLines(view: TableView) {
  return view.table.rows
    .filter((row) => row.side === 'expenditure' && (row.key.startsWith('class:') || row.key.startsWith('name:')))
    .flatMap((row) => figureOf(view.table, row, 0) ?? []);
}
