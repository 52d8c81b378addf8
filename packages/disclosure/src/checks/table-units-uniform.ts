/**
 * All tables of one set are in one money unit. A head that merely names the wrong unit is another check's finding, so what counts
 * here is the unit in which the table's amounts are read.
 */
import { type Check } from '../check.ts';

export const tableUnitsUniform: Check = {
  meta: {
    id: 'table-units-uniform',
    family: 'unit',
    severity: 'presentation',
    certainty: 'strong',
    name: '各表金额单位一致',
    help: '同一套决算表使用同一金额单位。',
  },
  run(document, report) {
    const tables = document.tables.filter((table) => table.id !== 'other' && table.unit !== null);
    if (tables.length < 3) {
      report.notApplicable('写明金额单位的决算表不足三张');
      return;
    }
    const counts = new Map<string, number>();
    for (const table of tables) counts.set(table.unitRead, (counts.get(table.unitRead) ?? 0) + 1);
    const [usual = ''] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    for (const table of tables) {
      report.judge(table.unitRead === usual, () => ({
        place: table.unitPlace ?? table.place,
        stated: table.unitRead,
        expected: usual,
        message: `《${table.title}》的金额以“${table.unitRead}”为单位，同套其他表以“${usual}”为单位，应统一。`,
        labels: [table.title],
      }));
    }
  },
};
