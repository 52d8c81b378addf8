/** What `mingzhang extract --format xlsx` hands out. */
import { generate, render, templateNamed } from '@mingzhang/disclosure/testing';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { auditWithModel } from '../audit-file.ts';
import { extractOf } from '../extract.ts';
import { extractWorkbook } from './extract-workbook.ts';

const { text } = render(generate(3, templateNamed('hunan-2024')).paper, 'tabs');
const { document } = auditWithModel(new TextEncoder().encode(text), 'a.txt', { checks: [] });
if (document === null) throw new Error('unreadable');
const extract = extractOf(document);

test('every cell of every table stands in the workbook, amounts as numbers, codes as words', async () => {
  const { sheets } = await readXlsx(await extractWorkbook(extract), { readStyles: true });
  expect(sheets).toHaveLength(extract.tables.length + extract.forms.length);
  let numbers = 0;
  extract.tables.forEach((table, index) => {
    const sheet = sheets[index];
    expect(sheet?.rows[0]?.[0]).toBe(table.title);
    table.rows.forEach((row, at) => {
      const cells = sheet?.rows[at + 2] ?? [];
      const lead = cells.slice(0, (sheet?.rows[1]?.length ?? 0) - table.columns.length);
      expect(lead).toContain(row.name);
      if (row.code !== undefined) expect(lead).toContain(row.code);
      row.cells.forEach((cell, column) => {
        const value = cells[lead.length + column] ?? null;
        if (cell !== null && /^-?[\d.]+$/.test(cell)) {
          expect(value).toBe(Number(cell));
          numbers += 1;
        } else expect(value).toBe(cell);
      });
    });
  });
  expect(numbers).toBeGreaterThan(100);
});

test('a document without tables gives a workbook that says so', async () => {
  const { sheets } = await readXlsx(await extractWorkbook({ ...extract, tables: [], forms: [] }));
  expect(sheets.map(({ name }) => name)).toEqual(['没有认出表']);
});
