/**
 * A table's head names the unit its amounts are in: 「单位：元」 over the very figures that every other table prints in 万元 is a
 * slip of the head.
 */
import { type Check } from '../check.ts';
import { tableNames } from '../recognise/titles.ts';

export const tableUnitAgrees: Check = {
  meta: {
    id: 'table-unit-agrees',
    family: 'unit',
    severity: 'error',
    certainty: 'proven',
    name: '表头计量单位无误',
    help: '决算表表头的金额单位与表内数字的量级相符，各表相同的合计数使用相同的单位。',
  },
  run(document, report) {
    const tables = document.tables.filter((table) => table.id !== 'other' && table.unit !== null);
    if (tables.length === 0) report.notApplicable('没有标明单位的决算表');
    for (const table of tables) {
      report.judge(table.unit === table.unitRead, () => ({
        place: table.unitPlace ?? table.place,
        stated: table.unit ?? '',
        expected: table.unitRead,
        message: `${tableNames[table.id]}表头写明单位为“${table.unit ?? ''}”，但表中合计数与其他以“${table.unitRead}”为单位的表完全相同，单位应为“${table.unitRead}”。`,
        labels: [table.id],
      }));
    }
  },
};
