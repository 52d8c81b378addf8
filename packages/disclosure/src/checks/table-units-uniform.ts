/** All tables of one set are in one money unit. */
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
    for (const table of tables) counts.set(table.unit ?? '', (counts.get(table.unit ?? '') ?? 0) + 1);
    const [usual = ''] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    for (const table of tables) {
      report.judge(table.unit === usual, () => ({
        place: table.place,
        stated: table.unit ?? '',
        expected: usual,
        message: `《${table.title}》的金额单位是“${table.unit ?? ''}”，同套其他表是“${usual}”；应核对是单位写错还是金额没有换算。`,
        labels: [table.title],
      }));
    }
  },
};
