/** In a one-year project the same indicator has the same target in both columns. */
import { type Check } from '../check.ts';
import { targetOf } from '../forms/target.ts';
import { lastsOneYear } from './form-goal-one-year.ts';
import { formName, formsOf, indicatorLabel, related, similarity } from './form-support.ts';

export const formGoalPeriodsAgree: Check = {
  meta: {
    id: 'form-goal-periods-agree',
    family: 'perf-goal',
    severity: 'presentation',
    certainty: 'possible',
    name: '一年期项目两期目标一致',
    help: '一年期项目同一指标的实施期目标与年度目标一致。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal').filter((form) => lastsOneYear(form));
    if (forms.length === 0) report.notApplicable('没有一年期项目的绩效目标表');
    for (const form of forms) {
      for (const whole of form.indicators.filter((indicator) => indicator.horizon === 'whole-period')) {
        const annual = form.indicators.find(
          (indicator) => indicator.horizon === 'annual' && indicator.line === whole.line,
        );
        const [a, b] = [targetOf(whole.target), targetOf(annual?.target)];
        if (annual === undefined || a === null || b === null || a.quantity.dimension !== b.quantity.dimension) continue;
        if (similarity(indicatorLabel(whole), indicatorLabel(annual)) < 60) continue;
        report.judge(a.quantity.value === b.quantity.value && a.bound === b.bound, () => ({
          place: b.quantity.place,
          stated: b.quantity.printed,
          expected: a.quantity.printed,
          message: `${formName(form)}是一年期项目，“${indicatorLabel(whole)}”实施期目标${a.quantity.printed}、年度目标${b.quantity.printed}不一致。`,
          also: [related('counterpart', a.quantity.place, a.quantity.printed)],
          labels: [formName(form), indicatorLabel(whole)],
        }));
      }
    }
  },
};
