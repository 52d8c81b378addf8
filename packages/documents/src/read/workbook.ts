/**
 * A workbook (.xlsx, .xls) to pieces, as a person sees it: the sheets that are shown, in order; of each the rows and columns that
 * are shown; numbers as their format prints them. Merged cells are one cell.
 */
import { formatValue, readXls, readXlsx, type Sheet } from 'hucre';
import { isMergedLabel } from '../read-text.ts';
import { type Archive } from './archive.ts';
import { type Piece, type PieceCell, type PieceRow } from './pieces.ts';
import { FileProblem } from './problem.ts';
import { refuseDoctype } from './xml-limits.ts';

/** More than any disclosure has. */
const rowLimit = 200_000;
const columnLimit = 2_000;

const unreadable =
  '这个 Excel 文件读不下去，可能已损坏或设有密码。请用 Excel 或 WPS 打开，去掉密码另存为 Excel 工作簿（.xlsx）后再试。';

/** Reads an .xlsx; the archive has been looked at for what it unpacks to. */
export async function readWorkbook(bytes: Uint8Array, archive: Archive): Promise<readonly Piece[]> {
  for (const name of archive.names) {
    if (!/^xl\/(?:workbook|sharedStrings|styles|worksheets\/[^/]+)\.xml$/.test(name)) continue;
    const part = archive.part(name);
    if (part !== null) refuseDoctype(part, ' Excel ');
  }
  return piecesOf(await attempt(() => readXlsx(bytes, options)));
}

/** Reads an old .xls. */
export async function readOldWorkbook(bytes: Uint8Array): Promise<readonly Piece[]> {
  return piecesOf(await attempt(() => readXls(bytes, options)));
}

type Options = NonNullable<Parameters<typeof readXlsx>[1]>;

const options: Options = {
  readStyles: true,
  maxRows: rowLimit + 1,
  sheets: (info) => info.hidden !== true && info.veryHidden !== true,
};

async function attempt(
  read: () => ReturnType<typeof readXlsx>,
): Promise<{ readonly sheets: readonly Sheet[]; readonly is1904: boolean }> {
  try {
    const { sheets, dateSystem } = await read();
    return { sheets, is1904: dateSystem === '1904' };
  } catch {
    throw new FileProblem(unreadable);
  }
}

function piecesOf({ sheets, is1904 }: Awaited<ReturnType<typeof attempt>>): Piece[] {
  const pieces: Piece[] = [];
  for (const sheet of sheets) {
    if (sheet.hidden === true || sheet.veryHidden === true) continue;
    if (sheet.rows.length > rowLimit)
      throw new FileProblem(`工作表“${sheet.name}”超过 ${rowLimit} 行，没有读取。请只留下要公开的表再试。`);
    pieces.push(...sheetPieces(sheet, is1904));
  }
  return pieces;
}

function sheetPieces(sheet: Sheet, is1904: boolean): Piece[] {
  const columns = shownColumns(sheet);
  const { merged, origins } = mergedCells(sheet, columns);
  const rows: PieceRow[] = [];
  sheet.rows.forEach((values, row) => {
    if (sheet.rowDefs?.get(row)?.hidden === true) return;
    const cells: (PieceCell & { readonly text: string })[] = [];
    for (const column of columns) {
      const span = merged.get(`${row},${column}`);
      if (span === 0) continue;
      const text =
        span === null ? '' : shownText(sheet, values, row, origins.get(`${row},${column}`) ?? column, is1904);
      const at = `${letters(column)}${row + 1}`;
      cells.push({
        text,
        columns: span ?? 1,
        pieces: text === '' ? [] : [{ kind: 'text', text, sheet: sheet.name, cell: at }],
      });
    }
    const filled = cells.filter(({ text }) => text !== '');
    const [only] = filled;
    if (only === undefined) return;
    const wide = only.columns * 5 >= columns.length * 3 && columns.length > 1;
    // Titles, notes and sentences stand over the whole width, merged or not.
    const alone = filled.length === 1 && (wide || !isMergedLabel(only.text));
    rows.push({ cells: alone ? [{ columns: columns.length, pieces: only.pieces }] : cells });
  });
  if (rows.length === 0) return [];
  const [first] = rows;
  const named = /^(?:sheet|工作表|表)\s*\d*$/i.test(sheet.name) || first?.cells.length === 1;
  return [
    // A sheet without any title is known by its tab.
    ...(named ? [] : [{ kind: 'text' as const, text: sheet.name, sheet: sheet.name }]),
    { kind: 'table', rows, sheet: sheet.name },
  ];
}

/** The columns that are shown and hold anything or are covered by a merged cell. */
function shownColumns(sheet: Sheet): readonly number[] {
  let width = 0;
  for (const row of sheet.rows) {
    let last = row.length;
    while (last > 0 && (row[last - 1] ?? '') === '') last -= 1;
    width = Math.max(width, last);
  }
  for (const { endCol, startRow, startCol } of sheet.merges ?? [])
    if ((sheet.rows[startRow]?.[startCol] ?? '') !== '' && endCol < columnLimit) width = Math.max(width, endCol + 1);
  if (width > columnLimit)
    throw new FileProblem(`工作表“${sheet.name}”超过 ${columnLimit} 列，没有读取。请只留下要公开的表再试。`);
  return Array.from({ length: width }, (_, column) => column).filter(
    (column) => sheet.columns?.[column]?.hidden !== true,
  );
}

/**
 * By cell: over how many shown columns a merged cell goes, where it begins; 0 where it goes on in its row; null in the rows below
 * it, where it is blank.
 */
function mergedCells(
  sheet: Sheet,
  columns: readonly number[],
): { readonly merged: ReadonlyMap<string, number | null>; readonly origins: ReadonlyMap<string, number> } {
  const merged = new Map<string, number | null>();
  /** Where the first column of a merged cell is hidden, its value is shown in the next. */
  const origins = new Map<string, number>();
  const shown = new Set(columns);
  let cells = 0;
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const lastRow = Math.min(endRow, sheet.rows.length - 1);
    cells += Math.max(0, lastRow - startRow + 1) * Math.max(0, endCol - startCol + 1);
    if (cells > 4_000_000) break;
    const covered = columns.filter((column) => column >= startCol && column <= endCol).length;
    for (let row = startRow; row <= lastRow; row += 1) {
      let first = true;
      for (let column = startCol; column <= endCol; column += 1) {
        if (!shown.has(column)) continue;
        if (row === startRow) {
          merged.set(`${row},${column}`, first ? covered : 0);
          if (first && column !== startCol) origins.set(`${row},${column}`, startCol);
        } else merged.set(`${row},${column}`, null);
        first = false;
      }
    }
  }
  return { merged, origins };
}

/** What a cell shows. */
function shownText(sheet: Sheet, values: Sheet['rows'][number], row: number, column: number, is1904: boolean): string {
  const value = values[column] ?? null;
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const format = sheet.cells?.get(`${row},${column}`)?.style?.numFmt ?? 'General';
  if (typeof value === 'string')
    return value.replace(/[\r\n]+/g, '').replace(/^[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+$/g, '');
  if (typeof value === 'number') return numberText(value, format, is1904);
  return formatValue(value, format === 'General' ? 'yyyy-mm-dd' : format, { is1904 }).trim();
}

/** A number as its format prints it. */
export function numberText(value: number, format: string, is1904 = false): string {
  if (!Number.isFinite(value)) return '';
  if (format === 'General' || format === '@' || format === '') {
    // Eleven figures are what a cell shows; whole numbers it shows whole.
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(11)));
  }
  const sections = sectionsOf(format);
  const [positive = '', negative, zero] = sections;
  const section = value === 0 && zero !== undefined ? zero : value < 0 && negative !== undefined ? negative : positive;
  // A section without places for digits prints its words only: the dash of an accountant's nothing.
  if (!/[0#?]/.test(withoutWords(section).replace(/\?/g, '')) && !/[ymdhsg]/i.test(withoutWords(section)))
    return wordsOf(section).trim();
  const places = placesOf(section);
  return formatValue(places === null ? value : rounded(value, places), format, { is1904 }).trim();
}

/** The parts of a format between semicolons that stand outside quotes. */
function sectionsOf(format: string): string[] {
  const sections = [''];
  let quoted = false;
  for (let at = 0; at < format.length; at += 1) {
    const character = format[at] ?? '';
    if (character === '"') quoted = !quoted;
    if (character === ';' && !quoted) sections.push('');
    else sections[sections.length - 1] += character;
  }
  return sections;
}

function withoutWords(section: string): string {
  return section.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
}

function wordsOf(section: string): string {
  return section
    .replace(/_.|\*.|\[[^\]]*\]|\?/g, '')
    .replace(/"([^"]*)"/g, '$1')
    .replace(/\\(.)/g, '$1');
}

/** Decimal places that a format prints, two more where it prints percent; null where it says nothing of them. */
function placesOf(section: string): number | null {
  const plain = withoutWords(section);
  if (/[ymdhs/eE]/.test(plain) || plain.includes(',,')) return null;
  const decimals = /\.([0#?]+)/.exec(plain)?.[1]?.length ?? 0;
  return decimals + (plain.includes('%') ? 2 : 0);
}

/** Rounded half up by its decimal figures, as a spreadsheet rounds what it shows: 1.005 is 1.01. */
function rounded(value: number, places: number): number {
  const shown = Number(Math.abs(value).toPrecision(15));
  const text = String(shown);
  if (text.includes('e')) return value;
  const whole = Math.round(Number(`${text}e${places}`));
  const result = Number(`${whole}e-${places}`);
  return value < 0 ? -result : result;
}

/** A, B … Z, AA … as a spreadsheet names its columns. */
function letters(column: number): string {
  let name = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}
