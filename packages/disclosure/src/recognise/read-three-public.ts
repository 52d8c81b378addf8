/** “三公” expenditure, which provinces print in three shapes. */
import definitions from '../data/tables.json' with { type: 'json' };
import { type GridReader, isAmount } from './grid-reader.ts';
import { type WideRow } from './header.ts';
import { lookUp } from './synonyms.ts';
import { type TableBuilder } from './table-builder.ts';

/** 三公: wide (预算数 six columns, 决算数 six columns), transposed (rows 预算数/决算数), or a list of items. */
export function readThreePublic(reader: GridReader, build: TableBuilder): void {
  const keyOf = (path: readonly string[]): string | null => {
    const leaf = path.at(-1) ?? '';
    if (/^(?:小计|合计)$/.test(leaf)) {
      const above = path.slice(0, -1).findLast((label) => lookUp(label, definitions.threePublicColumns) !== null);
      if (above !== undefined && /公务用车/.test(above)) return 'vehicles';
      return 'total';
    }
    return lookUp(leaf, definitions.threePublicColumns);
  };
  const rowOf = (name: string): string | null =>
    /预算/.test(name) ? 'budget' : /决算|支出/.test(name) ? 'final' : null;
  const named = reader.dataRows.filter((row) =>
    row.cells.some((cell, column) => column < 2 && rowOf(cell.text) !== null && cell.text.length <= 6),
  );
  if (named.length > 0) {
    readThreePublicTransposed(reader, build, named, rowOf);
    return;
  }
  const items = reader.dataRows.filter(
    (row) =>
      lookUp(row.cells[0]?.text ?? '', definitions.threePublicColumns) !== null && !isAmount(row.cells[0]?.text ?? ''),
  );
  if (items.length >= 3) {
    readThreePublicItems(reader, build, items);
    return;
  }
  const data =
    reader.dataRows.findLast((row) => row.cells.some((cell) => isAmount(cell.text))) ??
    reader.dataRows[0] ??
    blankRow(reader);
  const canonical = ['total', 'abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception'];
  const half = Math.floor(reader.width / 2);
  const keys =
    reader.width === 12
      ? canonicalOrder(reader, canonical)
      : reader.paths.slice(0, half).map((path, index) => keyOf(path) ?? canonical[index] ?? `column:${index}`);
  build.setColumns(keys.map((key) => ({ key, label: threePublicLabel(key) })));
  for (const [index, [key, name]] of [['budget', '预算数'] as const, ['final', '决算数'] as const].entries()) {
    const offset = index * keys.length;
    build.rows.push({
      name,
      key,
      cells: keys.map((_, column) => build.cell(data.cells[offset + column], { label: name, line: data.line }, column)),
      line: data.cells[offset]?.line ?? data.line,
      endLine: data.cells[offset + keys.length - 1]?.endLine ?? data.endLine,
    });
  }
}

/** The data row of a table in which nothing was filled: blanks below the header. */
function blankRow(reader: GridReader): WideRow {
  const line = reader.headerRows.at(-1)?.endLine ?? 1;
  return {
    cells: Array.from({ length: reader.width }, () => ({ text: '', line, endLine: line })),
    line,
    endLine: line,
  };
}

/** The order of the six columns: 公务接待费 last, or before the vehicles as some provinces print it. */
function canonicalOrder(reader: GridReader, canonical: readonly string[]): string[] {
  const labels = reader.headerRows.flatMap((row) => row.texts);
  const reception = labels.findIndex((label) => /^公务接待/.test(label));
  const vehicles = labels.findIndex((label) => /^公务用车/.test(label));
  if (reception >= 0 && vehicles >= 0 && reception < vehicles)
    return ['total', 'abroad', 'reception', 'vehicles', 'vehicle-purchase', 'vehicle-running'];
  return [...canonical];
}

/** The label of a column in the normalised table. */
export function threePublicLabel(key: string): string {
  const label = definitions.threePublicColumns.find(([candidate]) => candidate === key)?.[1];
  return label === undefined ? key : key === 'vehicles' ? `${label}/小计` : label;
}

function readThreePublicTransposed(
  reader: GridReader,
  build: TableBuilder,
  rows: readonly WideRow[],
  rowOf: (name: string) => string | null,
): void {
  const seen = new Set<string>();
  const columns: { readonly column: number; readonly key: string; readonly label: string }[] = [];
  // The vehicles' 小计 stands under its own group, the overall one first; order decides where labels repeat.
  reader.paths.forEach((path, column) => {
    if (column === 0) return;
    const leaf = path.at(-1) ?? '';
    let key = lookUp(leaf, definitions.threePublicColumns);
    if (/^(?:小计|合计)$/.test(leaf)) key = seen.has('total') ? 'vehicles' : 'total';
    if (key === 'vehicles' && /购置及运行|购置和运行/.test(leaf))
      key = path.length > 1 && seen.has('vehicles') ? 'vehicle-purchase' : 'vehicles';
    if (key === null || seen.has(key)) return;
    seen.add(key);
    columns.push({ column, key, label: threePublicLabel(key) });
  });
  build.setColumns(columns);
  for (const row of rows) {
    const name = row.cells.slice(0, 2).find((cell) => rowOf(cell.text) !== null)?.text ?? '';
    build.rows.push({
      name,
      key: rowOf(name) ?? 'final',
      cells: columns.map((column, index) =>
        build.cell(row.cells[column.column], { label: name, line: row.line }, index),
      ),
      line: row.line,
      endLine: row.endLine,
    });
  }
}

function readThreePublicItems(reader: GridReader, build: TableBuilder, items: readonly WideRow[]): void {
  const columnOf = (pattern: RegExp): number =>
    reader.paths.findIndex((path, column) => column > 0 && path.some((label) => pattern.test(label)));
  const wanted = [
    { key: 'budget', name: '预算数', column: columnOf(/预算/) },
    { key: 'final', name: '决算数', column: columnOf(/决算|支出数/) },
  ].filter((entry) => entry.column >= 0);
  const keyed = items.map((row) => ({
    row,
    key: lookUp(row.cells[0]?.text ?? '', definitions.threePublicColumns) ?? '',
  }));
  const unique = keyed.filter((entry, index) => keyed.findIndex((other) => other.key === entry.key) === index);
  build.setColumns(unique.map((entry) => ({ key: entry.key, label: threePublicLabel(entry.key) })));
  for (const { key, name, column } of wanted) {
    build.rows.push({
      name,
      key,
      cells: unique.map((entry, index) =>
        build.cell(entry.row.cells[column], { label: name, line: entry.row.line }, index),
      ),
      line: unique[0]?.row.line ?? 1,
      endLine: unique.at(-1)?.row.endLine ?? 1,
    });
  }
}
