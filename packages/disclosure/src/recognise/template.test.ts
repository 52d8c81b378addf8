import { expect, test } from 'vitest';
import { golden, readPlain } from '../../test/golden.ts';
import { type Table } from '../model.ts';
import { printedOrdinal, templateOf } from './template.ts';

const { tables } = readPlain(golden().text);
/** The golden department's tables with other numbers printed over them. */
const numbered = (numbers: Readonly<Record<string, string>>): Table[] =>
  tables.map((table) => ({ ...table, printedNumber: numbers[table.id] ?? table.printedNumber }));

test.for([
  ['公开07表', 7],
  ['公开 10 表', 10],
  ['公开十表', 10],
  ['附表3', 3],
  ['公开表', null],
  [null, null],
] as const)('%s is number %s', ([printed, ordinal]) => {
  expect(printedOrdinal(printed)).toBe(ordinal);
});

test('the province is told by its numbering', () => {
  expect(templateOf(tables)).toBe('hunan-2024');
  expect(
    templateOf(numbered({ 'three-public': '公开07表', 'government-fund': '公开08表', 'state-capital': '公开09表' })),
  ).toBe('hunan-2021');
});

test('one wrong number does not hide it, two do', () => {
  expect(templateOf(numbered({ income: '公开03表' }))).toBe('hunan-2024');
  expect(templateOf(numbered({ income: '公开04表', expenditure: '公开05表' }))).toBeNull();
});

test('too few tables tell nothing', () => {
  expect(templateOf(tables.slice(0, 3))).toBeNull();
});
