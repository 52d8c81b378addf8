/** An actual value comes from a record and is exact: not 30余次, 约5000人, 近百家. */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { isHedged } from '../forms/cell.ts';
import { cellPlace, formName, indicatorLabel, selfEvaluations } from './form-support.ts';

export const formActualPrecise: Check = {
  meta: {
    id: 'form-actual-precise',
    family: 'perf-evid',
    severity: 'presentation',
    certainty: 'proven',
    name: '实际完成值是确数',
    help: '实际完成值应有台账可查，填确切的数，不用“余”“约”“左右”。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const { actual } = indicator;
        if (actual === undefined || actual.text === null || !/\d/.test(actual.text)) continue;
        const text = squeeze(actual.text);
        report.judge(!(text.length <= 16 && isHedged(text)), () => ({
          place: cellPlace(form, actual, indicatorLabel(indicator), '实际完成值'),
          stated: text,
          expected: '确切的数',
          message: `${formName(form)}“${indicatorLabel(indicator)}”实际完成值“${text}”是约数；应按台账填写确切的数。`,
          labels: [formName(form), indicator.level2, indicatorLabel(indicator)],
        }));
      }
    }
  },
};
