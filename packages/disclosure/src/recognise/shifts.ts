/**
 * Rows whose cells slid one column to the side when a page was converted. Such a row breaks every relation it is in; put
 * back, it breaks none. It is read straight and remembered as shifted, so that it is one finding and not ten.
 *
 *     210  卫生健康支出  |        | 2686.87 | 412.79 | 2274.08   (合计 slid under 基本支出)
 */
import { type Exact } from '@mingzhang/kernel';
import { type Table, type TableCell, type TableId, type TableRow } from '../model.ts';

/** Columns that add up to the first, by table. */
const parts: Readonly<Partial<Record<TableId, readonly string[]>>> = {
  income: ['fiscal', 'superior', 'business', 'operating', 'affiliated', 'other'],
  expenditure: ['basic', 'project', 'remitted', 'operating', 'subsidised'],
  'general-public-expenditure': ['basic', 'project'],
};

/** The table with slid rows put back; the table itself where there are none. */
export function straighten(table: Table): Table {
  const keys = parts[table.id];
  if (keys === undefined || table.empty) return table;
  const total = table.columnKeys.indexOf('total');
  const columns = keys.map((key) => table.columnKeys.indexOf(key)).filter((column) => column >= 0);
  if (total === -1 || columns.length < 2) return table;
  let changed = false;
  const rows = table.rows.map((row) => {
    if (holds(row.cells, total, columns)) return row;
    for (const by of [1, -1] as const) {
      const cells = slide(row.cells, by);
      if (cells !== null && holds(cells, total, columns)) {
        changed = true;
        return {
          ...row,
          cells: cells.map((cell, column) => relabel(cell, row, table.columns[column] ?? '')),
          shifted: by,
        } satisfies TableRow;
      }
    }
    return row;
  });
  return changed ? { ...table, rows } : table;
}

/** The cells slid back by one column; null where an amount would fall off or nothing moved. */
function slide(cells: readonly TableCell[], by: 1 | -1): TableCell[] | null {
  const blank = (like: TableCell): TableCell => ({ text: null, line: like.line, endLine: like.endLine });
  const [first] = cells;
  const last = cells.at(-1);
  if (first === undefined || last === undefined) return null;
  if (by === 1) return first.text === null ? [...cells.slice(1), blank(last)] : null;
  return last.text === null ? [blank(first), ...cells.slice(0, -1)] : null;
}

/** The first column is filled and equals the sum of its parts, within rounding. */
function holds(cells: readonly TableCell[], total: number, columns: readonly number[]): boolean {
  const whole = cells[total]?.quantity;
  let sum: Exact = 0n;
  let slack: Exact = whole?.half ?? 0n;
  let filled = 0;
  for (const column of columns) {
    const quantity = cells[column]?.quantity;
    if (quantity === undefined) continue;
    sum += quantity.value;
    slack += quantity.half;
    filled += 1;
  }
  if (whole === undefined) return filled === 0;
  const difference = whole.value < sum ? sum - whole.value : whole.value - sum;
  return filled > 0 && difference <= slack;
}

function relabel(cell: TableCell, row: TableRow, column: string): TableCell {
  if (cell.quantity === undefined) return cell;
  const label = cell.quantity.label.replace(/”[^”]*$/, `”${column}`);
  return {
    ...cell,
    quantity: {
      ...cell.quantity,
      label,
      place: { ...cell.quantity.place, column, row: cell.quantity.place.row ?? row.name },
    },
  };
}
