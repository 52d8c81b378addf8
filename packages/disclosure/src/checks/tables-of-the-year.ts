/** The year printed in a table's head is the year of the accounts. */
import { type Check } from '../check.ts';
import { placeOfText, textsBetween } from './document-support.ts';

export const tablesOfTheYear: Check = {
  meta: {
    id: 'tables-of-the-year',
    family: 'year',
    severity: 'error',
    certainty: 'strong',
    name: '表头年度一致',
    help: '决算表表头的年度与本决算年度一致。',
  },
  run(document, report) {
    const tables = document.tables.filter((table) => table.part === 0 && table.id !== 'other' && table.year !== null);
    if (tables.length === 0 || document.year === null) {
      report.notApplicable('决算表表头没有印年度');
      return;
    }
    const { year } = document;
    for (const table of tables) {
      report.judge(table.year === year, () => {
        const head = textsBetween(document, table.place.line, table.place.endLine ?? table.place.line).find((text) =>
          text.text.includes(String(table.year)),
        );
        return {
          place: head === undefined ? table.place : placeOfText(head),
          stated: String(table.year),
          expected: String(year),
          message: `《${table.title}》的表头写着${table.year ?? ''}年度，其他各处是${year ?? ''}年度。`,
          labels: [table.title],
        };
      });
    }
  },
};
