/**
 * Places as others see them. Inside, every place has a `line`; in a format without lines that is only a running number, and
 * what is printed instead is the block – paragraph or table, from 1 – and, where there are any, the page.
 */
import { type Block, type CitedRange, firstLine, lastLine, type Paragraph } from '@mingzhang/disclosure';
import { type CitedPlace, type Finding, type Place } from '@mingzhang/kernel';

export interface Cite<At extends CitedPlace> {
  place(place: Place): At;
  range(range: { readonly line: number; readonly endLine?: number }): CitedRange;
  finding(finding: Finding): Finding<At>;
}

/** Of a text: places are as they are. */
export const citeLines: Cite<Place> = {
  place: (place) => place,
  range: ({ line, endLine }) => ({ line, ...(endLine === undefined ? {} : { endLine }) }),
  finding: (finding) => finding,
};

/** Of any other format. */
export function citeBlocks(blocks: readonly Block[]): Cite<CitedPlace> {
  const range: Cite<CitedPlace>['range'] = ({ line, endLine }) => {
    const block = blockReaching(blocks, line);
    const endBlock = endLine === undefined ? block : Math.max(block, blockReaching(blocks, endLine));
    const page = pageAt(blocks[block], line);
    const endPage = pageAt(blocks[endBlock], endLine ?? line);
    return {
      ...(page === undefined ? {} : { page }),
      ...(endPage === undefined || endPage === page ? {} : { endPage }),
      ...sheetOf(blocks[block]),
      block: block + 1,
      ...(endBlock === block ? {} : { endBlock: endBlock + 1 }),
      ...rowsOf(blocks[block], blocks[endBlock], line, endLine ?? line),
    };
  };
  const place: Cite<CitedPlace>['place'] = ({ line, endLine, ...labels }) => {
    const cell = cellAt(blocks[blockReaching(blocks, line)], line, labels.quote);
    return {
      ...range({ line, ...(endLine === undefined ? {} : { endLine }) }),
      ...(cell === undefined ? {} : { cell }),
      ...labels,
    };
  };
  return {
    range,
    place,
    finding: (finding) => ({
      ...finding,
      place: place(finding.place),
      also: finding.also.map((related) => ({ ...related, place: place(related.place) })),
    }),
  };
}

/** The index of the first block that ends on a line or after it; the last block if none does. */
function blockReaching(blocks: readonly Block[], line: number): number {
  let low = 0;
  let high = Math.max(0, blocks.length - 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lastLine(blocks[middle] as Block) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sheetOf(block: Block | undefined): { readonly sheet?: string } {
  return block?.sheet === undefined ? {} : { sheet: block.sheet };
}

/** The worksheet's cell that holds the quote; the first of the row where none holds it alone. */
function cellAt(block: Block | undefined, line: number, quote: string): string | undefined {
  if (block?.sheet === undefined) return undefined;
  if (block.kind === 'paragraph') return (block.spans.findLast((span) => span.line <= line) ?? block.spans[0])?.cell;
  const plain = (text: string): string => text.replace(/\s/g, '');
  const filled = (block.rows[rowAt(block, line) ?? 0]?.cells ?? []).filter(({ cell }) => cell !== undefined);
  const wanted = plain(quote);
  const found =
    filled.find(({ text }) => plain(text) === wanted) ??
    filled.find(({ text }) => wanted !== '' && plain(text).includes(wanted)) ??
    filled[0];
  return found?.cell;
}

function rowsOf(
  block: Block | undefined,
  endBlock: Block | undefined,
  line: number,
  endLine: number,
): { readonly blockRow?: number; readonly endBlockRow?: number } {
  const row = rowAt(block, line);
  const endRow = rowAt(endBlock, endLine);
  return {
    ...(row === undefined ? {} : { blockRow: row + 1 }),
    ...(endRow === undefined || (endRow === row && endBlock === block) ? {} : { endBlockRow: endRow + 1 }),
  };
}

/** The row of a grid that stands on a line, its first where the line is before it. */
function rowAt(block: Block | undefined, line: number): number | undefined {
  if (block === undefined || block.kind === 'paragraph') return undefined;
  // Rows are numbered one after the other, save where two grids were joined.
  const guess = line - firstLine(block);
  if (block.rows[guess]?.line === line) return guess;
  const at = block.rows.findIndex((row) => row.endLine >= line);
  return at === -1 ? block.rows.length - 1 : at;
}

function pageAt(block: Block | undefined, line: number): number | undefined {
  if (block === undefined) return undefined;
  return block.kind === 'paragraph' ? pageOfText(block, line) : block.rows[rowAt(block, line) ?? 0]?.page;
}

function pageOfText({ spans }: Paragraph, line: number): number | undefined {
  return (spans.findLast((span) => span.line <= line) ?? spans[0])?.page;
}
