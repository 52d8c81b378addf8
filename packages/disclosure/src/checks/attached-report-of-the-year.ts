/** A report published with a year's accounts is about that year; last year's report does not stand in for it. */
import { type Check } from '../check.ts';
import { placeOfText, textsOfPart } from './document-support.ts';

export const attachedReportOfTheYear: Check = {
  meta: {
    id: 'attached-report-of-the-year',
    family: 'year',
    severity: 'error',
    certainty: 'strong',
    name: '所附报告是本年度的',
    help: '随决算公开的绩效报告和绩效表是本决算年度的。',
  },
  run(document, report) {
    const attached = document.parts.filter(
      (part) => part.index > 0 && (part.kind === 'performance-report' || part.kind === 'goal-form'),
    );
    if (document.kind !== 'final-accounts' || document.year === null || attached.length === 0) {
      report.notApplicable('没有随决算附上的绩效报告');
      return;
    }
    const hasOwn = attached.some((part) => part.kind === 'performance-report' && part.year === document.year);
    for (const part of attached) {
      const text = textsOfPart(document, part.index)[0];
      if (text === undefined || part.year === null) continue;
      const { year } = document;
      report.judge(part.year === year || hasOwn || !new RegExp(`${part.year}年(?!\\d{1,2}月)`).test(text.text), () => ({
        place: placeOfText(text),
        stated: String(part.year),
        expected: String(year),
        message: `${year ?? ''}年度决算所附的是${part.year ?? ''}年度的绩效报告“${text.text.slice(0, 40)}”，没有${year ?? ''}年度的。`,
        labels: [text.text],
      }));
    }
  },
};
