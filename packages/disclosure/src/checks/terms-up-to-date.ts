/**
 * Words that the law or the government's organisation has given up by the document's year. Data with the year from which each is
 * out of date; a word inside the title of a document (《…》) is quoted and right, unless the title itself is what was given up.
 */
import { type Check } from '../check.ts';
import data from '../data/terms.json' with { type: 'json' };
import { placeIn, reportSlips, type Slip, type Text } from './document-support.ts';
import { textsWithWords, wordList } from './word-lists.ts';

interface Term {
  readonly term: string;
  /** First year in which it is out of date. */
  readonly from: number;
  readonly now: string;
  readonly why: string;
  /** Right when one of these stands just before it. */
  readonly notAfter?: string;
}

const terms = (data as readonly Term[]).map((one) => ({
  ...one,
  pattern: one.notAfter === undefined ? null : new RegExp(`(?:${one.notAfter})[^，。；、]{0,2}$`),
}));
/** The terms are words without a sign that a pattern would read as its own. */
const allTerms = wordList(
  terms.map((one) => one.term),
  new RegExp(terms.map((one) => one.term).join('|')),
);

export const termsUpToDate: Check = {
  meta: {
    id: 'terms-up-to-date',
    family: 'term',
    severity: 'presentation',
    certainty: 'proven',
    name: '用语不过时',
    help: '不使用到本年度已经废止的制度名称、机构名称和政策用语。',
  },
  run(document, report) {
    const found = textsWithWords(document, allTerms);
    const texts = [
      ...found.filter((text) => text.role === 'heading' || text.role === 'body'),
      ...found.filter((text) => text.role === 'cell' && text.text.length >= 4),
    ];
    const slips = texts.flatMap((text) => {
      const year = document.parts[text.part]?.year ?? document.year;
      return year === null ? [] : outdatedIn(text, year);
    });
    reportSlips(report, 1, slips);
  },
};

function outdatedIn(text: Text, year: number): readonly Slip[] {
  const found: Slip[] = [];
  for (const { term, from, now, why, pattern } of terms) {
    if (year < from) continue;
    for (let at = text.text.indexOf(term); at !== -1; at = text.text.indexOf(term, at + term.length)) {
      const before = text.text.slice(Math.max(0, at - 6), at);
      if (pattern?.test(before) === true) continue;
      if (!term.startsWith('《') && isQuoted(text.text, at)) continue;
      found.push({
        key: term,
        place: placeIn(text, at, at + term.length),
        // In the first year a text may still report on the year before.
        judgement: {
          ...(year === from ? { certainty: 'possible' as const } : {}),
          stated: term,
          expected: now,
          message: `${year}年度的文件仍写“${term}”：${why}，应写“${now}”。`,
        },
      });
    }
  }
  return found;
}

/** True inside the title of a document. */
function isQuoted(text: string, at: number): boolean {
  const open = text.lastIndexOf('《', at);
  return open !== -1 && !text.slice(open, at).includes('》') && text.indexOf('》', at) !== -1;
}
