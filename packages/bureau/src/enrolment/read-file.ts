/**
 * Reads the tax bureau's files (税务征收回传): which row is the header, which column is what – as data, in `data/columns.json`, several
 * titles for each –, and what every row says. A row that cannot be read is a row with a problem, and the others go on.
 *
 *     姓名 | 证件号码 | 费款所属期 | 实缴金额 | 入库日期    →   { name, number, period: '2024', personAmount: 38000, paidOn … }
 */
import { type Sheet, type SheetRow } from '@mingzhang/documents';
import { type DateText, type Fen, isMonth, readAmount, readDate } from '@mingzhang/kernel';
import columns from './data/columns.json' with { type: 'json' };
import { type EnrolmentRefused, refuse } from './refusals.ts';

/** 城乡居民缴费明细, 职工缴费明细. */
export type FileKind = keyof typeof columns;

export const fileKindNames: Readonly<Record<FileKind, string>> = {
  resident: '城乡居民缴费明细',
  employee: '职工缴费明细',
};

type Field = 'number' | 'name' | 'period' | 'personAmount' | 'employerAmount' | 'paidOn' | 'receipt' | 'employer';

interface Column {
  readonly field: Field;
  readonly term: string;
  readonly required: boolean;
  readonly labels: readonly string[];
}

export function columnsOfFile(kind: FileKind): readonly Column[] {
  return columns[kind] as readonly Column[];
}

/** One row as it was written; `problem` says why it cannot be used. */
export interface FileRow {
  readonly row: number;
  readonly name: string;
  readonly number: string;
  readonly employer: string;
  readonly period: string;
  readonly personAmount: Fen;
  readonly employerAmount: Fen;
  readonly paidOn: DateText | null;
  readonly receipt: string;
  readonly problem: string | null;
}

/** How far down a header may stand below titles. */
const headerDepth = 20;

/** The rows of the first sheet that has such a table. */
export function readFileRows(sheets: readonly Sheet[], kind: FileKind): readonly FileRow[] | EnrolmentRefused {
  const wanted = columnsOfFile(kind);
  for (const sheet of sheets) {
    for (const [at, header] of sheet.rows.slice(0, headerDepth).entries()) {
      const places = placesIn(header, wanted);
      if (places === null) continue;
      const rows = sheet.rows.slice(at + 1).filter((row) => isData(row, places));
      if (rows.length === 0) {
        return refuse('file-without-rows', '表头下面没有缴费行，没有保存。请核对导出的文件是否完整。');
      }
      return rows.map((row) => readRow(row, places, kind));
    }
  }
  const terms = wanted.filter(({ required }) => required).map(({ term }) => term);
  return refuse(
    'file-header-missing',
    `在前${headerDepth}行里没有找到表头。${fileKindNames[kind]}要有${terms.join('、')}等栏，请核对选的文件种类。`,
  );
}

type Places = ReadonlyMap<Field, number>;

/** Where the columns stand; null where the row is no header. Of several titles for a column, the one listed first is meant. */
function placesIn(row: SheetRow, wanted: readonly Column[]): Places | null {
  const cells = row.cells.map(plain);
  const places = new Map<Field, number>();
  for (const { field, labels, required } of wanted) {
    const label = labels.find((one) => cells.includes(one));
    if (label !== undefined) places.set(field, cells.indexOf(label));
    else if (required) return null;
  }
  return places;
}

/** A title without spaces, marks and units: `*实缴金额（元）` → `实缴金额`. */
function plain(cell: string): string {
  return cell
    .normalize('NFKC')
    .replaceAll(/[\s*＊]/g, '')
    .replace(/[([](?:元|单位:?元)[)\]]$/, '')
    .replace(/:$/, '');
}

/** Not blank, not a total, not a signature below the table. */
function isData({ cells }: SheetRow, places: Places): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return false;
  if (filled.slice(0, 2).some((cell) => /^(?:合计|总计|小计|累计|本页)/.test(cell.replaceAll(/\s/g, '')))) return false;
  const at = (field: Field): string => cells[places.get(field) ?? -1]?.trim() ?? '';
  return at('number') !== '' || at('personAmount') !== '';
}

function readRow({ number: row, cells }: SheetRow, places: Places, kind: FileKind): FileRow {
  const at = (field: Field): string => cells[places.get(field) ?? -1]?.trim() ?? '';
  const person = amountOf(at('personAmount'));
  const employer = at('employerAmount') === '' ? 0 : amountOf(at('employerAmount'));
  const period = readPeriod(at('period'), kind);
  const paidOn = readDate(at('paidOn'));
  const problem =
    person === null || employer === null
      ? `金额“${person === null ? at('personAmount') : at('employerAmount')}”不是不小于零的金额`
      : person + employer === 0
        ? '金额为零'
        : period === null
          ? `所属期“${at('period')}”看不出是哪一${kind === 'resident' ? '年度' : '月'}`
          : paidOn === null
            ? `缴费日期“${at('paidOn')}”不是日期`
            : null;
  return {
    row,
    name: at('name').replaceAll(/\s/g, '').slice(0, 100),
    number: at('number'),
    employer: at('employer').toUpperCase().slice(0, 50),
    period: period ?? '',
    personAmount: person ?? 0,
    employerAmount: employer ?? 0,
    paidOn,
    receipt: at('receipt').slice(0, 100),
    problem,
  };
}

function amountOf(cell: string): Fen | null {
  const read = readAmount(cell, '元');
  return 'fen' in read && read.fen >= 0 ? read.fen : null;
}

/** '2024年度', '202401至202412' → '2024'; '2024年5月', '202405', '2024-05-01' → '2024-05'; null where it is neither. */
export function readPeriod(cell: string, kind: FileKind): string | null {
  const text = cell.normalize('NFKC').replaceAll(/\s/g, '');
  const match = /^(\d{4})(?:[-/.年]?(\d{1,2}))?/.exec(text);
  const year = match?.[1];
  if (year === undefined || !/^(?:19|20)\d{2}$/.test(year)) return null;
  if (kind === 'resident') return year;
  const month = `${year}-${(match?.[2] ?? '').padStart(2, '0')}`;
  return isMonth(month) ? month : null;
}
