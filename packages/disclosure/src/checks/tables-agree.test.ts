import { testRows } from '../../test/check-rows.ts';
import { tablesAgree } from './tables-agree.ts';

testRows(tablesAgree, [
  [
    'income table against summary',
    { 'income/total/total': '1200.00' },
    ['@income/total/total 1200.00 → 1192.00万元 error proven'],
  ],
  ['other income', { 'income/total/other': '21.00' }, ['@income/total/other 21.00 → 12.00万元 error proven']],
  [
    'expenditure table against summary',
    { 'expenditure/total/total': '1250.00' },
    ['@expenditure/total/total 1250.00 → 1220.00万元 error proven'],
  ],
  [
    'a class of the summary',
    { 'summary/expenditure:221': '82.00' },
    ['@expenditure/221/total 28.00 → 82.00万元 error proven'],
  ],
  [
    'fiscal income against summary',
    { 'fiscal/income:general': '1108.00' },
    ['@fiscal/income:general 1108.00 → 1180.00万元 error proven'],
  ],
  [
    'general expenditure',
    { 'general/total/total': '1201.00' },
    ['@general/total/total 1201.00 → 1210.00万元 error proven'],
  ],
  [
    'basic expenditure against its detail',
    { 'basic/personnel': '403.00' },
    ['@general/total/basic 520.00 → 493.00万元 error proven'],
  ],
  [
    'a class of general expenditure',
    { 'general/208/total': '44.00' },
    ['@general/208/total 44.00 → 40.00万元 error proven +1'],
  ],
  [
    'fund expenditure that the fiscal summary lacks',
    { 'government-fund/total/total': '5.00' },
    ['@government-fund/total/total 5.00 → 0.00万元 error proven'],
  ],
  [
    '0.01 between two tables',
    { 'income/total/total': '1192.01' },
    ['@income/total/total 1192.01 → 1192.00万元 rounding proven'],
  ],
  [
    '0.02 between two tables',
    { 'income/total/total': '1192.02' },
    ['@income/total/total 1192.02 → 1192.00万元 error proven'],
  ],
  [
    'a 项 of 公开05表 larger than in 公开03表',
    { 'general/2101505/total': '55.00' },
    ['@general/2101505/total 55.00 → 50.00万元 error proven'],
  ],
  ['smaller is lawful where there is other money', { 'general/2101505/total': '45.00' }, []],
]);
