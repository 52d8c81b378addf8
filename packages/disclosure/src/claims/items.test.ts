import { expect, test } from 'vitest';
import { golden, readPlain } from '../../test/golden.ts';
import { itemIn } from './items.ts';

const { tables } = readPlain(golden().text);

// An item that neither table nor classification knows is told by its path, so that it is never taken for another.
test.for([
  ['卫生健康支出（类）医疗保障管理事务（款）行政运行（项）', '2101501', true],
  ['1.卫生健康（类）医疗救助（款）城乡医疗救助（项）', '2101301', true],
  ['社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。', '2080505', true],
  ['卫生健康支出（类）医疗保障管理事务（款）医疗经办事务（项）', '2101506', false],
  ['卫生健康支出（类）医疗保障管理事务（款）', '21015', true],
  ['社会保障和就业（类）支出40万元', '208', true],
  ['卫生健康支出（类）公立医院（款）古井医院（项）', '卫生健康/公立医院/古井医院', false],
] as const)('%s is %s, by its exact name: %s', ([text, code, exact]) => {
  expect(itemIn(text, tables)).toMatchObject({ code, exact });
});

test.for(['行政运行430万元', '医疗保障管理事务', ''])('%j names no item', (text) => {
  expect(itemIn(text, tables)).toBeNull();
});

test('without a table the classification answers', () => {
  expect(itemIn('卫生健康支出（类）医疗保障管理事务（款）行政运行（项）', [])?.code).toBe('2101501');
});
