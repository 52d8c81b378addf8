import { testRows } from '../../test/check-rows.ts';
import { fundBalancesCarryForward } from './fund-balances-carry-forward.ts';

testRows(fundBalancesCarryForward, [
  [
    'all filled and right',
    {
      'government-fund/total/opening': '6.00',
      'government-fund/total/income': '20.00',
      'government-fund/total/total': '18.00',
      'government-fund/total/project': '18.00',
      'government-fund/total/closing': '8.00',
    },
    [],
  ],
  [
    'closing balance too large',
    {
      'government-fund/total/opening': '6.00',
      'government-fund/total/income': '20.00',
      'government-fund/total/total': '18.00',
      'government-fund/total/project': '18.00',
      'government-fund/total/closing': '9.00',
    },
    ['@government-fund/total/closing 9.00 → 8.00万元 error proven'],
  ],
  [
    'closing balance left blank',
    {
      'government-fund/total/opening': '6.00',
      'government-fund/total/income': '20.00',
      'government-fund/total/total': '18.00',
      'government-fund/total/closing': '',
    },
    ['@government-fund/total/closing 空白 → 8.00万元 error proven'],
  ],
  [
    'within rounding of three',
    {
      'government-fund/total/opening': '6.00',
      'government-fund/total/income': '20.00',
      'government-fund/total/total': '18.00',
      'government-fund/total/closing': '8.02',
    },
    ['@government-fund/total/closing 8.02 → 8.00万元 rounding proven'],
  ],
  [
    'beyond it',
    {
      'government-fund/total/opening': '6.00',
      'government-fund/total/income': '20.00',
      'government-fund/total/total': '18.00',
      'government-fund/total/closing': '8.03',
    },
    ['@government-fund/total/closing 8.03 → 8.00万元 error proven'],
  ],
  [
    'spent without income or opening',
    { 'government-fund/total/total': '3.00' },
    ['@government-fund/total/income 空白 → -3.00万元 error proven'],
  ],
  ['a table of zeros is empty', { 'government-fund/total/total': '0.00', 'government-fund/total/closing': '0.00' }, []],
]);
