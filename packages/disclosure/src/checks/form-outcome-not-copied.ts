/** 实际完成情况 tells what was done; it does not repeat 预期目标 word for word. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, fieldOf, formName, related, selfEvaluations } from './form-support.ts';

export const formOutcomeNotCopied: Check = {
  meta: {
    id: 'form-outcome-not-copied',
    family: 'perf-evid',
    severity: 'presentation',
    certainty: 'proven',
    name: '完成情况不照抄目标',
    help: '总体目标的实际完成情况应写完成的事实，不照抄预期目标。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      const goal = fieldOf(form, 'expected-goal');
      const outcome = fieldOf(form, 'actual-outcome');
      if (
        goal?.cell.text === undefined ||
        goal.cell.text === null ||
        outcome?.cell.text === undefined ||
        outcome.cell.text === null
      )
        continue;
      const text = squeeze(outcome.cell.text);
      report.judge(squeeze(goal.cell.text) !== text || text.length < 6, () => ({
        place: cellPlace(form, outcome.cell, '年度总体目标', outcome.label),
        stated: text,
        expected: '完成的事实',
        message: `${formName(form)}的实际完成情况与预期目标一字不差，没有写出完成了什么。`,
        also: [related('counterpart', cellPlace(form, goal.cell, '年度总体目标', goal.label))],
        labels: [formName(form), '实际完成情况'],
      }));
    }
  },
};
