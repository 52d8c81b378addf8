import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from './spread.ts';

test('pairs that belong together come first, the rest in order', () => {
  const rows = new Map([
    ['2080505', 5_090],
    ['2101501', 43_000],
  ]);
  const columns = new Map([
    ['30101', 41_725],
    ['30108', 6_365],
  ]);
  const preferred = (column: string) => (column === '30108' ? ['2080505'] : ['2101501']);
  expect(spread(rows, columns, preferred)).toEqual([
    { row: '2101501', column: '30101', amount: 41_725 },
    { row: '2080505', column: '30108', amount: 5_090 },
    { row: '2101501', column: '30108', amount: 1_275 },
  ]);
});

test('whatever the amounts, rows and columns add up', () => {
  const amounts = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(amounts, amounts, (some, others) => {
      const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
      const named = (list: readonly number[]) => new Map(list.map((amount, index) => [String(index), amount]));
      const rows = named([...some, Math.max(0, sum(others) - sum(some))]);
      const columns = named([...others, Math.max(0, sum(some) - sum(others))]);
      const meetings = spread(rows, columns, (column) => [column]);
      const by = (key: 'row' | 'column', name: string) =>
        sum(meetings.filter((meeting) => meeting[key] === name).map(({ amount }) => amount));
      for (const [name, amount] of rows) expect(by('row', name)).toBe(amount);
      for (const [name, amount] of columns) expect(by('column', name)).toBe(amount);
      expect(meetings.every(({ amount }) => amount > 0)).toBe(true);
    }),
  );
});

test('sums that differ, and amounts below zero, are broken promises', () => {
  expect(() => spread(new Map([['a', 1]]), new Map(), () => [])).toThrow('different sums');
  expect(() =>
    spread(
      new Map([
        ['a', 1],
        ['b', -1],
      ]),
      new Map(),
      () => [],
    ),
  ).toThrow('below zero');
});
