/**
 * 财政拨款收入支出决算总表: appropriations make this year's income, with the opening balances the total; likewise
 * expenditure; both totals are equal, for the whole and for each kind of money (accounts.md I15–I19).
 */
import { type Check } from '../check.ts';
import { figureAt, figureOf, isBlank, minus, plus, stateEqual, stateSum, tablesOf } from './cells.ts';

const kinds = ['general', 'government-fund', 'state-capital'] as const;
const kindNames: Readonly<Record<(typeof kinds)[number], string>> = {
  general: '一般公共预算',
  'government-fund': '政府性基金',
  'state-capital': '国有资本经营预算',
};

export const fiscalSummaryBalances: Check = {
  meta: {
    id: 'fiscal-summary-balances',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '财政拨款总表平衡',
    help: '财政拨款收入支出决算总表中，本年收入（支出）合计等于各行之和，加上结转结余等于总计，收支总计相等，各类资金分别平衡。',
  },
  run(document, report) {
    const tables = tablesOf(document, 'fiscal-summary');
    if (tables.length === 0) report.notApplicable('没有财政拨款收入支出决算总表');
    for (const view of tables) {
      const at = (key: string, column = 'total') => figureAt(view, key, column);
      const term = (key: string, column = 'total') => {
        const figure = at(key, column);
        return figure === null ? null : plus(figure);
      };
      // Some provinces print the totals in the 合计 column only.
      const byKind = kinds.some((kind) =>
        [at('expenditure:year-total', kind), at('expenditure:total', kind)].some(
          (figure) => figure !== null && !isBlank(figure),
        ),
      );
      stateSum(
        report,
        at('income:year-total'),
        kinds.map((kind) => term(`income:${kind}`)),
        '本年收入合计＝三类财政拨款之和',
      );
      stateSum(
        report,
        at('income:opening'),
        kinds
          .map((kind) => term(`income:opening:${kind}`))
          .filter((entry) => entry !== null && (byKind || !isBlank(entry.quantity))),
        '年初结转和结余＝三类资金之和',
      );
      stateSum(
        report,
        at('income:total'),
        [term('income:year-total'), term('income:opening')],
        '收入总计＝本年收入合计＋年初财政拨款结转和结余',
      );
      stateEqual(report, at('income:total'), at('expenditure:total'), '收入总计＝支出总计');
      view.table.columnKeys.forEach((columnKey, column) => {
        const classes = view.table.rows
          .filter((row) => row.side === 'expenditure' && (row.key.startsWith('class:') || row.key.startsWith('name:')))
          .flatMap((row) => figureOf(view.table, row, column) ?? []);
        if (columnKey !== 'total' && !byKind) return;
        stateSum(report, at('expenditure:year-total', columnKey), classes.map(plus), '本年支出合计＝各类支出之和');
        stateSum(
          report,
          at('expenditure:total', columnKey),
          [term('expenditure:year-total', columnKey), term('expenditure:closing', columnKey)],
          '支出总计＝本年支出合计＋年末财政拨款结转和结余',
        );
      });
      for (const kind of kinds) {
        const income = at(`income:${kind}`);
        const opening = at(`income:opening:${kind}`);
        const spent = at('expenditure:year-total', kind);
        const closing = at('expenditure:closing', kind);
        if (!byKind || income === null || spent === null || closing === null) continue;
        stateSum(
          report,
          closing,
          [plus(income), opening === null ? null : plus(opening), minus(spent)],
          `${kindNames[kind]}年末结转和结余＝年初＋收入－支出`,
          { accuse: spent },
        );
      }
    }
  },
};
