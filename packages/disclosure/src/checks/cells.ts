/**
 * How table checks take figures from the model: by row and column key, a blank as zero that knows where it stands.
 * A blank is a quantity of its own, so that the judge can name it as the figure at fault.
 */

import { unitDefinition } from '../amount.ts';
import { type Report, type Term } from '../check.ts';
import { type Disclosure, type Table, type TableCell, type TableId, type TableRow } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { tableNames } from '../recognise/titles.ts';

/** A table prepared for look-ups. */
export interface TableView {
  readonly table: Table;
  readonly rows: ReadonlyMap<string, TableRow>;
  readonly columns: ReadonlyMap<string, number>;
  /** The quantities that stand for its blank cells, once they are asked for. */
  readonly blanks: Map<TableCell, Quantity>;
}

const views = new WeakMap<Table, TableView>();

/** The view of a table; two-sided tables key their rows 'income:total', 'expenditure:class:208'. */
export function viewOf(table: Table): TableView {
  const known = views.get(table);
  if (known !== undefined) return known;
  const rows = new Map<string, TableRow>();
  for (const row of table.rows) {
    const key = row.side === undefined ? row.key : `${row.side}:${row.key}`;
    if (!rows.has(key)) rows.set(key, row);
  }
  const columns = new Map(table.columnKeys.map((key, index) => [key, index]));
  const view: TableView = { table, rows, columns, blanks: new Map() };
  views.set(table, view);
  return view;
}

const tablesById = new WeakMap<Disclosure, Map<TableId, TableView[]>>();

/** The tables of this id, one for each part that has it. */
export function tablesOf(document: Disclosure, id: TableId): readonly TableView[] {
  let byId = tablesById.get(document);
  if (byId === undefined) {
    byId = new Map();
    for (const table of document.tables) {
      const list = byId.get(table.id);
      if (list === undefined) byId.set(table.id, [viewOf(table)]);
      else list.push(viewOf(table));
    }
    tablesById.set(document, byId);
  }
  return byId.get(id) ?? [];
}

/** Pairs of two tables in the same part. */
export function pairsOf(
  document: Disclosure,
  left: TableId,
  right: TableId,
): { readonly left: TableView; readonly right: TableView }[] {
  const others = new Map<number, TableView>();
  for (const view of tablesOf(document, right)) if (!others.has(view.table.part)) others.set(view.table.part, view);
  return tablesOf(document, left).flatMap((view) => {
    const other = others.get(view.table.part);
    return other === undefined ? [] : [{ left: view, right: other }];
  });
}

/** The figure at a row and column; a blank or — as zero; null where the table has no such row or column. */
export function figureAt(view: TableView, rowKey: string, columnKey = 'total'): Quantity | null {
  const row = view.rows.get(rowKey);
  const column = view.columns.get(columnKey);
  if (row === undefined || column === undefined) return null;
  return figureOf(view.table, row, column);
}

/** The figure of a cell; a blank is zero. */
export function figureOf(table: Table, row: TableRow, column: number): Quantity | null {
  const cell = row.cells[column];
  if (cell === undefined) return null;
  if (cell.quantity !== undefined) return cell.quantity;
  if (cell.text !== null && cell.text !== '—') return null;
  const { blanks } = viewOf(table);
  const known = blanks.get(cell);
  if (known !== undefined) return known;
  const rowLabel = row.code === undefined ? row.name : `${row.code} ${row.name}`;
  const columnLabel = table.columns[column] ?? '';
  const filled = filledLeft(row, column);
  // Vehicles and equipment are counted: a blank among them is no money.
  const counted = table.id === 'disclosure-statistics' && /^(?:vehicles|equipment)/.test(row.key);
  const unit = counted ? '辆' : (table.unit ?? '万元');
  const blank: Quantity = {
    value: 0n,
    half: 0n,
    dimension: counted ? 'count' : 'yuan',
    printed: cell.text ?? '空白',
    unitFactor: unitDefinition(unit)?.factor ?? 1_000_000_000_000n,
    decimals: counted ? 0 : 2,
    unit,
    label: `${tableNames[table.id]}“${rowLabel}”${columnLabel}`,
    place: {
      line: filled?.line ?? row.line,
      endLine: cell.endLine,
      table: table.id,
      row: rowLabel,
      column: columnLabel,
      quote: filled?.text ?? (row.name === '' ? (row.code ?? '') : row.name),
    },
    source: 'cell',
    sure: true,
  };
  blanks.set(cell, blank);
  return blank;
}

function filledLeft(row: TableRow, column: number): TableCell | undefined {
  for (let at = column - 1; at >= 0; at -= 1) {
    const cell = row.cells[at];
    if (cell !== undefined && cell.text !== null) return cell;
  }
  return undefined;
}

/** True for a figure that stands for a blank cell. */
export function isBlank(quantity: Quantity): boolean {
  return quantity.printed === '空白' || quantity.printed === '—';
}

export function plus(quantity: Quantity): Term {
  return { quantity, sign: 1 };
}

export function minus(quantity: Quantity): Term {
  return { quantity, sign: -1 };
}

/** States whole = Σ parts, leaving out blanks among the parts; nothing at all where everything is blank. */
export function stateSum(
  report: Report,
  whole: Quantity | null,
  parts: readonly (Term | null)[],
  reason: string,
  options: { readonly accuse?: Quantity } = {},
): void {
  if (whole === null) return;
  const filled: Term[] = [];
  for (const term of parts) if (term !== null && !isBlank(term.quantity)) filled.push(term);
  if (isBlank(whole) && filled.length === 0) return;
  // A blank may be the figure at fault, so it takes part where the filled ones alone do not make the sum.
  const terms =
    filled.length > 0 && addsUp(whole, filled) ? filled : parts.filter((term): term is Term => term !== null);
  if (terms.length === 0) return;
  report.relation({ kind: 'sum', whole, parts: terms, accuse: options.accuse ?? whole, reason });
}

function addsUp(whole: Quantity, terms: readonly Term[]): boolean {
  let rest = whole.value;
  let slack = whole.half;
  for (const { quantity, sign } of terms) {
    rest -= sign === 1 ? quantity.value : -quantity.value;
    slack += quantity.half;
  }
  return (rest < 0n ? -rest : rest) <= slack;
}

/** States that two figures are the same; the accused is the right one unless it is the one that is filled alone. */
export function stateEqual(report: Report, left: Quantity | null, right: Quantity | null, reason: string): void {
  if (left === null || right === null || (isBlank(left) && isBlank(right))) return;
  report.relation({ kind: 'sum', whole: right, parts: [plus(left)], accuse: right, reason });
}
