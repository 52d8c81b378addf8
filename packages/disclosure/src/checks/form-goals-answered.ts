/** Every numbered goal of 年度总体目标 is answered in 实际完成情况 by at least one word of its own. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, fieldOf, formName, kinship, related, selfEvaluations } from './form-support.ts';

export const formGoalsAnswered: Check = {
  meta: {
    id: 'form-goals-answered',
    family: 'perf-goal',
    severity: 'presentation',
    certainty: 'possible',
    name: '各项目标均有完成情况',
    help: '年度总体目标逐项列出的，实际完成情况应逐项回应。',
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
      const items = squeeze(goal.cell.text)
        .split(/(?:^|(?<=[。；;]))(?:目标)?\d{1,2}[、.．：:)）]/)
        .map((item) => item.replace(/[。；;]+$/, ''))
        .filter((item) => item.length >= 4);
      const answer = squeeze(outcome.cell.text);
      if (items.length < 2) continue;
      const open = items.filter((item) => kinship(item, answer) === 0);
      report.judge(open.length === 0, () => ({
        place: cellPlace(form, goal.cell, '年度总体目标', goal.label),
        stated: `${items.length}项目标`,
        expected: `${items.length}项完成情况`,
        message: `${formName(form)}列了${items.length}项目标，实际完成情况没有提到：${open.map((item) => `“${item}”`).join('、')}。`,
        also: [related('counterpart', cellPlace(form, outcome.cell, '年度总体目标', outcome.label))],
        labels: [formName(form), '目标回应'],
      }));
    }
  },
};
