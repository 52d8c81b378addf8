/** A target can be exceeded and can be missed: not ≥100%, and not 100% of people satisfied. */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { isSatisfactionLevel } from '../forms/words.ts';
import { cellPlace, formName, indicatorLabel, selfEvaluations } from './form-support.ts';

export const formTargetCanBeMissed: Check = {
  meta: {
    id: 'form-target-can-be-missed',
    family: 'perf-target',
    severity: 'presentation',
    certainty: 'proven',
    name: '目标值可衡量可达到',
    help: '比率目标不写“≥100%”，满意度、获得感、知晓率不以100%为目标。',
  },
  run(document, report) {
    const forms = [...selfEvaluations(document), ...document.forms.filter((form) => form.id === 'goal')];
    if (forms.length === 0) report.notApplicable('没有绩效自评表和绩效目标表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const { target } = indicator;
        if (target === undefined || target.text === null) continue;
        // The year's column repeats the whole period's: one finding a row.
        if (
          indicator.horizon === 'annual' &&
          form.indicators.some(
            (other) =>
              other.horizon === 'whole-period' && other.line === indicator.line && other.target?.text === target.text,
          )
        )
          continue;
        const text = squeeze(target.text);
        const name = indicatorLabel(indicator);
        const beyond = /^(?:≥|>|不低于|大于|超过)(?:100(?:\.0+)?[%％])$/.test(text);
        const feeling =
          /^=?100(?:\.0+)?[%％]$/.test(text) &&
          (/满意|获得感|幸福感|知晓|认可/.test(name) || isSatisfactionLevel(indicator.level2));
        report.judge(!beyond && !feeling, () => ({
          certainty: beyond ? 'proven' : 'strong',
          place: cellPlace(form, target, name, '指标值'),
          stated: text,
          expected: beyond ? '100%' : '低于100%且有调查依据的目标值',
          message: beyond
            ? `${formName(form)}“${name}”的目标写作“${text}”；比率最高为100%，“≥”没有意义，应写“100%”或可以达到的目标。`
            : `${formName(form)}“${name}”以100%为目标；满意度、获得感、知晓率靠抽样调查得出，100%无法超越也难以证实。`,
          labels: [formName(form), indicator.horizon ?? '', name],
        }));
      }
    }
  },
};
