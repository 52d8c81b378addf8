/** How wide the columns of a table are: each by its longest words, so that a page's width is used and names break last. */
import { type PrintedRow } from '@mingzhang/disclosure';
import { columnCount, placedRows } from './merged-cells.ts';

/** A Chinese character is as wide as two digits. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2;
  return width;
}

/** A column needs room for its widest cell up to this; longer words wrap. */
const widest = 40;
/** A column of amounts has room for six digits and two decimals, another for a line number. */
const narrowest = { amounts: 10, words: 6 };
/** Labels over amounts may wrap onto this many lines. */
const headerLines = 2;

/** What the columns ask for, in the width of a digit. */
export function columnWidths(rows: readonly PrintedRow[]): readonly number[] {
  const widths = Array.from({ length: columnCount(rows) }, (_, column) =>
    rows.some(({ cells }) => cells[column]?.amount !== undefined) ? narrowest.amounts : narrowest.words,
  );
  for (const line of placedRows(rows)) {
    for (const { cell, row, column, columnSpan } of line) {
      if (columnSpan > 1) continue;
      const width = textWidth(cell.text);
      const wanted = rows[row]?.role === 'header' ? Math.ceil(width / headerLines) + 1 : width + 1;
      widths[column] = Math.max(widths[column] ?? 0, Math.min(widest, wanted));
    }
  }
  return widths;
}

/** The widths as whole numbers that add up to `total`. */
export function shareWidths(widths: readonly number[], total: number): readonly number[] {
  const sum = widths.reduce((a, b) => a + b, 0);
  let before = 0;
  let given = 0;
  return widths.map((width) => {
    before += width;
    const share = Math.round((total * before) / sum) - given;
    given += share;
    return share;
  });
}
