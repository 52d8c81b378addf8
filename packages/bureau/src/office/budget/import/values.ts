/**
 * Cells of the finance system's exports: codes glued to names, words for kinds. A cell that cannot be one thing only is not guessed
 * at: it is a problem of its row. Amounts and dates are read as those of any table are (`readAmount`, `readDate` of the kernel).
 */
import words from './data/words.json' with { type: 'json' };

/** A code with the name that was glued to it: `2101501-行政运行`, `[2101501]行政运行`, `2101501 行政运行`, `行政运行(2101501)`. */
export interface CodeAndName {
  readonly code: string;
  /** Empty where there was none. */
  readonly name: string;
}

/** Splits a code from its name; null where the cell begins and ends with no code. */
export function codeAndName(cell: string): CodeAndName | null {
  const text = cell.normalize('NFKC').trim();
  const before =
    /^[[(【]?\s*(\d[0-9A-Za-z]*|[A-Z]{1,4}\d[0-9A-Za-z]*(?:-[0-9A-Za-z]+)*)\s*[\])】]?\s*[-_—–:|.、/]*\s*(.*)$/u.exec(
      text,
    );
  if (before !== null && !/^[0-9A-Za-z]/.test(before[2] ?? ''))
    return { code: before[1] ?? '', name: (before[2] ?? '').trim() };
  const after = /^(\D.*?)\s*[[(【]\s*([0-9A-Za-z-]+)\s*[\])】]$/u.exec(text);
  return after === null ? null : { code: after[2] ?? '', name: (after[1] ?? '').trim() };
}

type Vocabulary = typeof words;

/** The meaning of a word in a vocabulary; a code before it is passed over. Null for a word that is not in it. */
export function readWord<Name extends keyof Vocabulary>(
  vocabulary: Name,
  cell: string,
): (keyof Vocabulary[Name] & string) | null {
  const plain = plainWord(cell);
  const named = words[vocabulary] as Readonly<Record<string, readonly string[]>>;
  for (const [meaning, spellings] of Object.entries(named)) {
    if (spellings.some((spelling) => plainWord(spelling) === plain)) return meaning as keyof Vocabulary[Name] & string;
  }
  return null;
}

/** The first spelling of each meaning: what a person can choose. */
export function wordsOf(vocabulary: keyof Vocabulary): readonly string[] {
  return Object.values(words[vocabulary] as Readonly<Record<string, readonly string[]>>).flatMap(
    ([first]) => first ?? [],
  );
}

/** The same in a sentence. */
export function knownWords(vocabulary: keyof Vocabulary): string {
  return wordsOf(vocabulary).join('、');
}

function plainWord(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s()（）[\]【】]/g, '')
    .toLowerCase();
  const word = plain.replace(/^[0-9a-z]+[-_—.、]?(?=[\p{Script=Han}])/u, '');
  return word === '' ? plain : word;
}
