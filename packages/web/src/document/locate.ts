/**
 * From a place of the audit – lines, labels, a quote – to what to highlight in the document as rebuilt from its blocks: a run
 * of characters of a paragraph, or cells of a grid.
 */
import { type Block, type Grid, type Paragraph, type Place } from '../words.ts';

/** Indices into the document's blocks. A row target without `cell` is the whole row. */
export type Target =
  | { readonly kind: 'run'; readonly block: number; readonly start: number; readonly end: number }
  | { readonly kind: 'cell'; readonly block: number; readonly row: number; readonly cell: number | null };

/** Blocks in the order of their lines, with the lines each stands on. */
export interface BlockIndex {
  readonly blocks: readonly Block[];
  /** The file has lines of its own; else they only count what is in it. */
  readonly hasLines: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

export function indexBlocks(blocks: readonly Block[], hasLines = true): BlockIndex {
  return {
    blocks,
    hasLines,
    first: blocks.map((block) =>
      block.kind === 'paragraph' ? (block.spans[0]?.line ?? 1) : (block.rows[0]?.line ?? 1),
    ),
    last: blocks.map((block) =>
      block.kind === 'paragraph' ? (block.spans.at(-1)?.line ?? 1) : (block.rows.at(-1)?.endLine ?? 1),
    ),
  };
}

/** What to highlight for a place, first things first; empty only where no block stands on its lines or before them. */
export function locate(index: BlockIndex, place: Place): readonly Target[] {
  const { from, to } = linesOf(index, place);
  const targets: Target[] = [];
  for (let block = firstBlockReaching(index, from); block < index.blocks.length; block += 1) {
    if ((index.first[block] ?? 0) > to) break;
    const content = index.blocks[block];
    if (content === undefined) break;
    if (content.kind === 'paragraph') targets.push(...locateInParagraph(content, block, place, from, to));
    else targets.push(...locateInGrid(content, block, place, from, to));
  }
  return targets;
}

/** The block to show for a line: the one that stands on it, else the next one. */
export function blockAtLine(index: BlockIndex, line: number): number {
  return Math.min(firstBlockReaching(index, line), index.blocks.length - 1);
}

/** The lines of a place: those it names, or those on which its blocks and rows are counted. */
export function linesOf(index: BlockIndex, place: Place): { readonly from: number; readonly to: number } {
  if (place.line !== undefined) return { from: place.line, to: Math.max(place.endLine ?? place.line, place.line) };
  const block = (place.block ?? 1) - 1;
  const endBlock = (place.endBlock ?? place.block ?? 1) - 1;
  const from = rowLine(index.blocks[block], place.blockRow) ?? index.first[block] ?? 1;
  const to =
    rowLine(index.blocks[endBlock], place.endBlockRow ?? (endBlock === block ? place.blockRow : undefined)) ??
    index.last[endBlock] ??
    from;
  return { from, to: Math.max(from, to) };
}

function rowLine(block: Block | undefined, row: number | undefined): number | undefined {
  return block?.kind === 'grid' && row !== undefined ? block.rows[row - 1]?.line : undefined;
}

/** What stands in the margin beside a line: its number, or that of the paragraph, or of the table and its row. */
export function marginNumber(index: BlockIndex, line: number): string {
  if (index.hasLines) return `${line}`;
  const block = blockAtLine(index, line);
  const content = index.blocks[block];
  if (content?.kind !== 'grid') return `${block + 1}`;
  const row = content.rows.findIndex(({ endLine }) => endLine >= line);
  return `${block + 1}.${row + 1}`;
}

function firstBlockReaching({ last }: BlockIndex, line: number): number {
  return firstReaching(last.length, (at) => last[at] ?? 0, line);
}

/** The first of `count` things in order that ends on the line or after it; `count` if none does. */
function firstReaching(count: number, endOf: (at: number) => number, line: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(middle) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function locateInParagraph(
  paragraph: Paragraph,
  block: number,
  place: Place,
  from: number,
  to: number,
): readonly Target[] {
  const { text, spans } = paragraph;
  const begin = spans.find(({ line }) => line >= from)?.start ?? 0;
  const end = spans.find(({ line }) => line > to)?.start ?? text.length;
  const found = findIgnoringSpace(text, place.quote, begin, end);
  if (found !== null) return [{ kind: 'run', block, ...found }];
  return begin < end ? [{ kind: 'run', block, start: begin, end }] : [];
}

function locateInGrid(grid: Grid, block: number, place: Place, from: number, to: number): readonly Target[] {
  const quote = compact(place.quote);
  const targets: Target[] = [];
  const { rows } = grid;
  for (let row = firstReaching(rows.length, (at) => rows[at]?.endLine ?? 0, from); row < rows.length; row += 1) {
    const { line = 0, cells = [] } = rows[row] ?? {};
    if (line > to) break;
    const here = cells.flatMap((cell, index) =>
      cell.text !== '' && cell.line <= to && cell.endLine >= from ? [{ index, text: compact(cell.text) }] : [],
    );
    const equal = here.filter(({ text }) => text === quote);
    if (equal.length > 0) {
      const best = bestColumn(
        grid,
        row,
        equal.map((cell) => cell.index),
        place.column,
      );
      targets.push({ kind: 'cell', block, row, cell: best });
      continue;
    }
    const within = here.filter(({ text }) => quote.includes(text) || text.includes(quote));
    // The quote runs over most of the row: then the row is what is meant.
    if (within.length === 0 || (within.length > 2 && within.length === here.length))
      targets.push({ kind: 'cell', block, row, cell: null });
    else targets.push(...within.map((cell): Target => ({ kind: 'cell', block, row, cell: cell.index })));
  }
  return targets;
}

/** Of several cells with the same text, the one under the headings that the column's label names. */
function bestColumn(grid: Grid, row: number, candidates: readonly number[], column: string | undefined): number {
  const [first = 0] = candidates;
  if (column === undefined || candidates.length < 2) return first;
  const wanted = column.split('/').map(compact);
  const score = (cell: number): number => {
    const headings = headingsOver(grid, row, cell);
    return wanted.filter((name) => headings.includes(name)).length;
  };
  return candidates.reduce((best, cell) => (score(cell) > score(best) ? cell : best), first);
}

function headingsOver(grid: Grid, row: number, cell: number): readonly string[] {
  const headings: string[] = [];
  for (const { cells } of grid.rows.slice(0, Math.min(row, 4))) {
    // A merged heading stands in the first of its cells, the others are blank.
    for (let at = cell; at >= 0; at -= 1) {
      const text = compact(cells[at]?.text ?? '');
      if (text === '') continue;
      headings.push(text);
      break;
    }
  }
  return headings;
}

function compact(text: string): string {
  return text.replace(/\s/g, '');
}

/** The first occurrence of `quote` in `text` between two offsets, white space ignored in both; else anywhere; else null. */
function findIgnoringSpace(
  text: string,
  quote: string,
  begin: number,
  end: number,
): { start: number; end: number } | null {
  const wanted = compact(quote);
  if (wanted === '') return null;
  const offsets: number[] = [];
  let squeezed = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) continue;
    offsets.push(at);
    squeezed += character;
  }
  const from = lowerBound(offsets, begin);
  let at = squeezed.indexOf(wanted, from);
  if (at === -1 || (offsets[at] ?? 0) >= end) at = squeezed.indexOf(wanted);
  if (at === -1) return null;
  return { start: offsets[at] ?? 0, end: (offsets[at + wanted.length - 1] ?? 0) + 1 };
}

function lowerBound(sorted: readonly number[], value: number): number {
  const at = sorted.findIndex((item) => item >= value);
  return at === -1 ? sorted.length : at;
}
