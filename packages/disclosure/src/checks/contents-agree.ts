/** The table of contents calls the parts and sections as their headings do, and names none that is not there. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { likeness, placeOfText, proseOf, reportSlips, textsOf, type Slip } from './document-support.ts';

const numbering = /^[-#·]*(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/;

export const contentsAgree: Check = {
  meta: {
    id: 'contents-agree',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '目录与正文标题一致',
    help: '目录中的标题与正文的标题一致，目录列出的部分正文都有。',
  },
  run(document, report) {
    const headings = textsOf(document).filter((text) => text.role !== 'contents' && text.role !== 'cell' && text.text.length <= 60);
    const joined = headings.map((text, index) => ({ text, titles: [text.text, text.text + (headings[index + 1]?.text ?? '')] }));
    const body = proseOf(document).length;
    if (document.contents.length < 3 || body < 3) {
      report.notApplicable('没有目录');
      return;
    }
    let looked = 0;
    const slips: Slip[] = [];
    for (const entry of document.contents) {
      const wanted = squeeze(entry.text).replace(/^[-#·]+/, '');
      const number = numbering.exec(wanted)?.[1];
      // Tables are looked for by another check.
      if (number === undefined || wanted.endsWith('表') || wanted.length <= number.length) continue;
      const contentsText = textsOf(document).find((text) => text.role === 'contents' && text.line === entry.line);
      if (contentsText === undefined) continue;
      looked += 1;
      const same = (title: string): boolean => plain(title) === plain(wanted);
      if (joined.some(({ titles }) => titles.some(same))) continue;
      const near = joined
        .filter(({ text }) => numbering.exec(text.text)?.[1] === number || !numbering.test(text.text))
        .map(({ text }) => ({ text, like: likeness(plain(text.text), plain(wanted)) }))
        .sort((a, b) => b.like - a.like)[0];
      if (near === undefined || near.like < 0.55) {
        slips.push({ key: `missing ${wanted}`, place: placeOfText(contentsText, 40), judgement: { certainty: 'strong', stated: wanted, expected: '正文有此标题', message: `目录列有“${wanted}”，正文没有这个标题。` } });
      } else {
        slips.push({
          key: `differs ${wanted}`,
          place: placeOfText(near.text),
          judgement: { also: [{ role: 'counterpart', place: placeOfText(contentsText, 40) }], stated: near.text.text, expected: wanted, message: `正文标题“${near.text.text}”与目录“${wanted}”不一致。` },
        });
      }
    }
    if (looked === 0) report.notApplicable('目录没有带序号的标题');
    reportSlips(report, looked, slips);
  },
};

/** Without numbering, quotation marks and the spaces of a page number. */
function plain(title: string): string {
  return title
    .replace(/^[-#·]+/, '')
    .replace(numbering, '')
    .replace(/(?<=20\d\d年)度/, '')
    .replace(/[“”"：:]/g, '');
}
