/**
 * The date of filling in is a date: not a raw time stamp of an export. A self-evaluation is made after its year has ended,
 * goals are set when the year begins.
 */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, formName } from './form-support.ts';

export const formFillDate: Check = {
  meta: {
    id: 'form-fill-date',
    family: 'date',
    severity: 'presentation',
    certainty: 'proven',
    name: '填报日期规范合理',
    help: '填报日期写成日期；自评在年度终了之后，目标在年初填报。',
  },
  run(document, report) {
    const forms = document.forms.filter((form) =>
      form.fields.some((field) => field.key === 'fill-date' && field.cell.text !== null),
    );
    if (forms.length === 0) report.notApplicable('没有填写填报日期的绩效表');
    for (const form of forms) {
      for (const field of form.fields) {
        if (field.key !== 'fill-date' || field.cell.text === null) continue;
        const text = squeeze(field.cell.text);
        const stamp = /^20\d{12}$/.test(text);
        const match = /^(20\d{2})[年\-/.]?(\d{1,2})[月\-/.]?/.exec(
          stamp ? `${text.slice(0, 4)}-${text.slice(4, 6)}-` : text,
        );
        const year = match === null ? null : Number(match[1]);
        const month = match === null ? null : Number(match[2]);
        const tooEarly = form.id !== 'goal' && form.year !== null && year !== null && year <= form.year;
        const late = form.id === 'goal' && form.year !== null && year === form.year && month !== null && month > 3;
        const why = [
          ...(stamp ? ['是系统导出的时间戳，不是日期'] : []),
          ...(tooEarly ? [`早于${form.year ?? ''}年度终了，全年执行数和完成值不可能已经形成`] : []),
          ...(late ? [`在${month ?? ''}月，绩效目标没有在年初填报`] : []),
        ];
        report.judge(why.length === 0, () => ({
          ...(tooEarly
            ? { severity: 'error', certainty: year === form.year && month === 12 ? 'possible' : 'proven' }
            : stamp
              ? {}
              : { certainty: 'possible' }),
          place: cellPlace(form, field.cell, field.label, ''),
          stated: text,
          expected: tooEarly ? `${(form.year ?? 0) + 1}年` : '年月日',
          message: `${formName(form)}的填报日期“${text}”${why.join('；')}。`,
          labels: [formName(form), '填报日期'],
        }));
      }
    }
  },
};
