/** The table of contents calls the parts and sections as their headings do, and names none that is not there. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Disclosure } from '../model.ts';
import {
  likeness,
  placeOfText,
  proseOf,
  reportSlips,
  type Slip,
  type Text,
  textsBetween,
  textsOf,
} from './document-support.ts';
import { isExplained } from './empty-table-explained.ts';

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
    const body = proseOf(document).length;
    if (document.contents.length < 3 || body < 3) {
      report.notApplicable('没有目录');
      return;
    }
    const { looked, missing, different } = compareContents(document);
    const slips: Slip[] = [
      ...missing
        .filter((one) => !isEmptyTablesSection(document, one.title))
        .map(
          (one): Slip => ({
            key: `missing ${one.title}`,
            place: placeOfText(one.contents, 40),
            judgement: {
              certainty: 'strong',
              stated: one.title,
              expected: '正文有此标题',
              message: `目录列有“${one.title}”，正文没有这个标题。`,
            },
          }),
        ),
      ...different.map(
        (one): Slip => ({
          key: `differs ${one.title}`,
          place: placeOfText(one.heading),
          judgement: {
            also: [{ role: 'counterpart', place: placeOfText(one.contents, 40) }],
            stated: one.heading.text,
            expected: one.title,
            message: `正文标题“${one.heading.text}”与目录“${one.title}”不一致。`,
          },
        }),
      ),
    ];
    if (looked === 0) report.notApplicable('目录没有带序号的标题');
    reportSlips(report, looked, slips);
  },
};

interface Compared {
  readonly looked: number;
  readonly missing: readonly { readonly title: string; readonly number: string; readonly contents: Text }[];
  readonly different: readonly { readonly title: string; readonly heading: Text; readonly contents: Text }[];
}

const known = new WeakMap<Disclosure, Compared>();

/** The entries of the table of contents that no heading answers, or only a similar one. */
export function compareContents(document: Disclosure): Compared {
  const before = known.get(document);
  if (before !== undefined) return before;
  const headings = textsOf(document).filter(
    (text) => text.role !== 'contents' && text.role !== 'cell' && text.text.length <= 60,
  );
  const titles = new Set(
    headings.flatMap((text, index) => [plain(text.text), plain(text.text + (headings[index + 1]?.text ?? ''))]),
  );
  const prose = headings.filter((text) => text.role === 'heading' || text.role === 'body');
  const missing: { title: string; number: string; contents: Text }[] = [];
  const different: { title: string; heading: Text; contents: Text }[] = [];
  let looked = 0;
  for (const entry of document.contents) {
    const title = squeeze(entry.text).replace(/^[-#·]+/, '');
    const number = numbering.exec(title)?.[1];
    // Tables are looked for by another check.
    if (number === undefined || title.endsWith('表') || title.length <= number.length) continue;
    const contents = textsBetween(document, entry.line, entry.line).find((text) => text.role === 'contents');
    if (contents === undefined) continue;
    looked += 1;
    if (titles.has(plain(title))) continue;
    const near = prose
      .filter((text) => numbering.exec(text.text)?.[1] === number || !numbering.test(text.text))
      .map((text) => ({ text, like: likeness(plain(text.text), plain(title)) }))
      .sort((a, b) => b.like - a.like)[0];
    if (near === undefined || near.like < 0.55) missing.push({ title, number, contents });
    else different.push({ title, heading: near.text, contents });
  }
  const compared = { looked, missing, different };
  known.set(document, compared);
  return compared;
}

/** A section missing because its table is empty and unexplained is that table's finding. */
function isEmptyTablesSection(document: Disclosure, title: string): boolean {
  return document.tables.some(
    (table) =>
      table.empty &&
      table.id !== 'other' &&
      !isExplained(document, table) &&
      likeness(plain(table.title), plain(title)) > 0.4,
  );
}

/** Without numbering, quotation marks and the spaces of a page number. */
function plain(title: string): string {
  return (
    title
      .replace(/^[-#·]+/, '')
      .replace(numbering, '')
      // Another year in one of the two is the finding of the check on years.
      .replace(/20\d\d年度?/, '')
      .replace(/[“”"：:]/g, '')
  );
}
