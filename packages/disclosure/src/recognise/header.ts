/**
 * Headers of grids: which label path stands over each column. Two encodings differ: where merged cells are written once a
 * header row is shorter than the grid; where they are expanded they are followed by blanks.
 */
import { type Grid } from '../blocks.ts';
import { type Row } from '../row.ts';

/** A row of a grid at the grid's full width; blanks where a merged cell stood. */
export interface WideRow {
  readonly cells: readonly WideCell[];
  readonly line: number;
  readonly endLine: number;
}

export interface WideCell {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

/** Brings a data row to full width: where merged cells are written once, a short row's first cell spans the missing ones. */
export function widen(row: Row, width: number, encoding: Grid['encoding']): WideRow {
  const { line, endLine } = row;
  const missing = width - row.texts.length;
  if (missing <= 0 && row.cells.every((cell, index) => cell.text === row.texts[index])) return row.source;
  const cells = row.cells.map(
    (cell, index): WideCell => ({ text: row.texts[index] ?? '', line: cell.line, endLine: cell.endLine }),
  );
  if (missing > 0 && cells.length > 0) {
    const blanks = new Array<WideCell>(missing).fill({ text: '', line, endLine: line });
    if (encoding === 'merged-once') cells.splice(1, 0, ...blanks);
    else cells.push(...blanks);
  }
  return { cells, line, endLine };
}

/** The labels over each column, outermost first. Header rows come top down, without blank rows and 栏次. */
export function headerPaths(rows: readonly Row[], width: number, encoding: Grid['encoding']): string[][] {
  const expanded: string[][] = [];
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row === undefined) continue;
    const { texts } = row;
    const below = expanded[0];
    const full =
      encoding === 'merged-once' && texts.length < width
        ? spreadMergedOnce(texts, width, below)
        : propagate([...texts, ...Array.from({ length: Math.max(0, width - texts.length) }, () => '')], below);
    expanded.unshift(full);
  }
  return Array.from({ length: width }, (_, column) => {
    const path: string[] = [];
    for (const row of expanded) {
      const label = row[column] ?? '';
      if (label !== '' && path.at(-1) !== label) path.push(label);
    }
    return path;
  });
}

/** Labels over what names a row: codes and names. */
const standsForRow = /编码|代码|名称|^(?:类|款|项)$/;

/** A short header row over a full one: a label over a blank takes one column, over filled cells it takes their run. */
function spreadMergedOnce(texts: readonly string[], width: number, below: readonly string[] | undefined): string[] {
  const full = Array.from({ length: width }, () => '');
  if (below === undefined) {
    const missing = width - texts.length;
    full[0] = texts[0] ?? '';
    for (let index = 1; index < texts.length; index += 1) full[index + missing] = texts[index] ?? '';
    return full;
  }
  let column = 0;
  texts.forEach((label, position) => {
    if (column >= width) return;
    const labelsLeft = texts.length - position - 1;
    if (below[column] === '') {
      full[column] = label;
      column += 1;
      return;
    }
    const last = Math.max(column + 1, width - labelsLeft);
    // 项目 stands over code and name only, whatever stands right of them.
    const overNames = /^项目/.test(label) && standsForRow.test(below[column] ?? '');
    while (column < last && (below[column] ?? '') !== '' && (!overNames || standsForRow.test(below[column] ?? ''))) {
      full[column] = label;
      column += 1;
    }
  });
  return full;
}

/** A full header row: a blank right of a label belongs to it where something stands below the blank. */
function propagate(texts: readonly string[], below: readonly string[] | undefined): string[] {
  const full = [...texts];
  if (below === undefined) return full;
  for (let column = 1; column < full.length; column += 1) {
    const left = full[column - 1] ?? '';
    const under = below[column] ?? '';
    const underLeft = below[column - 1] ?? '';
    if (full[column] === '' && left !== '' && under !== '' && underLeft !== '') full[column] = left;
  }
  return full;
}
