/** A report is more than its cover: below a title “…绩效自评报告” stands a report, not the next form. */

import { type Block, firstLine } from '../blocks.ts';
import { type Check } from '../check.ts';
import { compact } from '../compact.ts';
import { placeOfText, textsOf } from './document-support.ts';

const title = /绩效[\p{Script=Han}]{0,6}(?:自评|评价|自我评价|考评)[\p{Script=Han}]{0,4}报告(?:（.{0,12}）)?$/u;

export const reportHasBody: Check = {
  meta: {
    id: 'report-has-body',
    family: 'disc',
    severity: 'presentation',
    certainty: 'proven',
    name: '报告有正文',
    help: '绩效报告不能只有封面或标题，没有正文。',
  },
  run(document, report) {
    const titles = textsOf(document).filter(
      (text) =>
        (text.role === 'body' || text.role === 'head' || text.role === 'heading') &&
        text.text.length <= 50 &&
        !/^[（\d一二三四五六七八九十]+[、．.）]|[。；：《]/.test(text.text.replace(/^20\d\d年(?:度)?/, '')) &&
        title.test(text.text),
    );
    if (titles.length === 0) report.notApplicable('没有绩效报告');
    for (const text of titles) {
      report.judge(hasBody(document.blocks, text.endLine), () => ({
        place: placeOfText(text),
        stated: '只有标题',
        expected: '报告正文',
        message: `“${text.text}”只有封面或标题，后面没有报告正文。`,
        labels: [text.text],
      }));
    }
  },
};

function hasBody(blocks: readonly Block[], after: number): boolean {
  let following = 0;
  for (const block of blocks) {
    if (firstLine(block) <= after) continue;
    following += 1;
    if (block.kind === 'grid') {
      // A frame around the cover is a grid of a few cells; a form is the end of the cover.
      if (block.rows.length > 2) return false;
      continue;
    }
    const { text } = compact(block.text.slice(0, 400));
    if (text.length >= 40 || (/[。；]/.test(text) && text.length > 12)) return true;
    if (/^[（]?[一二三四五六七八九十][、）．.]/.test(text)) return true;
    if (following > 30) return false;
  }
  return false;
}
