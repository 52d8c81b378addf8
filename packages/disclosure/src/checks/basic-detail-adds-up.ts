/**
 * 基本支出决算明细表: each economic 类 is the sum of its 款; 人员经费 is 301 + 303; 公用经费 is everything else, 302, 307,
 * 309 to 313 and 399 (accounts.md I26–I28).
 */
import { type Check } from '../check.ts';
import { figureAt, figureOf, plus, stateSum, tablesOf } from './cells.ts';

export const basicDetailAddsUp: Check = {
  meta: {
    id: 'basic-detail-adds-up',
    family: 'xtab',
    severity: 'error',
    certainty: 'proven',
    name: '基本支出经济科目汇总',
    help: '基本支出明细表中，各类等于所属各款之和，人员经费合计等于301与303之和，公用经费合计等于302、307、309至313、399之和。',
  },
  run(document, report) {
    const tables = tablesOf(document, 'basic-expenditure-detail');
    if (tables.length === 0) report.notApplicable('没有基本支出决算明细表');
    for (const view of tables) {
      const { table } = view;
      const codes = table.rows.filter((row) => row.code !== undefined);
      const classes = codes.filter((row) => row.code?.length === 3);
      table.columnKeys.forEach((_, column) => {
        for (const row of classes) {
          const children = codes.filter((child) => child.code?.length === 5 && child.code.startsWith(row.code ?? ''));
          if (children.length === 0) continue;
          stateSum(
            report,
            figureOf(table, row, column),
            children.map((child) => orNull(figureOf(table, child, column))),
            '经济分类类＝各款之和',
          );
        }
      });
      const classFigures = (wanted: (code: string) => boolean) =>
        classes.filter((row) => wanted(row.code ?? '')).map((row) => orNull(figureOf(table, row, 0)));
      const isPersonnel = (code: string): boolean => code === '301' || code === '303';
      stateSum(report, figureAt(view, 'personnel'), classFigures(isPersonnel), '人员经费合计＝301＋303');
      stateSum(
        report,
        figureAt(view, 'running'),
        classFigures((code) => !isPersonnel(code)),
        '公用经费合计＝302＋307＋309至313＋399',
      );
      const personnel = figureAt(view, 'personnel');
      const running = figureAt(view, 'running');
      if (personnel !== null && running !== null)
        stateSum(report, figureAt(view, 'total'), [plus(personnel), plus(running)], '基本支出合计＝人员经费＋公用经费');
    }
  },
};

function orNull(quantity: ReturnType<typeof figureOf>): ReturnType<typeof plus> | null {
  return quantity === null ? null : plus(quantity);
}
