/** The printed numbers of the tables run 1, 2, 3 … without a double or a gap. */
import { type Place } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Disclosure, type Table } from '../model.ts';
import { printedOrdinal } from '../recognise/template.ts';
import { announcedTables } from './announced-parts-present.ts';
import { placeIn, textsBetween } from './document-support.ts';
import { missingRequiredTables } from './required-parts-present.ts';

export const tablesNumberedInOrder: Check = {
  meta: {
    id: 'tables-numbered-in-order',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '表号连续',
    help: '公开表的表号从01起连续，不重号、不跳号、不倒序。',
  },
  run(document, report) {
    const tables = document.tables
      .filter((table) => table.part === 0 && table.id !== 'other')
      .flatMap((table) => {
        const number = printedOrdinal(table.printedNumber);
        return number === null ? [] : [{ table, number }];
      });
    if (tables.length < 3) {
      report.notApplicable('印有表号的决算表不足三张');
      return;
    }
    const seen = new Map<number, string>();
    let last = 0;
    const missing = announcedTables(document).missing.length > 0 || missingRequiredTables(document).length > 0;
    for (const { table, number } of tables) {
      const before = seen.get(number);
      // A gap because a table is missing is the finding of the check that misses the table.
      const gap = number > last + 1 && !missing;
      const why =
        before !== undefined
          ? `与《${before}》重号`
          : number < last
            ? `排在${last}号表之后`
            : gap
              ? `前面缺第${last + 1}${number - last > 2 ? `至${number - 1}` : ''}号表`
              : '';
      report.judge(why === '', () => ({
        place: numberPlace(document, table),
        stated: table.printedNumber ?? '',
        expected: `公开${String(last + 1).padStart(2, '0')}表`,
        message: `《${table.title}》印作“${table.printedNumber ?? ''}”，${why}。`,
        labels: [table.title, String(number)],
      }));
      seen.set(number, table.title);
      // A double stands where the next number should.
      last = before !== undefined && number === last ? last + 1 : Math.max(last, number);
    }
  },
};

/** Where the number itself is printed, in the table's head. */
function numberPlace(document: Disclosure, table: Table): Place {
  const printed = table.printedNumber ?? '';
  const text = textsBetween(document, table.place.line - 3, table.place.endLine ?? table.place.line).find(
    (one) => one.role !== 'contents' && one.text.includes(printed),
  );
  if (text === undefined) return table.place;
  const start = text.text.indexOf(printed);
  return { ...placeIn(text, start, start + printed.length), table: table.place.table ?? table.id };
}
