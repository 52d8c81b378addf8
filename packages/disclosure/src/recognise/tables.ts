/**
 * Tables of a disclosure, recognised by title and header words, never by number or position: the same content is 公开07表
 * in one province and 公开09表 in another, transposed in a third. What comes out is normalised: one row per printed item
 * (总表) or code, fixed columns.
 */
import { type Place } from '@mingzhang/kernel';
import { parseFigure } from '../amount.ts';
import { firstLine, type Grid, type GridRow, type Paragraph } from '../blocks.ts';
import { functionalClass } from '../classification.ts';
import { squeeze } from '../compact.ts';
import definitions from '../data/tables.json' with { type: 'json' };
import { type NotRead, type Table, type TableCell, type TableId, type TableRow } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { remembering } from '../remember.ts';
import { headerPaths, type WideCell, type WideRow, widen } from './header.ts';

/** What stands above and below a grid: title, number, 部门, unit, year; 注 and 说明. */
export interface Surroundings {
  readonly before: readonly Paragraph[];
  readonly after: readonly Paragraph[];
}

export interface RecognisedTable {
  readonly table: Table;
  readonly notRead: readonly NotRead[];
}

type Synonyms = readonly (readonly string[])[];

/** Canonical Chinese names, used in messages and labels. */
export const tableNames: Readonly<Record<TableId, string>> = {
  'income-expenditure-summary': '收入支出决算总表',
  income: '收入决算表',
  expenditure: '支出决算表',
  'fiscal-summary': '财政拨款收入支出决算总表',
  'general-public-expenditure': '一般公共预算财政拨款支出决算表',
  'basic-expenditure-detail': '基本支出决算明细表',
  'government-fund': '政府性基金预算财政拨款收入支出决算表',
  'state-capital': '国有资本经营预算财政拨款支出决算表',
  'three-public': '“三公”经费支出决算表',
  'disclosure-statistics': '部门决算公开相关信息统计表',
  other: '其他表',
};

const numberPattern = /(?:公开|附表|^表)[0-9零一二三四五六七八九十]+(?:-\d+)?表?/;
const departmentPattern =
  /(?:编制单位|单位名称|部门名称|编制部门|填报单位|填报部门|公开部门|部门)：(.*?)(?=金额单位|单位：|公开|$)/;
const unitPattern = /(?:金额单位|单位)：?(?:人民币)?((?:百|千|万|百万|亿)?元)/;
const yearPattern = /^(?:\d{4})年度?$/;

/** Row or paragraph text that belongs to a table's head: number, department, unit, year. */
export const isHeadText = remembering((text): boolean => {
  return (
    numberPattern.test(text) ||
    /^(?:编制单位|单位名称|部门名称|编制部门|填报单位|填报部门|公开部门|部门|单位|金额单位)：/.test(text) ||
    yearPattern.test(text) ||
    text === '表'
  );
});

const notePattern = /^(?:注|备注|说明|附注)(?:：|[1-9]|$)/;

/** Strips what is printed around a title: bookmarks, list marks, numbering, 附件/附表 numbers. */
export function cleanTitle(text: string): string {
  return squeeze(text)
    .replace(/^\[bookmark.*?\]/i, '')
    .replace(/^[#\-*]+/, '')
    .replace(/^(?:附件|附表|表|公开)[0-9一二三四五六七八九十]*(?:表)?[：:、.]?(?=.{4})/, '')
    .replace(/^（?[一二三四五六七八九十]+）?[、.．]/, '')
    .replace(/^（?\d{1,2}）?[、.．]/, '');
}

/** True for a short text that names a table. */
export const isTableTitle = remembering((text): boolean => {
  const title = cleanTitle(text);
  if (/^第[一二三四五六七八九十]+部分/.test(title)) return false;
  return (
    title.length <= 60 &&
    /表(?:（.{1,20}）)?(?:（续）)?$/.test(title) &&
    !/[。；，]/.test(title) &&
    /决算|预算|绩效|统计|一览|明细|三公|情况/.test(title)
  );
});

/** The id a title names, or null. The longest matching phrase wins. */
export function tableIdOfTitle(text: string): TableId | null {
  const title = cleanTitle(text)
    .replace(/[“”"]/g, '')
    .replace(/（.*?）$/, '');
  let best: { readonly id: TableId; readonly length: number } | null = null;
  for (const definition of definitions.tables) {
    const phrases: readonly string[] = definition.title;
    const excluded: readonly string[] = 'notTitle' in definition ? definition.notTitle : [];
    if (excluded.some((word) => title.includes(word))) continue;
    for (const phrase of phrases) {
      const plain = phrase.replace(/[“”"]/g, '');
      if (title.includes(plain) && plain.length > (best?.length ?? 0)) {
        best = { id: definition.id as TableId, length: plain.length };
      }
    }
  }
  if (best?.id === 'three-public' && !/决算|预算|支出|情况/.test(title)) return null;
  return best?.id ?? null;
}

const economicCode = /^3(?:0[1-9]|1[0-3]|99)(?:\d\d)?$/;
const anyCode = /^\d{3}(?:\d\d){0,2}$/;

interface Head {
  readonly title: string;
  readonly titleLine: number;
  readonly printedNumber: string | null;
  readonly department: string | null;
  readonly unit: string | null;
  readonly unitPlace: Place | null;
  readonly year: number | null;
}

/** Recognises one grid; null when it is no table of amounts (a table of contents, a form, a head without a body). */
export function recogniseTable(
  grid: Grid,
  around: Surroundings,
  part: number,
  defaultUnit: string,
  readAs: string | null = null,
): RecognisedTable | null {
  const { headRows, body, noteRows } = splitGrid(grid);
  if (body.length === 0) return null;
  const head = readHead(around.before, headRows, body[0]?.line ?? 1);
  const width = Math.max(...body.map((row) => row.cells.length));
  const reader = new GridReader(grid.encoding, width, body);
  const id = identify(head.title, reader);
  if (id === null) return null;
  const unit = head.unit;
  const build = new TableBuilder(id, readAs ?? unit ?? defaultUnit);
  if (id === 'income-expenditure-summary' || id === 'fiscal-summary') readTwoSided(reader, id, build);
  else if (id === 'basic-expenditure-detail') readEconomic(reader, build);
  else if (id === 'three-public') readThreePublic(reader, build);
  else if (id === 'disclosure-statistics') readList(reader, build);
  else readCodes(reader, id, build);
  if (build.rows.length === 0) return null;
  const notes = [
    ...noteRows.map((row) => ({
      text: row.cells.map((cell) => cell.text).join(''),
      line: row.line,
      endLine: row.endLine,
    })),
    ...around.after.map((paragraph) => ({
      text: paragraph.text,
      line: firstLine(paragraph),
      endLine: paragraph.spans.at(-1)?.line ?? 1,
    })),
  ];
  const lastLine = body.at(-1)?.endLine ?? head.titleLine;
  const place: Place = {
    line: head.titleLine,
    endLine: lastLine,
    table: id,
    quote: head.title === '' ? firstText(body) : head.title,
  };
  return {
    table: {
      id,
      printedNumber: head.printedNumber,
      title: head.title === '' ? tableNames[id] : cleanTitle(head.title),
      unit,
      unitRead: readAs ?? unit ?? defaultUnit,
      ...(head.unitPlace === null ? {} : { unitPlace: head.unitPlace }),
      department: head.department,
      year: head.year,
      columns: build.columns,
      columnKeys: build.columnKeys,
      rows: build.rows,
      empty: build.rows.every((row) =>
        row.cells.every((cell) => cell.quantity === undefined || cell.quantity.value === 0n),
      ),
      notes,
      part,
      place,
    },
    notRead: build.notRead,
  };
}

function firstText(rows: readonly GridRow[]): string {
  for (const row of rows) for (const cell of row.cells) if (cell.text !== '') return cell.text;
  return '表';
}

/** Head rows (number, 部门, unit) come first, note rows last; between them the body without blank rows. */
function splitGrid(grid: Grid): { headRows: GridRow[]; body: GridRow[]; noteRows: GridRow[] } {
  const headRows: GridRow[] = [];
  const body: GridRow[] = [];
  const noteRows: GridRow[] = [];
  for (const row of grid.rows) {
    const texts = row.cells.map((cell) => squeeze(cell.text)).filter((text) => text !== '');
    if (texts.length === 0) continue;
    const first = texts[0] ?? '';
    if (notePattern.test(first) && texts.length === 1) {
      noteRows.push(row);
    } else if (
      body.length === 0 &&
      texts.every((text) => isHeadText(text) || (texts.length <= 3 && isTableTitle(text)))
    ) {
      headRows.push(row);
    } else if (texts.length === 1 && (isHeadText(first) || isTableTitle(first))) {
    } else {
      body.push(row);
    }
  }
  return { headRows, body, noteRows };
}

/** Reads title, number, department, unit and year from what precedes the body; the nearest wins. */
function readHead(before: readonly Paragraph[], headRows: readonly GridRow[], bodyLine: number): Head {
  const texts: { readonly text: string; readonly raw: string; readonly line: number }[] = [];
  for (const paragraph of before)
    texts.push({ text: squeeze(paragraph.text), raw: paragraph.text, line: firstLine(paragraph) });
  for (const row of headRows) {
    for (const cell of row.cells)
      if (cell.text !== '') texts.push({ text: squeeze(cell.text), raw: cell.text, line: cell.line });
  }
  let title = '';
  let titleLine = bodyLine;
  let printedNumber: string | null = null;
  let department: string | null = null;
  let unit: string | null = null;
  let unitPlace: Place | null = null;
  let year: number | null = null;
  for (let index = texts.length - 1; index >= 0; index -= 1) {
    const entry = texts[index];
    if (entry === undefined) continue;
    const { text } = entry;
    const number = numberPattern.exec(text);
    if (number !== null && printedNumber === null)
      printedNumber = number[0].endsWith('表') || !number[0].startsWith('公开') ? number[0] : `${number[0]}表`;
    const unitMatch = unitPattern.exec(text);
    if (unitMatch !== null && unit === null) {
      unit = unitMatch[1] ?? null;
      unitPlace = { line: entry.line, quote: unitMatch[0] };
    }
    const departmentMatch = departmentPattern.exec(text);
    if (departmentMatch !== null && department === null && !/^单位：.{0,2}元$/.test(text)) {
      department = (departmentMatch[1] ?? '').replace(/\d{4}年度?$/, '');
    }
    const yearMatch = /^(\d{4})年度?$/.exec(text) ?? /(\d{4})年度$/.exec(text);
    if (yearMatch !== null && year === null) year = Number(yearMatch[1]);
    if (title === '' && isTableTitle(text) && !isHeadText(text)) {
      title = entry.raw.replace(/^\[bookmark.*?\]/i, '').trim();
      titleLine = entry.line;
      break;
    }
  }
  return { title, titleLine, printedNumber, department, unit, unitPlace, year };
}

/** A grid's body at full width, with its header resolved. */
class GridReader {
  readonly encoding: Grid['encoding'];
  readonly width: number;
  readonly headerRows: readonly GridRow[];
  readonly dataRows: readonly WideRow[];
  readonly paths: readonly (readonly string[])[];
  readonly headerText: string;

  constructor(encoding: Grid['encoding'], width: number, body: readonly GridRow[]) {
    this.encoding = encoding;
    this.width = width;
    let start = body.findIndex((row) => looksLikeData(row));
    if (start === -1) start = Math.min(body.length, 3);
    const header = body.slice(0, start).filter((row) => !isColumnNumbers(row));
    this.headerRows = header;
    this.paths = headerPaths(header, width, encoding);
    const labels = new Set(header.flatMap((row) => row.cells.map((cell) => squeeze(cell.text))));
    this.headerText = [...labels].join('|');
    this.dataRows = body
      .slice(start)
      .filter((row) => !isColumnNumbers(row) && !isRepeatedHeader(row, labels))
      .map((row) => widen(row, width, encoding));
  }
}

function looksLikeData(row: GridRow): boolean {
  const texts = row.cells.map((cell) => squeeze(cell.text));
  if (isColumnNumbers(row)) return false;
  const first = texts.find((text) => text !== '') ?? '';
  if (/^(?:合计|总计|本年收入合计|本年支出合计)$/.test(first) && texts.length > 1) {
    // 合计 also heads a column of the 三公 table; as data it stands alone or beside amounts.
    return texts.filter((text) => text !== '').length === 1 || texts.some((text) => isAmount(text));
  }
  if (
    texts.some((text) => anyCode.test(text) && text.length >= 3) &&
    texts.some((text) => /\p{Script=Han}{2,}/u.test(text))
  )
    return true;
  if (/^[一1][、.．]/.test(first) && texts.length > 2) return true;
  if (/^(?:预算数|决算数)$/.test(first) && texts.some((text) => isAmount(text))) return true;
  return texts.some((text) => /^\d[\d,]*\.\d+$/.test(text));
}

function isAmount(text: string): boolean {
  return /^-?\d[\d,]*(?:\.\d+)?$/.test(text);
}

/** The row of 栏次: 1 2 3 … */
function isColumnNumbers(row: GridRow): boolean {
  const texts = row.cells.map((cell) => squeeze(cell.text)).filter((text) => text !== '' && !/^栏次$/.test(text));
  if (texts.length < 2) return row.cells.some((cell) => /^栏次$/.test(squeeze(cell.text)));
  const numbers = texts.map((text) => (/^\d{1,2}$/.test(text) ? Number(text) : Number.NaN));
  return numbers.every((number, index) => number === (numbers[0] ?? 0) + index) && (numbers[0] ?? 0) <= 2;
}

function isRepeatedHeader(row: GridRow, labels: ReadonlySet<string>): boolean {
  const texts = row.cells.map((cell) => squeeze(cell.text)).filter((text) => text !== '');
  return texts.length >= 2 && texts.every((text) => labels.has(text) && !isAmount(text));
}

/** Which table this is: header words first, the title where they leave a choice. */
function identify(title: string, reader: GridReader): TableId | null {
  const fromTitle = title === '' ? null : tableIdOfTitle(title);
  const header = reader.headerText;
  const has = (...words: readonly string[]): boolean => words.every((word) => header.includes(word));
  if (/绩效|目标/.test(title) || has('分值', '得分') || has('三级指标') || has('一级指标')) return null;
  if (title !== '' && fromTitle === null && /预算/.test(title) && !/决算/.test(title)) return null;
  if (has('因公出国', '公务接待') || (fromTitle === 'three-public' && has('预算数', '决算数'))) return 'three-public';
  if (fromTitle === 'disclosure-statistics' || has('统计数')) return 'disclosure-statistics';
  const economicRows = reader.dataRows.filter((row) => row.cells.some((cell) => economicCode.test(cell.text))).length;
  if (economicRows >= 3 && reader.dataRows.some((row) => row.cells.some((cell) => /^301/.test(cell.text))))
    return 'basic-expenditure-detail';
  const items = reader.headerRows.some(
    (row) => row.cells.filter((cell) => /^项目/.test(squeeze(cell.text))).length >= 2,
  );
  const bothSides =
    items ||
    reader.dataRows.some(
      (row) =>
        row.cells.some((c) => /一般公共服务/.test(c.text)) &&
        row.cells.some((c) => /一般公共预算财政拨款/.test(c.text)),
    );
  if (
    bothSides &&
    (fromTitle === null || fromTitle === 'fiscal-summary' || fromTitle === 'income-expenditure-summary')
  ) {
    if (fromTitle !== null) return fromTitle;
    return has('政府性基金预算财政拨款') ? 'fiscal-summary' : 'income-expenditure-summary';
  }
  if (has('本年收入合计', '财政拨款收入')) return 'income';
  if (has('本年支出合计', '上缴上级支出')) return 'expenditure';
  if (fromTitle !== null) return fromTitle;
  if (has('年初结转和结余', '本年收入')) return 'government-fund';
  if (has('基本支出', '项目支出'))
    return title === '' || /一般公共预算|财政拨款/.test(title) ? 'general-public-expenditure' : null;
  return null;
}

/** Collects normalised rows and what could not be placed. */
class TableBuilder {
  readonly rows: TableRow[] = [];
  readonly notRead: NotRead[] = [];
  columns: readonly string[] = [];
  columnKeys: readonly string[] = [];
  private readonly id: TableId;
  private readonly unit: string;

  constructor(id: TableId, unit: string) {
    this.id = id;
    this.unit = unit;
  }

  setColumns(columns: readonly { readonly key: string; readonly label: string }[]): void {
    this.columns = columns.map((column) => column.label);
    this.columnKeys = columns.map((column) => column.key);
  }

  cell(cell: WideCell | undefined, row: { readonly label: string; readonly line: number }, column: number): TableCell {
    const line = cell?.line ?? row.line;
    const endLine = cell?.endLine ?? line;
    const text = cell?.text ?? '';
    if (text === '') return { text: null, line, endLine };
    if (/^[—–\-－﹣/／]+$/.test(text)) return { text: '—', line, endLine };
    const columnLabel = this.columns[column] ?? '';
    const figure = parseFigure(text, this.unit);
    if (figure === null) {
      this.notRead.push({
        place: { line, endLine, table: this.id, row: row.label, column: columnLabel, quote: text },
        why: '表格单元格里不是金额',
      });
      return { text, line, endLine };
    }
    const quantity: Quantity = {
      ...figure,
      printed: text,
      label: `${tableNames[this.id]}“${row.label}”${columnLabel}`,
      place: { line, endLine, table: this.id, row: row.label, column: columnLabel, quote: text },
      source: 'cell',
      sure: true,
    };
    return { text, quantity, line, endLine };
  }
}

/** Finds the canonical key of a label in a synonym list: exact first, then the longest contained synonym. */
export function lookUp(label: string, synonyms: Synonyms): string | null {
  const plain = plainLabel(label);
  const { exact, names } = preparedSynonyms(synonyms);
  const found = exact.get(plain);
  if (found !== undefined) return found;
  let best: { readonly key: string; readonly name: string } | null = null;
  for (const candidate of names)
    if (candidate.name.length > (best?.name.length ?? 0) && plain.includes(candidate.name)) best = candidate;
  return best?.key ?? null;
}

interface PreparedSynonyms {
  readonly exact: ReadonlyMap<string, string>;
  /** Those long enough to be looked for inside a label, in the order of the list. */
  readonly names: readonly { readonly key: string; readonly name: string }[];
}

const noSynonyms: Synonyms = [];

const prepared = new Map<Synonyms, PreparedSynonyms>();

/** A list of synonyms made ready for look-ups, once; the lists are data. */
function preparedSynonyms(synonyms: Synonyms): PreparedSynonyms {
  const known = prepared.get(synonyms);
  if (known !== undefined) return known;
  const exact = new Map<string, string>();
  const names: { readonly key: string; readonly name: string }[] = [];
  for (const [key = '', ...printed] of synonyms) {
    for (const one of printed) {
      const name = plainLabel(one);
      if (!exact.has(name)) exact.set(name, key);
      if (name.length >= 4) names.push({ key, name });
    }
  }
  const made = { exact, names };
  prepared.set(synonyms, made);
  return made;
}

const plainLabel = remembering((label): string => {
  return squeeze(label)
    .replace(/^其中：/, '')
    .replace(/^（?[一二三四五六七八九十]+）?[、.．]/, '')
    .replace(/^（?\d{1,2}）?[、.．]/, '')
    .replace(/[“”"]/g, '');
});

/** Column key of a header path: the leaf, or what stands above a 小计. */
function columnKey(path: readonly string[], synonyms: Synonyms): string | null {
  const leaf = path.at(-1) ?? '';
  const above = path.at(-2);
  if (/^(?:小计|合计)$/.test(leaf) && above !== undefined) return lookUp(above, synonyms) ?? lookUp(leaf, synonyms);
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const key = lookUp(path[index] ?? '', synonyms);
    if (key !== null) return key;
  }
  return null;
}

function pathLabel(path: readonly string[]): string {
  return path.join('/');
}

const codeHeaders: readonly string[] = definitions.codeHeaders;
const nameHeaders: readonly string[] = definitions.nameHeaders;

/** 02, 03, 05, 政府性基金, 国有资本: a code, a name, amounts. */
function readCodes(reader: GridReader, id: TableId, build: TableBuilder): void {
  const definition = definitions.tables.find((table) => table.id === id);
  const synonyms: Synonyms =
    definition !== undefined && 'columns' in definition ? (definition.columns ?? noSynonyms) : noSynonyms;
  const codeColumns: number[] = [];
  let nameColumn = -1;
  const values: { readonly column: number; readonly key: string; readonly label: string }[] = [];
  reader.paths.forEach((path, column) => {
    const leaf = (path.at(-1) ?? '').replace(/（.*?）/g, '');
    if (codeHeaders.includes(leaf)) codeColumns.push(column);
    else if (nameColumn === -1 && nameHeaders.includes(leaf) && column <= 4) nameColumn = column;
    else {
      const key = path.length === 0 ? null : columnKey(path, synonyms);
      if (key !== null && column > 0 && !values.some((value) => value.key === key))
        values.push({ column, key, label: pathLabel(path) });
    }
  });
  if (nameColumn === -1) nameColumn = (codeColumns.at(-1) ?? -1) + 1;
  if (values.length === 0) return;
  build.setColumns(values);
  const firstValue = Math.min(...values.map((value) => value.column));
  let codeParts: string[] = [];
  for (const row of reader.dataRows) {
    const printedParts = codeColumns.map((column) => row.cells[column]?.text ?? '');
    let code: string | undefined;
    let name = row.cells[nameColumn]?.text ?? '';
    if (codeColumns.length > 1) {
      const filled = printedParts.map((part) => (/^\d{2,7}$/.test(part) ? part : ''));
      const last = filled.findLastIndex((part) => part !== '');
      if (last >= 0) {
        codeParts = filled.slice(0, last + 1).map((part, index) => (part === '' ? (codeParts[index] ?? '') : part));
        const joined = codeParts.join('');
        code = anyCode.test(joined) ? joined : filled[last];
      }
    } else {
      const leading = row.cells.slice(0, firstValue).map((cell) => cell.text);
      code = leading.find((text) => anyCode.test(text));
      if (code === undefined) {
        const glued = leading
          .map((text) => /^(\d{3}(?:\d\d){0,2})(\p{Script=Han}.*)$/u.exec(text))
          .find((match) => match !== null);
        if (glued !== undefined && glued !== null) {
          code = glued[1];
          name = glued[2] ?? '';
        }
      }
    }
    const texts = row.cells.slice(0, firstValue).map((cell) => cell.text);
    const isTotal = code === undefined && texts.some((text) => /^(?:合计|总计|本年支出合计|本年收入合计)$/.test(text));
    if (name === '' || anyCode.test(name)) name = texts.find((text) => /\p{Script=Han}/u.test(text)) ?? '';
    const hasAmounts = values.some((value) => (row.cells[value.column]?.text ?? '') !== '');
    if (code === undefined && !isTotal && !hasAmounts) continue;
    const label = isTotal ? '合计' : code === undefined ? name : `${code} ${name}`;
    build.rows.push({
      ...(code === undefined ? {} : { code, level: code.length === 3 ? 1 : code.length === 5 ? 2 : 3 }),
      ...(isTotal ? { level: 0 } : {}),
      name: isTotal ? '合计' : name,
      key: isTotal ? 'total' : (code ?? `name:${name}`),
      cells: values.map((value, index) => build.cell(row.cells[value.column], { label, line: row.line }, index)),
      line: row.line,
      endLine: row.endLine,
    });
  }
}

interface Side {
  readonly side: 'income' | 'expenditure';
  readonly name: number;
  readonly values: readonly number[];
}

/** 01 and 04: income on the left, expenditure on the right, with or without 行次. */
function readTwoSided(reader: GridReader, id: TableId, build: TableBuilder): void {
  const sides = findSides(reader);
  const expenditure = sides[1];
  if (sides[0] === undefined || expenditure === undefined) return;
  const fiscal = id === 'fiscal-summary';
  const columns = fiscal
    ? expenditure.values.map((column) => {
        const path = reader.paths[column] ?? [];
        return { key: columnKey(path, definitions.fiscalColumns) ?? `column:${column}`, label: path.at(-1) ?? '' };
      })
    : [{ key: 'total', label: reader.paths[expenditure.values[0] ?? 0]?.at(-1) ?? '决算数' }];
  build.setColumns(columns);
  let openingBlock = false;
  for (const row of reader.dataRows) {
    for (const side of [sides[0], expenditure]) {
      const name = row.cells[side.name]?.text ?? '';
      const cells = (side.side === 'income' ? side.values.slice(0, 1) : side.values.slice(0, columns.length)).map(
        (column) => row.cells[column],
      );
      const filled = cells.some((cell) => (cell?.text ?? '') !== '');
      if (name === '' && !filled) continue;
      if (/^(?:栏次|行次|项目)$/.test(name)) continue;
      let key: string;
      if (side.side === 'income') {
        const found = lookUp(name, definitions.incomeRows);
        if (found === 'opening') openingBlock = true;
        else if (found === 'total' || found === 'year-total') openingBlock = false;
        key = openingBlock && found !== 'opening' && found !== null ? `opening:${found}` : (found ?? `name:${name}`);
      } else {
        key = expenditureKey(name);
      }
      const sideLabel = side.side === 'income' ? '收入' : '支出';
      const label = name === '' ? `${sideLabel}（未命名）` : name;
      build.rows.push({
        name,
        key,
        side: side.side,
        cells: columns.map((_, index) =>
          build.cell(
            cells[index],
            {
              label: /合计|总计/.test(label) && !label.includes(sideLabel) ? `${sideLabel}${label}` : label,
              line: row.line,
            },
            index,
          ),
        ),
        line: row.line,
        endLine: row.endLine,
      });
    }
  }
}

function expenditureKey(name: string): string {
  const plain = plainLabel(name);
  const found = definitions.expenditureRows.find(([, ...names]) => names.includes(plain))?.[0];
  if (found !== undefined) return found;
  const code = functionalClass(plain);
  if (code !== null) return `class:${code}`;
  return plain === '' ? 'unnamed' : `name:${plain}`;
}

function findSides(reader: GridReader): Side[] {
  const itemRow = reader.headerRows.findLast(
    (row) => row.cells.filter((cell) => /^项目/.test(squeeze(cell.text))).length >= 2,
  );
  const starts: number[] = [];
  if (itemRow !== undefined) {
    widen(itemRow, reader.width, reader.encoding).cells.forEach((cell, column) => {
      if (/^项目/.test(cell.text)) starts.push(column);
    });
  } else {
    // No 项目 row: find where the first two labels of the lists stand.
    const row = reader.dataRows.find((candidate) => candidate.cells.some((cell) => /一般公共服务/.test(cell.text)));
    row?.cells.forEach((cell, column) => {
      if (/一般公共预算财政拨款|一般公共服务|^[一1][、.．]/.test(cell.text)) starts.push(column);
    });
  }
  return starts.slice(0, 2).map((start, index): Side => {
    const end = starts[index + 1] ?? reader.width;
    const values: number[] = [];
    for (let column = start + 1; column < end; column += 1) {
      const path = reader.paths[column] ?? [];
      const leaf = path.at(-1) ?? '';
      if (leaf === '行次' || isLineNumbers(reader.dataRows, column)) continue;
      values.push(column);
    }
    return { side: index === 0 ? 'income' : 'expenditure', name: start, values };
  });
}

/** A column that counts 1, 2, 3 … down the rows is 行次 whatever its header says. */
function isLineNumbers(rows: readonly WideRow[], column: number): boolean {
  const numbers = rows.map((row) => row.cells[column]?.text ?? '').filter((text) => text !== '');
  return (
    numbers.length >= 5 &&
    numbers.every((text, index) => /^\d{1,3}$/.test(text) && (index === 0 || Number(text) > Number(numbers[index - 1])))
  );
}

/** 06: triples of code, name and amount side by side, in three or four blocks; or one block with 人员 and 公用 columns. */
function readEconomic(reader: GridReader, build: TableBuilder): void {
  const leaves = reader.paths.map((path) => path.at(-1) ?? '');
  const personnel = leaves.findIndex((leaf) => /^人员经费(?:支出)?$/.test(leaf));
  const running = leaves.findIndex((leaf) => /^公用经费(?:支出)?$/.test(leaf));
  const total = leaves.findIndex((leaf) => /^(?:合计|小计)$/.test(leaf));
  if (total >= 0 && personnel > total && running > total) {
    readEconomicColumns(reader, build, [total, personnel, running]);
    return;
  }
  build.setColumns([{ key: 'total', label: '决算数' }]);
  for (const row of reader.dataRows) {
    const { cells } = row;
    for (let column = 0; column < cells.length; column += 1) {
      const text = cells[column]?.text ?? '';
      if (economicCode.test(text) && /\p{Script=Han}/u.test(cells[column + 1]?.text ?? '')) {
        const name = cells[column + 1]?.text ?? '';
        const label = `${text} ${name}`;
        const value = cells[column + 2];
        const belongs =
          value !== undefined &&
          !(economicCode.test(value.text) && /\p{Script=Han}/u.test(cells[column + 3]?.text ?? ''));
        build.rows.push({
          code: text,
          level: text.length === 3 ? 1 : 2,
          name,
          key: text,
          cells: [build.cell(belongs ? value : undefined, { label, line: value?.line ?? row.line }, 0)],
          line: cells[column]?.line ?? row.line,
          endLine: value?.endLine ?? row.endLine,
        });
        column += belongs ? 2 : 1;
        continue;
      }
      const footer = /^(人员经费|公用经费|基本支出)?(?:支出)?(?:合计|总计)$/.exec(text);
      if (footer !== null) {
        const next = cells.findIndex(
          (cell, index) => index > column && (/(?:合计|总计)$/.test(cell.text) || isAmount(cell.text)),
        );
        const value = next >= 0 && isAmount(cells[next]?.text ?? '') ? cells[next] : undefined;
        const key = footer[1] === '人员经费' ? 'personnel' : footer[1] === '公用经费' ? 'running' : 'total';
        build.rows.push({
          name: text,
          key,
          level: 0,
          cells: [build.cell(value, { label: text, line: cells[column]?.line ?? row.line }, 0)],
          line: cells[column]?.line ?? row.line,
          endLine: value?.endLine ?? cells[column]?.endLine ?? row.endLine,
        });
      }
    }
  }
}

function readEconomicColumns(reader: GridReader, build: TableBuilder, columns: readonly number[]): void {
  build.setColumns([
    { key: 'total', label: '合计' },
    { key: 'personnel', label: '人员经费' },
    { key: 'running', label: '公用经费' },
  ]);
  let parent = '';
  const firstValue = columns[0] ?? 0;
  for (const row of reader.dataRows) {
    const leading = row.cells.slice(0, firstValue).map((cell) => cell.text);
    const digits = leading.filter((text) => /^\d{2,5}$/.test(text));
    const last = digits.at(-1);
    let code: string | undefined;
    if (digits.length > 1) code = digits.join('');
    else if (last !== undefined) code = last.length === 2 ? `${parent}${last}` : last;
    if (code !== undefined && code.length >= 3) parent = code.slice(0, 3);
    const name = leading.find((text) => /\p{Script=Han}/u.test(text)) ?? '';
    const isTotal = /^(?:合计|总计)$/.test(name);
    if (code === undefined && !isTotal) continue;
    const label = isTotal ? '合计' : `${code} ${name}`;
    build.rows.push({
      ...(code === undefined ? { level: 0 } : { code, level: code.length === 3 ? 1 : 2 }),
      name,
      key: isTotal ? 'total' : (code ?? ''),
      cells: columns.map((column, index) => build.cell(row.cells[column], { label, line: row.line }, index)),
      line: row.line,
      endLine: row.endLine,
    });
  }
}

/** 三公: wide (预算数 six columns, 决算数 six columns), transposed (rows 预算数/决算数), or a list of items. */
function readThreePublic(reader: GridReader, build: TableBuilder): void {
  const keyOf = (path: readonly string[]): string | null => {
    const leaf = path.at(-1) ?? '';
    if (/^(?:小计|合计)$/.test(leaf)) {
      const above = path.slice(0, -1).findLast((label) => lookUp(label, definitions.threePublicColumns) !== null);
      if (above !== undefined && /公务用车/.test(above)) return 'vehicles';
      return 'total';
    }
    return lookUp(leaf, definitions.threePublicColumns);
  };
  const rowOf = (name: string): string | null =>
    /预算/.test(name) ? 'budget' : /决算|支出/.test(name) ? 'final' : null;
  const named = reader.dataRows.filter((row) =>
    row.cells.some((cell, column) => column < 2 && rowOf(cell.text) !== null && cell.text.length <= 6),
  );
  if (named.length > 0) {
    readThreePublicTransposed(reader, build, named, rowOf);
    return;
  }
  const items = reader.dataRows.filter(
    (row) =>
      lookUp(row.cells[0]?.text ?? '', definitions.threePublicColumns) !== null && !isAmount(row.cells[0]?.text ?? ''),
  );
  if (items.length >= 3) {
    readThreePublicItems(reader, build, items);
    return;
  }
  const data =
    reader.dataRows.findLast((row) => row.cells.some((cell) => isAmount(cell.text))) ??
    reader.dataRows[0] ??
    blankRow(reader);
  const canonical = ['total', 'abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception'];
  const half = Math.floor(reader.width / 2);
  const keys =
    reader.width === 12
      ? canonicalOrder(reader, canonical)
      : reader.paths.slice(0, half).map((path, index) => keyOf(path) ?? canonical[index] ?? `column:${index}`);
  build.setColumns(keys.map((key) => ({ key, label: threePublicLabel(key) })));
  for (const [index, [key, name]] of [['budget', '预算数'] as const, ['final', '决算数'] as const].entries()) {
    const offset = index * keys.length;
    build.rows.push({
      name,
      key,
      cells: keys.map((_, column) => build.cell(data.cells[offset + column], { label: name, line: data.line }, column)),
      line: data.cells[offset]?.line ?? data.line,
      endLine: data.cells[offset + keys.length - 1]?.endLine ?? data.endLine,
    });
  }
}

/** The data row of a table in which nothing was filled: blanks below the header. */
function blankRow(reader: GridReader): WideRow {
  const line = reader.headerRows.at(-1)?.endLine ?? 1;
  return {
    cells: Array.from({ length: reader.width }, () => ({ text: '', line, endLine: line })),
    line,
    endLine: line,
  };
}

/** The order of the six columns: 公务接待费 last, or before the vehicles as some provinces print it. */
function canonicalOrder(reader: GridReader, canonical: readonly string[]): string[] {
  const labels = reader.headerRows.flatMap((row) => row.cells.map((cell) => squeeze(cell.text)));
  const reception = labels.findIndex((label) => /^公务接待/.test(label));
  const vehicles = labels.findIndex((label) => /^公务用车/.test(label));
  if (reception >= 0 && vehicles >= 0 && reception < vehicles)
    return ['total', 'abroad', 'reception', 'vehicles', 'vehicle-purchase', 'vehicle-running'];
  return [...canonical];
}

export function threePublicLabel(key: string): string {
  const label = definitions.threePublicColumns.find(([candidate]) => candidate === key)?.[1];
  return label === undefined ? key : key === 'vehicles' ? `${label}/小计` : label;
}

function readThreePublicTransposed(
  reader: GridReader,
  build: TableBuilder,
  rows: readonly WideRow[],
  rowOf: (name: string) => string | null,
): void {
  const seen = new Set<string>();
  const columns: { readonly column: number; readonly key: string; readonly label: string }[] = [];
  // The vehicles' 小计 stands under its own group, the overall one first; order decides where labels repeat.
  reader.paths.forEach((path, column) => {
    if (column === 0) return;
    const leaf = path.at(-1) ?? '';
    let key = lookUp(leaf, definitions.threePublicColumns);
    if (/^(?:小计|合计)$/.test(leaf)) key = seen.has('total') ? 'vehicles' : 'total';
    if (key === 'vehicles' && /购置及运行|购置和运行/.test(leaf))
      key = path.length > 1 && seen.has('vehicles') ? 'vehicle-purchase' : 'vehicles';
    if (key === null || seen.has(key)) return;
    seen.add(key);
    columns.push({ column, key, label: threePublicLabel(key) });
  });
  build.setColumns(columns);
  for (const row of rows) {
    const name = row.cells.slice(0, 2).find((cell) => rowOf(cell.text) !== null)?.text ?? '';
    build.rows.push({
      name,
      key: rowOf(name) ?? 'final',
      cells: columns.map((column, index) =>
        build.cell(row.cells[column.column], { label: name, line: row.line }, index),
      ),
      line: row.line,
      endLine: row.endLine,
    });
  }
}

function readThreePublicItems(reader: GridReader, build: TableBuilder, items: readonly WideRow[]): void {
  const columnOf = (pattern: RegExp): number =>
    reader.paths.findIndex((path, column) => column > 0 && path.some((label) => pattern.test(label)));
  const wanted = [
    { key: 'budget', name: '预算数', column: columnOf(/预算/) },
    { key: 'final', name: '决算数', column: columnOf(/决算|支出数/) },
  ].filter((entry) => entry.column >= 0);
  const keyed = items.map((row) => ({
    row,
    key: lookUp(row.cells[0]?.text ?? '', definitions.threePublicColumns) ?? '',
  }));
  const unique = keyed.filter((entry, index) => keyed.findIndex((other) => other.key === entry.key) === index);
  build.setColumns(unique.map((entry) => ({ key: entry.key, label: threePublicLabel(entry.key) })));
  for (const { key, name, column } of wanted) {
    build.rows.push({
      name,
      key,
      cells: unique.map((entry, index) =>
        build.cell(entry.row.cells[column], { label: name, line: entry.row.line }, index),
      ),
      line: unique[0]?.row.line ?? 1,
      endLine: unique.at(-1)?.row.endLine ?? 1,
    });
  }
}

const statisticsKeys: readonly (readonly [RegExp, string])[] = [
  [/货物/, 'procurement-goods'],
  [/工程/, 'procurement-works'],
  [/服务(?!用车)/, 'procurement-services'],
  [/参照公务员/, 'running-reference'],
  [/行政单位/, 'running-administrative'],
  [/车辆数/, 'vehicles'],
  [/副部/, 'vehicles-minister'],
  [/主要(?:负责人|领导)/, 'vehicles-leader'],
  [/机要通信/, 'vehicles-confidential'],
  [/应急保障/, 'vehicles-emergency'],
  [/执法执勤/, 'vehicles-enforcement'],
  [/特种专业/, 'vehicles-special'],
  [/离退休/, 'vehicles-retired'],
  [/其他用车/, 'vehicles-other'],
  [/单价.*设备|单位价值.*设备/, 'equipment'],
];

/** The column of values: headed 统计数, else the rightmost filled one that does not merely count the rows. */
function valueColumnOf(reader: GridReader): number {
  const rows = [...reader.headerRows.map((row) => widen(row, reader.width, reader.encoding)), ...reader.dataRows];
  for (const row of rows) {
    const headed = row.cells.findIndex((cell) => /^(?:统计数|决算数|金额|数值|数量)$/.test(cell.text));
    if (headed > 0) return headed;
  }
  for (let column = reader.width - 1; column > 0; column -= 1) {
    const filled = reader.dataRows.some((row) => (row.cells[column]?.text ?? '') !== '');
    if (filled && !isLineNumbers(reader.dataRows, column)) return column;
  }
  return reader.width - 1;
}

/** 公开10 and its kin: a list of items with one value each. */
function readList(reader: GridReader, build: TableBuilder): void {
  build.setColumns([{ key: 'value', label: '统计数' }]);
  const valueColumn = valueColumnOf(reader);
  let section = '';
  for (const row of [
    ...reader.headerRows.map((header) => widen(header, reader.width, reader.encoding)),
    ...reader.dataRows,
  ]) {
    const name = row.cells[0]?.text ?? '';
    if (/^[一二三四五六七八九十]+、/.test(name)) {
      section = name;
      continue;
    }
    if (name === '' || /^(?:项目|栏次)$/.test(name)) continue;
    const value = row.cells[valueColumn] ?? row.cells.at(-1);
    let key = statisticsKeys.find(([pattern]) => pattern.test(name))?.[1] ?? `name:${name}`;
    if (/^合计$/.test(name) && /采购/.test(section)) key = 'procurement';
    const money = key.startsWith('procurement') || key.startsWith('running');
    const cell = build.cell(value, { label: name, line: row.line }, 0);
    const quantity = cell.quantity;
    build.rows.push({
      name,
      key,
      cells: [quantity === undefined || money ? cell : { ...cell, quantity: countQuantity(quantity) }],
      line: row.line,
      endLine: row.endLine,
    });
  }
}

/** Vehicles and equipment are counted, not paid: the same printed number without the money unit. */
function countQuantity(quantity: Quantity): Quantity {
  const figure = parseFigure(quantity.printed, '辆');
  return figure === null ? quantity : { ...quantity, ...figure };
}
