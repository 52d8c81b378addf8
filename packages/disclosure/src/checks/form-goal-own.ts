/**
 * A project's goal is its own. The same words in two forms are a copy if they speak of one project and not of the other:
 * then the form whose project they do not fit is at fault. Projects of one programme may share a goal.
 */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Form, type FormField } from '../model.ts';
import { cellPlace, fieldOf, fieldText, formName, indicatorLabel, kinship, related } from './form-support.ts';

export const formGoalOwn: Check = {
  meta: {
    id: 'form-goal-own',
    family: 'perf-copy',
    severity: 'error',
    certainty: 'proven',
    name: '总体目标属于本项目',
    help: '项目的总体目标和完成情况写的是本项目，不照抄其他项目。',
  },
  run(document, report) {
    const forms = document.forms.filter(
      (form) => form.project !== null && (form.id === 'project-self-evaluation' || form.id === 'goal'),
    );
    if (forms.length === 0) report.notApplicable('没有项目绩效表');
    const holders = new Map<string, Form[]>();
    for (const form of forms) {
      const text = squeeze(goalOf(form)?.cell.text ?? '');
      const same = holders.get(text);
      if (same === undefined) holders.set(text, [form]);
      else if (same.length < mostTwins) same.push(form);
    }
    for (const form of forms) {
      const goal = goalOf(form);
      if (goal === null) continue;
      const source = copiedFrom(form, goal, holders.get(squeeze(goal.cell.text ?? '')) ?? []);
      const outcome = fieldOf(form, 'actual-outcome');
      const outcomeSource = source === null ? undefined : fieldOf(source.form, 'actual-outcome');
      const outcomeToo =
        outcome !== undefined &&
        outcome.cell.text !== null &&
        outcomeSource?.cell.text !== undefined &&
        outcomeSource.cell.text !== null &&
        squeeze(outcome.cell.text) === squeeze(outcomeSource.cell.text);
      report.judge(source === null, () => ({
        ...(outcomeToo || (source !== null && source.shared >= 2) ? {} : { certainty: 'strong' }),
        place: cellPlace(form, goal.cell, '年度总体目标', goal.label),
        stated: squeeze(goal.cell.text ?? ''),
        expected: `“${form.project ?? ''}”自己的目标`,
        message: `${formName(form)}的总体目标“${squeeze(goal.cell.text ?? '')}”与${formName(source?.form ?? form)}一字不差，内容说的是“${source?.form.project ?? ''}”，与“${form.project ?? ''}”无关，是照抄${outcomeToo ? '；实际完成情况也一并照抄' : ''}。`,
        also: [
          ...(source === null
            ? []
            : [related('counterpart', cellPlace(source.form, source.goal.cell, '年度总体目标', source.goal.label))]),
          ...(outcomeToo && outcome !== undefined
            ? [related('repeat', cellPlace(form, outcome.cell, '年度总体目标', outcome.label))]
            : []),
        ],
        labels: [formName(form), '总体目标'],
      }));
    }
  },
};

/** Of very many forms with one goal, these few are compared. */
const mostTwins = 20;

function goalOf(form: Form): FormField | null {
  const field = fieldOf(form, 'expected-goal') ?? fieldOf(form, 'annual-goal');
  return field === undefined || field.cell.text === null || squeeze(field.cell.text).length < 8 ? null : field;
}

/** The form from which the goal was copied: same words, related to what that form is about and not at all to this one. */
export function copiedFrom(
  form: Form,
  goal: FormField,
  forms: readonly Form[],
): { readonly form: Form; readonly goal: FormField; readonly shared: number } | null {
  const text = squeeze(goal.cell.text ?? '');
  for (const other of forms) {
    if (other === form || other.project === null || other.part !== form.part || other.project === form.project)
      continue;
    const theirs = goalOf(other);
    if (theirs === null || squeeze(theirs.cell.text ?? '') !== text) continue;
    const shared = relatedTo(text, aboutForm(other, form));
    if (relatedTo(text, aboutForm(form, other)) === 0 && shared > 0) return { form: other, goal: theirs, shared };
  }
  return null;
}

/** What a form says of its own project: its name, and the outcome and indicators that the other form does not share. */
function aboutForm(form: Form, other: Form): string {
  const outcome = fieldText(form, 'actual-outcome') ?? '';
  const foreign = new Set(other.indicators.map((indicator) => indicatorLabel(indicator)));
  const names = form.indicators.map((indicator) => indicatorLabel(indicator)).filter((name) => !foreign.has(name));
  return [form.project ?? '', outcome === (fieldText(other, 'actual-outcome') ?? '') ? '' : outcome, ...names].join(
    '，',
  );
}

/** Shared words, counted over all pairs: a project's own subject (征收, 体检) is what tells it from another. */
function relatedTo(text: string, about: string): number {
  const shared = kinship(text, about);
  if (shared > 0) return shared;
  return ['医保基金', '医疗救助', '基金监管'].filter((term) => text.includes(term) && about.includes(term)).length;
}
