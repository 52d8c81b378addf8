/** The column 行次 counts on without a gap: a number left out is a row left out, or a form that was changed by hand. */

import { firstLine, type Grid, type GridCell, lastLine } from '../blocks.ts';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';

export const lineNumbersConsecutive: Check = {
  meta: {
    id: 'line-numbers-consecutive',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '行次连续',
    help: '决算表的行次逐行加一，不跳号、不重号。',
  },
  run(document, report) {
    let seen = false;
    const grids = document.blocks.filter((block): block is Grid => block.kind === 'grid');
    // Tables and grids both come in the order of the text, so the search goes on where it stopped.
    let next = 0;
    for (const table of document.tables) {
      if (table.id === 'other') continue;
      const end = table.place.endLine ?? table.place.line;
      while (next < grids.length && lastLine(grids[next] as Grid) < table.place.line) next += 1;
      for (let at = next; at < grids.length; at += 1) {
        const block = grids[at] as Grid;
        if (firstLine(block) > end) break;
        for (const column of numberColumns(block, table.place.line, end)) {
          seen = true;
          let before: number | null = null;
          let above: GridCell | null = null;
          for (const cell of column) {
            const value = Number(squeeze(cell.text));
            const expected: number | null = before === null ? null : before + 1;
            const from: number = above?.line ?? cell.line;
            report.judge(expected === null || value === expected, () => ({
              place: {
                line: from,
                ...(cell.line > from ? { endLine: cell.line } : {}),
                table: table.title,
                column: '行次',
                quote: cell.text,
              },
              stated: String(value),
              expected: String(expected),
              message: `《${table.title}》的行次在${(expected ?? 0) - 1}之后是${value}，${value > (expected ?? 0) ? `缺第${expected ?? ''}${value - (expected ?? 0) > 1 ? `至${value - 1}` : ''}行` : '重复或倒序'}。`,
              labels: [table.title, String(value)],
            }));
            // A double stands where the next number should.
            before = expected !== null && value < expected ? expected : value;
            above = cell;
          }
        }
      }
    }
    if (!seen) report.notApplicable('没有带行次的决算表');
  },
};

/** The cells under each 行次, rows of the header's own width only. */
function numberColumns(grid: Grid, from: number, to: number): readonly (readonly GridCell[])[] {
  const header = grid.rows.find(
    (row) => row.line >= from && row.line <= to && row.cells.some((cell) => squeeze(cell.text) === '行次'),
  );
  if (header === undefined) return [];
  const columns = header.cells.flatMap((cell, index) => (squeeze(cell.text) === '行次' ? [index] : []));
  return columns.map((column) =>
    grid.rows.flatMap((row) => {
      const cell = row.cells[column];
      return row.line > header.line &&
        row.line <= to &&
        row.cells.length === header.cells.length &&
        cell !== undefined &&
        /^\d{1,3}$/.test(squeeze(cell.text))
        ? [cell]
        : [];
    }),
  );
}
