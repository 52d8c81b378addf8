/**
 * Compact text: what a reader's eye makes of a paragraph. White space and Markdown's `**` are gone, full-width digits and
 * letters are plain, Chinese punctuation is uniform – and every character still knows where it stood.
 *
 *     compact('支出 ２，781.88 万元,其中:') → '支出2,781.88万元，其中：'
 */

import { remembering } from './remember.ts';

export interface Compact {
  readonly text: string;
  /** Offset in the original of each character of `text`. */
  readonly at: readonly number[];
}

/** ASCII punctuation that Chinese prose prints full-width. */
const fullWidthPunctuation: ReadonlyMap<number, number> = new Map(
  [
    [',', '，'],
    [':', '：'],
    [';', '；'],
    ['(', '（'],
    [')', '）'],
    ['?', '？'],
    ['!', '！'],
  ].map(([ascii = '', wide = '']) => [ascii.charCodeAt(0), wide.charCodeAt(0)] as const),
);

const comma = 0x2c;
const colon = 0x3a;
const star = 0x2a;

function isSpace(code: number): boolean {
  return (
    code <= 0x20 ||
    code === 0x3000 ||
    code === 0xa0 ||
    code === 0x200b ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029
  );
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

/** Several readers look at the same paragraph, so those of ordinary length are remembered while one document is read. */
const compacted = new Map<string, Compact>();
const compactedAtMost = 3_000;
const ordinaryLength = 4_000;

/** Forgets the paragraphs of the document before: each document is read on its own. */
export function beginDocument(): void {
  compacted.clear();
}

/** Compacts a text; linear in its length. */
export function compact(original: string): Compact {
  if (original.length > ordinaryLength) return compactAnew(original);
  const known = compacted.get(original);
  if (known !== undefined) return known;
  const made = compactAnew(original);
  if (compacted.size >= compactedAtMost) compacted.clear();
  compacted.set(original, made);
  return made;
}

function compactAnew(original: string): Compact {
  const at: number[] = [];
  const codes: number[] = [];
  const { length } = original;
  for (let index = 0; index < length; index += 1) {
    const code = original.charCodeAt(index);
    if (isSpace(code)) continue;
    if (code === star && (original.charCodeAt(index + 1) === star || original.charCodeAt(index - 1) === star)) continue;
    at.push(index);
    codes.push(code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code);
  }
  // Second pass with neighbours known: a comma between digit groups is a thousands separator, any other is punctuation.
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code >= 0x40) continue;
    const wide = fullWidthPunctuation.get(code);
    if (wide === undefined) continue;
    if (code === comma && isThousandsSeparator(codes, index)) continue;
    if (code === colon && isDigit(codes[index - 1]) && isDigit(codes[index + 1])) continue;
    codes[index] = wide;
  }
  return { text: textOf(codes), at };
}

function textOf(codes: readonly number[]): string {
  if (codes.length <= 4096) return String.fromCharCode(...codes);
  const pieces: string[] = [];
  for (let from = 0; from < codes.length; from += 4096)
    pieces.push(String.fromCharCode(...codes.slice(from, from + 4096)));
  return pieces.join('');
}

function isThousandsSeparator(codes: readonly number[], index: number): boolean {
  return (
    isDigit(codes[index - 1]) &&
    isDigit(codes[index + 1]) &&
    isDigit(codes[index + 2]) &&
    isDigit(codes[index + 3]) &&
    !isDigit(codes[index + 4])
  );
}

/** True for a text that compacting leaves as it is: Chinese words, plain digits, points. */
function isCompact(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (
      code < 0x2e
        ? code !== 0x2d
        : code < 0x40
          ? code === colon || code === 0x3b || code === 0x3f
          : isSpace(code) || code >= 0xff01
    )
      return false;
  }
  return true;
}

/** The compact text alone, for labels and names. */
export function squeeze(original: string): string {
  if (original.length <= 64 && isCompact(original)) return original;
  return original.length <= 24 ? squeezeShort(original) : compact(original).text;
}

const squeezeShort = remembering((original) => compactAnew(original).text);
