import { expect, test } from 'vitest';
import { balancesThrough, emptySnapshot } from '../balance.ts';
import { viewOf } from '../testing/lines.ts';
import { type BooksView } from './check.ts';
import { entriesBalance } from './entries-balance.ts';
import { fiscalIncomeAgrees } from './fiscal-income-agrees.ts';
import { trialBalanceNetsToZero } from './trial-balance-nets-to-zero.ts';

const lopsided = viewOf('2024-02-15 财务 借5001 3.00 贷4001 2.00\n2024-03-15 财务 借5001 100.00 贷4001 90.00');

test('entries after the view are left aside', () => {
  const count = (through: string) => entriesBalance.run({ ...lopsided, through }).length;
  expect([count('2024-01'), count('2024-02'), count('2024-03')]).toEqual([0, 1, 2]);
});

test('what the snapshot holds counts as much as the entries after it', () => {
  const starts = lopsided.sets.map((set) =>
    balancesThrough(
      emptySnapshot(set),
      lopsided.entries.filter((entry) => entry.set === set.id),
      '2024-03',
    ),
  );
  const view: BooksView = { ...lopsided, starts, entries: [], through: '2024-04' };
  expect(trialBalanceNetsToZero.run(view).map(({ difference }) => difference)).toEqual([1_100]);
});

test('two books that start from different months are compared where both are known', () => {
  const view = viewOf(
    '2024-02-15 财务 借5001 3.00 贷4001 3.00\n2024-03-15 财务 借5001 1.00 贷4001 1.00\n2024-03-15 预算 借7101 1.00 贷6001 1.00',
  );
  const starts = view.starts.map((start) =>
    start.set === 'bureau-budgetary' ? { ...start, through: '2024-02' } : start,
  );
  expect(fiscalIncomeAgrees.run({ ...view, starts })).toEqual([]);
  expect(fiscalIncomeAgrees.run(view)).toHaveLength(1);
});

test('a view without the balances it starts from is a broken promise', () => {
  expect(() => trialBalanceNetsToZero.run({ ...lopsided, starts: [] })).toThrow('no balances to start');
});
