/** Every table's head names the department, the money unit and the table's number, as the forms print them. */
import { type Place } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Disclosure, type Table } from '../model.ts';
import { placeOfText, reportSlips, type Slip, textsBetween } from './document-support.ts';

export const tableHeadsComplete: Check = {
  meta: {
    id: 'table-heads-complete',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '表头填写完整',
    help: '每张决算表的表头写明部门名称、金额单位和表号。',
  },
  run(document, report) {
    const tables = document.tables.filter((table) => table.id !== 'other');
    if (tables.length === 0) {
      report.notApplicable('没有决算表');
      return;
    }
    const numbered = tables.filter((table) => table.printedNumber !== null).length;
    const unitOf = tables.filter((table) => table.unit !== null).length;
    const slips = tables.flatMap((table): readonly Slip[] => [
      ...(table.department === '' ? [slip('部门名称', headLine(document, table), table)] : []),
      ...(table.unit === null && unitOf * 2 > tables.length ? [slip('金额单位', table.place, table)] : []),
      ...(table.printedNumber === null && numbered * 2 > tables.length ? [slip('表号', table.place, table)] : []),
    ]);
    reportSlips(report, tables.length, slips);
  },
};

function slip(what: string, place: Place, table: Table): Slip {
  return {
    key: what,
    place,
    judgement: { stated: '（空白）', expected: what, message: `《${table.title}》表头没有填写${what}。` },
  };
}

const departmentLabel = /^(?:部门|编制单位|单位名称|部门名称|编制部门)：?$/;

function headLine(document: Disclosure, table: Table): Place {
  const after = lastLineBefore(document, table);
  const text = textsBetween(
    document,
    Math.max(table.place.line - 12, after + 1),
    table.place.endLine ?? table.place.line,
  ).find((one) =>
    departmentLabel.test(one.text.replace(/(?:(?:金额|计量)?单位：(?:人民币)?[百千万亿]*元|公开).*$/, '')),
  );
  return text === undefined ? table.place : { ...placeOfText(text), table: table.place.table ?? table.id };
}

/** Last line of the table before this one, so that its head is not taken for ours. */
function lastLineBefore(document: Disclosure, table: Table): number {
  return document.tables.reduce((last, other) => {
    const end = other.place.endLine ?? other.place.line;
    return end < table.place.line && end > last ? end : last;
  }, 0);
}
