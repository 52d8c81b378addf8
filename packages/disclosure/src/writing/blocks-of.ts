/**
 * The neutral blocks of a document as it is written, as a reader would yield them of a file: so that what is written can be read
 * back, and audited, before there is any file.
 */
import { type Block, type Grid, type Paragraph } from '../blocks.ts';
import { textOf, type WrittenBlock, type WrittenDocument, type WrittenTable } from './written.ts';

/** Blocks, and for each written block the line that it begins on. */
export interface Printed {
  readonly blocks: readonly Block[];
  readonly lines: ReadonlyMap<WrittenBlock, number>;
  readonly characters: number;
}

/** The whole document. */
export function blocksOf(document: WrittenDocument): Printed {
  const { cover } = document;
  const printer = new Printer();
  for (const text of [cover.bureau, cover.title]) printer.paragraph(text);
  if (cover.publishedOn !== null) printer.paragraph(`公开日期：${cover.publishedOn}`);
  for (const block of document.blocks) printer.block(block);
  return printer.result();
}

class Printer {
  private readonly blocks: Block[] = [];
  private readonly lines = new Map<WrittenBlock, number>();
  private line = 1;
  private characters = 0;

  result(): Printed {
    return { blocks: this.blocks, lines: this.lines, characters: this.characters };
  }

  block(block: WrittenBlock): void {
    this.lines.set(block, this.line);
    if (block.kind === 'heading') this.paragraph(block.text);
    else if (block.kind === 'paragraph') this.paragraph(textOf(block));
    else if (block.kind === 'table') this.table(block);
  }

  paragraph(text: string): void {
    const block: Paragraph = { kind: 'paragraph', text, spans: [{ line: this.line, start: 0 }] };
    this.push(block, text.length);
  }

  private table({ title, number, department, year, unit, rows, notes }: WrittenTable): void {
    for (const head of [title, number, department, year, unit]) if (head !== null && head !== '') this.paragraph(head);
    if (rows.length > 0) {
      const grid: Grid = {
        kind: 'grid',
        encoding: 'merged-expanded',
        rows: rows.map(({ cells }) => {
          const line = this.line;
          this.line += 1;
          for (const { text } of cells) this.characters += text.length;
          return { line, endLine: line, cells: cells.map(({ text }) => ({ text: text.trim(), line, endLine: line })) };
        }),
      };
      this.blocks.push(grid);
    }
    for (const note of notes) this.paragraph(note);
  }

  private push(block: Block, characters: number): void {
    this.blocks.push(block);
    this.line += 1;
    this.characters += characters;
  }
}
