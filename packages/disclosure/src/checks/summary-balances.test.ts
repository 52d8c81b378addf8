import { testRows } from '../../test/check-rows.ts';
import { summaryBalances } from './summary-balances.ts';

testRows(summaryBalances, [
  [
    'income of the year too large by one',
    { 'summary/income:year-total': '1193.00' },
    ['@summary/income:year-total 1193.00 → 1192.00万元 error proven +1'],
  ],
  [
    'a line of income',
    { 'summary/income:other': '21.00' },
    ['@summary/income:year-total 1192.00 → 1201.00万元 error proven'],
  ],
  [
    'within the rounding of two lines',
    { 'summary/income:year-total': '1192.01' },
    [
      '@summary/income:year-total 1192.01 → 1192.00万元 rounding proven',
      '@summary/income:total 1247.00 → 1247.01万元 rounding proven',
    ],
  ],
  [
    'beyond it',
    { 'summary/income:year-total': '1192.02' },
    ['@summary/income:year-total 1192.02 → 1192.00万元 error proven +1'],
  ],
  [
    'opening balance, that only the total holds',
    { 'summary/income:opening': '50.00' },
    ['@summary/income:total 1247.00 → 1242.00万元 error proven'],
  ],
  [
    'closing balance 27.02',
    { 'summary/expenditure:closing': '27.02' },
    ['@summary/expenditure:total 1247.00 → 1247.02万元 error proven'],
  ],
  [
    'closing balance within rounding',
    { 'summary/expenditure:closing': '27.01' },
    ['@summary/expenditure:total 1247.00 → 1247.01万元 rounding proven'],
  ],
  [
    'a class',
    { 'summary/expenditure:210': '1125.00' },
    ['@summary/expenditure:year-total 1220.00 → 1193.00万元 error proven'],
  ],
  [
    'a class left blank, total as printed',
    { 'summary/expenditure:208': '' },
    ['@summary/expenditure:year-total 1220.00 → 1180.00万元 error proven'],
  ],
  [
    'income total',
    { 'summary/income:total': '1274.00' },
    ['@summary/income:total 1274.00 → 1247.00万元 error proven +1'],
  ],
  [
    'both totals differ',
    { 'summary/income:total': '1248.00', 'summary/expenditure:total': '1249.00' },
    [
      '@summary/expenditure:total 1249.00 → 1247.00万元 error proven',
      '@summary/expenditure:total 1249.00 → 1248.00万元 error proven',
      '@summary/income:total 1248.00 → 1247.00万元 error proven',
    ],
  ],
  ['— is nothing', { 'summary/income:superior': '——', 'summary/income:business': '0.00' }, []],
  [
    'a 使用非财政拨款结余 counts',
    { 'summary/income:use-of-balance': '3.00' },
    ['@summary/income:total 1247.00 → 1250.00万元 error proven'],
  ],
  [
    'and is right with its total',
    {
      'summary/income:use-of-balance': '3.00',
      'summary/income:total': '1250.00',
      'summary/expenditure:allocation': '3.00',
      'summary/expenditure:total': '1250.00',
    },
    [],
  ],
]);
