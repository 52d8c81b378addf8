/** A form published without figures says why: under the table, in the index of empty tables, or in its section of the text. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Disclosure, type Table, type TableId } from '../model.ts';
import { bodyOfTopic, textsBetween } from './document-support.ts';

const reason =
  /没有|无数据|无此|无.{0,16}(?:收支|支出|收入|数据|内容|经费)|未(?:发生|安排|使用)|不涉及|空表|为空|故本表/;
const topics: Readonly<Partial<Record<TableId, string>>> = {
  'government-fund': 'government-fund',
  'state-capital': 'state-capital',
  'three-public': 'three-public',
};

export const emptyTableExplained: Check = {
  meta: {
    id: 'empty-table-explained',
    family: 'blank',
    severity: 'presentation',
    certainty: 'proven',
    name: '空表有说明',
    help: '没有数据的决算表仍应公开，并说明为什么为空。',
  },
  run(document, report) {
    const empty = document.tables.filter((table) => table.id !== 'other' && table.empty);
    if (empty.length === 0) report.notApplicable('没有空白的决算表');
    for (const table of empty) {
      report.judge(isExplained(document, table), () => ({
        place: table.place,
        stated: '空表',
        expected: '说明没有数据的原因',
        message: `《${table.title}》没有数据，表下和正文都没有说明原因；应写明“本单位没有……，故本表无数据”。`,
        labels: [table.title],
      }));
    }
  },
};

/** True if a reason stands below the table, in its section or in the index of empty tables. */
export function isExplained(document: Disclosure, table: Table): boolean {
  if (
    table.notes.some((note) =>
      reason.test(squeeze(note.text).replace(/^注：[^。]*。/, (own) => (/没有|无/.test(own) ? own : ''))),
    )
  )
    return true;
  const end = table.place.endLine ?? table.place.line;
  if (textsBetween(document, end + 1, end + 6).some((text) => text.role !== 'cell' && reason.test(text.text)))
    return true;
  const topic = topics[table.id];
  if (topic !== undefined && bodyOfTopic(document, topic).some((text) => reason.test(text.text))) return true;
  return document.tables.some(
    (index) =>
      index.id === 'other' &&
      index.columns.some((column) => /空表|为空/.test(column)) &&
      index.rows.some(
        (row) =>
          row.cells.some((cell) => (cell.text ?? '').includes('是') || reason.test(cell.text ?? '')) &&
          [row.name, ...row.cells.map((cell) => cell.text ?? '')].some((text) =>
            text.includes(table.title.slice(0, 6)),
          ),
      ),
  );
}
