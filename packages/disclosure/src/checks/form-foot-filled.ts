/** Who filled in the form, when, and who answers for it: the printed labels have something beside them. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, formName, related } from './form-support.ts';

const expected = new Set([
  'filler',
  'handler',
  'phone',
  'fill-date',
  'head',
  'contact',
  'filling-unit',
  'thrift-measures',
  'unit-name',
  'implementer',
  'department',
]);

export const formFootFilled: Check = {
  meta: {
    id: 'form-foot-filled',
    family: 'disc',
    severity: 'presentation',
    certainty: 'proven',
    name: '填报信息已填',
    help: '填报单位、填表人、日期、电话、负责人等印有栏目的应当填写。',
  },
  run(document, report) {
    if (document.forms.length === 0) report.notApplicable('没有绩效表');
    for (const form of document.forms) {
      const fields = form.fields.filter((field) => expected.has(field.key));
      if (fields.length === 0) continue;
      const blank = fields.filter((field) => field.cell.text === null);
      const [first, ...rest] = blank;
      const lines = new Set(first === undefined ? [] : [first.cell.line]);
      report.judge(first === undefined, () => ({
        place: first === undefined ? form.place : cellPlace(form, first.cell, first.label, ''),
        stated: '（空白）',
        expected: blank.map((field) => field.label).join('、'),
        message: `${formName(form)}的${blank.map((field) => squeeze(field.label)).join('、')}没有填写。`,
        also: rest.flatMap((field) => {
          if (lines.has(field.cell.line)) return [];
          lines.add(field.cell.line);
          return [related('repeat', cellPlace(form, field.cell, field.label, ''))];
        }),
        labels: [formName(form), '填报信息'],
      }));
    }
  },
};
