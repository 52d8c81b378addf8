/**
 * Long lists of words are looked for together: one pass over a document looks at each pair of neighbouring characters and
 * notes where a word of a list may begin, and only there the list's own pattern is tried. Of a usual document that is one pair
 * in a hundred, while a pattern of a hundred alternatives would try them all at every character.
 */
import { type Disclosure } from '../model.ts';
import { joinedOf, once, type Text, textAt, textsOf } from './document-support.ts';

export interface WordList {
  readonly index: number;
  /** Sticky: tried where one of the words may begin. */
  readonly pattern: RegExp;
  /** How far before the noted pair the pattern may begin. */
  readonly back: number;
}

const lists: WordList[] = [];

/** For each pair of characters, by its hash, which lists have a word that begins with it; one bit a list. */
const beginnings = new Uint32Array(1 << 16);

function hashOf(first: number, second: number): number {
  return (Math.imul(first, 31) + second) & 0xffff;
}

/**
 * A list of words that `pattern` begins with. The pattern has no ^; a word's first two characters are noted, or with `back` the
 * two that stand up to so many characters behind its beginning.
 */
export function wordList(words: Iterable<string>, pattern: RegExp, back = 0): WordList {
  const list: WordList = {
    index: lists.length,
    pattern: new RegExp(pattern.source, `y${pattern.flags.replace(/[gy]/g, '')}`),
    back,
  };
  lists.push(list);
  for (const word of words) {
    const at = hashOf(word.charCodeAt(0), word.charCodeAt(1));
    beginnings[at] = (beginnings[at] ?? 0) | (1 << list.index);
  }
  return list;
}

/** Where the words of each list may begin in the joined text of a document. */
const candidatesOf = once((document: Disclosure): readonly (readonly number[])[] => {
  const { text } = joinedOf(document);
  const found = lists.map((): number[] => []);
  let first = text.charCodeAt(0);
  for (let index = 1; index < text.length; index += 1) {
    const second = text.charCodeAt(index);
    let mask = beginnings[hashOf(first, second)] ?? 0;
    for (let list = 0; mask !== 0; list += 1, mask >>>= 1) if ((mask & 1) === 1) found[list]?.push(index - 1);
    first = second;
  }
  return found;
});

/** The texts of a document in which a word of the list stands, in order. */
export function textsWithWords(document: Disclosure, { index, pattern, back }: WordList): readonly Text[] {
  const { text, starts } = joinedOf(document);
  const texts = textsOf(document);
  const found: Text[] = [];
  let next = 0;
  for (const at of candidatesOf(document)[index] ?? []) {
    if (at < next) continue;
    for (let from = Math.max(0, at - back); from <= at; from += 1) {
      pattern.lastIndex = from;
      if (!pattern.test(text)) continue;
      const here = textAt(starts, from);
      const own = texts[here];
      if (own !== undefined) found.push(own);
      // On with the next text.
      next = starts[here + 1] ?? text.length + 1;
      break;
    }
  }
  return found;
}
