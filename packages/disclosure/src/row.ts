/** A grid's row as recognition looks at it: its texts squeezed once, for tables and forms alike. */
import { type Grid, type GridCell, type GridRow } from './blocks.ts';
import { squeeze } from './compact.ts';

export class Row {
  readonly source: GridRow;
  /** The texts of its cells, white space removed, brackets and digits uniform. */
  readonly texts: readonly string[];
  /** Indices of the cells that hold anything. */
  readonly filled: readonly number[];
  /** The grid writes merged cells once. */
  readonly once: boolean;
  private joinedTexts: string | null = null;

  constructor(source: GridRow, once: boolean) {
    const texts: string[] = [];
    const filled: number[] = [];
    for (const cell of source.cells) {
      const text = squeeze(cell.text);
      if (text !== '') filled.push(texts.length);
      texts.push(text);
    }
    this.source = source;
    this.texts = texts;
    this.filled = filled;
    this.once = once;
  }

  get line(): number {
    return this.source.line;
  }

  get endLine(): number {
    return this.source.endLine;
  }

  get cells(): readonly GridCell[] {
    return this.source.cells;
  }

  /** All texts with a bar between them, for patterns over the whole row. */
  get joined(): string {
    this.joinedTexts ??= this.texts.join('|');
    return this.joinedTexts;
  }
}

/** Gives the rows of a grid. */
export type RowsOf = (grid: Grid) => readonly Row[];

/** The rows of grids, each made once however often it is asked for. */
export function rowsOnce(): RowsOf {
  const made = new Map<Grid, readonly Row[]>();
  return (grid) => {
    const known = made.get(grid);
    if (known !== undefined) return known;
    const once = grid.encoding === 'merged-once';
    const rows = grid.rows.map((row) => new Row(row, once));
    made.set(grid, rows);
    return rows;
  };
}

/** First filled text of a row, '' for an empty row. */
export function firstText(row: Row): string {
  return row.texts[row.filled[0] ?? -1] ?? '';
}

/** True if one of a row's filled texts fits. */
export function someText(row: Row, fits: (text: string) => boolean): boolean {
  for (const index of row.filled) if (fits(row.texts[index] ?? '')) return true;
  return false;
}

/** True if all of a row's filled texts fit. */
export function everyText(row: Row, fits: (text: string) => boolean): boolean {
  for (const index of row.filled) if (!fits(row.texts[index] ?? '')) return false;
  return true;
}
