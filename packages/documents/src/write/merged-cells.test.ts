import { type PrintedCell, type PrintedRow } from '@mingzhang/disclosure';
import { expect, test } from 'vitest';
import { columnWidths, shareWidths, textWidth } from './column-widths.ts';
import { placedRows } from './merged-cells.ts';

/** '项目|←|金额' as a row; ← and ↑ are merged cells. */
function row(text: string, role: PrintedRow['role'] = 'header'): PrintedRow {
  const cells = text.split('|').map((one): PrintedCell => {
    if (one === '←') return { text: '', merged: 'left' };
    return one === '↑' ? { text: '', merged: 'above' } : { text: one };
  });
  return { role, cells };
}

/** Each row's cells as 'text rows×columns'. */
const placed = (...rows: readonly PrintedRow[]): readonly string[] =>
  placedRows(rows).map((line) => line.map((one) => `${one.cell.text} ${one.rowSpan}×${one.columnSpan}`).join(', '));

test.for<[string, readonly string[], readonly string[]]>([
  ['nothing merged', ['a|b'], ['a 1×1, b 1×1']],
  ['to the left', ['a|←|b'], ['a 1×2, b 1×1']],
  ['upwards', ['a|b', '↑|c'], ['a 2×1, b 1×1', 'c 1×1']],
  ['a block', ['a|←|b', '↑|↑|c'], ['a 2×2, b 1×1', 'c 1×1']],
  ['a block, told by its left', ['a|←|b', '↑|←|c'], ['a 2×2, b 1×1', 'c 1×1']],
  ['a row that is covered', ['a', '↑'], ['a 2×1', '']],
])('%s', ([, rows, expected]) => {
  expect(placed(...rows.map((text) => row(text)))).toEqual(expected);
});

test.for([
  [['←|a']],
  [['↑|a']],
  // An L is no rectangle.
  [['a|←', '↑|b']],
])('%j cannot be printed', ([rows]) => {
  expect(() => placed(...(rows ?? []).map((text) => row(text)))).toThrow(/merged|rectangle/);
});

test('a header cell does not reach into the body', () => {
  expect(() => placed(row('a|b'), row('↑|1', 'body'))).toThrow(/rectangle/);
});

test('columns are as wide as their words, within limits', () => {
  expect(textWidth('本年收入1192.00')).toBe(15);
  const rows = [
    row('项目名称很长很长很长很长|←|数'),
    row('医疗保障经办事务|1.00|', 'body'),
    row(`${'长'.repeat(50)}|9|`, 'body'),
  ];
  expect(columnWidths(rows)).toEqual([40, 6, 6]);
});

test('shares are whole and add up', () => {
  expect(shareWidths([40, 10, 10], 100)).toEqual([67, 16, 17]);
  expect(shareWidths([1, 1, 1], 10).reduce((a, b) => a + b)).toBe(10);
});
