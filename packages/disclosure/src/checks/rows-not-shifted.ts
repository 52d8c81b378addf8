/**
 * A row's amounts stand under their own columns. Rows that slid to the side in conversion are read straight and reported here,
 * one finding for a table.
 */
import { type Check } from '../check.ts';
import { tableNames } from '../recognise/titles.ts';

export const rowsNotShifted: Check = {
  meta: {
    id: 'rows-not-shifted',
    family: 'tab',
    severity: 'error',
    certainty: 'strong',
    name: '表格各行没有错位',
    help: '决算表每一行的金额与表头各栏对齐，没有整行向左或向右错开一栏。',
  },
  run(document, report) {
    const tables = document.tables.filter(
      (table) => table.id === 'income' || table.id === 'expenditure' || table.id === 'general-public-expenditure',
    );
    if (tables.length === 0) report.notApplicable('没有分栏的决算表');
    for (const table of tables) {
      const shifted = table.rows.filter((row) => row.shifted !== undefined);
      const [first] = shifted;
      report.judge(first === undefined, () => {
        const cell = first?.cells.find((candidate) => candidate.quantity !== undefined);
        const label = first?.code === undefined ? (first?.name ?? '') : `${first.code} ${first.name}`;
        return {
          place: cell?.quantity?.place ?? table.place,
          also: shifted.slice(1).flatMap((row) => {
            const other = row.cells.find((candidate) => candidate.quantity !== undefined)?.quantity;
            return other === undefined ? [] : [{ role: 'repeat' as const, place: other.place, stated: other.printed }];
          }),
          stated: cell?.text ?? '',
          expected: table.columns[0] ?? '',
          message: `${tableNames[table.id]}“${label}”${shifted.length > 1 ? `等${shifted.length}行` : '一行'}的金额整行向${first?.shifted === 1 ? '右' : '左'}错开一栏：移回后该行合计等于各分栏之和，请按表头重新对齐。`,
          labels: [table.id, label],
        };
      });
    }
  },
};
