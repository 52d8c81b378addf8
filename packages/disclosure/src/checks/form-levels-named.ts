/**
 * Headings of indicators carry their names: no stray sign before them, no second level in the place of a first, and
 * satisfaction as a heading of its own instead of inside the benefits.
 */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { isFirstLevel, isOnlySecondLevel, isSatisfactionLevel, levelName } from '../forms/words.ts';
import { cellPlace, formName, related } from './form-support.ts';

export const formLevelsNamed: Check = {
  meta: {
    id: 'form-levels-named',
    family: 'perf-form',
    severity: 'presentation',
    certainty: 'proven',
    name: '指标层级名称规范',
    help: '一级指标名称规范，满意度指标单列一级，二级指标不填在一级指标栏。',
  },
  run(document, report) {
    const forms = document.forms.filter((form) => form.indicators.length > 0);
    if (forms.length === 0) report.notApplicable('没有绩效自评表和绩效目标表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const heading = indicator.level1Heading;
        if (heading === undefined || heading.text === null) continue;
        const text = squeeze(heading.text);
        const junk = /^[≤≥<>=＝*]/.test(text);
        const misplaced = !isFirstLevel(text) && (isOnlySecondLevel(text) || /可持续/.test(levelName(text)));
        const merged =
          /效益/.test(indicator.level1) &&
          !form.indicators.some((other) => /满意/.test(other.level1) || isSatisfactionLevel(other.level1));
        const inside = merged
          ? form.indicators.find(
              (other) =>
                /效益/.test(other.level1) && isSatisfactionLevel(other.level2) && other.level2Heading !== undefined,
            )
          : undefined;
        const why = [
          ...(junk ? [`前面多出符号，应为“${levelName(text)}”`] : []),
          ...(misplaced ? ['是二级指标名称，不应填在一级指标栏'] : []),
          ...(inside === undefined
            ? []
            : [
                `把满意度（${squeeze(inside.level2Heading?.text ?? inside.level2)}）并在其中，满意度指标应单列为一级指标`,
              ]),
        ];
        report.judge(why.length === 0, () => ({
          place: cellPlace(form, heading, levelName(text), '一级指标'),
          stated: text,
          expected: inside !== undefined && !junk ? `${levelName(text)}、满意度指标` : levelName(text),
          message: `${formName(form)}的一级指标“${text}”${why.join('；')}。`,
          also:
            inside?.level2Heading === undefined
              ? []
              : [related('counterpart', cellPlace(form, inside.level2Heading, inside.level2, '二级指标'))],
          labels: [formName(form), text],
        }));
      }
    }
  },
};
