/**
 * Merged cells as every format wants them: each cell once, with how many rows and columns it covers.
 *
 *     收入 ←        →  收入 over two columns
 *     项目 决算数   →  项目, 决算数
 */
import { type WrittenCell, type WrittenRow } from '@mingzhang/disclosure';

/** A cell at its upper left corner. */
export interface PlacedCell {
  readonly cell: WrittenCell;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** The cells that begin in each row, in order. Merged cells must form rectangles within the header or within the body. */
export function placedRows(rows: readonly WrittenRow[]): readonly (readonly PlacedCell[])[] {
  const owners = ownersOf(rows);
  const corners = new Map<
    string,
    { row: number; column: number; lastRow: number; lastColumn: number; count: number }
  >();
  owners.forEach((line, row) => {
    line.forEach((owner, column) => {
      const known = corners.get(owner);
      if (known === undefined) corners.set(owner, { row, column, lastRow: row, lastColumn: column, count: 1 });
      else {
        known.lastRow = Math.max(known.lastRow, row);
        known.lastColumn = Math.max(known.lastColumn, column);
        known.count += 1;
      }
    });
  });
  return rows.map(({ cells, role }, row) =>
    cells.flatMap((cell, column): readonly PlacedCell[] => {
      const corner = corners.get(`${row}:${column}`);
      if (corner === undefined) return [];
      const rowSpan = corner.lastRow - row + 1;
      const columnSpan = corner.lastColumn - column + 1;
      if (rowSpan * columnSpan !== corner.count || rows[corner.lastRow]?.role !== role)
        throw new Error(`merged cells of “${cell.text}” form no rectangle`);
      return [{ cell, row, column, rowSpan, columnSpan }];
    }),
  );
}

/** How many columns a table has. */
export function columnCount(rows: readonly WrittenRow[]): number {
  return Math.max(0, ...rows.map(({ cells }) => cells.length));
}

/** For every place of the grid the place of the cell that covers it. */
function ownersOf(rows: readonly WrittenRow[]): readonly (readonly string[])[] {
  const owners: string[][] = [];
  rows.forEach(({ cells }, row) => {
    const line: string[] = [];
    owners.push(line);
    cells.forEach(({ merged, text }, column) => {
      const owner =
        merged === 'left' ? line[column - 1] : merged === 'above' ? owners[row - 1]?.[column] : `${row}:${column}`;
      if (owner === undefined) throw new Error(`cell “${text}” is merged with nothing`);
      line.push(owner);
    });
  });
  return owners;
}
