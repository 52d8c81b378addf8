/**
 * The stated total score is the sum of the scores, that of budget execution included. Where scores are blank, the total
 * must still lie between the sum of the others and that sum with full marks for the blank ones.
 */
import { absolute, type Exact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { sumOf } from '../forms/cell.ts';
import { type Form, type FormCell } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import {
  cellPlace,
  executionFunds,
  formName,
  isWeighted,
  pointsText,
  quantityOf,
  related,
  selfEvaluations,
} from './form-support.ts';

export const formScoresAddUp: Check = {
  meta: {
    id: 'form-scores-add-up',
    family: 'perf-score',
    severity: 'error',
    certainty: 'proven',
    name: '自评表得分加总一致',
    help: '总得分等于预算执行得分与各指标得分之和。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      const total = quantityOf(form.totalScore);
      if (total === null || form.totalScore === undefined || isWeighted(form)) continue;
      const scored = scoredRows(form);
      const known = scored.flatMap((row) => quantityOf(row.score) ?? []);
      if (known.length === 0) continue;
      const open = scored.filter((row) => quantityOf(row.score) === null);
      const sum = sumOf(known.map((score) => score.value));
      if (open.length === 0) {
        if (withinLastDigit(total, sum)) report.judge(true, () => ({ place: total.place, message: '' }));
        else {
          report.relation({
            kind: 'sum',
            whole: total,
            parts: known.map((quantity) => ({ quantity, sign: 1 })),
            accuse: total,
            reason: '预算执行得分与各指标得分之和',
          });
        }
        continue;
      }
      const most = sum + sumOf(open.map((row) => row.points.value));
      report.judge(total.value >= sum && total.value <= most, () => ({
        place: cellPlace(form, form.totalScore as FormCell, '总分', '得分'),
        stated: total.printed,
        expected: `${pointsText(sum)}至${pointsText(most)}`,
        difference: pointsText(total.value > most ? total.value - most : total.value - sum),
        message: `${formName(form)}总得分写为${total.printed}；已填各项得分合计${pointsText(sum)}，另有${open.length}项未填得分（${open.map((row) => row.name).join('、')}，满分共${pointsText(most - sum)}），总得分只能在${pointsText(sum)}与${pointsText(most)}之间。`,
        also: open.map((row) => related('operand', row.points.place, row.points.printed)),
        labels: [formName(form), '总分得分'],
      }));
    }
  },
};

interface Scored {
  readonly name: string;
  readonly points: Quantity;
  readonly score: FormCell | undefined;
}

function scoredRows(form: Form): readonly Scored[] {
  const rows: Scored[] = [];
  const execution = executionFunds(form);
  const points = quantityOf(execution?.points);
  if (points !== null) rows.push({ name: '预算执行', points, score: execution?.score });
  for (const indicator of form.indicators) {
    const own = quantityOf(indicator.points);
    if (own !== null) rows.push({ name: indicator.name.text ?? indicator.level2, points: own, score: indicator.score });
  }
  return rows;
}

/** A total printed with fewer decimals than its parts may be rounded. */
function withinLastDigit(total: Quantity, sum: Exact): boolean {
  const step = total.unitFactor / 10n ** BigInt(total.decimals);
  return total.decimals > 0 && absolute(total.value - sum) * 2n <= step;
}
