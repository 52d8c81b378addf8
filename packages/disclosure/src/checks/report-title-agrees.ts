/** A report's title and its first sentences speak of the same thing: the whole department's expenditure or its projects. */
import { type Check } from '../check.ts';
import { placeIn, placeOfText, textsOfPart } from './document-support.ts';

export const reportTitleAgrees: Check = {
  meta: {
    id: 'report-title-agrees',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '报告标题与正文对象一致',
    help: '绩效报告标题写的是整体支出还是项目支出，正文说的应是同一对象。',
  },
  run(document, report) {
    let seen = false;
    for (const part of document.parts) {
      if (part.kind !== 'performance-report') continue;
      const own = textsOfPart(document, part.index).filter((text) => text.role === 'body' || text.role === 'heading');
      const title = own
        .slice(0, 4)
        .find((text) => text.text.length <= 60 && /整体支出|项目支出/.test(text.text) && /报告/.test(text.text));
      const first = own.find((text) => text.role === 'body' && text.text.length > 60);
      if (title === undefined || first === undefined) continue;
      const lead = first.text.slice(0, 400);
      const titled = /整体支出/.test(title.text) ? 'whole' : 'project';
      const speaksOfProjects = /(?:重点)?项目(?:的)?支出(?:的)?绩效/.exec(lead);
      const speaksOfWhole = /整体支出(?:的)?绩效/.exec(lead);
      if (speaksOfProjects === null && speaksOfWhole === null) continue;
      seen = true;
      const wrong =
        titled === 'whole'
          ? speaksOfWhole === null
            ? speaksOfProjects
            : null
          : speaksOfProjects === null
            ? speaksOfWhole
            : null;
      report.judge(wrong === null, () => {
        const at = wrong?.index ?? 0;
        return {
          place: placeOfText(title),
          also: [{ role: 'counterpart', place: placeIn(first, at, at + 16) }],
          stated: titled === 'whole' ? '整体支出' : '项目支出',
          expected: titled === 'whole' ? '项目支出' : '整体支出',
          message: `报告标题是“${title.text}”，正文说的却是“${lead.slice(at, at + 12)}…”；两者不是同一种绩效评价。`,
          labels: [title.text],
        };
      });
    }
    if (!seen) report.notApplicable('没有写明评价对象的绩效报告');
  },
};
