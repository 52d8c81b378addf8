/** Words that are often written wrong in disclosures, from a list that holds only what is wrong in every sentence. */
import { type Check } from '../check.ts';
import words from '../data/wrong-words.json' with { type: 'json' };
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips, type Slip, type Text } from './document-support.ts';
import { textsWithWords, wordList } from './word-lists.ts';

interface WrongWord {
  readonly wrong: string;
  readonly right: string;
  /** What must follow, where the word alone could be right. */
  readonly after?: string;
}

const list: readonly WrongWord[] = words;
const anyOf = new RegExp(
  list.map((word) => `${word.wrong}${word.after === undefined ? '' : `(?=${word.after})`}`).join('|'),
  'g',
);
const wrongWords = wordList(
  list.map((word) => word.wrong),
  anyOf,
);
const rightOf = new Map(list.map((word) => [word.wrong, word.right]));

export const wordsSpeltRight: Check = {
  meta: {
    id: 'words-spelt-right',
    family: 'typo',
    severity: 'presentation',
    certainty: 'proven',
    name: '无错别字',
    help: '不写常见的错别字。',
  },
  run(document, report) {
    const texts = textsWithWords(document, wrongWords).filter((text) => text.role !== 'contents');
    reportSlips(report, 1, texts.flatMap(wrongWordsIn));
  },
};

function wrongWordsIn(text: Text): readonly Slip[] {
  return matchesOf(text.text, anyOf).map((match) => {
    const right = rightOf.get(match[0]) ?? '';
    return {
      key: match[0],
      place: placeIn(text, match.index, match.index + match[0].length),
      judgement: { stated: match[0], expected: right, message: `“${match[0]}”有错别字，应为“${right}”。` },
    };
  });
}
