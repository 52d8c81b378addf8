import { expect, test } from 'vitest';
import {
  type AccountClass,
  accountOn,
  fundAccounts,
  governmentAccounts,
  isConfirmed,
  isDetailed,
  latestRow,
} from './account.ts';
import { financial } from './testing/sets.ts';

test('政府会计制度 has 103 accounts of the first level on any day, 77 financial and 26 budgetary', () => {
  for (const day of ['2019-01-01', '2024-12-31', '2025-01-01']) {
    const keys = [...new Set(governmentAccounts.map(({ key }) => key))];
    const there = keys.flatMap((key) => accountOn(governmentAccounts, key, day) ?? []);
    expect([there.length, there.filter(({ book }) => book === 'financial').length]).toEqual([103, 77]);
  }
  expect(accountOn(governmentAccounts, '1001', '2018-12-31')).toBeNull();
});

test('no account has two rows on one day', () => {
  for (const account of [...governmentAccounts, ...fundAccounts]) {
    const rows = [...governmentAccounts, ...fundAccounts].filter(({ key }) => key === account.key);
    expect(rows.every((row, index) => index === 0 || (rows[index - 1]?.to ?? '9') < row.from)).toBe(true);
  }
});

test.for([
  ['asset', 35, '1', 'debit', '1219 1602 1702 1802 1832'],
  ['liability', 16, '2', 'credit', ''],
  ['net-asset', 7, '3', 'credit', ''],
  ['income', 11, '4', 'credit', ''],
  ['expense', 8, '5', 'debit', ''],
  ['budget-income', 9, '6', 'credit', ''],
  ['budget-expense', 8, '7', 'debit', ''],
  ['budget-balance', 9, '8', 'credit', '8001'],
] as const satisfies readonly (readonly [AccountClass, number, string, string, string])[])(
  '%s: %i accounts beginning with %s, normally %s but for %s',
  ([name, count, digit, side, others]) => {
    const rows = governmentAccounts.filter((row) => row.class === name && row.to === null);
    expect([rows.length, new Set(rows.map(({ code }) => code?.charAt(0)))]).toEqual([count, new Set([digit])]);
    expect(
      rows
        .filter((row) => row.normalSide !== side)
        .map(({ code }) => code)
        .join(' '),
    ).toBe(others);
  },
);

test.each`
  day             | name              | confirmed
  ${'2024-12-31'} | ${'文物文化资产'} | ${true}
  ${'2025-01-01'} | ${'文物资源'}     | ${false}
`('1821 on $day is $name', ({ day, name, confirmed }: { day: string; name: string; confirmed: boolean }) => {
  const account = accountOn(governmentAccounts, '1821', day);
  expect([account?.name, account === null ? null : isConfirmed(account)]).toEqual([name, confirmed]);
  expect(latestRow(governmentAccounts, '1821').name).toBe('文物资源');
});

test('in the fund chart only what a source stands behind is confirmed', () => {
  expect(fundAccounts.filter(isConfirmed).map(({ key, code }) => `${code} ${key}`)).toEqual([
    '1004 payment-account-deposit',
    '5001 benefit-expense',
    '5101 serious-illness-expense',
  ]);
  expect(fundAccounts.filter(({ code, grade }) => code !== null && grade === 'K-h').map(({ key }) => key)).toEqual([
    'cash',
  ]);
});

test('an account is detailed while its details are in force', () => {
  expect(isDetailed(financial.accounts, '1002', '2023-12-31')).toBe(true);
  expect(isDetailed(financial.accounts, '1002', '2024-01-01')).toBe(false);
  expect(() => latestRow(financial.accounts, '9999')).toThrow('no account 9999');
});
