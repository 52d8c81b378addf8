/** The open form by its published schema, and by its amounts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statementTemplateIds } from '@mingzhang/disclosure';
import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../../test/sample-document.ts';
import { type OpenDocument, openDocumentJsonSchema, openDocumentSchema } from './open-document.ts';
import { writeOpenJson } from './write-open-json.ts';

const read = (template: string): OpenDocument =>
  openDocumentSchema.parse(JSON.parse(writeOpenJson(sampleDocument(template))));

test('the published schema is the one that the program keeps', () => {
  const published = join(import.meta.dirname, '../../../../docs/reference/open-document.schema.json');
  expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(openDocumentJsonSchema());
});

describe.each(statementTemplateIds)('%s', (template) => {
  test('is what the schema says, and says all that is written', () => {
    const document = sampleDocument(template);
    const open = read(template);
    expect(open).toMatchObject({ title: document.cover.title, bureau: document.cover.bureau, year: document.year });
    expect(open.blocks.map(({ kind }) => kind)).toEqual(document.blocks.map(({ kind }) => kind));
  });

  test('an amount is printed as it is told, or left blank where it is nothing', () => {
    const cells = read(template).blocks.flatMap((block) =>
      block.kind === 'table' ? block.rows.flatMap((row) => row.cells) : [],
    );
    const amounts = cells.filter(({ amount }) => amount !== undefined);
    expect(amounts.length).toBeGreaterThan(200);
    for (const { text, amount } of amounts) {
      if (text === '' || text === '——') expect(['0.00', '0', null]).toContain(amount?.value);
      else expect(amount?.value).toBe(text);
      expect(amount?.terms.length).toBeGreaterThan(0);
    }
  });
});

test('amounts are in the table’s unit and in yuan; counts are counts', () => {
  const { blocks } = read('shanxi-2024');
  const amounts = blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.flatMap((row) => row.cells.flatMap(({ amount }) => amount ?? [])) : [],
  );
  const of = (row: string, column: string) => amounts.find((one) => one.row === row && one.column === column);
  expect(of('2101202', 'total')).toMatchObject({ value: '250.00', yuan: '2500000.00', counted: false });
  expect(of('vehicles-other', 'value')).toMatchObject({ value: '2', yuan: null, counted: true });
});

test('a figure in a sentence keeps its origin', () => {
  const runs = read('hunan-2024').blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []));
  expect(runs.find(({ text }) => text === '55.00')?.origin).toEqual({
    kind: 'terms',
    year: 2024,
    terms: [{ sign: 1, selector: { measure: 'opening' } }],
  });
});
