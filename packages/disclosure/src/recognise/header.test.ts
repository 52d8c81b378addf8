import { expect, test } from 'vitest';
import { Row } from '../row.ts';
import { headerPaths, widen } from './header.ts';

const row = (...cells: readonly string[]): Row =>
  new Row({ cells: cells.map((text) => ({ text, line: 1, endLine: 1 })), line: 1, endLine: 1 }, true);
const paths = (encoding: 'merged-once' | 'merged-expanded', width: number, ...rows: readonly Row[]): string[] =>
  headerPaths(rows, width, encoding).map((path) => path.join('/'));

test('merged cells that are followed by blanks stand over what is below the blanks', () => {
  expect(
    paths(
      'merged-expanded',
      5,
      row('项目', '', '本年支出', '', ''),
      row('科目代码', '科目名称', '小计', '基本支出', '项目支出'),
    ),
  ).toEqual(['项目/科目代码', '项目/科目名称', '本年支出/小计', '本年支出/基本支出', '本年支出/项目支出']);
});

test('merged cells that are written once take the run below them', () => {
  expect(
    paths('merged-once', 5, row('项目', '本年支出'), row('科目代码', '科目名称', '小计', '基本支出', '项目支出')),
  ).toEqual(['项目/科目代码', '项目/科目名称', '本年支出/小计', '本年支出/基本支出', '本年支出/项目支出']);
});

test('a cell merged downwards is written once and blank below', () => {
  expect(
    paths('merged-once', 4, row('项目', '年初结转和结余', '本年支出'), row('科目代码', '科目名称', '', '小计')),
  ).toEqual(['项目/科目代码', '项目/科目名称', '年初结转和结余', '本年支出/小计']);
});

test('blanks and padding in labels do not count', () => {
  expect(paths('merged-expanded', 2, row('财政拨 款收入', '因公出国 (境) 费'))).toEqual([
    '财政拨款收入',
    '因公出国（境）费',
  ]);
});

test('a label repeated below itself is one', () => {
  expect(paths('merged-expanded', 1, row('合计'), row('合计'))).toEqual(['合计']);
});

test.for([
  ['merged-once', ['合计', '1.00', '2.00'], 4, ['合计', '', '1.00', '2.00']],
  ['merged-expanded', ['合计', '1.00', '2.00'], 4, ['合计', '1.00', '2.00', '']],
  ['merged-once', ['a', 'b'], 2, ['a', 'b']],
  ['merged-expanded', [], 2, []],
] as const)('a %s row %j of width %i is %j', ([encoding, cells, width, wide]) => {
  expect(widen(row(...cells), width, encoding).cells.map((cell) => cell.text)).toEqual(wide);
});
