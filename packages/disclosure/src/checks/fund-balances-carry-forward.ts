/** 政府性基金 and 国有资本 tables: closing = opening + income − expenditure in every row (accounts.md I32, I33). */
import { type Check } from '../check.ts';
import { type TableId } from '../model.ts';
import { figureOf, minus, plus, stateSum, tablesOf } from './cells.ts';

export const fundBalancesCarryForward: Check = {
  meta: {
    id: 'fund-balances-carry-forward',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '基金表结转结余勾稽',
    help: '政府性基金（国有资本经营预算）决算表每一行的年末结转和结余等于年初结转和结余加本年收入减本年支出。',
  },
  run(document, report) {
    const ids: readonly TableId[] = ['government-fund', 'state-capital'];
    const views = ids
      .flatMap((id) => tablesOf(document, id))
      .filter((view) => !view.table.empty && view.columns.has('closing'));
    if (views.length === 0) report.notApplicable('没有带结转结余的基金决算表，或表为空');
    for (const view of views) {
      const columns = ['closing', 'opening', 'income', 'total'].map((key) => view.columns.get(key));
      const [closing, opening, income, spent] = columns;
      if (closing === undefined || opening === undefined || income === undefined || spent === undefined) continue;
      for (const row of view.table.rows) {
        const figure = (column: number) => figureOf(view.table, row, column);
        const [first, second, third] = [figure(opening), figure(income), figure(spent)];
        stateSum(
          report,
          figure(closing),
          [
            first === null ? null : plus(first),
            second === null ? null : plus(second),
            third === null ? null : minus(third),
          ],
          '年末结转和结余＝年初＋本年收入－本年支出',
        );
      }
    }
  },
};
