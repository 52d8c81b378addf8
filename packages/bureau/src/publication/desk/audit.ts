/** The audit of a written document: what its readers will find in it. */
import { audit, type Block, checks, readDisclosure, textOf, type WrittenDocument } from '@mingzhang/disclosure';
import { type Finding } from '@mingzhang/kernel';

/** Reads the document as a reader of its file would, and checks it. */
export function auditOfDocument(document: WrittenDocument): readonly Finding[] {
  const blocks = blocksOf(document);
  return audit(readDisclosure(blocks, JSON.stringify(blocks).length), checks).findings;
}

/** Neutral blocks, a line for every paragraph and row. */
function blocksOf({ cover, blocks: written }: WrittenDocument): readonly Block[] {
  const blocks: Block[] = [];
  let line = 0;
  const paragraph = (text: string): void => {
    if (text === '') return;
    line += 1;
    blocks.push({ kind: 'paragraph', text, spans: [{ line, start: 0 }] });
  };
  paragraph(cover.title);
  paragraph(cover.bureau);
  for (const block of written) {
    if (block.kind === 'heading') paragraph(block.text);
    if (block.kind === 'paragraph') paragraph(textOf(block));
    if (block.kind !== 'table') continue;
    paragraph(block.title);
    paragraph([block.number, block.department, block.year, block.unit].filter((text) => text !== null).join('　'));
    const rows = block.rows.map(({ cells }) => {
      line += 1;
      return { line, endLine: line, cells: cells.map(({ text }) => ({ text, line, endLine: line })) };
    });
    blocks.push({ kind: 'grid', rows, encoding: 'merged-expanded' });
    for (const note of block.notes) paragraph(note);
  }
  return blocks;
}
