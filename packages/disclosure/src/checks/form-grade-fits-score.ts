/**
 * The grade fits the score, in a form as in a sentence: 优 from 90, 良 from 80, 中 from 60, 差 below. Places may use bands of
 * their own, so this is never more than possible.
 */
import { type Exact, exact, parseExact } from '@mingzhang/kernel';
import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { textsWith } from './document-support.ts';
import { cellPlace, fieldOf, formName, pointsText, quantityOf, related, selfEvaluations } from './form-support.ts';

const bands = [
  { grade: '优', from: exact('90') },
  { grade: '良', from: exact('80') },
  { grade: '中', from: exact('60') },
  { grade: '差', from: 0n },
] as const;

const sentence =
  /(?:自评|评价|综合|总)(?:得|评)?分(?:为|是)?(\d{1,3}(?:\.\d+)?)分[^。；]{0,16}(?:等级|等次|结果|结论|级别)(?:为|是|评定为|达到)?[“"]?(优|良|中|差)/g;

export const formGradeFitsScore: Check = {
  meta: {
    id: 'form-grade-fits-score',
    family: 'perf-score',
    severity: 'error',
    certainty: 'possible',
    name: '自评等级与得分相符',
    help: '自评等级与得分所在区间相符（优90分以上，良80至90分，中60至80分，差60分以下）。',
  },
  run(document, report) {
    let looked = false;
    for (const form of selfEvaluations(document)) {
      const grade = fieldOf(form, 'grade');
      const score = quantityOf(form.totalScore);
      const stated = /^[“"]?(优|良|中|差)/.exec(squeeze(grade?.cell.text ?? ''))?.[1];
      if (grade === undefined || score === null || stated === undefined) continue;
      looked = true;
      report.judge(gradeOf(score.value) === stated, () => ({
        place: cellPlace(form, grade.cell, grade.label, ''),
        stated,
        expected: gradeOf(score.value),
        message: `${formName(form)}自评等级为“${stated}”，总得分${score.printed}按通行区间属于“${gradeOf(score.value)}”（如当地另有区间，请注明）。`,
        also: [related('counterpart', score.place, score.printed)],
        labels: [formName(form), '等级'],
      }));
    }
    for (const found of textsWith(document, sentence)) {
      if (found.role === 'cell') continue;
      const { text, at, paragraph: block } = found;
      for (const match of matchesOf(text, sentence)) {
        const score = parseExact(match[1] ?? '');
        const stated = match[2] ?? '';
        if (score === null || score > exact('100')) continue;
        looked = true;
        const from = at[match.index] ?? 0;
        const quote = block.text.slice(from, (at[match.index + match[0].length - 1] ?? from) + 1);
        report.judge(gradeOf(score) === stated, () => ({
          place: { line: lineAt(block, from), quote },
          stated,
          expected: gradeOf(score),
          message: `正文称得分${pointsText(score)}、等级为“${stated}”；按通行区间${pointsText(score)}属于“${gradeOf(score)}”（如当地另有区间，请注明）。`,
          labels: ['正文', match[0]],
        }));
      }
    }
    if (!looked) report.notApplicable('没有同时写出自评得分和等级');
  },
};

function gradeOf(score: Exact): string {
  return bands.find((band) => score >= band.from)?.grade ?? '差';
}
