/**
 * What carries points carries a score, the total row carries a total score, and an indicator with a score has an actual
 * value. '——' marks what does not apply and is no blank.
 */
import { type Place } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Form, type FormCell } from '../model.ts';
import {
  cellPlace,
  formName,
  indicatorLabel,
  isFilled,
  isLeftBlank,
  quantityOf,
  selfEvaluations,
  totalFunds,
} from './form-support.ts';

export const formCellsFilled: Check = {
  meta: {
    id: 'form-cells-filled',
    family: 'perf-blank',
    severity: 'error',
    certainty: 'proven',
    name: '自评表应填格已填',
    help: '有分值的行应填得分，总分行应填总得分，有得分的指标应填实际完成值。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      const blank = (cell: FormCell, row: string, column: string, why: string): void =>
        report.judge(false, () => {
          const place: Place = cellPlace(form, cell, row, column);
          return {
            place,
            stated: '（空白）',
            expected: column,
            message: `${formName(form)}“${row}”的${column}空白；${why}，应当填列。`,
            labels: [formName(form), row, column],
          };
        });
      if (unscored(form)) {
        if (isLeftBlank(form.totalScore)) blank(form.totalScore, '总分', '得分', '全表得分均未填，自评没有结果');
        continue;
      }
      const execution = totalFunds(form);
      if (execution !== undefined) {
        const points = quantityOf(execution.points);
        if (points !== null && isLeftBlank(execution.score))
          blank(execution.score, execution.label, '得分', `该行分值为${points.printed}`);
        else if (points !== null) report.judge(true, () => ({ place: points.place, message: '' }));
        if (points !== null && isLeftBlank(execution.rate) && isFilled(execution.executed))
          blank(execution.rate, execution.label, '执行率', '该行填有执行数');
      }
      for (const indicator of form.indicators) {
        const row = indicatorLabel(indicator);
        const points = quantityOf(indicator.points);
        const score = quantityOf(indicator.score);
        if (points !== null && isLeftBlank(indicator.score))
          blank(indicator.score, row, '得分', `该指标分值为${points.printed}`);
        else if (score !== null && isLeftBlank(indicator.actual))
          blank(indicator.actual, row, '实际完成值', `该指标得分为${score.printed}`);
        else if (points !== null) report.judge(true, () => ({ place: points.place, message: '' }));
      }
      if (isLeftBlank(form.totalScore)) blank(form.totalScore, '总分', '得分', '各项得分已填，总得分未填');
      else if (form.totalScore !== undefined) report.judge(true, () => ({ place: form.place, message: '' }));
    }
  },
};

/** Nobody has filled in any score: one finding for the form, not one a row. */
function unscored(form: Form): boolean {
  return form.indicators.length > 0 && form.indicators.every((indicator) => quantityOf(indicator.score) === null);
}
