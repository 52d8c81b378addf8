/**
 * Cells of the finance system's exports: codes glued to names, amounts with separators, dates in every way of writing, words for
 * kinds. A cell that cannot be one thing only is not guessed at: it is a problem of its row.
 */
import { type DateText, type Fen, isDate, parseExact } from '@mingzhang/kernel';
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

/** How many fen one of a column's units is. */
export type MoneyUnit = '元' | '万元';

export type ReadAmount = { readonly fen: Fen } | { readonly problem: string };

/** An amount of a column in yuan or 万元: `1,234.50`, `(1,234.50)`, `￥3`, `-0.5`. */
export function readAmount(cell: string, unit: MoneyUnit): ReadAmount {
  const plain = cell
    .normalize('NFKC')
    .replaceAll(/[,\s¥￥元]/g, '')
    .replace(/^\((.+)\)$/, '-$1')
    .replace(/^[-−—](?=[\d.])/, '-')
    .replace(/^(-?)\./, '$10.');
  if (/^-?\d+(?:\.\d+)?[eE][+-]?\d+$/.test(plain)) {
    return { problem: `金额“${cell}”是科学计数，末位数字已经丢失。请把这一列设为数值格式后重新导出。` };
  }
  const value = parseExact(plain);
  if (value === null) return { problem: `金额“${cell}”不是数字。请填写${unit}，可带千分位逗号。` };
  const fen = value * (unit === '元' ? 1n : 10_000n);
  if (fen % 1_000_000n !== 0n) {
    return { problem: `金额“${cell}”${unit}不足一分，不能登记。请核对是否多了小数，或金额单位是否为${unit}。` };
  }
  const amount = Number(fen / 1_000_000n);
  if (!Number.isSafeInteger(amount)) return { problem: `金额“${cell}”过大。请核对金额单位是否为${unit}。` };
  return { fen: amount };
}

/** Days from Excel's beginning to 1 January 1970. */
const excelBeginning = 25_569;

/** A date: `2024/3/5`, `2024-03-05 10:00`, `2024.3.5`, `2024年3月5日`, `20240305`, or a serial number of Excel; null for anything else. */
export function readDate(cell: string): DateText | null {
  const text = cell.normalize('NFKC').trim();
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts !== null) {
    const [, year = '', month = '', day = ''] = parts;
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDate(date) ? date : null;
  }
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)?.[1];
  if (serial === undefined) return null;
  const date = new Date((Number(serial) - excelBeginning) * 86_400_000).toISOString().slice(0, 10);
  return isDate(date) ? date : null;
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
