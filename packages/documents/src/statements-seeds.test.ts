/**
 * The tables that the real documents publish, printed anew from the leaves behind them in the form of their province: every
 * cell to the last digit, every title, column and row, but for the documents' own slips.
 */
import { factsOfLeaves, solveLeaves, statements, statementTemplate } from '@mingzhang/disclosure';
import { compareTables, publishedSlips } from '@mingzhang/disclosure/testing';
import { expect, test } from 'vitest';
import { missingRealDocuments, realDocument } from '../test/real-documents.ts';

const missing = missingRealDocuments();

test.for([
  ['000', 479, 164],
  ['002', 441, 98],
  ['003', 546, 239],
  ['004', 663, 197],
] as const)('document %s: %i cells, %i of them filled', ([number, cells, figures], context) => {
  if (missing !== null) context.skip(missing);
  const { document } = realDocument(number);
  const published = document.tables.filter((table) => table.id !== 'other' && table.part === 0);
  const { leaves } = solveLeaves(published);
  const template = statementTemplate(document.template ?? '');
  if (template === null) throw new Error(`no template ${document.template}`);
  const facts = factsOfLeaves(leaves, {
    year: document.year ?? 0,
    department: document.bureau ?? '',
    natureOf: () => (number === '004' ? 'institution' : 'administrative'),
    ...(number === '003' ? { withoutBudget: ['meetings', 'training'] } : {}),
  });
  const compared = compareTables(published, statements(facts, template));
  const { differences = [], structure = [] } = publishedSlips[number] ?? {};
  expect([...compared.differences].sort()).toEqual([...differences].sort());
  expect([...compared.structure].sort()).toEqual([...structure].sort());
  expect([compared.cells, compared.figures]).toEqual([cells, figures]);
});
