/** Each text field of a goal form answers its own question; one text pasted into three or more answers none. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type FormField } from '../model.ts';
import { cellPlace, formName, formsOf, related } from './form-support.ts';

const asked = new Set(['overview', 'basis', 'necessity', 'measures', 'plan', 'expected-goal', 'annual-goal']);

export const formTextsDistinct: Check = {
  meta: {
    id: 'form-texts-distinct',
    family: 'perf-goal',
    severity: 'presentation',
    certainty: 'proven',
    name: '文字栏各填其内容',
    help: '项目概况、立项依据、必要性、措施、计划、目标各有内容，不粘贴同一段文字。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal');
    if (forms.length === 0) report.notApplicable('没有绩效目标表');
    for (const form of forms) {
      const texts = new Map<string, FormField[]>();
      for (const field of form.fields) {
        if (!asked.has(field.key) || field.cell.text === null) continue;
        const text = squeeze(field.cell.text);
        texts.set(text, [...(texts.get(text) ?? []), field]);
      }
      for (const [text, fields] of texts) {
        const [first, ...rest] = fields;
        if (first === undefined) continue;
        const noGoal = fields.some((field) => field.key === 'expected-goal') && fields.length >= 3;
        report.judge(fields.length < 3, () => ({
          place: cellPlace(form, first.cell, first.label, ''),
          stated: `${fields.length}栏相同`,
          expected: '各栏各有内容',
          message: `${formName(form)}的${fields.map((field) => field.label).join('、')}${fields.length}栏填的是同一段文字“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”${noGoal ? '；总体目标栏因此没有写出目标' : ''}。`,
          also: rest.map((field) => related('repeat', cellPlace(form, field.cell, field.label, ''))),
          labels: [formName(form), '文字栏'],
        }));
      }
    }
  },
};
