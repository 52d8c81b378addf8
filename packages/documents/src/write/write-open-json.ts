/** A written document as open JSON; its shape is `open-document.ts`, its schema is published with the reference. */
import {
  type PrintedCell,
  type StatementCell,
  type WrittenBlock,
  type WrittenDocument,
  type WrittenTable,
} from '@mingzhang/disclosure';
import { formatExact, formatYuan, wanyuanOfFen } from '@mingzhang/kernel';
import { type OpenDocument } from './open-document.ts';

/** The text of the file, two spaces deep, with a line end. */
export function writeOpenJson(document: WrittenDocument): string {
  return `${JSON.stringify(openDocumentOf(document), null, 2)}\n`;
}

function openDocumentOf({ cover, year, template, blocks }: WrittenDocument): OpenDocument {
  return {
    format: 'mingzhang-open-document',
    version: 1,
    title: cover.title,
    bureau: cover.bureau,
    year,
    template,
    publishedOn: cover.publishedOn,
    released: cover.released.map(({ role, person }) => ({ role, person })),
    blocks: blocks.map(blockOf),
  };
}

type OpenBlock = OpenDocument['blocks'][number];
type OpenCell = Extract<OpenBlock, { kind: 'table' }>['rows'][number]['cells'][number];

function blockOf(block: WrittenBlock): OpenBlock {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', level: block.level, text: block.text };
    case 'paragraph':
      return {
        kind: 'paragraph',
        runs: block.runs.map(({ text, origin }) => (origin === undefined ? { text } : { text, origin })),
      };
    case 'page-break':
      return { kind: 'page-break' };
    case 'table':
      return {
        kind: 'table',
        id: block.id,
        title: block.title,
        number: block.number,
        department: block.department,
        year: block.year,
        unit: block.unit,
        rows: block.rows.map(({ role, cells }) => ({ role, cells: cells.map((cell) => cellOf(cell, block)) })),
        notes: [...block.notes],
        wide: block.wide,
      };
  }
}

function cellOf({ text, merged, amount }: PrintedCell, table: WrittenTable): OpenCell {
  return {
    text,
    ...(merged === undefined ? {} : { merged }),
    ...(amount === undefined ? {} : { amount: amountOf(amount, table) }),
  };
}

function amountOf(cell: StatementCell, { unit }: WrittenTable): OpenCell['amount'] {
  const { amount, counted } = cell;
  const inYuan = unit?.endsWith('：元') === true;
  return {
    value:
      amount === null
        ? null
        : counted
          ? String(amount)
          : inYuan
            ? formatYuan(amount)
            : formatExact(wanyuanOfFen(amount), 2),
    yuan: amount === null || counted ? null : formatYuan(amount),
    counted,
    row: cell.row,
    side: cell.side,
    column: cell.column,
    terms: cell.terms.map(({ sign, selector }) => ({ sign, selector: { ...selector } })),
  };
}
