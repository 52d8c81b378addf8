import { testRows } from '../../test/check-rows.ts';
import { codeTreeAddsUp } from './code-tree-adds-up.ts';

testRows(codeTreeAddsUp, [
  [
    '款 not the sum of its 项',
    { 'general/21015/total': '750.00' },
    ['@general/21015/total 750.00 → 570.00万元 error proven +1'],
  ],
  [
    '类 not the sum of its 款',
    { 'expenditure/210/project': '701.00' },
    ['@expenditure/210/project 701.00 → 700.00万元 error proven +1'],
  ],
  [
    '合计 not the sum of the 类',
    { 'income/total/fiscal': '1190.00' },
    ['@income/total/fiscal 1190.00 → 1180.00万元 error proven'],
  ],
  [
    'a 项 changed shows in its 款',
    { 'general/2101506/project': '66.00' },
    ['@general/21015/project 140.00 → 146.00万元 error proven'],
  ],
  ['a 项 left blank', { 'general/2101506/project': '' }, ['@general/21015/project 140.00 → 80.00万元 error proven']],
  [
    'four 项 may miss by 0.02',
    { 'general/21015/project': '140.02' },
    [
      '@general/210/project 690.00 → 690.02万元 rounding proven',
      '@general/21015/project 140.02 → 140.00万元 rounding proven',
    ],
  ],
  [
    'five by 0.03, and then the 类 is at fault',
    { 'expenditure/21015/total': '580.03' },
    [
      '@expenditure/210/total 1152.00 → 1152.03万元 error proven',
      '@expenditure/21015/total 580.03 → 580.00万元 rounding proven',
    ],
  ],
  [
    'but not by 0.04',
    { 'expenditure/21015/total': '580.04' },
    ['@expenditure/21015/total 580.04 → 580.00万元 error proven +1'],
  ],
  ['— counts as nothing', { 'general/21015/basic': '430.00', 'general/2101506/basic': '——' }, []],
]);
