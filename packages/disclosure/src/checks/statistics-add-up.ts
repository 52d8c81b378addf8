/** 部门决算公开相关信息统计表: procurement is goods + works + services, vehicles are the sum of their uses. */
import { type Check } from '../check.ts';
import { figureAt, plus, stateSum, tablesOf } from './cells.ts';

const uses: readonly string[] = [
  'minister',
  'leader',
  'confidential',
  'emergency',
  'enforcement',
  'special',
  'retired',
  'other',
];

export const statisticsAddUp: Check = {
  meta: {
    id: 'statistics-add-up',
    family: 'tab',
    severity: 'error',
    certainty: 'proven',
    name: '公开信息统计表合计',
    help: '决算公开相关信息统计表中，政府采购合计等于货物、工程、服务之和，车辆数合计等于各类用车之和。',
  },
  run(document, report) {
    const tables = tablesOf(document, 'disclosure-statistics');
    if (tables.length === 0) report.notApplicable('没有部门决算公开相关信息统计表');
    for (const view of tables) {
      const term = (key: string) => {
        const figure = figureAt(view, key, 'value');
        return figure === null ? null : plus(figure);
      };
      stateSum(
        report,
        figureAt(view, 'procurement', 'value'),
        ['procurement-goods', 'procurement-works', 'procurement-services'].map(term),
        '政府采购合计＝货物＋工程＋服务',
      );
      stateSum(
        report,
        figureAt(view, 'vehicles', 'value'),
        uses.map((use) => term(`vehicles-${use}`)),
        '车辆数合计＝各类用车之和',
      );
    }
  },
};
