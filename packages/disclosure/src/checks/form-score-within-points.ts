/** A score is never above the points of its row. */
import { type Check } from '../check.ts';
import { isWeighted, quantityOf, selfEvaluations } from './form-support.ts';

export const formScoreWithinPoints: Check = {
  meta: {
    id: 'form-score-within-points',
    family: 'perf-score',
    severity: 'error',
    certainty: 'proven',
    name: '得分不超过分值',
    help: '每一项得分不超过该项分值，总得分不超过总分。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      if (isWeighted(form)) continue;
      const rows = [
        ...form.funds.map((row) => ({ points: row.points, score: row.score })),
        ...form.indicators.map((row) => ({ points: row.points, score: row.score })),
        { points: form.totalPoints, score: form.totalScore },
      ];
      for (const row of rows) {
        const points = quantityOf(row.points);
        const score = quantityOf(row.score);
        if (points === null || score === null) continue;
        report.relation({ kind: 'at-least', left: points, right: score, accuse: score, reason: '得分超过该项分值' });
      }
    }
  },
};
