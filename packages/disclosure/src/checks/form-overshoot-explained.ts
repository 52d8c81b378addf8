/** An actual value far above its target (by more than half) needs a reason: the target may have been set too low. */
import { type Check } from '../check.ts';
import { formName, indicatorLabel, isFilled, percentText, related, selfEvaluations } from './form-support.ts';
import { compare } from './form-target-met.ts';

export const formOvershootExplained: Check = {
  meta: {
    id: 'form-overshoot-explained',
    family: 'perf-target',
    severity: 'presentation',
    certainty: 'possible',
    name: '大幅超目标说明原因',
    help: '实际完成值超过年度指标值一半以上的，应说明原因，核实目标是否偏低。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const comparison = compare(indicator);
        if (comparison === null || comparison.bound === 'at-most' || comparison.target.value <= 0n) continue;
        const { target, actual } = comparison;
        const far = actual.value * 2n > target.value * 3n;
        report.judge(!far || isFilled(indicator.reason), () => ({
          place: actual.place,
          stated: actual.printed,
          expected: target.printed,
          message: `${formName(form)}“${indicatorLabel(indicator)}”实际完成值${actual.printed}是年度指标值${target.printed}的${percentText(actual.value, target.value)}，没有填写偏差原因；目标可能设得偏低。`,
          also: [related('counterpart', target.place, target.printed)],
          labels: [formName(form), indicatorLabel(indicator)],
        }));
      }
    }
  },
};
