/** A printed table as rows of spanning cells, and what a cell's row and column are called. */
import { type Schemas } from '../../words.ts';

export type StatementTable = Schemas['StatementTable'];
type PrintedRow = StatementTable['rows'][number];
type PrintedCell = PrintedRow['cells'][number];

export interface SpanningCell {
  readonly column: number;
  readonly cell: PrintedCell;
  readonly columns: number;
  readonly rows: number;
}

/** The cells that are drawn, each with how far it spans; those merged into another are left out. */
export function spanningCells(rows: readonly PrintedRow[]): readonly (readonly SpanningCell[])[] {
  return rows.map(({ cells, role }, at) =>
    cells.flatMap((cell, column) => {
      if (cell.merged !== null) return [];
      let columns = 1;
      while (cells[column + columns]?.merged === 'left') columns += 1;
      let down = 1;
      while (rows[at + down]?.role === role && rows[at + down]?.cells[column]?.merged === 'above') down += 1;
      return [{ column, cell, columns, rows: down }];
    }),
  );
}

/** The text that stands over or in a cell, found through what it is merged into. */
function textAt(rows: readonly PrintedRow[], at: number, column: number): string {
  let [row, place] = [at, column];
  for (;;) {
    const cell = rows[row]?.cells[place];
    if (cell?.merged === 'left') place -= 1;
    else if (cell?.merged === 'above') row -= 1;
    else return cell?.text ?? '';
  }
}

const meaningless = /^(?:|[\d ]+|栏次|项目)$/;

/** `公务用车购置及运行维护费 › 小计` */
export function columnName(rows: readonly PrintedRow[], column: number): string {
  const names = rows.flatMap(({ role }, at) => (role === 'header' ? [textAt(rows, at, column)] : []));
  return [...new Set(names)].filter((name) => !meaningless.test(name)).join(' › ');
}

/** `2101501 行政运行`: the words before the amount, as far back as another amount. */
export function rowName(row: PrintedRow, column: number): string {
  const words: string[] = [];
  for (let place = column - 1; place >= 0; place -= 1) {
    const cell = row.cells[place];
    if (cell === undefined || (cell.amount !== null && words.length > 0)) break;
    if (cell.amount === null && cell.text !== '') words.unshift(cell.text);
  }
  // A line number beside a name says nothing; a code before one does.
  const named = words.filter((word) => !/^\d{1,2}$/.test(word));
  return (named.length === 0 ? words : named).join(' ');
}

/** True where the column holds line numbers. */
export function isLineNumber(rows: readonly PrintedRow[], column: number): boolean {
  return rows.some(({ role, cells }) => role === 'header' && cells[column]?.text === '行次');
}
