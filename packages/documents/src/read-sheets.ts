/**
 * Tables as other systems export them – CSV (UTF-8 with or without a mark, GBK, UTF-16), Excel (.xlsx, .xls) – to rows of texts, each
 * with the number that a person finds it under. Cells are what is written, not what is meant: numbers without separators or
 * formats, dates as YYYY-MM-DD, everything else as it stands.
 */
import { decodeText } from './decode.ts';

export interface SheetRow {
  /** Line of a CSV file, row of a worksheet; from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  /** Of a worksheet; empty for CSV. */
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export type ReadSheets =
  | { readonly ok: true; readonly sheets: readonly Sheet[]; readonly format: 'csv' | 'xlsx' | 'xls' }
  /** A sentence for whoever handed the file in. */
  | { readonly ok: false; readonly error: string };

/** More than a finance system exports for a county in a year; a larger one is split. */
export const rowLimit = 200_000;

/** What the parts of an .xlsx may unpack to: a small file that grows beyond all measure is an attack. */
const unpackedLimit = 512 * 1024 * 1024;

/** Reads a file's tables; never throws. Rows that are blank are there too, so that numbers stay true. */
export async function readSheets(bytes: Uint8Array): Promise<ReadSheets> {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readWorkbook(bytes, 'xlsx');
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return readWorkbook(bytes, 'xls');
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { ok: false, error: tableAdvice(decoded.error) };
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(decoded.text)) {
    return {
      ok: false,
      error: '文件的扩展名像表格，内容却是网页。请用Excel或WPS打开，另存为“Excel 工作簿（.xlsx）”或CSV后再导入。',
    };
  }
  return readCsv(decoded.text);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** The advice about text files, made one about tables. */
function tableAdvice(error: string): string {
  const [first = error] = error.split('请');
  return `${first}请导入从系统导出的 CSV、.xlsx 或 .xls 文件。`;
}

async function readCsv(text: string): Promise<ReadSheets> {
  // Loaded when tables come: whoever audits a text does not wait for it.
  const { CsvError, parse } = await import('csv-parse/sync');
  const rows: SheetRow[] = [];
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      // Blank lines between records are skipped by the parser; the numbers come from its count of lines.
      skip_empty_lines: true,
      info: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    let first = 1;
    for (const { record, info } of records) {
      // A record's line is where it begins; the parser counts where it ends, and a quoted cell may span several.
      const spans = record.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      first = Math.max(first, info.lines - spans);
      rows.push({ number: first, cells: record.map(cleaned) });
      if (rows.length > rowLimit) return tooLong();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? `第${error.lines}行附近` : '某一行';
    return { ok: false, error: `${line}的引号不成对，读不下去，什么也没有导入。请从系统重新导出，或改正后再试。` };
  }
  return { ok: true, sheets: [{ name: '', rows }], format: 'csv' };
}

/** Comma, tab or semicolon: whichever the first lines hold most of. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4000);
  const [most = ','] = [',', '\t', ';'].sort((a, b) => head.split(b).length - head.split(a).length);
  return most;
}

async function readWorkbook(bytes: Uint8Array, format: 'xlsx' | 'xls'): Promise<ReadSheets> {
  if (format === 'xlsx' && unpackedSize(bytes) > unpackedLimit) {
    return { ok: false, error: '这个Excel文件展开后过大，没有导入。请确认它是系统导出的表格，或按月份分开导出。' };
  }
  const { readXls, readXlsx } = await import('hucre/xlsx');
  let read: Awaited<ReturnType<typeof readXlsx>>;
  try {
    read = await (format === 'xlsx' ? readXlsx(bytes) : readXls(bytes));
  } catch {
    return {
      ok: false,
      error: '这个文件不是能读的Excel表格，可能已损坏或设有密码。请用Excel或WPS打开，另存为不加密的 .xlsx 后再导入。',
    };
  }
  const sheets = read.sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((cells, index) => ({ number: index + 1, cells: cells.map(cellText) })),
  }));
  if (sheets.some(({ rows }) => rows.length > rowLimit)) return tooLong();
  return { ok: true, sheets, format };
}

function tooLong(): ReadSheets {
  return { ok: false, error: `表格超过${rowLimit}行，没有导入。请按月份或单位分开导出后再试。` };
}

/** What a zip's directory says that its parts unpack to. The parts are believed to be so large at least. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = bytes.length - 46; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === 0x02014b50) sum += view.getUint32(at + 24, true);
  }
  return sum;
}

function cellText(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return cleaned(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  // A workbook keeps fifteen digits of a number: 0.1 + 0.2 stands in it as 0.30000000000000004.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
}

/** Without the white space around, of whatever width, and the tab that keeps spreadsheets from taking a code for a number. */
function cleaned(text: string): string {
  return text.replaceAll(/[\u00a0\u3000\u200b\ufeff]/g, ' ').trim();
}
