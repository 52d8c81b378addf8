/**
 * Reads a clearing statement (清算单): rows of institutions and months, or of single settlements. Which row is the header and which
 * column is what is data, in `data/columns.json`. What the cells mean is decided in `decide.ts`.
 */
import { type ReadSheets, type SheetRow } from '@mingzhang/documents';
import { refuse, type TravelRefused } from '../refusals.ts';
import columns from './data/columns.json' with { type: 'json' };

/** What the file says of each column, as text; '' where it has no such column. */
export interface StatementCells {
  readonly institution: string;
  readonly name: string;
  readonly month: string;
  readonly insuredArea: string;
  readonly reach: string;
  readonly visit: string;
  readonly disease: string;
  readonly channel: string;
  readonly visits: string;
  readonly total: string;
  readonly fund: string;
  readonly settlement: string;
}

export interface StatementRow {
  readonly row: number;
  readonly cells: StatementCells;
}

/** Its columns as a person knows them: the usual title, and whether a statement is none without it. */
export const statementColumns: readonly { readonly term: string; readonly required: boolean }[] = columns.map(
  ({ term, required }) => ({ term, required }),
);

/** How far down a header may stand below titles. */
const headerDepth = 20;

type Places = ReadonlyMap<string, number>;

/** The rows of the first sheet that has such a table. */
export function readStatement(file: ReadSheets): readonly StatementRow[] | TravelRefused {
  if (!file.ok) return refuse('file-unreadable', file.error);
  for (const sheet of file.sheets) {
    for (const [at, header] of sheet.rows.slice(0, headerDepth).entries()) {
      const places = placesIn(header);
      if (places === null) continue;
      const rows = sheet.rows
        .slice(at + 1)
        .filter(isData)
        .map((row) => read(row, places));
      if (rows.length > 0) return rows;
      return refuse('file-without-rows', '表头下面没有清算的行，没有保存。请核对导出的清算单是否完整。');
    }
  }
  const terms = columns.filter(({ required }) => required).map(({ term }) => term);
  return refuse(
    'file-header-missing',
    `在前${headerDepth}行里没有找到表头，没有保存。清算单要有${terms.join('、')}等栏，请核对选的文件。`,
  );
}

function placesIn({ cells }: SheetRow): Places | null {
  const titles = cells.map(plain);
  const places = new Map<string, number>();
  for (const { field, labels, required } of columns) {
    const label = labels.find((one) => titles.includes(one));
    if (label !== undefined) places.set(field, titles.indexOf(label));
    else if (required) return null;
  }
  return places;
}

/** A title without spaces, marks and units: `*医疗费总额（元）` → `医疗费总额`. */
function plain(cell: string): string {
  return cell
    .normalize('NFKC')
    .replaceAll(/[\s*]/g, '')
    .replace(/\((?:单位:?)?元\)$/, '');
}

/** Not blank, not a total below the table. */
function isData({ cells }: SheetRow): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && !filled.slice(0, 2).some((cell) => /^(?:合计|总计|小计|本页)/.test(plain(cell)));
}

/** The cells with what somebody corrected in them, written as a file's are read. */
export function amended(cells: StatementCells, corrected: Partial<StatementCells>): StatementCells {
  const typed = Object.entries(corrected).map(([field, text]) => [field, text.trim().slice(0, 200)]);
  const { institution, ...rest }: StatementCells = { ...cells, ...Object.fromEntries(typed) };
  return { institution: institution.toUpperCase(), ...rest };
}

function read({ number: row, cells }: SheetRow, places: Places): StatementRow {
  const at = (field: keyof StatementCells): string => (cells[places.get(field) ?? -1] ?? '').trim().slice(0, 200);
  return {
    row,
    cells: {
      institution: at('institution').toUpperCase(),
      name: at('name'),
      month: at('month'),
      insuredArea: at('insuredArea'),
      reach: at('reach'),
      visit: at('visit'),
      disease: at('disease'),
      channel: at('channel'),
      // A row of one settlement says no number.
      visits: places.has('visits') ? at('visits') : '1',
      total: at('total'),
      fund: at('fund'),
      settlement: at('settlement'),
    },
  };
}
