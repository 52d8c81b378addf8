import { formatYuan } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { type Dimensions, latestRow } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { decidePosting } from './decide-posting.ts';
import { draftVoucher, type LedgerEvent, voucherRules, voucherRulesFor } from './draft-voucher.ts';
import { budgetary, centreBudgetary, centreFinancial, employeeFund, financial, id, salary } from './testing/sets.ts';

const department = [financial, budgetary];
const centre = [centreFinancial, centreBudgetary];
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

describe('政府会计 (accounts.md B): 行政单位', () => {
  test.each`
    rule                                             | choices                               | entries
    ${'salary-paid-by-treasury'}                     | ${{}}                                 | ${'借5001 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'salary-accrued'}                              | ${{}}                                 | ${'借5001 贷2201 100.00'}
    ${'accrued-salary-paid-by-treasury'}             | ${{}}                                 | ${'借2201 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'accrued-salary-paid-from-bank'}               | ${{}}                                 | ${'借2201 贷1002 100.00 | 借7101 贷8001 100.00'}
    ${'expense-paid-by-treasury'}                    | ${{}}                                 | ${'借5001 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'asset-bought-by-treasury'}                    | ${{ asset: '1601' }}                  | ${'借1601 贷4001 100.00 | 借7101 贷6001 100.00'}
    ${'asset-bought-by-treasury'}                    | ${{ asset: '5001' }}                  | ${'account-choice-invalid'}
    ${'treasury-payment-refunded'}                   | ${{}}                                 | ${'借4001 贷5001 100.00 | 借6001 贷7101 100.00'}
    ${'quota-left-at-year-end'}                      | ${{}}                                 | ${'借1201 贷4001 100.00 | 借8001 贷6001 100.00'}
    ${'expense-paid-from-carried-quota-by-treasury'} | ${{}}                                 | ${'借5001 贷1201 100.00 | 借7101 贷8001 100.00'}
    ${'asset-bought-from-carried-quota-by-treasury'} | ${{ asset: '1701' }}                  | ${'借1701 贷1201 100.00 | 借7101 贷8001 100.00'}
    ${'quota-received'}                              | ${{}}                                 | ${'借1011 贷4001 100.00 | 借8001 贷6001 100.00'}
    ${'expense-paid-by-authorisation'}               | ${{}}                                 | ${'借5001 贷1011 100.00 | 借7101 贷8001 100.00'}
    ${'asset-bought-by-authorisation'}               | ${{ asset: '1601' }}                  | ${'借1601 贷1011 100.00 | 借7101 贷8001 100.00'}
    ${'quota-cancelled-at-year-end'}                 | ${{}}                                 | ${'借1201 贷1011 100.00'}
    ${'quota-restored'}                              | ${{}}                                 | ${'借1011 贷1201 100.00'}
    ${'depreciation'}                                | ${{}}                                 | ${'借5001 贷1602 100.00'}
    ${'amortisation'}                                | ${{}}                                 | ${'借5001 贷1702 100.00'}
    ${'fine-collected'}                              | ${{}}                                 | ${'借1002 贷2103 100.00'}
    ${'fine-handed-in'}                              | ${{}}                                 | ${'借2103 贷1002 100.00'}
    ${'deposit-received'}                            | ${{}}                                 | ${'借1002 贷2307 100.00'}
    ${'deposit-returned'}                            | ${{}}                                 | ${'借2307 贷1002 100.00'}
    ${'superior-subsidy-received'}                   | ${{}}                                 | ${'借1002 贷4201 100.00 | 借8001 贷6201 100.00'}
    ${'affiliated-remittance-received'}              | ${{}}                                 | ${'借1002 贷4301 100.00 | 借8001 贷6301 100.00'}
    ${'other-finance-grant-received'}                | ${{}}                                 | ${'借1002 贷4601 100.00 | 借8001 贷6601 100.00'}
    ${'interest-received'}                           | ${{}}                                 | ${'借1002 贷4604 100.00 | 借8001 贷6609 100.00'}
    ${'other-income-received'}                       | ${{}}                                 | ${'借1002 贷4609 100.00 | 借8001 贷6609 100.00'}
    ${'expense-paid-from-bank'}                      | ${{}}                                 | ${'借5001 贷1002 100.00 | 借7101 贷8001 100.00'}
    ${'asset-bought-from-bank'}                      | ${{ asset: '1601' }}                  | ${'借1601 贷1002 100.00 | 借7101 贷8001 100.00'}
    ${'affiliated-subsidised'}                       | ${{}}                                 | ${'借5501 贷1002 100.00 | 借7501 贷8001 100.00'}
    ${'fiscal-balance-called-back'}                  | ${{ balance: '8101', money: '1201' }} | ${'借3001 贷1201 100.00 | 借8101 贷8001 100.00'}
    ${'completed-project-surplus'}                   | ${{}}                                 | ${'借8101 贷8102 100.00'}
    ${'business-income-received'}                    | ${{}}                                 | ${'event-not-covered'}
  `('$rule: $entries', ({ rule, choices, entries }) => {
    expect(drawn({ rule, lines: [{ amount: 10_000, dimensions: salary }], choices }, department)).toBe(entries);
  });
});

describe('政府会计: 事业单位', () => {
  test.each`
    rule                                             | choices                | entries
    ${'salary-paid-by-treasury'}                     | ${{ expense: '5101' }} | ${'借5101 贷4001 100.00 | 借7201 贷6001 100.00'}
    ${'salary-paid-by-treasury'}                     | ${{}}                  | ${'account-choice-invalid'}
    ${'salary-accrued'}                              | ${{ expense: '5001' }} | ${'借5001 贷2201 100.00'}
    ${'accrued-salary-paid-by-treasury'}             | ${{}}                  | ${'借2201 贷4001 100.00 | 借7201 贷6001 100.00'}
    ${'accrued-salary-paid-from-bank'}               | ${{}}                  | ${'借2201 贷1002 100.00 | 借7201 贷8001 100.00'}
    ${'expense-paid-by-treasury'}                    | ${{ expense: '5001' }} | ${'借5001 贷4001 100.00 | 借7201 贷6001 100.00'}
    ${'asset-bought-by-treasury'}                    | ${{ asset: '1601' }}   | ${'借1601 贷4001 100.00 | 借7201 贷6001 100.00'}
    ${'treasury-payment-refunded'}                   | ${{ expense: '5001' }} | ${'借4001 贷5001 100.00 | 借6001 贷7201 100.00'}
    ${'quota-left-at-year-end'}                      | ${{}}                  | ${'借1201 贷4001 100.00 | 借8001 贷6001 100.00'}
    ${'expense-paid-from-carried-quota-by-treasury'} | ${{ expense: '5001' }} | ${'借5001 贷1201 100.00 | 借7201 贷8001 100.00'}
    ${'asset-bought-from-carried-quota-by-treasury'} | ${{ asset: '1601' }}   | ${'借1601 贷1201 100.00 | 借7201 贷8001 100.00'}
    ${'expense-paid-by-authorisation'}               | ${{ expense: '5101' }} | ${'借5101 贷1011 100.00 | 借7201 贷8001 100.00'}
    ${'asset-bought-by-authorisation'}               | ${{ asset: '1601' }}   | ${'借1601 贷1011 100.00 | 借7201 贷8001 100.00'}
    ${'depreciation'}                                | ${{ expense: '5101' }} | ${'借5101 贷1602 100.00'}
    ${'amortisation'}                                | ${{ expense: '5101' }} | ${'借5101 贷1702 100.00'}
    ${'business-income-received'}                    | ${{}}                  | ${'借1002 贷4101 100.00 | 借8001 贷6101 100.00'}
    ${'operating-income-received'}                   | ${{}}                  | ${'借1002 贷4401 100.00 | 借8001 贷6401 100.00'}
    ${'expense-paid-from-bank'}                      | ${{ expense: '5001' }} | ${'借5001 贷1002 100.00 | 借7201 贷8001 100.00'}
    ${'asset-bought-from-bank'}                      | ${{ asset: '1601' }}   | ${'借1601 贷1002 100.00 | 借7201 贷8001 100.00'}
    ${'operating-expense-paid'}                      | ${{}}                  | ${'借5201 贷1002 100.00 | 借7301 贷8001 100.00'}
    ${'remitted-to-superior'}                        | ${{}}                  | ${'借5401 贷1002 100.00 | 借7401 贷8001 100.00'}
    ${'affiliated-subsidised'}                       | ${{}}                  | ${'借5501 贷1002 100.00 | 借7501 贷8001 100.00'}
  `('$rule: $entries', ({ rule, choices, entries }) => {
    expect(drawn({ rule, lines: [{ amount: 10_000, dimensions: salary }], choices }, centre)).toBe(entries);
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
  const periods = [...department, ...centre, employeeFund].map(({ id: set }) => ({
    set,
    openedThrough: '2024-03',
    closedThrough: null,
  }));
  for (const rule of voucherRules) {
    const choices = Object.fromEntries(Object.entries(rule.choices ?? {}).map(([name, [first = '']]) => [name, first]));
    const own = rule.units === 'institution' ? centre : department;
    const sets = rule.fund === undefined ? own : [employeeFund];
    const lines = [{ amount: 100, dimensions: { ...salary, ...pooled } }];
    const drafted = draftVoucher({ rule: rule.id, date: '2024-03-15', lines, choices }, sets, ids);
    if ('refusal' in drafted) throw new Error(drafted.refusal.message);
    const facts = { today: '2024-03-15', sets: [...department, ...centre, employeeFund], periods, recorded: [] };
    expect([rule.id, decidePosting(facts, drafted.voucher).outcome]).toEqual([rule.id, 'accepted']);
    for (const accounts of Object.values(rule.choices ?? {})) {
      for (const key of accounts)
        expect(() =>
          latestRow(
            sets.flatMap((set) => set.accounts),
            key,
          ),
        ).not.toThrow();
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

test('to choose from are the rules for units of that kind, each event once', () => {
  const ids = (kind: 'administrative' | 'institution' | 'fund') =>
    voucherRulesFor(kind, '2024-03-15').map((rule) => rule.id);
  for (const kind of ['administrative', 'institution', 'fund'] as const)
    expect(new Set(ids(kind)).size).toBe(ids(kind).length);
  expect(ids('administrative')).not.toContain('business-income-received');
  expect(ids('institution')).toContain('business-income-received');
  expect(ids('fund')).toContain('premium-collected');
  expect([...ids('administrative'), ...ids('institution')]).not.toContain('premium-collected');
  const every = ['administrative', 'institution', 'fund'] as const;
  expect([...new Set(every.flatMap(ids))].sort()).toEqual([...new Set(voucherRules.map(({ id }) => id))].sort());
});
