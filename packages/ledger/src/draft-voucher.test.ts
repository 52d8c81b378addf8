import { formatYuan } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { type Dimensions, latestRow } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { decidePosting } from './decide-posting.ts';
import { draftVoucher, type LedgerEvent, voucherRules } from './draft-voucher.ts';
import { budgetary, employeeFund, financial, id, salary } from './testing/sets.ts';

const department = [financial, budgetary];
const ids = { voucher: id(1), entries: [id(2), id(3)] };
const pooled: Dimensions = { fund: 'employee-pooled' };

/** A voucher as an accountant reads it: '借5001 贷4001 100.00 | 借7101 贷6001 100.00'. */
function drawn(event: Partial<LedgerEvent> & { readonly rule: string }, sets: readonly AccountSet[]): string {
  const drafted = draftVoucher({ date: '2024-03-15', lines: [], ...event }, sets, ids);
  if ('refusal' in drafted) return drafted.refusal.id;
  return drafted.voucher.entries
    .map(({ legs }) => {
      const accounts = legs.map(({ side, account }) => `${side === 'debit' ? '借' : '贷'}${account}`);
      return `${accounts.join(' ')} ${formatYuan(legs[0]?.amount ?? 0)}`;
    })
    .join(' | ');
}

describe('政府会计 (accounts.md B)', () => {
  test.each`
    rule                                 | fen        | choices              | entries
    ${'salary-paid-by-treasury'}         | ${10_000}  | ${{}}                | ${'借5001 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'salary-accrued'}                  | ${10_000}  | ${{}}                | ${'借5001 贷2201 100.00'}
    ${'accrued-salary-paid-by-treasury'} | ${10_000}  | ${{}}                | ${'借2201 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'expense-paid-by-treasury'}        | ${10_000}  | ${{}}                | ${'借5001 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'asset-bought-by-treasury'}        | ${800_000} | ${{ asset: '1601' }} | ${'借1601 贷4001 8000.00 | 借7101 贷6001 8000.00'}
    ${'asset-bought-by-treasury'}        | ${800_000} | ${{ asset: '5001' }} | ${'account-choice-invalid'}
    ${'depreciation'}                    | ${20_000}  | ${{}}                | ${'借5001 贷1602 200.00'}
    ${'fine-collected'}                  | ${50_000}  | ${{}}                | ${'借1002 贷2103 500.00'}
    ${'fine-handed-in'}                  | ${50_000}  | ${{}}                | ${'借2103 贷1002 500.00'}
    ${'deposit-received'}                | ${50_000}  | ${{}}                | ${'借1002 贷2307 500.00'}
    ${'deposit-returned'}                | ${50_000}  | ${{}}                | ${'借2307 贷1002 500.00'}
    ${'other-income-received'}           | ${50_000}  | ${{}}                | ${'借1002 贷4609 500.00 | 借8001 贷6609 500.00'}
    ${'expense-paid-from-bank'}          | ${50_000}  | ${{}}                | ${'借5001 贷1002 500.00 | 借7101 贷8001 500.00'}
    ${'completed-project-surplus'}       | ${50_000}  | ${{}}                | ${'借8101 贷8102 500.00'}
  `('$rule: $entries', ({ rule, fen, choices, entries }) => {
    expect(drawn({ rule, lines: [{ amount: fen, dimensions: salary }], choices }, department)).toBe(entries);
  });
});

describe('社会保险基金 (accounts.md C)', () => {
  test.each`
    rule                                   | choices                                | entries
    ${'premium-collected'}                 | ${{ bank: 'treasury-deposit' }}        | ${'借treasury-deposit 贷premium-income 1.00'}
    ${'premium-collected'}                 | ${{}}                                  | ${'account-choice-invalid'}
    ${'fiscal-subsidy-received'}           | ${{}}                                  | ${'借fiscal-account-deposit 贷fiscal-subsidy-income 1.00'}
    ${'moved-to-payment-account'}          | ${{}}                                  | ${'借payment-account-deposit 贷fiscal-account-deposit 1.00'}
    ${'settlement-paid'}                   | ${{}}                                  | ${'借benefit-expense 贷payment-account-deposit 1.00'}
    ${'quality-deposit-withheld'}          | ${{}}                                  | ${'借benefit-expense 贷temporary-receipt 1.00'}
    ${'quality-deposit-released'}          | ${{}}                                  | ${'借temporary-receipt 贷payment-account-deposit 1.00'}
    ${'advance-paid'}                      | ${{}}                                  | ${'借temporary-payment 贷payment-account-deposit 1.00'}
    ${'advance-settled'}                   | ${{}}                                  | ${'借benefit-expense 贷temporary-payment 1.00'}
    ${'serious-illness-premium-paid'}      | ${{ bank: 'fiscal-account-deposit' }}  | ${'借serious-illness-expense 贷fiscal-account-deposit 1.00'}
    ${'illegal-money-recovered-same-year'} | ${{ bank: 'payment-account-deposit' }} | ${'借payment-account-deposit 贷benefit-expense 1.00'}
  `('$rule: $entries', ({ rule, choices, entries }) => {
    expect(drawn({ rule, lines: [{ amount: 100, dimensions: pooled }], choices }, [employeeFund])).toBe(entries);
  });
});

test('every rule names accounts of its book, and what it draws up may be posted', () => {
  const periods = [...department, employeeFund].map(({ id: set }) => ({
    set,
    openedThrough: '2024-03',
    closedThrough: null,
  }));
  for (const rule of voucherRules) {
    const choices = Object.fromEntries(Object.entries(rule.choices ?? {}).map(([name, [first = '']]) => [name, first]));
    const sets = rule.fund === undefined ? department : [employeeFund];
    const lines = [{ amount: 100, dimensions: { ...salary, ...pooled } }];
    const drafted = draftVoucher({ rule: rule.id, date: '2024-03-15', lines, choices }, sets, ids);
    if ('refusal' in drafted) throw new Error(drafted.refusal.message);
    const facts = { today: '2024-03-15', sets: [...department, employeeFund], periods, recorded: [] };
    expect([rule.id, decidePosting(facts, drafted.voucher).outcome]).toEqual([rule.id, 'accepted']);
    for (const accounts of Object.values(rule.choices ?? {})) {
      for (const key of accounts) expect(() => latestRow(sets[0]?.accounts ?? [], key)).not.toThrow();
    }
  }
});

test('lines are gathered by what each account asks for', () => {
  const lines = [
    { amount: 100, dimensions: salary },
    { amount: 200, dimensions: { ...salary, economyCode: '30102' } },
    { amount: 300, dimensions: salary },
  ];
  const drafted = draftVoucher({ rule: 'salary-paid-by-treasury', date: '2024-03-15', lines }, department, ids);
  const legs = 'voucher' in drafted ? (drafted.voucher.entries[1]?.legs ?? []) : [];
  expect(
    legs.map(({ account, amount, dimensions }) => `${account} ${amount} ${dimensions.economyCode ?? '-'}`),
  ).toEqual(['7101 400 30101', '7101 200 30102', '6001 600 -']);
});

test.for([
  ['event-not-covered', { rule: 'lottery-won' }, department],
  ['event-not-covered', { rule: 'depreciation', date: '2018-12-31' }, department],
  ['event-lines-missing', { rule: 'depreciation' }, department],
  ['book-missing', { rule: 'salary-paid-by-treasury', lines: [{ amount: 1, dimensions: {} }] }, [financial]],
] as const)('%s', ([refusal, event, sets]) => {
  expect(drawn(event, sets)).toBe(refusal);
});
