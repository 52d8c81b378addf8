/** Money from different levels rests on documents of its own; one number in two forms may be a copy. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, fieldOf, formName, formsOf, related } from './form-support.ts';

export const formBasisOwn: Check = {
  meta: {
    id: 'form-basis-own',
    family: 'perf-copy',
    severity: 'presentation',
    certainty: 'possible',
    name: '立项依据属于本项目',
    help: '不同来源资金的项目各有立项文件，同一文号出现在两张表应核实。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal');
    if (forms.length < 2) {
      report.notApplicable('绩效目标表不足两张');
      return;
    }
    const seen = new Map<string, (typeof forms)[number]>();
    for (const form of forms) {
      const basis = fieldOf(form, 'basis');
      const text = basis?.cell.text === undefined || basis.cell.text === null ? '' : squeeze(basis.cell.text);
      const number = /[\p{Script=Han}]{2,}[[［〔（(]\d{4}[\]］〕）)]\d+号/u.exec(
        text.replace(/根据|依据|按照|参照/g, ' '),
      )?.[0];
      if (basis === undefined || number === undefined) continue;
      const first = seen.get(number);
      if (first === undefined) seen.set(number, form);
      const level = (title: string | null): string => /中央|省级|省财政|市级|县级|区级/.exec(title ?? '')?.[0] ?? '';
      const differs =
        first !== undefined &&
        level(first.project) !== level(form.project) &&
        level(form.project) !== '' &&
        level(first.project) !== '';
      const other = first === undefined ? undefined : fieldOf(first, 'basis');
      report.judge(!differs, () => ({
        place: cellPlace(form, basis.cell, basis.label, ''),
        stated: number,
        expected: `${level(form.project)}资金自己的文号`,
        message: `${formName(form)}与${first === undefined ? '' : formName(first)}的立项依据都是${number}；${level(form.project)}资金与${level(first?.project ?? '')}资金通常分别下达，请核实是否抄录。`,
        also:
          first === undefined || other === undefined
            ? []
            : [related('counterpart', cellPlace(first, other.cell, other.label, ''), number)],
        labels: [formName(form), number],
      }));
    }
  },
};
