/**
 * A written document for Word and WPS in the official layout: cover, contents with page numbers, one paragraph for each
 * paragraph, real tables with merged cells and header rows that are repeated on every page, wide tables on pages laid sideways.
 */

import { type WrittenBlock, type WrittenCover, type WrittenDocument, type WrittenTable } from '@mingzhang/disclosure';
import {
  AlignmentType,
  Bookmark,
  Document,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
} from 'docx';
import { columnWidths, shareWidths } from './column-widths.ts';
import { fontTable, type Sheet, sideways, styles, upright } from './docx-styles.ts';
import { type PlacedCell, placedRows } from './merged-cells.ts';
import { fileTitle, type OutlineEntry, outlineOf } from './outline.ts';
import { type PrintedBlock, sheetsOf } from './sheets.ts';
import { stillZip } from './still-zip.ts';
import { printPdf } from './write-pdf.ts';

/**
 * The file; the same document gives the same bytes. `pages` are those of the contents' entries, by their anchors: the PDF's,
 * whose pages are as large and hold as many lines.
 */
export async function writeDocx(document: WrittenDocument, pages?: ReadonlyMap<string, number>): Promise<Uint8Array> {
  const outline = outlineOf(document);
  const pageOf = pages ?? (await printPdf(document)).pages;
  const body = sheetsOf(document.blocks).map((sheet, index): ISectionOptions => {
    const own = sheet.sideways ? sideways : upright;
    return {
      properties: { page: own.page },
      // Later sections go on with the footers of the first.
      ...(index === 0 ? { footers: pageNumbers } : {}),
      children: sheet.blocks.flatMap((printed) => blockOf(printed, own, outline)),
    };
  });
  const empty = new Footer({ children: [new Paragraph({})] });
  const file = new Document({
    title: fileTitle(document),
    creator: document.cover.bureau,
    lastModifiedBy: document.cover.bureau,
    styles,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: { page: upright.page },
        footers: { default: empty, even: empty },
        children: coverOf(document.cover),
      },
      {
        properties: { page: upright.page },
        children: [
          new Paragraph({ style: 'ContentsTitle', text: '目录' }),
          new TableOfContents('目录', {
            hyperlink: true,
            headingStyleRange: '1-2',
            // Word shows the entries as they are here and does not ask; it updates them when it is told to.
            beginDirty: false,
            cachedEntries: [...outline.values()].map(({ text, level, anchor }) => {
              const page = pageOf.get(anchor);
              return { title: text, level, href: anchor, ...(page === undefined ? {} : { page }) };
            }),
          }),
        ],
      },
      ...body,
    ],
  });
  return stillZip(await Packer.toBuffer(file), (path, text) => settled(path, text, document));
}

/** Parts as they are whenever they are written: the date of publication instead of today's, fonts with their stand-ins. */
function settled(path: string, text: string, { cover, year }: WrittenDocument): string {
  if (path === 'docProps/core.xml') {
    const date = `${cover.publishedOn ?? `${year}-12-31`}T00:00:00Z`;
    return text.replaceAll(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${date}`);
  }
  if (path === 'word/fontTable.xml') return fontTable();
  if (path !== 'word/document.xml') return text;
  // The page numbers of the contents stand at the edge of a sheet of the library's own.
  return countedAnew(text).replaceAll('w:pos="9025"', `w:pos="${upright.textWidth}"`);
}

/** The library counts bookmarks through all documents that a process writes. */
function countedAnew(text: string): string {
  const numbers = new Map<string, number>();
  const anew = (old: string): number => {
    const number = numbers.get(old) ?? numbers.size + 1;
    numbers.set(old, number);
    return number;
  };
  return text.replaceAll(
    /(<w:bookmark(?:Start|End)\b[^>]*w:id=")(\d+)/g,
    (_, before: string, old: string) => `${before}${anew(old)}`,
  );
}

function coverOf({ bureau, title, publishedOn, released }: WrittenCover): readonly Paragraph[] {
  const line = (text: string): Paragraph => new Paragraph({ style: 'CoverLine', text });
  return [
    new Paragraph({ style: 'Bureau', text: bureau }),
    new Paragraph({ style: 'CoverTitle', text: title }),
    ...(publishedOn === null ? [] : [line(`公开日期：${publishedOn}`)]),
    ...released.map(({ role, person }) => line(`${role}：${person}`)),
  ];
}

/** — 1 —, outside: right on odd pages, left on even ones. */
export const pageNumbers = { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) };

function footer(alignment: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer {
  const indent = { left: 280, right: 280 };
  return new Footer({
    children: [
      new Paragraph({
        style: 'PageNumber',
        alignment,
        indent,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}

const levels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
};

function blockOf(
  { block, newPage }: PrintedBlock,
  sheet: Sheet,
  outline: ReadonlyMap<WrittenBlock, OutlineEntry>,
): readonly (Paragraph | Table)[] {
  const breaks = newPage ? { pageBreakBefore: true } : {};
  switch (block.kind) {
    case 'heading': {
      const text = new TextRun(block.text);
      const anchor = outline.get(block)?.anchor;
      const children = anchor === undefined ? [text] : [new Bookmark({ id: anchor, children: [text] })];
      return [new Paragraph({ heading: levels[block.level], children, ...breaks })];
    }
    case 'paragraph':
      return [new Paragraph({ style: 'Body', children: block.runs.map(({ text }) => new TextRun(text)), ...breaks })];
    case 'table':
      return tableOf(block, sheet, breaks);
  }
}

/** A table with what is printed over and under it; `widths` where its columns are not to be as wide as their words. */
export function tableOf(
  table: WrittenTable,
  { textWidth }: Sheet,
  breaks: Pick<IParagraphOptions, 'pageBreakBefore'>,
  widths = columnWidths(table.rows),
): readonly (Paragraph | Table)[] {
  const { title, number, department, year, unit, notes } = table;
  const before: IParagraphOptions[] = [];
  if (title !== '') before.push({ style: 'TableTitle', text: title });
  if (number !== null) before.push({ style: 'TableNumber', text: number });
  const head = [department, year, unit].filter((text) => text !== null);
  if (head.length > 0) {
    before.push({
      style: 'TableHead',
      text: head.join('\t'),
      tabStops: [
        ...(head.length === 3 ? [{ type: TabStopType.CENTER, position: Math.round(textWidth / 2) }] : []),
        { type: TabStopType.RIGHT, position: textWidth },
      ],
    });
  }
  return [
    ...before.map((options, index) => new Paragraph({ ...options, ...(index === 0 ? breaks : {}) })),
    grid(table, shareWidths(widths, textWidth)),
    ...notes.map((note) => new Paragraph({ style: 'TableNote', text: note })),
    // Word joins tables that touch, and a section must not end in one.
    ...(notes.length === 0 ? [new Paragraph({ style: 'TableNote' })] : []),
  ];
}

function grid({ rows }: WrittenTable, widths: readonly number[]): Table {
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    columnWidths: widths,
    margins: { left: 60, right: 60, top: 10, bottom: 10 },
    rows: placedRows(rows).map((cells, index) => {
      const isHeader = rows[index]?.role === 'header';
      return new TableRow({
        tableHeader: isHeader,
        cantSplit: true,
        children: cells.map((placed) => cellOf(placed, isHeader)),
      });
    }),
  });
}

function cellOf({ cell, rowSpan, columnSpan }: PlacedCell, isHeader: boolean): TableCell {
  const style = isHeader ? 'TableLabel' : cell.amount === undefined ? 'TableText' : 'TableAmount';
  return new TableCell({
    verticalAlign: VerticalAlignTable.CENTER,
    ...(rowSpan === 1 ? {} : { rowSpan }),
    ...(columnSpan === 1 ? {} : { columnSpan }),
    children: [new Paragraph({ style, text: cell.text })],
  });
}
