/**
 * Where words stand in a document's blocks, to the character: a paragraph, or a cell of a grid, and a stretch of its text. White
 * space is passed over in the search, as it is in findings.
 */
import { type Block, type Grid, type Paragraph } from '@mingzhang/disclosure';

/** A paragraph, or one cell of a grid. */
export interface Address {
  readonly block: number;
  /** Null for a paragraph. */
  readonly cell: { readonly row: number; readonly column: number } | null;
}

export interface Stretch extends Address {
  /** Offsets in the text: [start, end). */
  readonly start: number;
  readonly end: number;
}

/** What replaces a stretch. */
export interface Edit extends Stretch {
  readonly text: string;
}

export function textAt(blocks: readonly Block[], { block, cell }: Address): string {
  const found = blocks[block];
  if (found === undefined) throw new Error(`no block ${block}`);
  if (found.kind === 'paragraph') return found.text;
  return cell === null ? '' : (found.rows[cell.row]?.cells[cell.column]?.text ?? '');
}

/** Every paragraph and cell that stands on these lines, in order. */
export function addressesOn(blocks: readonly Block[], first: number, last: number): readonly Address[] {
  return blocks.flatMap((block, index): readonly Address[] => {
    if (block.kind === 'paragraph') return onLines(block, first, last) ? [{ block: index, cell: null }] : [];
    return block.rows.flatMap(({ cells }, row) =>
      cells.flatMap(({ line, endLine }, column): readonly Address[] =>
        line <= last && endLine >= first ? [{ block: index, cell: { row, column } }] : [],
      ),
    );
  });
}

function onLines({ spans }: Paragraph, first: number, last: number): boolean {
  const lines = spans.map(({ line }) => line);
  return lines.some((line) => line >= first && line <= last);
}

/** The stretches of a text that say `words`, white space ignored; a figure is not found inside a longer one. */
export function stretchesOf(text: string, words: string): readonly (readonly [start: number, end: number])[] {
  const wanted = words.replaceAll(/\s/g, '');
  if (wanted === '') return [];
  let plain = '';
  const at: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (/\s/.test(character)) continue;
    plain += character;
    at.push(index);
  }
  const found: (readonly [number, number])[] = [];
  for (let place = plain.indexOf(wanted); place >= 0; place = plain.indexOf(wanted, place + 1)) {
    const end = place + wanted.length;
    const inside =
      (/^[\d.]/.test(wanted) && /[\d.,]/.test(plain.charAt(place - 1))) ||
      (/\d$/.test(wanted) && /^(?:\d|[.,]\d)/.test(plain.slice(end, end + 2)));
    if (!inside) found.push([at[place] ?? 0, (at[end - 1] ?? 0) + 1]);
  }
  return found;
}

/** The blocks after the edits, which do not overlap. Lines stay where they were. */
export function edited(blocks: readonly Block[], edits: readonly Edit[]): readonly Block[] {
  const byBlock = Map.groupBy(edits, ({ block }) => block);
  return blocks.map((block, index) => {
    const own = byBlock.get(index);
    if (own === undefined) return block;
    return block.kind === 'paragraph' ? editedParagraph(block, own) : editedGrid(block, own);
  });
}

function editedParagraph(paragraph: Paragraph, edits: readonly Edit[]): Paragraph {
  const longer = (offset: number): number =>
    edits
      .filter(({ end }) => end <= offset)
      .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  return {
    ...paragraph,
    text: replaced(paragraph.text, edits),
    spans: paragraph.spans.map((span) => ({ ...span, start: span.start + longer(span.start) })),
  };
}

function editedGrid(grid: Grid, edits: readonly Edit[]): Grid {
  return {
    ...grid,
    rows: grid.rows.map((row, rowIndex) => ({
      ...row,
      cells: row.cells.map((cell, column) => {
        const own = edits.filter((edit) => edit.cell?.row === rowIndex && edit.cell.column === column);
        return own.length === 0 ? cell : { ...cell, text: replaced(cell.text, own) };
      }),
    })),
  };
}

function replaced(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((whole, { start, end, text: words }) => whole.slice(0, start) + words + whole.slice(end), text);
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.block === b.block && a.cell?.row === b.cell?.row && a.cell?.column === b.cell?.column;
}

export function overlaps(a: Stretch, b: Stretch): boolean {
  return sameAddress(a, b) && a.start < b.end && b.start < a.end;
}
