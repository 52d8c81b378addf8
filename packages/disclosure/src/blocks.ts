/**
 * Neutral blocks: what every reader (text, web page, Word, Excel, PDF) yields and what recognition starts from. A block
 * knows nothing of budgets: it is a paragraph of text or a grid of cells, each with the lines it stands on. A format without
 * lines counts paragraphs and rows instead, so that what comes later always has the higher number.
 */

/** A run of characters of a block's text that stands on one line of the file. */
export interface LineSpan {
  /** Line number, from 1. */
  readonly line: number;
  /** Offset in the block's `text` at which this line's characters begin. */
  readonly start: number;
  /** Page it is printed on, where the format has pages. */
  readonly page?: number;
  /** Cell of the worksheet it stands in: A3. */
  readonly cell?: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  /** The text with the file's line breaks inside it removed. */
  readonly text: string;
  readonly spans: readonly LineSpan[];
  /** Name of the worksheet it stands on. */
  readonly sheet?: string;
}

export interface GridCell {
  /** The text as written, trimmed of surrounding white space; '' when blank. */
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  /** Cell of the worksheet that it is: C12. */
  readonly cell?: string;
}

export interface GridRow {
  readonly cells: readonly GridCell[];
  readonly line: number;
  readonly endLine: number;
  /** Page it is printed on, where the format has pages. */
  readonly page?: number;
}

export interface Grid {
  readonly kind: 'grid';
  readonly rows: readonly GridRow[];
  /**
   * `merged-once`: a horizontally merged cell is written once, so such rows are shorter (a cell a line);
   * `merged-expanded`: every row has the grid's width, merged cells are followed by blank ones (tab-separated, pipes).
   */
  readonly encoding: 'merged-once' | 'merged-expanded';
  /** Name of the worksheet it stands on. */
  readonly sheet?: string;
}

export type Block = Paragraph | Grid;

/** The line of the character at `offset` of a paragraph. */
export function lineAt(paragraph: Paragraph, offset: number): number {
  let line = paragraph.spans[0]?.line ?? 1;
  for (const span of paragraph.spans) {
    if (span.start > offset) break;
    line = span.line;
  }
  return line;
}

/** First line of a block. */
export function firstLine(block: Block): number {
  return block.kind === 'paragraph' ? (block.spans[0]?.line ?? 1) : (block.rows[0]?.line ?? 1);
}

/** Last line of a block. */
export function lastLine(block: Block): number {
  return block.kind === 'paragraph' ? (block.spans.at(-1)?.line ?? 1) : (block.rows.at(-1)?.endLine ?? 1);
}
