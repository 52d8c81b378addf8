/**
 * The document in pieces of some tens of lines. Each piece is laid out by the browser only when it comes near the screen
 * (content-visibility), so that a table of five thousand rows opens as fast as one of fifty.
 */
import { type Block } from '../words.ts';

/** Blocks `from` to `to` (exclusive); a long grid is cut into pieces of its rows instead. */
export interface Piece {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly rows: { readonly from: number; readonly to: number } | null;
  /** Estimated height in pixels. */
  readonly height: number;
}

const pieceLines = 40;

export function piecesOf(blocks: readonly Block[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let height = 0;
  const close = (to: number): void => {
    if (to > from) pieces.push({ key: `${from}`, from, to, rows: null, height });
    from = to;
    height = 0;
  };
  for (const [block, content] of blocks.entries()) {
    if (content.kind === 'grid' && content.rows.length > pieceLines) {
      close(block);
      for (let row = 0; row < content.rows.length; row += pieceLines) {
        const end = Math.min(row + pieceLines, content.rows.length);
        pieces.push({
          key: `${block}.${row}`,
          from: block,
          to: block + 1,
          rows: { from: row, to: end },
          height: (end - row) * 29,
        });
      }
      from = block + 1;
      continue;
    }
    height += content.kind === 'grid' ? content.rows.length * 29 + 20 : Math.ceil(content.text.length / 46) * 27 + 10;
    if (height > pieceLines * 28) close(block + 1);
  }
  close(blocks.length);
  return pieces;
}

/** The piece in which a block – and, of a long grid, a row – stands. */
export function pieceOf(pieces: readonly Piece[], block: number, row: number): number {
  return pieces.findIndex(
    (piece) =>
      block >= piece.from &&
      block < piece.to &&
      (piece.rows === null || (row >= piece.rows.from && row < piece.rows.to)),
  );
}
