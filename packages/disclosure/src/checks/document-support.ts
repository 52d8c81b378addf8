/**
 * What the checks over words share: every piece of text of a document with its role, compact form and place; findings that
 * are the same slip in several places; Chinese numerals.
 */
import { type Place, type RelatedPlace } from '@mingzhang/kernel';
import { firstLine, type Grid, lineAt, type Paragraph } from '../blocks.ts';
import { type Judgement, type Report } from '../check.ts';
import { compact, squeeze } from '../compact.ts';
import { type Disclosure, type DocumentKind, type Part, type Section } from '../model.ts';

/** `head`: titles, heads and notes of tables and forms; `cell`: a cell of a grid; `contents`: the table of contents. */
export type TextRole = 'heading' | 'body' | 'head' | 'cell' | 'contents';

/** A paragraph or cell as a reader's eye sees it. */
export class Text {
  readonly role: TextRole;
  readonly paragraph: Paragraph;
  /** Compact text. */
  readonly text: string;
  readonly part: number;
  /** The section it heads or stands in; null outside the narrative. */
  readonly section: Section | null;
  readonly line: number;
  readonly endLine: number;

  constructor(
    role: TextRole,
    paragraph: Paragraph,
    text: string,
    part: number,
    section: Section | null,
    line: number,
    endLine: number,
  ) {
    this.role = role;
    this.paragraph = paragraph;
    this.text = text;
    this.part = part;
    this.section = section;
    this.line = line;
    this.endLine = endLine;
  }

  /** Offset in the paragraph of each character of `text`; worked out where a place is asked for, which is seldom. */
  get at(): readonly number[] {
    return compact(this.paragraph.text).at;
  }
}

/** All texts of a document in order; worked out once for each document. */
export const textsOf = once(readTexts);

/** Headings and running text: what the bureau wrote itself. */
export const proseOf = once((document: Disclosure): readonly Text[] =>
  textsOf(document).filter((text) => text.role === 'heading' || text.role === 'body'),
);

/** Running text. */
export const bodyOf = once((document: Disclosure): readonly Text[] =>
  textsOf(document).filter((text) => text.role === 'body'),
);

/** The texts that begin on the lines `from … to`; texts come in the order of their lines. */
export function textsBetween(document: Disclosure, from: number, to: number): readonly Text[] {
  const texts = textsOf(document);
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((texts[middle]?.line ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < texts.length && (texts[end]?.line ?? 0) <= to) end += 1;
  return texts.slice(low, end);
}

const bySection = once(
  (document: Disclosure): ReadonlyMap<Section | null, readonly Text[]> =>
    Map.groupBy(bodyOf(document), (text) => text.section),
);

/** The running text of a section, without its sub-sections. */
export function bodyOfSection(document: Disclosure, section: Section | null): readonly Text[] {
  return bySection(document).get(section) ?? [];
}

const byTopic = once(
  (document: Disclosure): ReadonlyMap<string, readonly Text[]> =>
    Map.groupBy(bodyOf(document), (text) => text.section?.topic ?? ''),
);

/** The running text of all sections on a topic. */
export function bodyOfTopic(document: Disclosure, topic: string): readonly Text[] {
  return byTopic(document).get(topic) ?? [];
}

const byPart = once(
  (document: Disclosure): ReadonlyMap<number, readonly Text[]> => Map.groupBy(textsOf(document), (text) => text.part),
);

/** The texts of one part. */
export function textsOfPart(document: Disclosure, part: number): readonly Text[] {
  return byPart(document).get(part) ?? [];
}

/** Works something out once for each document. */
export function once<T extends object>(work: (document: Disclosure) => T): (document: Disclosure) => T {
  const results = new WeakMap<Disclosure, T>();
  return (document) => {
    const before = results.get(document);
    if (before !== undefined) return before;
    const result = work(document);
    results.set(document, result);
    return result;
  };
}

function readTexts(document: Disclosure): readonly Text[] {
  const owner = new Map<Paragraph, Section>();
  const headings = new Map<number, Section>();
  for (const section of document.sections) {
    for (const paragraph of section.paragraphs) owner.set(paragraph, section);
    if (section.title !== '') headings.set(section.line, section);
  }
  const firstOfContents = document.contents[0]?.line ?? 0;
  const lastOfContents = document.contents.at(-1)?.line ?? 0;
  const texts: Text[] = [];
  const add = (role: TextRole, paragraph: Paragraph, section: Section | null, endLine?: number): void => {
    const text = squeeze(paragraph.text);
    if (text === '') return;
    const line = lineAt(paragraph, 0);
    const last = endLine ?? lineAt(paragraph, paragraph.text.length);
    texts.push(new Text(role, paragraph, text, partAt(document.parts, line)?.index ?? 0, section, line, last));
  };
  for (const block of document.blocks) {
    const line = firstLine(block);
    const inContents = line >= firstOfContents && line <= lastOfContents;
    if (block.kind === 'grid') {
      addCells(block, (paragraph, endLine) => add(inContents ? 'contents' : 'cell', paragraph, null, endLine));
      continue;
    }
    const section = owner.get(block) ?? null;
    const heads = section === null ? (headings.get(line) ?? null) : null;
    add(
      inContents ? 'contents' : section !== null ? 'body' : heads !== null ? 'heading' : 'head',
      block,
      section ?? heads,
    );
  }
  return texts;
}

/** Cells without a word: amounts, counts, dashes. */
const onlyFigures = /^[\d\s.,%+\-—–\u3000]*$/;

/** Where the Chinese characters begin. */
const firstHan = 0x4e00;

function addCells(grid: Grid, add: (paragraph: Paragraph, endLine: number) => void): void {
  for (const row of grid.rows) {
    for (const cell of row.cells) {
      if (cell.text.charCodeAt(0) >= firstHan || !onlyFigures.test(cell.text))
        add({ kind: 'paragraph', text: cell.text, spans: [{ line: cell.line, start: 0 }] }, cell.endLine);
    }
  }
}

/** The last part that begins at or before the line; parts are in order. */
export function partAt(parts: readonly Part[], line: number): Part | null {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.line ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return parts[low] ?? null;
}

/** What the part a text stands in is; the first part of a document without tables is what the document is. */
export function partKindOf(document: Disclosure, text: Text): DocumentKind {
  const kind = document.parts[text.part]?.kind ?? 'unknown';
  return kind === 'unknown' && text.part === 0 ? document.kind : kind;
}

/** The place of the characters `start … end` of a text's compact form. */
export function placeIn(text: Text, start: number, end: number): Place {
  const from = text.at[Math.min(start, text.at.length - 1)] ?? 0;
  const last = text.at[Math.min(Math.max(end, start + 1), text.at.length) - 1] ?? from;
  const quote = text.paragraph.text.slice(from, last + 1);
  const line = lineAt(text.paragraph, from);
  const endLine = text.role === 'cell' ? text.endLine : lineAt(text.paragraph, last);
  return {
    line,
    ...(endLine > line ? { endLine } : {}),
    ...(text.section === null || text.section.title === '' ? {} : { section: text.section.title }),
    quote,
  };
}

/** The place of a whole text, its quote cut after `limit` characters. */
export function placeOfText(text: Text, limit = 60): Place {
  return placeIn(text, 0, Math.min(text.text.length, limit));
}

/** A slip that can stand in several places: the same key is one finding with repeats. */
export interface Slip {
  readonly key: string;
  readonly place: Place;
  readonly judgement: Omit<Judgement, 'place' | 'labels'>;
}

/** Reports slips; `looked` is how many things were looked at. */
export function reportSlips(report: Report, looked: number, slips: readonly Slip[]): void {
  const groups = new Map<string, Slip[]>();
  for (const slip of slips) {
    const group = groups.get(slip.key);
    if (group === undefined) groups.set(slip.key, [slip]);
    else group.push(slip);
  }
  for (let held = groups.size; held < looked; held += 1) report.judge(true, never);
  for (const [key, group] of groups) {
    const [first, ...rest] = group as [Slip, ...Slip[]];
    const repeats = rest.map((slip): RelatedPlace => ({ role: 'repeat', place: slip.place }));
    report.judge(false, () => ({
      ...first.judgement,
      place: first.place,
      also: [...(first.judgement.also ?? []), ...repeats],
      message: rest.length === 0 ? first.judgement.message : `${first.judgement.message}（另有${rest.length}处相同）`,
      labels: [key],
    }));
  }
}

function never(): Judgement {
  throw new Error('a judgement that holds has no finding');
}

/** All texts of a document in one. */
export interface Joined {
  readonly text: string;
  /** Where each text of the document begins in the joined one. */
  readonly starts: readonly number[];
}

export const joinedOf = once((document: Disclosure): Joined => {
  const starts: number[] = [];
  let length = 0;
  const texts = textsOf(document);
  for (const { text } of texts) {
    starts.push(length);
    length += text.length + 1;
  }
  return { text: texts.map(({ text }) => text).join(between), starts };
});

/** Stands between two texts. Compact text holds no line break, so that ^ and $ of a pattern with the flag m mean each text's own. */
const between = '\n';

/**
 * Those of a document's texts in which a global pattern may match; ^ and $ need the flag m. The document is searched once as a
 * whole, which mostly finds nothing and is then all there is to do. A match can run over the end of its text, so the caller
 * looks again in the text alone.
 */
export function textsWith(document: Disclosure, pattern: RegExp): readonly Text[] {
  const { text, starts } = joinedOf(document);
  const texts = textsOf(document);
  const found: Text[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const index = textAt(starts, match.index);
    const here = texts[index];
    if (here !== undefined) found.push(here);
    // On with the next text; a match that ran over the end of this one is looked at again there.
    pattern.lastIndex = starts[index + 1] ?? text.length + 1;
    if (pattern.lastIndex > text.length) break;
  }
  pattern.lastIndex = 0;
  return found;
}

/** The index of the text that holds a character of the joined one. */
export function textAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Sentences of a compact text as [start, end) with the full stop. */
export function sentencesOf(
  text: string,
): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
  const sentences: { start: number; end: number; text: string }[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== '。' && index !== text.length - 1) continue;
    sentences.push({ start, end: index + 1, text: text.slice(start, index + 1) });
    start = index + 1;
  }
  return sentences;
}

const digits = '零一二三四五六七八九';

/** 十一 → 11, 三 → 3, 两 → 2, 12 → 12; null for anything else. */
export function numberOf(printed: string): number | null {
  if (/^\d{1,4}$/.test(printed)) return Number(printed);
  const text = printed.replace('两', '二');
  const match = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text);
  if (match === null || text === '') return null;
  const [, tens = '', ten = '', units = ''] = match;
  if (ten === '') return tens !== '' && units !== '' ? null : digits.indexOf(tens || units);
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (units === '' ? 0 : digits.indexOf(units));
}

/** The kind of an organisation by the end of its name: 局, 中心 …; null when unknown. */
export function organisationKind(name: string | null): string | null {
  return /(局|委员会|中心|医院|学校|办公室|研究院|研究所)(?:（.*）|本级|机关)?$/.exec(squeeze(name ?? ''))?.[1] ?? null;
}

/** The first text that is not blank, for findings about the whole document. */
export function firstText(document: Disclosure): Text | null {
  return textsOf(document)[0] ?? null;
}

/** Pairs of neighbouring characters two titles share, 0 … 1 of the shorter. */
export function likeness(a: string, b: string): number {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)));
  const first = pairs(a);
  const second = pairs(b);
  if (first.size === 0 || second.size === 0) return a === b ? 1 : 0;
  let shared = 0;
  for (const pair of first) if (second.has(pair)) shared += 1;
  return shared / Math.max(first.size, second.size);
}
