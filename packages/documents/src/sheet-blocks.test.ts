/** Our own statements on the sheets of a workbook, and one below the other in a CSV, are read as the tables that they are. */
import { readDisclosure, statements, statementTemplate, statementTemplateIds } from '@mingzhang/disclosure';
import { compareTables, factsOfYear, generate, templateNamed } from '@mingzhang/disclosure/testing';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readSheets } from './read-sheets.ts';
import { blocksOfSheets } from './sheet-blocks.ts';

function tablesOf(id: string) {
  const template = statementTemplate(id);
  if (template === null) throw new Error(`no template ${id}`);
  return statements(factsOfYear(generate(3, templateNamed(id)).year), template);
}

type Tables = ReturnType<typeof tablesOf>;

function rowsOf({ title, head, grid, notes }: Tables[number]): readonly (readonly string[])[] {
  return [
    [title],
    [head.number],
    [head.department, head.unit],
    ...(head.year === null ? [] : [[head.year]]),
    ...grid.map(({ cells }) => cells.map(({ text }) => text)),
    ...notes.map(({ text }) => [text]),
  ];
}

async function read(bytes: Uint8Array) {
  const answer = await readSheets(bytes);
  if (!answer.ok) throw new Error(answer.error);
  const { blocks, characters, placeOf } = blocksOfSheets(answer.sheets);
  return { placeOf, tables: readDisclosure(blocks, characters).tables.filter(({ id }) => id !== 'other') };
}

describe.each(statementTemplateIds)('%s', (id) => {
  test('a sheet for each table', async () => {
    const ours = tablesOf(id);
    const sheets = ours.map((table, index) => ({
      name: `表${index + 1}`,
      // Amounts are numbers in a workbook: 137.70 is 137.7.
      rows: rowsOf(table).map((row) =>
        row.map((cell) => (/^-?\d+\.\d+$/.test(cell) ? Number(cell) : cell === '' ? null : cell)),
      ),
    }));
    const { tables, placeOf } = await read(
      await writeXlsx({ sheets: [{ name: '目录', rows: [['目录']] }, ...sheets] }),
    );
    const numbers = ours.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => ({ ...cell, text: cell.text === null ? null : trimmed(cell.text) })),
      })),
    }));
    const { differences, structure, cells } = compareTables(tables, numbers);
    expect({ differences, structure }).toEqual({ differences: [], structure: [] });
    expect(cells).toBeGreaterThan(300);
    expect(tables.map(({ place }) => placeOf(place.line).sheet)).toEqual(sheets.map(({ name }) => name));
    const row = tables[1]?.rows[0];
    expect(placeOf(row?.line ?? 0)).toEqual({
      sheet: '表2',
      row: (ours[1]?.rows[0]?.line ?? 0) + (id === 'shanxi-2024' ? 3 : 2),
    });
  });

  test('one below the other', async () => {
    const ours = tablesOf(id);
    const lines = ours
      .flatMap((table) => [...rowsOf(table), []])
      .map((row) => row.map((cell) => `"${cell}"`).join(','));
    const { tables } = await read(new TextEncoder().encode(lines.join('\r\n')));
    const { differences, structure } = compareTables(tables, ours);
    expect({ differences, structure }).toEqual({ differences: [], structure: [] });
  });
});

function trimmed(text: string): string {
  return /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}

test('the name of a sheet is the title of a table that has none', async () => {
  const sheets = [
    {
      name: '支出决算表',
      rows: [
        ['单位：元'],
        ['科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出'],
        ['2101501', '行政运行', '12.50', '12.50', '', ''],
      ].map((cells, index) => ({ number: index + 1, cells })),
    },
  ];
  const { blocks, characters } = blocksOfSheets(sheets);
  expect(readDisclosure(blocks, characters).tables).toMatchObject([
    { id: 'expenditure', title: '支出决算表', unit: '元' },
  ]);
});
