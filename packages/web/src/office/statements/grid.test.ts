import { expect, test } from 'vitest';
import { columnName, isLineNumber, rowName, spanningCells } from './grid.ts';

const text = (words: string, merged: 'left' | 'above' | null = null) => ({ text: words, merged, amount: null });
const amount = (words: string) => ({
  text: words,
  merged: null,
  amount: { row: '208', side: null, column: 'total', yuan: '1.00' },
});

const rows = [
  {
    role: 'header' as const,
    cells: [text('项目'), text('', 'left'), text('本年收入合计'), text('公务用车'), text('', 'left')],
  },
  {
    role: 'header' as const,
    cells: [text('科目编码'), text('科目名称'), text('', 'above'), text('小计'), text('购置费')],
  },
  { role: 'header' as const, cells: [text('栏次'), text('', 'left'), text('1'), text('2'), text('3')] },
  { role: 'body' as const, cells: [text('合计'), text('', 'left'), amount('3.00'), amount('2.00'), amount('1.00')] },
  { role: 'body' as const, cells: [text('208'), text('社会保障'), amount('3.00'), amount('2.00'), amount('1.00')] },
];

test('merged cells become spans', () => {
  const spans = spanningCells(rows).map((row) => row.map(({ column, columns, rows: down }) => [column, columns, down]));
  expect(spans[0]).toEqual([
    [0, 2, 1],
    [2, 1, 2],
    [3, 2, 1],
  ]);
  expect(spans[3]?.[0]).toEqual([0, 2, 1]);
});

test('a cell is called by its row and column', () => {
  expect([2, 3, 4].map((column) => columnName(rows, column))).toEqual([
    '本年收入合计',
    '公务用车 › 小计',
    '公务用车 › 购置费',
  ]);
  expect(rows.slice(3).map((row) => rowName(row, 4))).toEqual(['合计', '208 社会保障']);
});

test('on a table of two sides, the name nearest to the amount', () => {
  const [name, line, other] = [text('一、财政拨款'), text('1'), text('一、教育支出')];
  const row = { role: 'body' as const, cells: [name, line, amount('1.00'), other, text('15'), amount('2.00')] };
  expect([2, 5].map((column) => rowName(row, column))).toEqual(['一、财政拨款', '一、教育支出']);
  const head = { role: 'header' as const, cells: [text('项目'), text('行次'), text('决算数')] };
  expect(isLineNumber([head, row], 1)).toBe(true);
});
