/** A heading has something below it: text, a sub-heading, a table or a form. */

import { firstLine } from '../blocks.ts';
import { type Check } from '../check.ts';
import { type Disclosure, type Section } from '../model.ts';
import { once, placeOfText, textsBetween } from './document-support.ts';

const promises = /情况|说明|分析|措施|结果|问题|概况|职责|机构|建议|成效|构成|打算|计划$/;

export const sectionsFilled: Check = {
  meta: {
    id: 'sections-filled',
    family: 'disc',
    severity: 'presentation',
    certainty: 'proven',
    name: '标题下有内容',
    help: '每个标题下面都有内容。',
  },
  run(document, report) {
    const { sections } = document;
    const candidates = sections.flatMap((section, index) =>
      section.level >= 2 && section.level <= 3 && promises.test(section.title) && section.topic !== 'glossary'
        ? [{ section, index }]
        : [],
    );
    const empty = new Set(
      candidates.filter(({ section, index }) => isEmpty(document, section, index)).map(({ index }) => index),
    );
    if (candidates.length === 0) report.notApplicable('没有分节的说明');
    for (const { section, index } of candidates) {
      // A run of empty headings is a list of headings (a table of contents without its title), not empty sections.
      const run = [-2, -1, 0, 1, 2].filter((step) => empty.has(index + step)).length;
      report.judge(!empty.has(index) || run >= 3, () => {
        const text = textsBetween(document, section.line, section.line).find((one) => one.role === 'heading');
        return {
          place: text === undefined ? { line: section.line, quote: section.title } : placeOfText(text),
          stated: '空白',
          expected: section.title,
          message: `“${section.title}”下面没有任何内容。`,
          labels: [section.path.join('/')],
        };
      });
    }
  },
};

function isEmpty(document: Disclosure, section: Section, index: number): boolean {
  if (section.paragraphs.length > 0) return false;
  const next = document.sections[index + 1];
  if (next !== undefined && next.part === section.part && next.level > section.level) return false;
  const end = next?.line ?? Number.POSITIVE_INFINITY;
  // Tables and forms below the heading are its content.
  const lines = blockLines(document);
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) > section.endLine) high = middle;
    else low = middle + 1;
  }
  return (lines[low] ?? Number.POSITIVE_INFINITY) >= end;
}

const blockLines = once((document: Disclosure): readonly number[] => document.blocks.map((block) => firstLine(block)));
