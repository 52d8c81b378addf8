import { formatYuan } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { type Dimensions } from './account.ts';
import { type AccountSet, decideAccountSet } from './account-set.ts';
import { balancesThrough, closingOf, emptySnapshot, type Snapshot } from './balance.ts';
import { dimensionText, type Leg } from './entry.ts';
import { type Books, mustPost, openBooks } from './testing/books.ts';
import { budgetary, employeeFund, financial, leg, salary } from './testing/sets.ts';
import { yearEndStepCount, yearEndVouchers } from './year-end.ts';

const december = (books: Books, set: AccountSet): Snapshot =>
  balancesThrough(
    emptySnapshot(set),
    books.entries.filter((entry) => entry.set === set.id),
    '2024-12',
  );

/** Posts the legs, closes the year, and shows what is left: '8101 functionCode=… -20.00'. */
function closed(set: AccountSet, legs: readonly (readonly Leg[])[], targets = {}): readonly string[] {
  const books = openBooks([set], '2024-12');
  for (const each of legs) books.postLegs(set, '2024-06-30', each);
  const ids = Array.from({ length: yearEndStepCount(set) }, () => ({ voucher: books.next(), entry: books.next() }));
  for (const voucher of yearEndVouchers(set, december(books, set), ids, targets)) mustPost(books, voucher);
  return december(books, set)
    .rows.filter((row) => closingOf(row) !== 0)
    .map((row) => `${row.account} ${dimensionText(row.dimensions)} ${formatYuan(closingOf(row))}`);
}

const { economyCode: _, ...fiscal } = salary;
const other: Dimensions = { ...salary, source: 'non-fiscal-other' };
const special: Dimensions = { ...salary, source: 'non-fiscal-special' };
const project: Dimensions = { ...salary, spending: 'project' };

describe('financial', () => {
  test('income and expenses end in 累计盈余', () => {
    expect(
      closed(financial, [
        [leg('debit', '1002', '100'), leg('credit', '4001', '100')],
        [leg('debit', '5001', '70'), leg('credit', '1002', '70')],
        [leg('debit', '5301', '5'), leg('credit', '1601', '5')],
        [leg('debit', '1601', '9'), leg('credit', '3401', '9')],
      ]),
    ).toEqual(['1002  30.00', '1601  4.00', '3001  -34.00']);
  });

  test('income equal to expenses leaves nothing to carry on', () => {
    expect(closed(financial, [[leg('debit', '5001', '100'), leg('credit', '4001', '100')]])).toEqual([]);
  });
});

describe('budgetary', () => {
  test('each source of money to its own balance, by function and by basic and project', () => {
    expect(
      closed(budgetary, [
        [leg('debit', '8001', '100'), leg('credit', '6001', '100', fiscal)],
        [leg('debit', '7101', '80', salary), leg('credit', '8001', '80')],
        [leg('debit', '8001', '50'), leg('credit', '6001', '50', project)],
        [leg('debit', '7101', '60', project), leg('credit', '8001', '60')],
        [leg('debit', '8001', '9'), leg('credit', '6609', '9', other)],
        [leg('debit', '7101', '4', other), leg('credit', '8001', '4')],
        [leg('debit', '8001', '3'), leg('credit', '6601', '3', special)],
      ]),
    ).toEqual([
      '8001  18.00',
      '8101 functionCode=2101501 spending=basic source=general-public-budget -20.00',
      '8101 functionCode=2101501 spending=project source=general-public-budget 10.00',
      '8201 functionCode=2101501 spending=basic -3.00',
      '8202  -5.00',
    ]);
  });

  test('事业单位: other balances pass through 8701, business by 8401', () => {
    const set = { ...budgetary, unitKind: 'institution' } as const;
    expect(
      closed(set, [
        [leg('debit', '8001', '9'), leg('credit', '6609', '9', other)],
        [leg('debit', '8001', '7'), leg('credit', '6401', '7', other)],
      ]),
    ).toEqual(['8001  16.00', '8202  -9.00', '8401  -7.00']);
  });

  test("the unit's own details of the target", () => {
    const details = [{ key: '810106', code: '810106', name: '本年收支结转', parent: '8101', from: '2024-01-01' }];
    const { id, unit, unitKind, book, firstMonth } = budgetary;
    const decision = decideAccountSet({ id, unit, unitKind, book, firstMonth, details });
    if ('refusal' in decision) throw new Error(decision.refusal.message);
    const legs = [[leg('debit', '8001', '100'), leg('credit', '6001', '100', fiscal)]];
    expect(closed(decision.set, legs, { '8101': '810106' }).map((row) => row.split(' ')[0])).toEqual([
      '8001',
      '810106',
    ]);
    expect(() => closed(decision.set, legs)).toThrow('明细科目');
  });
});

test('fund: 统筹 and 个人账户 each to its own balance', () => {
  const pooled: Dimensions = { fund: 'employee-pooled' };
  const personal: Dimensions = { fund: 'employee-personal' };
  expect(
    closed(employeeFund, [
      [leg('debit', 'treasury-deposit', '10', pooled), leg('credit', 'premium-income', '10', pooled)],
      [leg('debit', 'treasury-deposit', '6', personal), leg('credit', 'premium-income', '6', personal)],
      [leg('debit', 'benefit-expense', '4', personal), leg('credit', 'treasury-deposit', '4', personal)],
    ]),
  ).toEqual([
    'fund-balance-general fund=employee-personal -2.00',
    'fund-balance-general fund=employee-pooled -10.00',
    'treasury-deposit fund=employee-personal 2.00',
    'treasury-deposit fund=employee-pooled 10.00',
  ]);
});

test('nothing to close, too few ids, no December', () => {
  const empty = { set: financial.id, through: '2024-12', rows: [] };
  expect(yearEndVouchers(financial, empty, [])).toEqual([]);
  const row = { account: '5001', dimensions: {}, opening: 0, debit: 100, credit: 0 };
  expect(() => yearEndVouchers(financial, { ...empty, rows: [row] }, [])).toThrow('more than 0 ids');
  expect(() => yearEndVouchers(financial, { ...empty, through: '2024-11' }, [])).toThrow('no balances');
});
