/**
 * What formatted documents (web page, Word, Excel, PDF) have in common on their way to neutral blocks. Each reader yields
 * pieces in reading order – text, or a table of cells that hold pieces again –, and here they become paragraphs and grids:
 *
 * - a table that only lays out the page (another table inside fills it) is read cell by cell;
 * - a row that is one cell over the whole width is a title, a note or a paragraph, unless it labels the rows below it;
 * - merged cells are written once and followed by blank ones.
 */
import { type Block, type GridCell, type GridRow, type LineSpan, type Paragraph } from '@mingzhang/disclosure';
import { isMergedLabel, withoutIndent } from '../read-text.ts';
import { joinCutGrids, joinCutSentences } from './join-cut.ts';

export interface TextPiece extends Where {
  readonly kind: 'text';
  readonly text: string;
}

export interface TablePiece {
  readonly kind: 'table';
  readonly rows: readonly PieceRow[];
  /** Name of the worksheet it is on. */
  readonly sheet?: string;
}

/** Where a text is seen: the page of a PDF, the cell of a worksheet. */
interface Where {
  readonly page?: number;
  readonly sheet?: string;
  readonly cell?: string;
}

export type Piece = TextPiece | TablePiece;

export interface PieceRow {
  readonly cells: readonly PieceCell[];
  readonly page?: number;
}

/** A cell as it is merged: over so many columns; the cells below it that it is merged with are blank cells of their own. */
export interface PieceCell {
  readonly columns: number;
  readonly pieces: readonly Piece[];
}

/** More cells than any disclosure has; a table that claims more is cut off here. */
const cellLimit = 4_000_000;

/** The blocks of a document, numbered in reading order: a paragraph or a row of a grid counts one. */
export function blocksOf(pieces: readonly Piece[]): readonly Block[] {
  const blocks: Block[] = [];
  const flow: Flow = { blocks, line: 0, cells: 0 };
  addPieces(flow, pieces);
  return joinCutSentences(joinCutGrids(blocks));
}

interface Flow {
  readonly blocks: Block[];
  line: number;
  cells: number;
}

function addPieces(flow: Flow, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    if (piece.kind === 'text') addText(flow, piece);
    else addTable(flow, piece);
  }
}

function addText(flow: Flow, { text, page, sheet, cell }: TextPiece): void {
  const trimmed = withoutIndent(text);
  if (trimmed.trim() === '') return;
  flow.line += 1;
  const span: LineSpan = {
    line: flow.line,
    start: 0,
    ...(page === undefined ? {} : { page }),
    ...(cell === undefined ? {} : { cell }),
  };
  flow.blocks.push({
    kind: 'paragraph',
    text: trimmed,
    spans: [span],
    ...(sheet === undefined ? {} : { sheet }),
  } satisfies Paragraph);
}

function addTable(flow: Flow, table: TablePiece): void {
  const rows = table.rows.filter(({ cells }) => cells.length > 0);
  const width = rows.reduce((widest, row) => Math.max(widest, columnsOf(row)), 0);
  if (width === 0) return;
  if (width === 1 || isLayout(rows)) {
    for (const row of rows) for (const cell of row.cells) addPieces(flow, cell.pieces);
    return;
  }
  let open: GridRow[] = [];
  const close = (): void => {
    const sheet = table.sheet === undefined ? {} : { sheet: table.sheet };
    if (open.length > 0) flow.blocks.push({ kind: 'grid', rows: open, encoding: 'merged-expanded', ...sheet });
    open = [];
  };
  for (const [index, row] of rows.entries()) {
    const [first] = row.cells;
    if (first !== undefined && row.cells.length === 1) {
      const labels = (rows[index + 1]?.cells.length ?? 0) > 1;
      if (!(labels && isMergedLabel(textOf(first.pieces)))) {
        close();
        addPieces(flow, first.pieces);
        continue;
      }
    }
    flow.cells += width;
    if (flow.cells > cellLimit) break;
    open.push(gridRow(flow, row, width));
  }
  close();
}

function columnsOf({ cells }: PieceRow): number {
  return cells.reduce((sum, { columns }) => sum + columns, 0);
}

function gridRow(flow: Flow, { cells, page }: PieceRow, width: number): GridRow {
  flow.line += 1;
  const { line } = flow;
  const written: GridCell[] = [];
  const blank = (count: number): void => {
    for (let at = 0; at < count; at += 1) written.push({ text: '', line, endLine: line });
  };
  for (const { columns, pieces } of cells) {
    const [first] = pieces;
    const cell = first?.kind === 'text' ? first.cell : undefined;
    written.push({
      text: textOf(pieces).trim(),
      line,
      endLine: line,
      ...(cell === undefined ? {} : { cell }),
    });
    blank(columns - 1);
  }
  blank(width - written.length);
  return { cells: written, line, endLine: line, ...(page === undefined ? {} : { page }) };
}

/** True where tables inside hold most of the text: the outer one only puts things beside each other. */
function isLayout(rows: readonly PieceRow[]): boolean {
  let inside = 0;
  let all = 0;
  for (const { cells } of rows) {
    for (const { pieces } of cells) {
      for (const piece of pieces) {
        const length = lengthOf(piece);
        all += length;
        if (piece.kind === 'table') inside += length;
      }
    }
  }
  return inside * 2 > all;
}

function lengthOf(piece: Piece): number {
  if (piece.kind === 'text') return piece.text.length;
  let sum = 0;
  for (const { cells } of piece.rows)
    for (const { pieces } of cells) for (const inner of pieces) sum += lengthOf(inner);
  return sum;
}

/** A cell's text in one line. */
function textOf(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) {
    const next =
      piece.kind === 'text'
        ? piece.text.trim()
        : piece.rows.map(({ cells }) => cells.map((cell) => textOf(cell.pieces)).join(' ')).join(' ');
    text = joined(text, next);
  }
  return text;
}

/** Two lines of a cell as one: words and figures stay apart, Chinese is written on. */
export function joined(before: string, after: string): string {
  if (before === '' || after === '') return before + after;
  return /[\dA-Za-z.%]$/.test(before) && /^[\dA-Za-z]/.test(after) ? `${before} ${after}` : before + after;
}
