/**
 * What is written is read as if it were somebody else's: titles and notes as paragraphs, tables as grids, and then the same
 * recognition and the same checks.
 */
import { type Finding } from '@mingzhang/kernel';
import { type Block, type GridRow } from '../blocks.ts';
import { checks } from '../checks/index.ts';
import { audit } from '../judge.ts';
import { type Disclosure } from '../model.ts';
import { readDisclosure } from '../read.ts';
import { textOf, type WrittenBlock, type WrittenTable } from '../writing/index.ts';

/** Neutral blocks of what is written; lines are counted over everything. */
export function blocksOfWritten(written: readonly WrittenBlock[]): readonly Block[] {
  const blocks: Block[] = [];
  let line = 0;
  const paragraph = (text: string): void => {
    line += 1;
    if (text !== '') blocks.push({ kind: 'paragraph', text, spans: [{ line, start: 0 }] });
  };
  const grid = ({ rows }: WrittenTable): void => {
    const read = rows.map(({ cells }): GridRow => {
      line += 1;
      const at = line;
      return { line: at, endLine: at, cells: cells.map(({ text }) => ({ text: text.trim(), line: at, endLine: at })) };
    });
    blocks.push({ kind: 'grid', encoding: 'merged-expanded', rows: read });
  };
  for (const block of written) {
    switch (block.kind) {
      case 'heading':
        paragraph(block.text);
        break;
      case 'paragraph':
        paragraph(textOf(block));
        break;
      case 'table':
        paragraph(block.title);
        for (const head of [block.number, block.year, block.department, block.unit]) if (head !== null) paragraph(head);
        grid(block);
        for (const note of block.notes) paragraph(note);
        break;
      case 'page-break':
        break;
    }
  }
  return blocks;
}

/** Reads what is written back to the model. */
export function readWritten(written: readonly WrittenBlock[]): Disclosure {
  const blocks = blocksOfWritten(written);
  const characters = blocks.reduce(
    (sum, block) =>
      sum +
      (block.kind === 'paragraph'
        ? block.text.length
        : block.rows.reduce((all, { cells }) => all + cells.reduce((one, { text }) => one + text.length, 0), 0)),
    0,
  );
  return readDisclosure(blocks, characters);
}

/** What the form checks find in what is written. */
export function formFindings(written: readonly WrittenBlock[]): readonly Finding[] {
  return audit(
    readWritten(written),
    checks.filter(({ meta }) => meta.id.startsWith('form-')),
  ).findings;
}
