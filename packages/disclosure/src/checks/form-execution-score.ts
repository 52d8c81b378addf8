/**
 * The execution score is the execution rate, capped at 100 %, times the points. Places round differently (9.94 → 10 or 9),
 * so any whole number beside the exact value passes; local bands are possible near full execution.
 */
import { divideExact, type Exact, exact, one } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { formName, pointsText, quantityOf, related, scoresAddUp, selfEvaluations } from './form-support.ts';

export const formExecutionScore: Check = {
  meta: {
    id: 'form-execution-score',
    family: 'perf-score',
    severity: 'error',
    certainty: 'strong',
    name: '预算执行得分与执行率相符',
    help: '预算执行得分等于执行率（不超过100%）乘以该项分值。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    const hundred = exact('100');
    for (const form of forms) {
      for (const row of form.funds) {
        const points = quantityOf(row.points);
        const score = quantityOf(row.score);
        if (points === null || score === null || score.value > points.value) continue;
        const executed = quantityOf(row.executed);
        const budget = quantityOf(row.annualBudget) ?? quantityOf(row.startBudget);
        const computed =
          executed !== null && budget !== null && budget.value > 0n
            ? divideExact(executed.value * 100n, budget.value)
            : quantityOf(row.rate)?.value;
        if (computed === undefined) continue;
        const rate = capped(computed, hundred);
        const expected = (points.value * rate) / hundred;
        const [low, high] = [floor(expected), ceiling(expected)];
        // A printed rate that disagrees with its amounts is form-execution-rate's finding; the score may follow either.
        const printed = quantityOf(row.rate)?.value;
        const byPrinted = printed === undefined ? expected : (points.value * capped(printed, hundred)) / hundred;
        const fits =
          (score.value >= low && score.value <= high) ||
          (score.value >= floor(byPrinted) && score.value <= ceiling(byPrinted));
        const near = rate >= exact('80');
        // A lower score than the rate gives is only worth a word where the scores add up with it.
        report.judge(fits || (score.value < low && !scoresAddUp(form)), () => ({
          ...(score.value < low
            ? { severity: 'presentation', certainty: 'possible' }
            : near
              ? { certainty: 'possible' }
              : {}),
          place: score.place,
          stated: score.printed,
          expected: pointsText(expected),
          difference: pointsText(score.value - expected),
          message: `${formName(form)}“${row.label}”预算执行得分${score.printed}；按执行率乘以${points.printed}应为${pointsText(expected)}，相差${pointsText(score.value - expected)}${near ? '（如当地按区间给分，请注明标准）' : ''}。`,
          also: [points, executed, budget].flatMap((quantity) =>
            quantity === null ? [] : [related('operand', quantity.place, quantity.printed)],
          ),
          labels: [formName(form), row.label],
        }));
      }
    }
  },
};

function capped(rate: Exact, most: Exact): Exact {
  return rate > most ? most : rate < 0n ? 0n : rate;
}

function floor(value: Exact): Exact {
  return (value / one) * one;
}

function ceiling(value: Exact): Exact {
  return value % one === 0n ? value : floor(value) + one;
}
