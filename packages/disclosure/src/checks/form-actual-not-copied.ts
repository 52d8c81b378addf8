/** An actual value is a fact: it does not repeat the target with its comparator (≤15万元 for ≤15万元). */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { hasComparator } from '../forms/target.ts';
import { cellPlace, formName, indicatorLabel, selfEvaluations } from './form-support.ts';

export const formActualNotCopied: Check = {
  meta: {
    id: 'form-actual-not-copied',
    family: 'perf-evid',
    severity: 'presentation',
    certainty: 'proven',
    name: '实际完成值不照抄目标',
    help: '实际完成值应填实际发生的数，不应带“≥”“≤”照抄年度指标值。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const { actual, target } = indicator;
        if (actual === undefined || actual.text === null) continue;
        const text = actual.text;
        const same = target !== undefined && target.text !== null && squeeze(target.text) === squeeze(text);
        report.judge(!hasComparator(text), () => ({
          place: cellPlace(form, actual, indicatorLabel(indicator), '实际完成值'),
          stated: squeeze(text),
          expected: '实际发生的数',
          message: `${formName(form)}“${indicatorLabel(indicator)}”实际完成值填作“${squeeze(text)}”${same ? '，照抄了年度指标值' : ''}；带“≥”“≤”的是目标，不是实际发生的数。`,
          labels: [formName(form), indicator.level2, indicatorLabel(indicator)],
        }));
      }
    }
  },
};
