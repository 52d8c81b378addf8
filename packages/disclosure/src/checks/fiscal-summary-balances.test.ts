import { testRows } from '../../test/check-rows.ts';
import { fiscalSummaryBalances } from './fiscal-summary-balances.ts';

testRows(fiscalSummaryBalances, [
  [
    'income of the year',
    { 'fiscal/income:year-total': '1108.00' },
    ['@fiscal/income:year-total 1108.00 → 1180.00万元 error proven +1'],
  ],
  [
    'income total',
    { 'fiscal/income:total': '1203.00' },
    ['@fiscal/income:total 1203.00 → 1230.00万元 error proven +1'],
  ],
  [
    'expenditure total, both columns hold',
    { 'fiscal/expenditure:total/total': '1320.00' },
    ['@fiscal/expenditure:total/total 1320.00 → 1230.00万元 error proven +1'],
  ],
  [
    'general expenditure of the year',
    { 'fiscal/expenditure:year-total/general': '1120.00' },
    ['@fiscal/expenditure:year-total/general 1120.00 → 1210.00万元 error proven +2'],
  ],
  [
    'closing balance of general money',
    { 'fiscal/expenditure:closing/general': '25.00' },
    ['@fiscal/expenditure:closing/general 25.00 → 20.00万元 error proven +1'],
  ],
  [
    'opening balance of general money',
    { 'fiscal/income:opening:general': '55.00' },
    ['@fiscal/income:opening:general 55.00 → 50.00万元 error proven +1'],
  ],
  [
    'opening balance of general money left blank',
    { 'fiscal/income:opening:general': '' },
    ['@fiscal/income:opening:general 空白 → 50.00万元 error proven +1'],
  ],
  [
    'a class with fund money that no total knows',
    { 'fiscal/expenditure:208/government-fund': '3.00' },
    ['@fiscal/expenditure:year-total/government-fund 空白 → 3.00万元 error proven'],
  ],
  [
    'within rounding',
    { 'fiscal/income:total': '1230.01' },
    [
      '@fiscal/income:total 1230.01 → 1230.00万元 rounding proven',
      '@fiscal/expenditure:total/total 1230.00 → 1230.01万元 rounding proven',
    ],
  ],
  [
    'beyond rounding of one figure against one',
    { 'fiscal/income:total': '1230.02' },
    ['@fiscal/income:total 1230.02 → 1230.00万元 error proven +1'],
  ],
  [
    'totals in the 合计 column only',
    {
      'fiscal/expenditure:year-total/general': '',
      'fiscal/expenditure:closing/general': '',
      'fiscal/expenditure:total/general': '',
      'fiscal/expenditure:208/general': '',
      'fiscal/expenditure:210/general': '',
      'fiscal/expenditure:221/general': '',
    },
    [],
  ],
]);
