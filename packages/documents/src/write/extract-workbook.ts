/** The normalised tables and forms of a document as a workbook to go on calculating with: amounts are numbers, codes are words. */
import { type Extract, type ExtractCell, extractSheets } from '../extract.ts';
import { textWidth } from './column-widths.ts';
import { numberCell, packWorkbook, SheetBuilder, SheetNames } from './workbook.ts';

const [narrowest, widest] = [10, 40];

/** The workbook's bytes. What the document prints is what comes out; nothing is computed. */
export function extractWorkbook(extract: Extract): Promise<Uint8Array> {
  const { bureau, year } = extract.document;
  const names = new SheetNames();
  const sheets = extractSheets(extract).map(({ name, blocks, leading }) => {
    const sheet = new SheetBuilder(names.add(name));
    const widths: number[] = [];
    for (const [index, [title, header, ...rows]] of blocks.entries()) {
      const top = sheet.next + (index === 0 ? 0 : 1);
      title?.forEach((text, column) => {
        if (text !== null) sheet.set(top, column, text, 'plain');
      });
      header?.forEach((text, column) => {
        sheet.set(top + 1, column, text, 'label');
        widths[column] = Math.max(widths[column] ?? narrowest, Math.min(widest, textWidth(text ?? '') + 2));
      });
      rows.forEach((cells, row) => {
        cells.forEach((cell, column) => {
          place(sheet, top + 2 + row, column, cell, column < leading);
          if (column < leading)
            widths[column] = Math.max(widths[column] ?? 0, Math.min(widest, textWidth(cell ?? '') + 2));
        });
      });
    }
    return sheet.build(widths, widths.length > 6);
  });
  // A workbook without a sheet cannot be opened.
  const written = sheets.length > 0 ? sheets : [new SheetBuilder(names.add('没有认出表')).build([narrowest], false)];
  return packWorkbook(written, {
    title: [bureau, year === null ? null : `${year}年度`, '决算表'].filter((text) => text !== null).join(''),
    creator: '明账',
    date: `${year ?? 2000}-12-31`,
  });
}

function place(sheet: SheetBuilder, row: number, column: number, cell: ExtractCell, isWords: boolean): void {
  const figure = cell === null || isWords ? null : numberCell(cell);
  if (figure === null) sheet.set(row, column, cell, 'text');
  else sheet.set(row, column, figure.value, 'amount', { style: { numFmt: figure.format } });
}
