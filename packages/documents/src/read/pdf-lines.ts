/**
 * Lines of a PDF page to paragraphs, between its tables. A line goes on in the next when it is full and the next is not indented;
 * a title, a heading, an entry of the contents stands by itself.
 */
import { type PdfPage, type TextItem } from './pdf-page.ts';
import { type PdfTable, type PlacedTable } from './pdf-tables.ts';
import { linesOf, type TextLine } from './pdf-text.ts';

export type PagePart =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Its last line reaches the right margin, its first begins at the left one: a page break may have cut it there. */
      readonly full: boolean;
      readonly flush: boolean;
      readonly size: number;
    }
  | { readonly kind: 'table'; readonly table: PdfTable };

/** Texts and tables of a page from top to bottom. */
export function paragraphsOf(
  items: readonly TextItem[],
  page: PdfPage,
  tables: readonly PlacedTable[],
): readonly PagePart[] {
  const lines = linesOf(items);
  const margins = marginsOf(lines, page);
  const parts: PagePart[] = [];
  let open: { text: string; readonly first: TextLine; last: TextLine } | null = null;
  const close = (): void => {
    if (open !== null) {
      const { text, first, last } = open;
      parts.push({ kind: 'text', text, full: isFull(last, margins), flush: isFlush(first, margins), size: last.size });
    }
    open = null;
  };
  let next = 0;
  for (const line of lines) {
    while (next < tables.length && (tables[next]?.top ?? 0) < line.y) {
      close();
      const placed = tables[next];
      if (placed !== undefined) parts.push({ kind: 'table', table: placed.table });
      next += 1;
    }
    if (open !== null && goesOn(open.last, line, margins)) {
      open.text += needsSpace(open.text, line.text) ? ` ${line.text}` : line.text;
      open.last = line;
    } else {
      close();
      open = { text: line.text, first: line, last: line };
    }
  }
  close();
  for (const placed of tables.slice(next)) parts.push({ kind: 'table', table: placed.table });
  return parts;
}

interface Margins {
  readonly left: number;
  readonly right: number;
  /** From one line of a paragraph to the next. */
  readonly leading: number;
  /** Paragraphs are told apart by an indent or by a wider step. */
  readonly apart: boolean;
  /** It is an indent that tells them apart. */
  readonly indented: boolean;
}

/** Where running text begins and ends on the page – at the ends of its long lines – and how its lines are set. */
function marginsOf(lines: readonly TextLine[], page: PdfPage): Margins {
  const widest = lines.reduce((width, line) => Math.max(width, line.end - line.x), 0);
  const long = lines.filter((line) => line.end - line.x > widest * 0.7);
  const left = long.reduce((least, line) => Math.min(least, line.x), page.width);
  const right = long.reduce((most, line) => Math.max(most, line.end), 0);
  const steps: number[] = [];
  let indents = 0;
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    if (next === undefined || Math.abs(next.size - line.size) > line.size * 0.15) return;
    if (next.y > line.y && next.y - line.y < line.size * 6) steps.push(next.y - line.y);
    if (next.x - left > line.size * 1.5 && next.x - left < line.size * 2.6) indents += 1;
  });
  steps.sort((a, b) => a - b);
  const leading = steps[Math.floor(steps.length / 4)] ?? 0;
  const wide = steps.filter((step) => leading > 0 && step > leading * widerStep).length;
  // Lines on a page of short ones – contents, a cover – end where they end.
  const full = right > page.width * 0.7 ? right : Number.POSITIVE_INFINITY;
  return { left, right: full, leading, apart: indents >= 2 || wide >= 2, indented: indents >= 2 };
}

const widerStep = 1.3;

/** A line is full that ends so many characters from the right margin. */
const fullWithin = 2.2;

const entryOfContents = /[.．…·]{3,}\s*\d*$/;
const endsSentence = /[。；：！？]$/;
const beginsHeading =
  /^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|注[：:]|说明[：:])/;
const titleOfTable = /^[^，。；：]{4,40}表$/;

function isFull(line: TextLine, { right }: Margins): boolean {
  return right - line.end <= line.size * fullWithin && !entryOfContents.test(line.text);
}

function isFlush(line: TextLine, { left, indented }: Margins): boolean {
  return (
    indented && Math.abs(line.x - left) < line.size && !beginsHeading.test(line.text) && !titleOfTable.test(line.text)
  );
}

function goesOn(line: TextLine, next: TextLine, { left, right, leading, apart }: Margins): boolean {
  const { size } = line;
  if (Math.abs(next.size - size) > size * 0.15) return false;
  // Lines of one paragraph stand close together.
  const step = next.y - line.y;
  if (step > size * 3.2 || (leading > 0 && step > leading * widerStep)) return false;
  if (entryOfContents.test(line.text) || titleOfTable.test(next.text)) return false;
  if (right - line.end > size * fullWithin || right - left < size * 12) return false;
  // What stands to the right – the number of a table – is no running text.
  if (next.x - left >= size * 1.2 || line.x - left > size * 4) return false;
  if (endsSentence.test(line.text) && (!apart || beginsHeading.test(next.text))) return false;
  return true;
}

function needsSpace(before: string, after: string): boolean {
  return /[A-Za-z]$/.test(before) && /^[A-Za-z]/.test(after);
}
