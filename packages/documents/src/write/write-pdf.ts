/**
 * A written document as PDF in the official layout. The free fonts that stand in for the official ones are embedded, cut down to the
 * characters used; text comes out again in reading order, contents and bookmarks lead to their pages.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type WrittenCover, type WrittenDocument, type WrittenTable } from '@mingzhang/disclosure';
import pdfmake, { type Content } from 'pdfmake';
import { columnWidths, shareWidths, textWidth } from './column-widths.ts';
import { placedRows } from './merged-cells.ts';
import layout from './official-layout.json' with { type: 'json' };
import { fileTitle, type OutlineEntry, outlineOf } from './outline.ts';
import { type PrintedBlock, type PrintedSheet, sheetsOf } from './sheets.ts';

const { page, landscape, sizes, embedded, linesPerPage, charactersPerLine } = layout;

const points = (millimetres: number): number => (millimetres * 72) / 25.4;

type Margins = readonly [left: number, top: number, right: number, bottom: number];

const upright = {
  margins: [points(page.left), points(page.top), points(page.right), points(page.bottom)] as Margins,
  textWidth: points(page.width - page.left - page.right),
  footer: points(page.bottom - page.footer),
};

const sideways = {
  margins: [
    points(landscape.left),
    points(landscape.top),
    points(landscape.right),
    points(landscape.bottom),
  ] as Margins,
  textWidth: points(page.height - landscape.left - landscape.right),
  footer: points(landscape.bottom - landscape.footer),
};

/** Twenty-two lines to a page; pdfmake wants the height of a line as a multiple of the font's own. */
const line = points(page.height - page.top - page.bottom) / linesPerPage;
const lineHeight = (size: number, height: number): number => height / (size * embedded.lineHeight);

/** Characters stand a little closer than they are wide, so that twenty-eight fit into a line. */
const characterSpacing = upright.textWidth / charactersPerLine - sizes.body;
const body = { fontSize: sizes.body, lineHeight: lineHeight(sizes.body, line), characterSpacing };
const leadingIndent = 2 * (sizes.body + characterSpacing);

const styles = {
  bureau: { font: 'title', fontSize: sizes.title, alignment: 'center', margin: [0, points(50), 0, 12] },
  coverTitle: { font: 'title', fontSize: 26, alignment: 'center', margin: [0, 0, 0, points(80)] },
  coverLine: { ...body, alignment: 'center' },
  contentsTitle: { font: 'text', bold: true, fontSize: sizes.title, alignment: 'center', margin: [0, 0, 0, 16] },
  contents1: { bold: true, fontSize: sizes.foot, lineHeight: lineHeight(sizes.foot, line - 3) },
  contents2: { fontSize: sizes.foot, lineHeight: lineHeight(sizes.foot, line - 5) },
  heading1: { font: 'title', fontSize: sizes.title, alignment: 'center', margin: [0, 0, 0, 12] },
  heading2: { ...body, bold: true, leadingIndent },
  heading3: { ...body, bold: true, leadingIndent },
  heading4: { ...body, leadingIndent },
  body: { ...body, leadingIndent, alignment: 'justify' },
  tableTitle: { font: 'title', fontSize: sizes.body, alignment: 'center' },
  tableNumber: { fontSize: sizes.note, alignment: 'right' },
  tableHead: { fontSize: sizes.note },
  table: { fontSize: sizes.table, lineHeight: 0.88 },
  note: { fontSize: sizes.note },
  foot: { fontSize: sizes.foot },
};

let ready = false;

/** Gives pdfmake the fonts, once; it may reach for nothing else. */
function prepare(): void {
  if (ready) return;
  const resolve = createRequire(import.meta.url).resolve;
  for (const [name, file] of Object.entries(embedded.files))
    pdfmake.virtualfs.writeFileSync(name, readFileSync(resolve(`${embedded.package}/${file}`)));
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  ready = true;
}

/** The file; the same document gives the same bytes. */
export async function writePdf(document: WrittenDocument): Promise<Uint8Array> {
  return (await printPdf(document)).bytes;
}

export interface PrintedPdf {
  readonly bytes: Uint8Array;
  /** The page that each entry of the contents is on, by its anchor; the cover is page 1. */
  readonly pages: ReadonlyMap<string, number>;
}

/** The file and the pages of its headings, which the Word file's contents print too. */
export async function printPdf(document: WrittenDocument): Promise<PrintedPdf> {
  prepare();
  // pdfmake puts the files in the place of their names here, so that each document needs names of its own.
  pdfmake.setFonts({ text: { normal: 'regular', bold: 'bold' }, title: { normal: 'black' } });
  const { cover, year, blocks } = document;
  const outline = outlineOf(document);
  const headings = new Map<string, HeadingNode>();
  const definition = pdfmake.createPdf({
    version: '1.7',
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title: fileTitle(document),
      author: cover.bureau,
      creationDate: new Date(`${cover.publishedOn ?? `${year}-12-31`}T00:00:00Z`),
    },
    pageSize: 'A4',
    pageMargins: upright.margins,
    defaultStyle: { font: 'text', fontSize: sizes.body },
    styles,
    content: [
      { section: coverOf(cover) },
      { section: [{ text: '目录', style: 'contentsTitle' }, ...[...outline.values()].map(contentsLine)] },
      ...sheetsOf(blocks).map((sheet) => sectionOf(sheet, (width) => new Printed(outline, headings, width))),
    ],
  });
  const bytes = new Uint8Array(await definition.getBuffer());
  const pages = new Map<string, number>();
  for (const [anchor, { positions }] of headings) {
    const number = positions?.[0]?.pageNumber;
    if (number === undefined) throw new Error(`pdfmake has not placed heading ${anchor}`);
    pages.set(anchor, number);
  }
  return { bytes, pages };
}

/** pdfmake writes into a node where it has placed it. */
type HeadingNode = { readonly [key: string]: unknown } & {
  readonly positions?: readonly { readonly pageNumber: number }[];
};

function coverOf({ bureau, title, publishedOn, released }: WrittenCover): readonly Content[] {
  return [
    { text: bureau, style: 'bureau' },
    { text: title, style: 'coverTitle' },
    ...(publishedOn === null ? [] : [{ text: `公开日期：${publishedOn}`, style: 'coverLine' }]),
    ...released.map(({ role, person }) => ({ text: `${role}：${person}`, style: 'coverLine' })),
  ];
}

/** pdfmake keeps room for a page number of five digits while it does not know it. */
const pageWidth = 3 * sizes.foot;

/** An entry of the contents has at least so many dots, by which its page number is told from its title. */
const dotsAtLeast = 3;

/** Title, dots and page, on one line; a title that would fill its line is set smaller. */
function contentsLine({ level, text, anchor }: OutlineEntry): Content {
  const indent = (level - 1) * 2 * sizes.foot;
  const available = upright.textWidth - indent - pageWidth;
  const fontSize = Math.min(sizes.foot, available / (ems(text) + dotsAtLeast + 0.5));
  const dots = Math.floor(available / fontSize - ems(text));
  const style = `contents${level}`;
  return {
    columns: [
      {
        text: `${text}${'…'.repeat(dots)}`,
        width: '*',
        style,
        fontSize,
        linkToDestination: anchor,
        noWrap: true,
      },
      {
        pageReference: anchor,
        width: pageWidth,
        alignment: 'right',
        style: 'contents2',
        linkToDestination: anchor,
        noWrap: true,
      },
    ],
    margin: [indent, 0, 0, 0],
  };
}

/** How many squares of a character a text takes: bold Latin letters and digits are wider than half of one. */
function ems(text: string): number {
  return [...text].reduce((sum, character) => sum + (textWidth(character) === 2 ? 1 : 0.65), 0);
}

function sectionOf({ sideways: turned, blocks }: PrintedSheet, printed: (width: number) => Printed): Content {
  const sheet = turned ? sideways : upright;
  return {
    section: printed(sheet.textWidth).contents(blocks),
    pageOrientation: turned ? 'landscape' : 'portrait',
    pageMargins: sheet.margins,
    // — 1 —, outside: right on odd pages, left on even ones.
    footer: (current: number) => ({
      text: `— ${current} —`,
      style: 'foot',
      alignment: current % 2 === 1 ? 'right' : 'left',
      margin: [
        sheet.margins[0] + sizes.foot,
        sheet.footer - sizes.foot * embedded.lineHeight,
        sheet.margins[2] + sizes.foot,
        0,
      ],
    }),
  };
}

/** The blocks of a sheet as pdfmake's nodes. */
class Printed {
  private readonly outline: ReadonlyMap<unknown, OutlineEntry>;
  private readonly headings: Map<string, HeadingNode>;
  private readonly width: number;
  private part = '';

  constructor(outline: ReadonlyMap<unknown, OutlineEntry>, headings: Map<string, HeadingNode>, width: number) {
    this.outline = outline;
    this.headings = headings;
    this.width = width;
  }

  /** Headings stay with what they stand over. */
  contents(blocks: readonly PrintedBlock[]): readonly Content[] {
    const contents: Content[] = [];
    let headings: Content[] = [];
    let breakBefore = false;
    for (const { block, newPage } of blocks) {
      if (newPage) breakBefore = true;
      const nodes = block.kind === 'table' ? this.table(block) : [this.text(block)];
      if (block.kind === 'heading') {
        headings.push(...nodes);
        continue;
      }
      // As in Word: a heading does not stand alone at the foot of a page, a paragraph by itself may go on overleaf.
      const unbreakable = block.kind === 'table' ? block.rows.length <= linesPerPage : headings.length > 0;
      const together = breakBefore ? { pageBreak: 'before' } : {};
      contents.push({ stack: [...headings, ...nodes], unbreakable, ...together });
      headings = [];
      breakBefore = false;
    }
    return [...contents, ...headings];
  }

  private text(block: Exclude<PrintedBlock['block'], WrittenTable>): Content {
    if (block.kind === 'paragraph') return { text: block.runs.map(({ text }) => text).join(''), style: 'body' };
    const entry = this.outline.get(block);
    if (entry === undefined) return { text: block.text, style: `heading${block.level}` };
    const parent = entry.level === 2 && this.part !== '' ? { outlineParentId: this.part } : {};
    if (entry.level === 1) this.part = entry.anchor;
    const node = { text: block.text, style: `heading${block.level}`, id: entry.anchor, outline: true, ...parent };
    this.headings.set(entry.anchor, node);
    return node;
  }

  private table({ title, number, department, year, unit, rows, notes }: WrittenTable): readonly Content[] {
    const head = [department, year, unit].filter((text) => text !== null);
    const alignments = head.length === 3 ? ['left', 'center', 'right'] : ['left', 'right'];
    return [
      ...(title === '' ? [] : [{ text: title, style: 'tableTitle' }]),
      ...(number === null ? [] : [{ text: number, style: 'tableNumber' }]),
      ...(head.length === 0
        ? []
        : [
            {
              // Names of departments are long: only the year between them and the unit gives way.
              columns: head.map((text, index) => ({
                text,
                alignment: alignments[index] ?? 'left',
                width: index === head.length - 1 || (index === 0 && head.length === 3) ? 'auto' : '*',
              })),
              style: 'tableHead',
            },
          ]),
      this.grid(rows),
      ...notes.map((note) => ({ text: note, style: 'note' })),
    ];
  }

  private grid(rows: WrittenTable['rows']): Content {
    const widths = columnWidths(rows);
    const available = this.width - widths.length * 2 * padding - (widths.length + 1) * border;
    const placed = placedRows(rows);
    const cells = rows.map(({ cells: line }): Content[] => line.map(() => ({})));
    for (const { cell, row, column, rowSpan, columnSpan } of placed.flat()) {
      const isHeader = rows[row]?.role === 'header';
      const own = cells[row];
      if (own === undefined) continue;
      own[column] = {
        text: cell.text,
        alignment: isHeader ? 'center' : cell.amount === undefined ? 'left' : 'right',
        ...(rowSpan === 1
          ? {}
          : { rowSpan, margin: [0, drop(rowSpan, textWidth(cell.text), widths[column] ?? 1), 0, 0] }),
        ...(columnSpan === 1 ? {} : { colSpan: columnSpan }),
      };
    }
    return {
      style: 'table',
      table: {
        headerRows: rows.filter(({ role }) => role === 'header').length,
        dontBreakRows: true,
        keepWithHeaderRows: 1,
        widths: shareWidths(widths, Math.floor(available)),
        body: cells,
      },
      layout: {
        hLineWidth: () => border,
        vLineWidth: () => border,
        paddingLeft: () => padding,
        paddingRight: () => padding,
        paddingTop: () => 0.4,
        paddingBottom: () => 0.4,
      },
    };
  }
}

const padding = 2;
const border = 0.5;
const rowHeight = sizes.table * embedded.lineHeight;

/** How far down the words of a cell over several rows begin, so that they stand about its middle. */
function drop(rowSpan: number, text: number, width: number): number {
  const lines = Math.max(1, Math.ceil(text / width));
  return (Math.max(0, rowSpan - lines) * rowHeight) / 2;
}
