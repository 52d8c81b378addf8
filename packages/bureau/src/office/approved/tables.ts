/**
 * The approved tables as they are kept: every cell under the same keys as a cell of our statements, with where it stands in the
 * file.
 *
 *     财决 sheet 支出决算表, row 9, “2101501 行政运行” 基本支出 485.95   →   expenditure, row 2101501, column basic, '485.95' 万元
 */
import { cellTerms, type TableId } from '@mingzhang/disclosure';

export interface CellKeys {
  readonly table: TableId;
  readonly row: string;
  readonly side: 'income' | 'expenditure' | null;
  readonly column: string;
}

export interface ApprovedCell extends CellKeys {
  readonly rowName: string;
  readonly columnName: string;
  /** A plain decimal in the table's unit, or a number of vehicles and sets; null where there is none, as blank or as ——. */
  readonly amount: string | null;
  readonly counted: boolean;
  readonly sheet: string;
  /** Row of the sheet. */
  readonly sheetRow: number;
}

export interface ApprovedTable {
  readonly id: TableId;
  readonly title: string;
  /** As printed: 财决01表, 公开01表; null where none is. */
  readonly number: string | null;
  readonly unit: '元' | '万元';
  readonly sheet: string;
  readonly cells: readonly ApprovedCell[];
}

export interface ApprovedTables {
  /** The import that they came with. */
  readonly importId: string;
  readonly file: string;
  /** Hash of the file's bytes. */
  readonly sha256: string;
  readonly maker: string;
  readonly committer: string;
  readonly committedAt: Date;
  readonly tables: readonly ApprovedTable[];
}

export function keyOf({ table, row, side, column }: CellKeys): string {
  return [table, side ?? '', row, column].join('|');
}

/** True if our statements state what the cell states. */
export function isPlaced(cell: CellKeys): boolean {
  return cellTerms(cell) !== null;
}

/** True if the cell holds an amount other than zero: blank, —— and 0.00 all say that there is nothing. */
export function saysSomething({ amount }: Pick<ApprovedCell, 'amount'>): boolean {
  return amount !== null && /[1-9]/.test(amount);
}
