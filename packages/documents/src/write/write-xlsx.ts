/**
 * A written document as a workbook: cover and contents first, then its text, one paragraph a row, and a sheet for each table, in
 * the document's order. Amounts are numbers, shown as they are printed; codes and line numbers stay words.
 */
import {
  type PrintedCell,
  textOf,
  type WrittenBlock,
  type WrittenDocument,
  type WrittenHeading,
  type WrittenParagraph,
  type WrittenTable,
} from '@mingzhang/disclosure';
import { type WriteSheet } from 'hucre/xlsx';
import { columnWidths } from './column-widths.ts';
import { placedRows } from './merged-cells.ts';
import { fileTitle, type OutlineEntry, outlineOf } from './outline.ts';
import { numberCell, packWorkbook, SheetBuilder, SheetNames } from './workbook.ts';

/** The file; the same document gives the same bytes. */
export async function writeXlsx(document: WrittenDocument): Promise<Uint8Array> {
  const { cover, year, blocks } = document;
  const names = new SheetNames();
  const first = new SheetBuilder(names.add('封面和目录'));
  const outline = outlineOf(document);
  const places = new Map<OutlineEntry, string>();
  const sheets = piecesOf(blocks).map((piece): WriteSheet => {
    const sheet = new SheetBuilder(names.add(nameOf(piece)));
    for (const block of [...piece.texts, ...(piece.table === null ? [] : [piece.table])]) {
      const entry = outline.get(block);
      if (entry !== undefined) places.set(entry, `'${sheet.name}'!A${sheet.next + 1}`);
      if (block.kind === 'table') return tableSheet(sheet, block);
      const widths = piece.table === null ? [narrativeWidth] : columnWidths(piece.table.rows);
      textRow(sheet, block, widths);
    }
    return sheet.build([narrativeWidth], false);
  });
  return packWorkbook([coverSheet(first, document, places), ...sheets], {
    title: fileTitle(document),
    creator: cover.bureau,
    date: cover.publishedOn ?? `${year}-12-31`,
  });
}

const narrativeWidth = 84;
const coverWidths = [56, 40];

/** What stands on one sheet: text, or a table with the headings right over it. */
interface Piece {
  readonly texts: readonly (WrittenHeading | WrittenParagraph)[];
  readonly table: WrittenTable | null;
}

function piecesOf(blocks: readonly WrittenBlock[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let texts: (WrittenHeading | WrittenParagraph)[] = [];
  for (const block of blocks) {
    if (block.kind === 'page-break') continue;
    if (block.kind !== 'table') {
      texts.push(block);
      continue;
    }
    const last = texts.findLastIndex(({ kind }) => kind === 'paragraph');
    if (last >= 0) pieces.push({ texts: texts.slice(0, last + 1), table: null });
    pieces.push({ texts: texts.slice(last + 1), table: block });
    texts = [];
  }
  if (texts.length > 0) pieces.push({ texts, table: null });
  return pieces;
}

function nameOf({ texts, table }: Piece): string {
  const [first] = texts.filter(({ kind }) => kind === 'heading');
  const heading = first?.kind === 'heading' ? first.text : '说明';
  if (table === null) return heading;
  return [table.number, table.title === '' ? heading : table.title].filter((text) => text !== null).join(' ');
}

function coverSheet(
  sheet: SheetBuilder,
  { cover }: WrittenDocument,
  places: ReadonlyMap<OutlineEntry, string>,
): WriteSheet {
  const { bureau, title, publishedOn, released } = cover;
  sheet.line(bureau, 'bureau', 2, total(coverWidths));
  sheet.line(title, 'title', 2, total(coverWidths));
  if (publishedOn !== null) sheet.line(`公开日期：${publishedOn}`, 'centred', 2, total(coverWidths));
  for (const { role, person } of released) sheet.line(`${role}：${person}`, 'centred', 2, total(coverWidths));
  sheet.line('目录', 'heading2', 2, total(coverWidths));
  for (const [{ text, level }, location] of places) {
    const row = sheet.next;
    sheet.set(row, 0, text, level === 1 ? 'plain' : 'centred', {
      style: { alignment: { horizontal: 'left', indent: level - 1 } },
    });
    const place = location.slice(1, location.lastIndexOf("'"));
    sheet.set(row, 1, place, 'link', { hyperlink: { target: '', location, display: place } });
  }
  return sheet.build(coverWidths, false);
}

function textRow(sheet: SheetBuilder, block: WrittenHeading | WrittenParagraph, widths: readonly number[]): void {
  const [columns, width] = [widths.length, total(widths)];
  if (block.kind === 'heading') sheet.line(block.text, `heading${block.level}`, columns, width);
  else sheet.line(textOf(block), 'paragraph', columns, width);
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0);
}

function tableSheet(sheet: SheetBuilder, table: WrittenTable): WriteSheet {
  const { title, number, department, year, unit, rows, notes, wide } = table;
  const widths = columnWidths(rows);
  const columns = widths.length;
  const width = total(widths);
  if (title !== '') sheet.line(title, 'tableTitle', columns, width);
  if (number !== null) sheet.line(number, 'right', columns, width);
  const head = [department, year, unit].filter((text) => text !== null);
  if (head.length > 0) {
    const row = sheet.next;
    head.forEach((text, index) => {
      const last = index > 0 && index === head.length - 1;
      const column = index === 0 ? 0 : last ? columns - 1 : Math.floor(columns / 2);
      sheet.set(row, column, text, last ? 'right' : 'plain');
    });
  }
  const top = sheet.next;
  const isForm = table.id !== null && forms.has(table.id);
  for (const line of placedRows(rows)) {
    for (const { cell, row, column, rowSpan, columnSpan } of line) {
      const isHeader = rows[row]?.role === 'header';
      for (let down = 0; down < rowSpan; down += 1)
        for (let right = 0; right < columnSpan; right += 1)
          sheet.set(top + row + down, column + right, null, isHeader ? 'label' : 'text');
      sheet.grow(
        top + row + rowSpan - 1,
        rowSpan === 1 ? cell.text : '',
        10,
        total(widths.slice(column, column + columnSpan)),
      );
      const figure = isHeader ? null : figureOf(cell, isForm);
      if (figure === null) sheet.set(top + row, column, cell.text, isHeader ? 'label' : 'text');
      else sheet.set(top + row, column, figure.value, 'amount', { style: { numFmt: figure.format } });
      sheet.merge(top + row, column, rowSpan, columnSpan);
    }
  }
  const headers = rows.filter(({ role }) => role === 'header').length;
  if (headers > 0) sheet.repeat(top, top + headers - 1);
  for (const note of notes) sheet.line(note, 'note', columns, width);
  return sheet.build(widths, wide);
}

/** In forms any plain number is one; in the other tables only what is an amount: codes and line numbers are words. */
function figureOf({ text, amount }: PrintedCell, isForm: boolean): ReturnType<typeof numberCell> {
  return amount === undefined && !isForm ? null : numberCell(text);
}

const forms: ReadonlySet<string> = new Set(['base-data', 'overall-self-evaluation', 'project-self-evaluation', 'goal']);
