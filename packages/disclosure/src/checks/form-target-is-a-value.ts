/**
 * A target is a value: not blank where marks are given, not the name of another indicator (a row shifted while copying), and
 * with its amount written out.
 */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Form, type FormIndicator } from '../model.ts';
import { cellPlace, formName, formsOf, indicatorLabel, quantityOf, related, selfEvaluations } from './form-support.ts';

export const formTargetIsAValue: Check = {
  meta: {
    id: 'form-target-is-a-value',
    family: 'perf-target',
    severity: 'error',
    certainty: 'proven',
    name: '年度指标值是目标值',
    help: '年度指标值格内应填写目标值，不应空白，也不应填写指标名称。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0 && formsOf(document, 'goal').length === 0)
      report.notApplicable('没有绩效自评表和绩效目标表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const { target } = indicator;
        const score = quantityOf(indicator.score);
        if (target === undefined) continue;
        const row = indicatorLabel(indicator);
        if (target.text === null) {
          report.judge(score === null, () => ({
            certainty: 'strong',
            place: cellPlace(form, target, row, '年度指标值'),
            stated: '（空白）',
            expected: '年度指标值',
            message: `${formName(form)}“${row}”没有年度指标值，却得${score?.printed ?? ''}；没有目标就无从评分。`,
            labels: [formName(form), row],
          }));
          continue;
        }
        const text = squeeze(target.text);
        const named = isIndicatorName(indicator, text);
        const twin = named ? twinOf(form, forms, indicator) : null;
        report.judge(!named, () => ({
          place: cellPlace(form, target, row, '年度指标值'),
          stated: text,
          expected: '目标值',
          message: `${formName(form)}“${row}”的年度指标值填的是“${text}”，这是另一个指标的名称，不是目标值；实际完成值${indicator.actual?.text ?? ''}因此没有目标可比${twin === null ? '' : `。指标名称与${formName(twin.form)}的相同，疑为套用该表时错行`}。`,
          also: [
            ...(indicator.name.text === null
              ? []
              : [related('operand', cellPlace(form, indicator.name, row, '三级指标'), row)]),
            ...(twin === null
              ? []
              : [related('counterpart', cellPlace(twin.form, twin.indicator.name, row, '三级指标'), row)]),
          ],
          labels: [formName(form), row],
        }));
        report.judge(!/^(?:[≤≥<>]|不超过|不高于)?(?:年初|年度|全年|项目)?预算(?:数|金额|额)?$/.test(text), () => ({
          severity: 'presentation',
          certainty: 'strong',
          place: cellPlace(form, target, row, '年度指标值'),
          stated: text,
          expected: '目标金额',
          message: `${formName(form)}“${row}”的年度指标值写作“${text}”，没有写明金额，无法与实际完成值比较。`,
          labels: [formName(form), row, '金额'],
        }));
      }
    }
  },
};

/** The target reads like an indicator's name while the actual value is a figure. */
export function isIndicatorName(indicator: FormIndicator, text: string): boolean {
  return (
    text.length >= 5 &&
    !/\d/.test(text) &&
    /(?:率|次数|人数|数量|个数|家数|金额|天数|人次|满意度|知晓度)$/.test(text) &&
    !/提高|提升|降低|保持|稳定|稳步|不低于|不高于|达到|优于|完成|增加|减少|高于|低于|加强|改善|优化|不断|持续|有效|明显|[≥≤]/.test(
      text,
    ) &&
    indicator.actual?.quantity !== undefined
  );
}

function twinOf(
  form: Form,
  forms: readonly Form[],
  indicator: FormIndicator,
): { readonly form: Form; readonly indicator: FormIndicator } | null {
  const name = indicatorLabel(indicator);
  for (const other of forms) {
    if (other === form) continue;
    const found = other.indicators.find((candidate) => indicatorLabel(candidate) === name);
    if (found !== undefined) return { form: other, indicator: found };
  }
  return null;
}
