/**
 * Finds the table in a sheet: the row of headers, which column holds what, in which unit the amounts are, and which rows are data.
 * What a column is called is data (`data/columns.json`); a person can say it instead, and give one value for a whole column that
 * the export does not have.
 */
import { type ReadSheets, type Sheet, type SheetRow } from '@mingzhang/documents';
import { type MoneyUnit } from '@mingzhang/kernel';
import { type Refused, refuse } from '../refusals.ts';
import columns from './data/columns.json' with { type: 'json' };
import { knownWords, readWord } from './values.ts';

/** 指标, 支付. */
export type ImportKind = keyof typeof columns;

export type Field =
  | 'number'
  | 'kind'
  | 'date'
  | 'payee'
  | 'project'
  | 'projectName'
  | 'projectKind'
  | 'parent'
  | 'parentName'
  | 'functionCode'
  | 'economyCode'
  | 'source'
  | 'level'
  | 'direct'
  | 'centrallyHeld'
  | 'amount'
  | 'text'
  | 'orderNumber'
  | 'original'
  | 'unit';

interface ColumnMeta {
  readonly field: Field;
  /** What it is called in messages. */
  readonly term: string;
  readonly required: boolean;
  /** True if one value may stand for the whole column. */
  readonly constant?: boolean;
  readonly labels: readonly string[];
}

/** The columns of a kind of export. */
export function columnsOf(kind: ImportKind): readonly ColumnMeta[] {
  return columns[kind] as readonly ColumnMeta[];
}

/** What a person has said about a file: headers by field, and values for columns that it lacks. */
export interface Mapping {
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  readonly constants: Readonly<Partial<Record<Field, string>>>;
  /** The sheet to read; null for the first that fits. */
  readonly sheet: string | null;
}

export const noMapping: Mapping = { columns: {}, constants: {}, sheet: null };

/** Why a mapping cannot be used; null where it can. */
export function mappingRefusal(kind: ImportKind, { columns: named, constants }: Mapping): Refused | null {
  for (const field of [...Object.keys(named), ...Object.keys(constants)]) {
    if (columnsOf(kind).some((meta) => meta.field === field)) continue;
    return refuse('import-mapping-malformed', `这种导出文件没有“${field}”这一栏。请按页面上的选项指定。`);
  }
  for (const [field, value] of Object.entries(constants)) {
    const meta = columnsOf(kind).find((one) => one.field === field);
    const vocabulary = vocabularies[kind][field as Field];
    if (meta?.constant === true && vocabulary !== undefined && readWord(vocabulary, value) !== null) continue;
    const allowed = vocabulary === undefined ? '' : `可以是：${knownWords(vocabulary)}。`;
    return refuse(
      'import-mapping-malformed',
      `“${meta?.term ?? field}”整列不能是“${value}”。${allowed}请按页面上的选项指定。`,
    );
  }
  return null;
}

/** The words of the columns that one value may stand for. */
export const vocabularies: Readonly<
  Record<ImportKind, Readonly<Partial<Record<Field, Parameters<typeof readWord>[0]>>>>
> = {
  documents: { kind: 'documentKind', source: 'source', level: 'level' },
  payments: { kind: 'paymentKind', source: 'source' },
};

export interface FoundColumn {
  readonly field: Field;
  readonly term: string;
  /** Where it stands; null where a constant takes its place. */
  readonly index: number | null;
  /** The header, or the constant. */
  readonly header: string;
}

export interface FoundTable {
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly FoundColumn[];
  readonly unused: readonly string[];
  readonly unit: MoneyUnit;
  readonly rows: readonly SheetRow[];
  /** Rows of totals, with what the amount says. */
  readonly totals: readonly SheetRow[];
  /** Rows that are no data: blank, signatures, repeated headers. */
  readonly ignored: number;
}

/** The tables of a file that was read, or the refusal of one that holds none. */
export function tablesOf(
  read: ReadSheets,
): ({ readonly outcome: 'read' } & Extract<ReadSheets, { ok: true }>) | Refused {
  return read.ok ? { outcome: 'read', ...read } : refuse('import-unreadable', read.error);
}

/** How far down a header may stand below titles. */
const headerDepth = 20;

/** The table of the first sheet that has one of this kind. */
export function findTable(
  sheets: readonly Sheet[],
  kind: ImportKind,
  mapping: Mapping,
): { readonly outcome: 'found'; readonly table: FoundTable } | Refused {
  const named = mapping.sheet === null ? sheets : sheets.filter(({ name }) => name === mapping.sheet);
  const candidates = named.map((sheet) => ({ sheet, header: headerOf(sheet, kind, mapping) }));
  const [best] = candidates.sort((a, b) => (b.header?.known ?? 0) - (a.header?.known ?? 0));
  if (best === undefined || best.header === null) {
    const wanted = columnsOf(kind)
      .filter(({ required }) => required)
      .map(({ term }) => term);
    return refuse(
      'import-header-missing',
      `在前${headerDepth}行里没有找到表头。表头要有${wanted.join('、')}等栏，请核对选的是不是这一种导出文件。`,
    );
  }
  const { row } = best.header;
  const found = matchColumns(row, kind, mapping);
  if ('outcome' in found) return found;
  const at = best.sheet.rows.indexOf(row);
  const above = best.sheet.rows.slice(0, at + 1);
  const amountHeader = found.columns.find(({ field }) => field === 'amount')?.header ?? '';
  return {
    outcome: 'found',
    table: {
      sheet: best.sheet.name,
      headerRow: row.number,
      ...found,
      unit: unitOf(amountHeader, above),
      ...sortRows(best.sheet.rows.slice(at + 1), row, found.columns),
    },
  };
}

/** The row among the first that holds most of the known headers; at least three of them. */
function headerOf(sheet: Sheet, kind: ImportKind, mapping: Mapping): { row: SheetRow; known: number } | null {
  const labels = new Set(columnsOf(kind).flatMap((meta) => meta.labels.map(plainHeader)));
  for (const header of Object.values(mapping.columns)) labels.add(plainHeader(header));
  let best: { row: SheetRow; known: number } | null = null;
  for (const row of sheet.rows.slice(0, headerDepth)) {
    const known = new Set(row.cells.map(plainHeader).filter((cell) => labels.has(cell))).size;
    if (known >= 3 && known > (best?.known ?? 0)) best = { row, known };
  }
  return best;
}

function matchColumns(
  row: SheetRow,
  kind: ImportKind,
  mapping: Mapping,
): { readonly columns: readonly FoundColumn[]; readonly unused: readonly string[] } | Refused {
  const found: FoundColumn[] = [];
  for (const { field, term, required, constant, labels } of columnsOf(kind)) {
    const said = mapping.columns[field];
    const wanted = new Set((said === undefined ? labels : [said]).map(plainHeader));
    const places = row.cells.flatMap((cell, index) => (wanted.has(plainHeader(cell)) ? [index] : []));
    const value = constant === true ? mapping.constants[field] : undefined;
    if (places.length === 0 && value !== undefined) {
      found.push({ field, term, index: null, header: value });
      continue;
    }
    // Two headers with the same words, or two of the spellings: which is meant is for a person to say.
    if (places.length > 1) {
      const headers = places.map((index) => `“${row.cells[index] ?? ''}”`).join('、');
      return refuse('import-column-repeated', `${headers}都可以是“${term}”。请指定用哪一列，再预览。`);
    }
    const [index] = places;
    if (index === undefined) {
      if (!required && said === undefined) continue;
      const how = constant === true ? '请指定哪一列是它，或给整列指定一个值' : '请指定哪一列是它';
      return refuse('import-column-missing', `表头里没有“${said ?? term}”。${how}，再预览。`);
    }
    found.push({ field, term, index, header: row.cells[index] ?? '' });
  }
  const used = new Set(found.map(({ index }) => index));
  return { columns: found, unused: row.cells.filter((cell, index) => cell !== '' && !used.has(index)) };
}

/** A header without spaces, marks and units: `*金额（元）` → `金额`. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replaceAll(/[\s*＊]/g, '')
    .replace(/[([](?:元|万元|单位:?(?:元|万元))[)\]]$/, '')
    .replace(/[:]$/, '');
}

/** 万元 where the header of the amounts says so, or a line above the table. */
function unitOf(header: string, above: readonly SheetRow[]): MoneyUnit {
  const said = /万元/.test(header) ? '万元' : /元/.test(header) ? '元' : null;
  if (said !== null) return said;
  return above.some(({ cells }) => cells.some((cell) => /单位[:：]?\s*万元/.test(cell))) ? '万元' : '元';
}

function sortRows(
  rows: readonly SheetRow[],
  header: SheetRow,
  found: readonly FoundColumn[],
): Pick<FoundTable, 'rows' | 'totals' | 'ignored'> {
  const heading = header.cells.join('\t');
  const at = (row: SheetRow, field: Field): string =>
    row.cells[found.find((column) => column.field === field)?.index ?? -1] ?? '';
  const data: SheetRow[] = [];
  const totals: SheetRow[] = [];
  let ignored = 0;
  for (const row of rows) {
    const filled = row.cells.filter((cell) => cell !== '');
    const isTotal = filled
      .slice(0, 3)
      .some((cell) => /^(?:合计|总计|小计|累计|本页|本年合计)/.test(cell.replaceAll(/\s/g, '')));
    if (filled.length === 0 || row.cells.join('\t') === heading) ignored += 1;
    else if (isTotal && (at(row, 'number') === '' || isTotalCell(at(row, 'number')))) totals.push(row);
    // Signatures and remarks below a table: nothing that a row of data must have.
    else if (at(row, 'amount') === '' && at(row, 'functionCode') === '' && at(row, 'project') === '') ignored += 1;
    else data.push(row);
  }
  return { rows: data, totals, ignored };
}

function isTotalCell(cell: string): boolean {
  return /^(?:合计|总计|小计|累计|本页)/.test(cell.replaceAll(/\s/g, ''));
}
