/** The workbook as another program opens it. */
import { statementTemplateIds, textOf } from '@mingzhang/disclosure';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../../test/sample-document.ts';
import { numberCell, SheetNames } from './workbook.ts';
import { writeXlsx } from './write-xlsx.ts';

describe.each(statementTemplateIds)('%s', (template) => {
  const document = sampleDocument(template);
  const written = writeXlsx(document);
  const read = written.then((bytes) => readXlsx(bytes, { readStyles: true }));

  test('the same document gives the same bytes', async () => {
    expect(Buffer.compare(await written, await writeXlsx(sampleDocument(template)))).toBe(0);
  });

  test('a sheet for the cover, for each stretch of text, for each table', async () => {
    const { sheets } = await read;
    const tables = document.blocks.filter((block) => block.kind === 'table');
    expect(sheets[0]?.name).toBe('封面和目录');
    expect(sheets).toHaveLength(1 + tables.length + 2);
    expect(new Set(sheets.map(({ name }) => name)).size).toBe(sheets.length);
    const texts = sheets.slice(1).flatMap(({ rows }) => rows.map(([first]) => first));
    for (const block of document.blocks) {
      if (block.kind === 'heading') expect(texts).toContain(block.text);
      if (block.kind === 'paragraph') expect(texts).toContain(textOf(block));
    }
  });

  test('amounts are numbers as printed, and all else is words', async () => {
    const { sheets } = await read;
    for (const block of document.blocks) {
      if (block.kind !== 'table') continue;
      const sheet = sheets.find(({ rows }) => rows.some(([first]) => first === block.title));
      const top = (sheet?.rows.length ?? 0) - block.notes.length - block.rows.length;
      block.rows.forEach(({ cells }, index) => {
        cells.forEach((cell, column) => {
          const value = sheet?.rows[top + index]?.[column] ?? '';
          const isForm = block.id === 'project-self-evaluation';
          const isFigure = cell.amount !== undefined || (isForm && index > 0 && /^[\d.]+$/.test(cell.text));
          if (!isFigure || cell.text === '' || cell.text === '——') expect(value).toBe(cell.text);
          else {
            expect(value, `${block.title} ${index} ${column}`).toBe(Number(cell.text));
            const format = sheet?.cells?.get(`${top + index},${column}`)?.style?.numFmt;
            expect(format).toBe(cell.text.includes('.') ? '0.00' : '0');
          }
        });
      });
    }
  });

  test('wide tables lie sideways, header rows are repeated, cells are merged', async () => {
    const { sheets } = await read;
    for (const block of document.blocks) {
      if (block.kind !== 'table') continue;
      const sheet = sheets.find(({ rows }) => rows.some(([first]) => first === block.title));
      expect(sheet?.pageSetup?.orientation).toBe(block.wide ? 'landscape' : 'portrait');
      const headers = block.rows.filter(({ role }) => role === 'header').length;
      if (headers === 0) continue;
      const [, first, last] = /^\$(\d+):\$(\d+)$/.exec(sheet?.pageSetup?.printTitlesRow ?? '') ?? [];
      expect(Number(last) - Number(first) + 1, block.title).toBe(headers);
      expect(sheet?.rows[Number(first) - 1]?.[0]).toBe(block.rows[0]?.cells[0]?.text);
    }
    const form = sheets.at(-1);
    expect(form?.merges?.some(({ startCol, endCol }) => startCol === 0 && endCol === 4)).toBe(true);
  });
});

test('no clock stands in it', async () => {
  const core = new TextDecoder().decode(unzipSync(await writeXlsx(sampleDocument()))['docProps/core.xml']);
  expect(new Set(core.match(/\d{4}-\d\d-\d\dT[^<]*/g))).toEqual(new Set(['2025-09-18T00:00:00Z']));
});

test.for([
  ['1180.00', 1180, '0.00'],
  ['-0.5', -0.5, '0.0'],
  ['20', 20, '0'],
  ['1,180.00', 1180, '#,##0.00'],
])('%s is %d shown as %s', ([text, value, format]) => {
  expect(numberCell(String(text))).toEqual({ value, format });
});

test.for(['', '——', '1,18.00', '96.50%', '≥95', '1.23456'])('“%s” stays words', (text) => {
  expect(numberCell(text)).toBeNull();
});

test('sheets have names that Excel takes', () => {
  const names = new SheetNames();
  expect(names.add('收入/支出[决算]表')).toBe('收入 支出 决算 表');
  expect(names.add('一'.repeat(40))).toHaveLength(31);
  expect(names.add('一'.repeat(40))).toBe(`${'一'.repeat(28)}（2）`);
  expect(names.add('')).toBe('表');
});
