/**
 * A cost indicator of the overall form that names a project states what that project's own form states as executed; a
 * budget copied into the actual value betrays itself by the difference.
 */
import { type Check } from '../check.ts';
import {
  amountText,
  formName,
  formsOf,
  indicatorLabel,
  meets,
  overallsWithProjects,
  quantityOf,
  related,
  similarity,
  totalFunds,
} from './form-support.ts';

export const formCostsAgreeWithProjects: Check = {
  meta: {
    id: 'form-costs-agree-with-projects',
    family: 'perf-int',
    severity: 'error',
    certainty: 'strong',
    name: '整体自评成本指标与项目执行数一致',
    help: '整体支出自评表中某项目的实际成本等于该项目自评表的全年执行数。',
  },
  run(document, report) {
    const overalls = formsOf(document, 'overall-self-evaluation');
    if (overalls.length === 0 || formsOf(document, 'project-self-evaluation').length === 0)
      report.notApplicable('没有成套的整体支出和项目支出自评表');
    for (const { overall, projects: attached } of overallsWithProjects(document)) {
      const projects = attached.filter((form) => form.project !== null);
      for (const indicator of overall.indicators) {
        const actual = quantityOf(indicator.actual);
        if (actual === null || actual.dimension !== 'yuan') continue;
        const name = indicatorLabel(indicator);
        const ranked = projects
          .map((form) => ({ form, match: similarity(name, form.project ?? '') }))
          .sort((a, b) => b.match - a.match);
        const best = ranked[0];
        if (best === undefined || best.match < 60 || (ranked[1]?.match ?? 0) === best.match) continue;
        const funds = totalFunds(best.form);
        const executed = quantityOf(funds?.executed);
        const budgets = [funds?.startBudget, funds?.annualBudget].flatMap((cell) => quantityOf(cell) ?? []);
        if (executed === null) continue;
        const copied = budgets.find((budget) => meets(budget, actual));
        report.judge(meets(actual, executed), () => ({
          place: actual.place,
          stated: actual.printed,
          expected: executed.printed,
          difference: amountText(actual.value - executed.value, actual),
          message: `${formName(overall)}“${name}”实际完成值${actual.printed}，而${formName(best.form)}全年执行数为${executed.printed}，相差${amountText(actual.value - executed.value, actual)}${copied === undefined ? '' : `；所填恰为该项目预算数${copied.printed}，疑把预算当作实际`}。`,
          also: [
            related('counterpart', executed.place, executed.printed),
            ...(copied === undefined ? [] : [related('operand', copied.place, copied.printed)]),
          ],
          labels: [formName(overall), name],
        }));
      }
    }
  },
};
