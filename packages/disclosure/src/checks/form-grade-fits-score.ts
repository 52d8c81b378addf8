/** The grade fits the score: 优 from 90, 良 from 80, 中 from 60, 差 below. Places may use bands of their own. */
import { exact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, fieldOf, formName, quantityOf, related, selfEvaluations } from './form-support.ts';

const bands = [
  { grade: '优', from: exact('90') },
  { grade: '良', from: exact('80') },
  { grade: '中', from: exact('60') },
  { grade: '差', from: exact('0') },
] as const;

export const formGradeFitsScore: Check = {
  meta: {
    id: 'form-grade-fits-score',
    family: 'perf-score',
    severity: 'error',
    certainty: 'possible',
    name: '自评等级与得分相符',
    help: '自评等级与总得分所在区间相符（优90分以上，良80至90分，中60至80分，差60分以下）。',
  },
  run(document, report) {
    const forms = selfEvaluations(document).filter((form) => fieldOf(form, 'grade')?.cell.text !== undefined);
    if (forms.length === 0) report.notApplicable('自评表没有等级栏');
    for (const form of forms) {
      const grade = fieldOf(form, 'grade');
      const score = quantityOf(form.totalScore);
      const stated = /^[“"]?(优|良|中|差)/.exec(squeeze(grade?.cell.text ?? ''))?.[1];
      if (grade === undefined || score === null || stated === undefined) continue;
      const fitting = bands.find((band) => score.value >= band.from)?.grade ?? '差';
      report.judge(fitting === stated, () => ({
        place: cellPlace(form, grade.cell, grade.label, ''),
        stated,
        expected: fitting,
        message: `${formName(form)}自评等级为“${stated}”，总得分${score.printed}按通行区间属于“${fitting}”（如当地另有区间，请注明）。`,
        also: [related('counterpart', score.place, score.printed)],
        labels: [formName(form), '等级'],
      }));
    }
  },
};
