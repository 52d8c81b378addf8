/**
 * The points of the indicators add up to what their heading announces, and with the execution points to the total:
 * 10 (execution) + 50 (output) + 30 (benefit) + 10 (satisfaction) = 100.
 */
import { exact } from '@mingzhang/kernel';
import { type Check, type Term } from '../check.ts';
import { sumOf } from '../forms/cell.ts';
import { type Form, type FormCell } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import {
  cellPlace,
  executionFunds,
  formName,
  groupsBy,
  isLeftBlank,
  pointsText,
  quantityOf,
  selfEvaluations,
  totalFunds,
} from './form-support.ts';

export const formPointsAddUp: Check = {
  meta: {
    id: 'form-points-add-up',
    family: 'perf-pts',
    severity: 'error',
    certainty: 'proven',
    name: '自评表分值加总一致',
    help: '各指标分值之和等于上级指标标明的分值，连同预算执行分值等于总分100分。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const level of [1, 2] as const) {
        for (const group of groupsBy(form, level)) {
          const announced = quantityOf(group.points);
          const points = all(group.members.map((member) => member.points));
          if (announced === null || points === null) continue;
          report.relation({
            kind: 'sum',
            whole: announced,
            parts: terms(points),
            accuse: announced,
            reason: `“${group.name}”下各指标分值之和`,
          });
        }
      }
      const execution = totalFunds(form)?.points;
      const tasks = form.funds.filter((row) => row.key === 'task');
      const taskPoints = all(tasks.map((row) => row.points));
      const whole = quantityOf(execution);
      if (whole !== null && taskPoints !== null && taskPoints.length > 0) {
        report.relation({ kind: 'sum', whole, parts: terms(taskPoints), accuse: whole, reason: '各任务分值之和' });
      }
      const counted = executionFunds(form) === undefined ? null : whole;
      const indicators = all(form.indicators.map((indicator) => indicator.points));
      if (indicators === null || indicators.length === 0 || isLeftBlank(execution)) continue;
      const parts = counted === null ? indicators : [counted, ...indicators];
      total(
        form,
        parts,
        (relation) => report.relation(relation),
        (ok, judgement) => report.judge(ok, judgement),
      );
    }
  },
};

function total(
  form: Form,
  parts: readonly Quantity[],
  relation: (relation: {
    kind: 'sum';
    whole: Quantity;
    parts: readonly Term[];
    accuse: Quantity;
    reason: string;
  }) => void,
  judge: Parameters<Check['run']>[1]['judge'],
): void {
  const stated = quantityOf(form.totalPoints);
  const sum = sumOf(parts.map((part) => part.value));
  const hundred = exact('100');
  if (stated !== null) {
    relation({
      kind: 'sum',
      whole: stated,
      parts: terms(parts),
      accuse: stated,
      reason: '预算执行分值与各指标分值之和',
    });
    if (stated.value !== sum) return;
  }
  const cell = form.totalPoints ?? form.totalScore;
  if (cell === undefined) return;
  judge(sum === hundred, () => ({
    certainty: 'strong',
    place: cellPlace(form, cell, '总分', '分值'),
    stated: pointsText(sum),
    expected: '100分',
    difference: pointsText(sum - hundred),
    message: `${formName(form)}各项分值（含预算执行）合计${pointsText(sum)}，满分应为100分，相差${pointsText(sum - hundred)}。`,
    labels: [formName(form), '总分'],
  }));
}

/** The quantities of all cells; null if one of them has none. */
function all(cells: readonly (FormCell | undefined)[]): readonly Quantity[] | null {
  const quantities: Quantity[] = [];
  for (const cell of cells) {
    const quantity = quantityOf(cell);
    if (quantity === null) {
      if (cell === undefined || cell.text !== null) continue;
      return null;
    }
    quantities.push(quantity);
  }
  return quantities;
}

function terms(quantities: readonly Quantity[]): readonly Term[] {
  return quantities.map((quantity) => ({ quantity, sign: 1 }));
}
