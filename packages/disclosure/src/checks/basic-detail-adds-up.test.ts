import { testRows } from '../../test/check-rows.ts';
import { basicDetailAddsUp } from './basic-detail-adds-up.ts';

testRows(basicDetailAddsUp, [
  ['a 类', { 'basic/302': '78.00' }, ['@basic/302 78.00 → 87.00万元 error proven +1']],
  ['a 款', { 'basic/30201': '2.00' }, ['@basic/302 87.00 → 69.00万元 error proven']],
  ['a 款 left blank', { 'basic/30103': '' }, ['@basic/301 400.00 → 340.00万元 error proven']],
  ['人员经费合计', { 'basic/personnel': '403.00' }, ['@basic/personnel 403.00 → 430.00万元 error proven']],
  ['公用经费合计 without 310', { 'basic/running': '87.00' }, ['@basic/running 87.00 → 90.00万元 error proven']],
  [
    'eight 款 may miss by 0.04, two 类 not',
    { 'basic/301': '400.04' },
    ['@basic/301 400.04 → 400.00万元 rounding proven', '@basic/personnel 430.00 → 430.04万元 error proven'],
  ],
  ['but not by 0.05', { 'basic/301': '400.05' }, ['@basic/301 400.05 → 400.00万元 error proven +1']],
  ['—— is nothing', { 'basic/31013': '——' }, []],
  [
    '303 counts as personnel',
    { 'basic/303': '36.00', 'basic/30302': '36.00' },
    ['@basic/personnel 430.00 → 436.00万元 error proven'],
  ],
]);
