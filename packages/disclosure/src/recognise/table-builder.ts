/** Cells of normalised tables: printed text, quantity, label and place. */
import { parseFigure } from '../amount.ts';
import { type NotRead, type TableCell, type TableId, type TableRow } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { type WideCell } from './header.ts';
import { tableNames } from './titles.ts';

/** Collects normalised rows and what could not be placed. */
export class TableBuilder {
  readonly rows: TableRow[] = [];
  readonly notRead: NotRead[] = [];
  columns: readonly string[] = [];
  columnKeys: readonly string[] = [];
  private readonly id: TableId;
  private readonly unit: string;

  constructor(id: TableId, unit: string) {
    this.id = id;
    this.unit = unit;
  }

  setColumns(columns: readonly { readonly key: string; readonly label: string }[]): void {
    this.columns = columns.map((column) => column.label);
    this.columnKeys = columns.map((column) => column.key);
  }

  cell(cell: WideCell | undefined, row: { readonly label: string; readonly line: number }, column: number): TableCell {
    const line = cell?.line ?? row.line;
    const endLine = cell?.endLine ?? line;
    const text = cell?.text ?? '';
    if (text === '') return { text: null, line, endLine };
    if (/^[—–\-－﹣/／]+$/.test(text)) return { text: '—', line, endLine };
    const columnLabel = this.columns[column] ?? '';
    const figure = parseFigure(text, this.unit);
    if (figure === null) {
      this.notRead.push({
        place: { line, endLine, table: this.id, row: row.label, column: columnLabel, quote: text },
        why: '表格单元格里不是金额',
      });
      return { text, line, endLine };
    }
    const quantity: Quantity = {
      ...figure,
      printed: text,
      label: `${tableNames[this.id]}“${row.label}”${columnLabel}`,
      place: { line, endLine, table: this.id, row: row.label, column: columnLabel, quote: text },
      source: 'cell',
      sure: true,
    };
    return { text, quantity, line, endLine };
  }
}
