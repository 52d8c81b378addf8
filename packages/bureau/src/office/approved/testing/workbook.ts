/** A workbook as the finance system would give it: our own statements on sheets, one each, with what stands above and below them. */
import { type StatementTable } from '@mingzhang/disclosure';
import { type Sheet } from '@mingzhang/documents';

export interface WorkbookOptions {
  /** Texts of cells to put in place of others, by `table row column`. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Named in every table's head. */
  readonly department?: string;
  readonly unit?: string;
}

export function workbookOf(tables: readonly StatementTable[], options: WorkbookOptions = {}): readonly Sheet[] {
  return tables.map(({ title, head, grid, notes }) => {
    const department = options.department === undefined ? head.department : `编制单位：${options.department}`;
    const rows = [
      [title],
      [head.number],
      [department, ...(head.year === null ? [] : [head.year]), options.unit ?? head.unit],
      ...grid.map(({ cells }) =>
        cells.map(({ text, amount }) => {
          const key = amount === undefined ? '' : `${amount.table} ${amount.row} ${amount.column}`;
          return options.instead?.[key] ?? text;
        }),
      ),
      ...notes.map(({ text }) => [text]),
    ];
    return { name: title.slice(0, 31), rows: rows.map((cells, index) => ({ number: index + 1, cells })) };
  });
}
