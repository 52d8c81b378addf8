import { testRows } from '../../test/check-rows.ts';
import { columnsAddUp } from './columns-add-up.ts';

testRows(columnsAddUp, [
  ['合计 of a row', { 'general/2101301/total': '330.00' }, ['@general/2101301/total 330.00 → 300.00万元 error proven']],
  [
    '基本支出 too large',
    { 'expenditure/2101501/basic': '431.00' },
    ['@expenditure/2101501/total 430.00 → 431.00万元 error proven'],
  ],
  [
    'a blank in a part',
    { 'expenditure/2101301/project': '' },
    ['@expenditure/2101301/total 300.00 → 0.00万元 error proven'],
  ],
  ['a blank in the total', { 'general/22102/total': '' }, ['@general/22102/total 空白 → 28.00万元 error proven']],
  [
    'within rounding of one part',
    { 'general/2101301/total': '300.01' },
    ['@general/2101301/total 300.01 → 300.00万元 rounding proven'],
  ],
  ['beyond it', { 'general/2101301/total': '300.02' }, ['@general/2101301/total 300.02 → 300.00万元 error proven']],
  [
    'two parts may miss by 0.01',
    { 'general/210/total': '1142.01' },
    ['@general/210/total 1142.01 → 1142.00万元 rounding proven'],
  ],
  ['and not by 0.02', { 'general/210/total': '1142.02' }, ['@general/210/total 1142.02 → 1142.00万元 error proven']],
  [
    'other income in the wrong row',
    { 'income/2101501/other': '12.00' },
    ['@income/2101501/total 430.00 → 442.00万元 error proven'],
  ],
  [
    '财政拨款总表: a kind printed that the total leaves out',
    { 'fiscal/expenditure:221/government-fund': '6.00' },
    ['@fiscal/expenditure:221/total 28.00 → 34.00万元 error proven'],
  ],
  ['财政拨款总表 in the 合计 column only', { 'fiscal/expenditure:208/general': '' }, []],
]);
