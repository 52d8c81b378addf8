/**
 * A generated document as a web page and as a Word file, written here with nothing but what the formats say, so that the
 * readers are not only tested on our own writers.
 */
import {
  type Paper,
  type PaperBlock,
  type PaperRow,
  type PaperTable,
  paragraphText,
} from '@mingzhang/disclosure/testing';
import { strToU8, zipSync } from 'fflate';
import { type CellValue, type MergeRange, writeXlsx } from 'hucre';

interface Cell {
  readonly text: string;
  readonly columns: number;
}

function merged(row: PaperRow): readonly Cell[] {
  const cells: { text: string; columns: number }[] = [];
  for (const cell of row.cells) {
    const last = cells.at(-1);
    if (cell.covered === true && last !== undefined) last.columns += 1;
    else cells.push({ text: cell.text, columns: 1 });
  }
  return cells;
}

/** What stands over a table, line by line. */
function headOf(table: PaperTable): readonly string[] {
  return [table.title, table.subtitle, table.number, table.department, table.year, table.unit].flatMap((mark) =>
    mark === null || mark.text === '' ? [] : [mark.text],
  );
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function htmlOf(paper: Paper): string {
  const block = (one: PaperBlock): string => {
    if (one.kind === 'paragraph') return `<p>${escaped(paragraphText(one))}</p>`;
    const rows = one.rows.map((row) => {
      const cells = merged(row).map(
        ({ text, columns }) => `<td${columns === 1 ? '' : ` colspan="${columns}"`}>${escaped(text)}</td>`,
      );
      return `<tr>${cells.join('')}</tr>`;
    });
    const notes = one.notes.map((note) => `<p>${escaped(paragraphText(note))}</p>`);
    return `${headOf(one)
      .map((text) => `<p>${escaped(text)}</p>`)
      .join('\n')}\n<table><tbody>\n${rows.join('\n')}\n</tbody></table>\n${notes.join('\n')}`;
  };
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>不读</title></head><body>\n${paper.blocks.map(block).join('\n')}\n</body></html>`;
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** The body of a Word file in a package of its own; other parts by name. */
export function docxWith(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries({
        '[Content_Types].xml':
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        '_rels/.rels':
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${word}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
        ...parts,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
}

/** Between the margins of a sheet of A4, in twentieths of a point. */
const textWidth = 9000;

const firstLine = '<w:pPr><w:ind w:firstLine="480"/></w:pPr>';

const borders = `<w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('')}</w:tblBorders>`;

export function docxOf(paper: Paper): Uint8Array {
  const p = (text: string, indent = ''): string =>
    `<w:p>${indent}<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const block = (one: PaperBlock): string => {
    if (one.kind === 'paragraph') return p(paragraphText(one), one.role === 'text' ? firstLine : '');
    const width = Math.max(...one.rows.map((row) => row.cells.length));
    const columnWidth = Math.floor(textWidth / width);
    const rows = one.rows.map((row) => {
      const cells = merged(row).map(
        ({ text, columns }) =>
          `<w:tc><w:tcPr><w:tcW w:w="${columns * columnWidth}" w:type="dxa"/>${columns === 1 ? '' : `<w:gridSpan w:val="${columns}"/>`}</w:tcPr>${p(text)}</w:tc>`,
      );
      return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
    });
    return `${headOf(one)
      .map((line) => p(line))
      .join(
        '',
      )}<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/>${borders}</w:tblPr><w:tblGrid>${`<w:gridCol w:w="${columnWidth}"/>`.repeat(width)}</w:tblGrid>${rows.join('')}</w:tbl>${one.notes.map((note) => p(paragraphText(note))).join('')}`;
  };
  return docxWith(paper.blocks.map(block).join(''));
}

interface SheetOfPaper {
  readonly name: string;
  readonly rows: CellValue[][];
  readonly merges: MergeRange[];
  /** Number formats by 'row,column'. */
  readonly formats: Map<string, string>;
}

/** A workbook as offices keep it: running text on sheets of one column, each table on its own with its head over it. */
export async function xlsxOf(paper: Paper): Promise<Uint8Array> {
  const sheets: SheetOfPaper[] = [];
  let text: SheetOfPaper | null = null;
  for (const block of paper.blocks) {
    const name = `${sheets.length + 1}`;
    if (block.kind === 'paragraph') {
      if (text === null) {
        text = { name: `说明${name}`, rows: [], merges: [], formats: new Map() };
        sheets.push(text);
      }
      text.rows.push([paragraphText(block)]);
      continue;
    }
    text = null;
    const sheet: SheetOfPaper = { name: `Sheet${name}`, rows: [], merges: [], formats: new Map() };
    sheets.push(sheet);
    const width = Math.max(...block.rows.map((row) => row.cells.length));
    const over = (line: string): void => {
      const row = sheet.rows.length;
      sheet.rows.push([line, ...Array.from({ length: width - 1 }, () => null)]);
      if (width > 1) sheet.merges.push({ startRow: row, endRow: row, startCol: 0, endCol: width - 1 });
    };
    for (const line of headOf(block)) over(line);
    for (const row of block.rows) addRow(sheet, merged(row));
    for (const note of block.notes) over(paragraphText(note));
  }
  return writeXlsx({
    sheets: sheets.map(({ name, rows, merges, formats }) => ({
      name,
      rows,
      merges,
      cells: new Map(
        [...formats].map(([key, numFmt]) => {
          const [row = 0, column = 0] = key.split(',').map(Number);
          return [key, { value: rows[row]?.[column] ?? null, style: { numFmt } }];
        }),
      ),
    })),
  });
}

function addRow(sheet: SheetOfPaper, cells: readonly Cell[]): void {
  const row = sheet.rows.length;
  const values: CellValue[] = [];
  for (const { text, columns } of cells) {
    const decimals = /^-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)\.(\d+)$/.exec(text)?.[1];
    if (columns > 1)
      sheet.merges.push({ startRow: row, endRow: row, startCol: values.length, endCol: values.length + columns - 1 });
    if (decimals !== undefined)
      sheet.formats.set(
        `${row},${values.length}`,
        `${text.includes(',') ? '#,##' : ''}0.${decimals.replace(/\d/g, '0')}`,
      );
    values.push(text === '' ? null : decimals === undefined ? text : Number(text.replaceAll(',', '')));
    for (let covered = 1; covered < columns; covered += 1) values.push(null);
  }
  sheet.rows.push(values);
}
