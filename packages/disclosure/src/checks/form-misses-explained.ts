/** Where marks were deducted or a target was missed, the column 偏差原因 says why. */
import { type Check } from '../check.ts';
import { sumOf } from '../forms/cell.ts';
import { type Form } from '../model.ts';
import {
  cellPlace,
  executionFunds,
  formName,
  groupsBy,
  indicatorLabel,
  isFilled,
  quantityOf,
  scoresAddUp,
  selfEvaluations,
} from './form-support.ts';

export const formMissesExplained: Check = {
  meta: {
    id: 'form-misses-explained',
    family: 'expl',
    severity: 'presentation',
    certainty: 'strong',
    name: '扣分指标说明原因',
    help: '得分低于分值的指标应填写偏差原因分析及改进措施。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      // Where points or scores do not add up, the deduction itself is in doubt; the other checks speak of it.
      if (!addsUp(form)) continue;
      for (const indicator of form.indicators) {
        const points = quantityOf(indicator.points);
        const score = quantityOf(indicator.score);
        if (points === null || score === null || indicator.reason === undefined || score.value >= points.value)
          continue;
        const reason = indicator.reason;
        report.judge(isFilled(reason), () => ({
          place: reason.text === null ? cellPlace(form, reason, indicatorLabel(indicator), '偏差原因') : score.place,
          stated: '（空白）',
          expected: '偏差原因分析及改进措施',
          message: `${formName(form)}“${indicatorLabel(indicator)}”分值${points.printed}、得分${score.printed}，扣了分却没有填写偏差原因和改进措施。`,
          labels: [formName(form), indicatorLabel(indicator)],
        }));
      }
    }
  },
};

function addsUp(form: Form): boolean {
  const total = sumOf([
    quantityOf(executionFunds(form)?.points)?.value ?? 0n,
    ...form.indicators.map((indicator) => quantityOf(indicator.points)?.value ?? 0n),
  ]);
  const points = quantityOf(form.totalPoints);
  const groups = groupsBy(form, 1).every((group) => {
    const announced = quantityOf(group.points);
    return (
      announced === null ||
      announced.value === sumOf(group.members.map((member) => quantityOf(member.points)?.value ?? 0n))
    );
  });
  return groups && (points === null || points.value === total) && scoresAddUp(form);
}
