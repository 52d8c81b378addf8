/**
 * A document's blocks as a Word file with tracked changes: what is wrong is struck and what follows is put in, each with a comment
 * that says how it was computed; questions are comments without a change. Accepting all changes gives the corrected document.
 */
import { type Block, type Disclosure, type Grid, type Paragraph as TextParagraph } from '@mingzhang/disclosure';
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  type FileChild,
  HeadingLevel,
  InsertedTextRun,
  type ISectionOptions,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
} from 'docx';
import { shareWidths, textWidth } from '../write/column-widths.ts';
import { fontTable, type Sheet, sideways, styles, upright } from '../write/docx-styles.ts';
import { stillZip } from '../write/still-zip.ts';
import { pageNumbers } from '../write/write-docx.ts';
import { type Address, type Edit, type Stretch, sameAddress } from './addresses.ts';

/** A comment over a stretch, with the change that it explains where there is one. */
export interface Mark {
  readonly at: Stretch;
  /** Paragraphs of the comment. */
  readonly comment: readonly string[];
  readonly edits: readonly Edit[];
}

export interface MarkedOptions {
  readonly author: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly title: string;
}

/** The file; the same document, marks and date give the same bytes. */
export async function markedDocx(
  document: Disclosure,
  marks: readonly Mark[],
  options: MarkedOptions,
): Promise<Uint8Array> {
  const when = `${options.date}T00:00:00Z`;
  const writer = new MarkedWriter(document, marks, { author: options.author, date: when });
  const file = new Document({
    title: options.title,
    creator: options.author,
    lastModifiedBy: options.author,
    styles,
    evenAndOddHeaderAndFooters: true,
    features: { trackRevisions: true },
    comments: {
      children: marks.map(({ comment }, id) => ({
        id,
        author: options.author,
        initials: options.author,
        date: new Date(when),
        children: comment.map((text) => new Paragraph({ children: [new TextRun({ text, size: 20 })] })),
      })),
    },
    sections: writer.sections(),
  });
  return stillZip(await Packer.toBuffer(file), (path, text) => {
    if (path === 'word/fontTable.xml') return fontTable();
    return path === 'docProps/core.xml'
      ? text.replaceAll(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${when}`)
      : text;
  });
}

/** A wider grid goes on a page laid sideways. */
const uprightColumns = 6;
const headingLevels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4];
/** A heading with its text run on is a paragraph. */
const longestHeading = 40;

class MarkedWriter {
  private readonly document: Disclosure;
  private readonly marks: readonly (Mark & { readonly id: number })[];
  private readonly change: { readonly author: string; readonly date: string };
  private changes = 0;

  constructor(document: Disclosure, marks: readonly Mark[], change: { author: string; date: string }) {
    this.document = document;
    this.marks = marks.map((mark, id) => ({ ...mark, id }));
    this.change = change;
  }

  sections(): readonly ISectionOptions[] {
    const sections: { sheet: Sheet; children: FileChild[] }[] = [];
    this.document.blocks.forEach((block, index) => {
      const sheet = block.kind === 'grid' && columnsOf(block) > uprightColumns ? sideways : upright;
      const children = this.block(block, index, sheet);
      const last = sections.at(-1);
      if (last?.sheet === sheet) last.children.push(...children);
      else sections.push({ sheet, children: [...children] });
    });
    return sections.map(({ sheet, children }, index) => ({
      properties: { page: sheet.page },
      ...(index === 0 ? { footers: pageNumbers } : {}),
      children,
    }));
  }

  private block(block: Block, index: number, sheet: Sheet): readonly FileChild[] {
    if (block.kind === 'grid') return [this.grid(block, index, sheet), new Paragraph({ style: 'TableNote' })];
    const level = this.headingLevel(block);
    const heading = level === null ? undefined : headingLevels[level - 1];
    return [
      new Paragraph({
        ...(heading === undefined ? { style: 'Body' } : { heading }),
        children: this.runs(block.text, { block: index, cell: null }),
      }),
    ];
  }

  /** The level of the section that a paragraph is the heading of. */
  private headingLevel(paragraph: TextParagraph): number | null {
    const line = paragraph.spans[0]?.line;
    if (paragraph.text.trim().length > longestHeading) return null;
    return this.document.sections.find((section) => section.line === line)?.level ?? null;
  }

  private grid(grid: Grid, index: number, { textWidth: width }: Sheet): Table {
    const columns = columnsOf(grid);
    const widths = shareWidths(gridWidths(grid, columns), width);
    return new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      margins: { left: 60, right: 60, top: 10, bottom: 10 },
      rows: grid.rows.map(
        ({ cells }, row) =>
          new TableRow({
            cantSplit: true,
            children: cells.map(({ text }, column) => {
              // Where a merged cell was written once, the last cell of its row takes the rest of the width.
              const columnSpan = column === cells.length - 1 ? columns - column : 1;
              return new TableCell({
                ...(columnSpan === 1 ? {} : { columnSpan }),
                children: [
                  new Paragraph({
                    style: /^-?[\d,]+\.\d+$/.test(text) ? 'TableAmount' : 'TableText',
                    children: this.runs(text, { block: index, cell: { row, column } }),
                  }),
                ],
              });
            }),
          }),
      ),
    });
  }

  /** The runs of a text, cut wherever a comment or a change begins or ends. */
  private runs(text: string, address: Address): readonly ParagraphChild[] {
    const marks = this.marks.filter(({ at }) => sameAddress(at, address));
    const edits = this.marks.flatMap((mark) => mark.edits).filter((edit) => sameAddress(edit, address));
    if (marks.length === 0 && edits.length === 0) return [new TextRun(text)];
    const cuts = new Set([0, text.length]);
    for (const { at } of marks) cuts.add(at.start).add(at.end);
    for (const { start, end } of edits) cuts.add(start).add(end);
    const offsets = [...cuts].sort((a, b) => a - b);
    const runs: ParagraphChild[] = [];
    offsets.forEach((offset, index) => {
      for (const { at, id } of marks) if (at.start === offset) runs.push(new CommentRangeStart(id));
      const next = offsets[index + 1];
      const edit = edits.find(({ start, end }) => start <= offset && offset < end);
      if (next !== undefined) {
        const words = text.slice(offset, next);
        runs.push(edit === undefined ? new TextRun(words) : new DeletedTextRun({ text: words, ...this.next() }));
        if (edit?.end === next) runs.push(new InsertedTextRun({ text: edit.text, ...this.next() }));
      }
      const ended = next ?? text.length;
      for (const { at, id } of marks) {
        if (at.end !== ended || at.start > offset || (next === undefined && at.start !== at.end)) continue;
        runs.push(new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] }));
      }
    });
    return runs;
  }

  private next(): { readonly id: number; readonly author: string; readonly date: string } {
    this.changes += 1;
    // Comments and changes are numbered apart, but Word wants every number once.
    return { id: this.marks.length + this.changes, ...this.change };
  }
}

function columnsOf({ rows }: Grid): number {
  return Math.max(1, ...rows.map(({ cells }) => cells.length));
}

function gridWidths({ rows }: Grid, columns: number): readonly number[] {
  const widths = Array.from({ length: columns }, () => 8);
  for (const { cells } of rows) {
    if (cells.length !== columns) continue;
    cells.forEach(({ text }, column) => {
      widths[column] = Math.max(widths[column] ?? 8, Math.min(30, textWidth(text) + 1));
    });
  }
  return widths;
}
