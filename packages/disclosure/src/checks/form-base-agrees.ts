/**
 * The base-data table and the overall form of one report speak of the same money: a project line of the base data is not
 * the department's whole budget or expenditure when the overall form gives project expenditure as something smaller.
 */
import { type Check } from '../check.ts';
import { sumOf } from '../forms/cell.ts';
import { formName, formsOf, meets, quantityOf, related, totalFunds } from './form-support.ts';

export const formBaseAgrees: Check = {
  meta: {
    id: 'form-base-agrees',
    family: 'perf-form',
    severity: 'error',
    certainty: 'proven',
    name: '基础数据表与整体自评表一致',
    help: '基础数据表的项目支出与整体支出自评表的项目支出口径一致。',
  },
  run(document, report) {
    const bases = formsOf(document, 'base-data');
    const overalls = formsOf(document, 'overall-self-evaluation');
    if (bases.length === 0 || overalls.length === 0) report.notApplicable('没有成对的基础数据表和整体支出自评表');
    for (const base of bases) {
      const overall = overalls.find(
        (form) => form.part === base.part && (form.year === base.year || form.year === null || base.year === null),
      );
      const total = overall === undefined ? undefined : totalFunds(overall);
      if (overall === undefined || total === undefined) continue;
      const projects = overall.funds
        .filter((row) => row.key === 'by-expenditure' && /项目/.test(row.label))
        .flatMap((row) => quantityOf(row.annual) ?? []);
      const project = projects[0];
      if (project === undefined || projects.length !== 1) continue;
      const budget = quantityOf(total.annualBudget) ?? quantityOf(total.startBudget);
      const executed = quantityOf(total.executed);
      for (const row of base.base.filter((item) => item.key === 'project' || item.key === 'project-business')) {
        const cell = row.columns.budget;
        const stated = quantityOf(cell);
        if (cell === undefined || stated === null) continue;
        const wholeBudget = budget !== null && !meets(budget, project) && meets(stated, budget);
        const final = quantityOf(row.columns.final);
        const wholeExecuted =
          executed !== null && final !== null && !meets(executed, project) && meets(final, executed);
        const others = base.base
          .filter((item) => item !== row && item.key === 'project-maintenance')
          .flatMap((item) => quantityOf(item.columns.budget) ?? []);
        const sum = stated.value + (row.key === 'project' ? 0n : sumOf(others.map((other) => other.value)));
        const larger = sum - project.value > stated.half + project.half;
        report.judge(!(wholeBudget && larger), () => ({
          place: stated.place,
          stated: stated.printed,
          expected: project.printed,
          message: `${formName(base)}“${row.label}”填了${stated.printed}${wholeExecuted ? `（决算数${final?.printed ?? ''}）` : ''}，这是${formName(overall)}的年度资金总额${budget?.printed ?? ''}${wholeExecuted ? `和全年执行数${executed?.printed ?? ''}` : ''}，即部门全部支出；同一表中项目支出为${project.printed}，把全部支出填作项目支出不成立。`,
          also: [
            ...(wholeExecuted && final !== null ? [related('repeat', final.place, final.printed)] : []),
            ...(budget === null ? [] : [related('counterpart', budget.place, budget.printed)]),
            ...(wholeExecuted && executed !== null ? [related('counterpart', executed.place, executed.printed)] : []),
          ],
          labels: [formName(base), row.label],
        }));
      }
    }
  },
};
