/** The name of an indicator says what is measured; 长期, 2023年 or 2023年底 is a time, not an indicator. */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, formName, indicatorLabel, selfEvaluations } from './form-support.ts';

export const formIndicatorNamed: Check = {
  meta: {
    id: 'form-indicator-named',
    family: 'perf-target',
    severity: 'presentation',
    certainty: 'strong',
    name: '指标名称说明衡量什么',
    help: '三级指标应写明衡量的内容，不以“长期”“某年”作为指标名称。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        if (indicator.name.text === null) continue;
        const name = squeeze(indicator.name.text);
        const time =
          /^(?:长期|短期|全年|当年|本年度?|(?:20\d{2}年?度?(?:底|末|内|前|1?\d月(?:底|前)?)?)|\d{1,2}月(?:底|前)?|年底前?)$/.test(
            name,
          );
        report.judge(!time, () => ({
          place: cellPlace(form, indicator.name, indicatorLabel(indicator), '三级指标'),
          stated: name,
          expected: '衡量的内容',
          message: `${formName(form)}${indicator.level2}的指标名称填作“${name}”，只是时间，没有说明衡量什么。`,
          labels: [formName(form), indicator.level2, name],
        }));
      }
    }
  },
};
