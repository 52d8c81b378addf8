/** “三公”经费: 合计 = 出国 + 公务用车 + 接待, 公务用车 = 购置 + 运行, for budget and final (accounts.md I29, I30). */
import { type Check } from '../check.ts';
import { figureAt, plus, stateSum, tablesOf } from './cells.ts';

export const threePublicAddsUp: Check = {
  meta: {
    id: 'three-public-adds-up',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '“三公”经费表合计',
    help: '“三公”经费支出决算表的预算数和决算数，合计等于因公出国（境）费、公务用车购置及运行维护费、公务接待费之和，公务用车小计等于购置费与运行维护费之和。',
  },
  run(document, report) {
    const tables = tablesOf(document, 'three-public');
    if (tables.length === 0) report.notApplicable('没有“三公”经费支出决算表');
    for (const view of tables) {
      for (const row of ['budget', 'final']) {
        const term = (column: string) => {
          const figure = figureAt(view, row, column);
          return figure === null ? null : plus(figure);
        };
        stateSum(
          report,
          figureAt(view, row, 'vehicles'),
          [term('vehicle-purchase'), term('vehicle-running')],
          '公务用车小计＝购置费＋运行维护费',
        );
        stateSum(
          report,
          figureAt(view, row, 'total'),
          [term('abroad'), term('vehicles') ?? term('vehicle-running'), term('reception')],
          '“三公”合计＝出国＋公务用车＋接待',
        );
      }
    }
  },
};
