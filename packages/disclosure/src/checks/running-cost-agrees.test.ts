import { testRows } from '../../test/check-rows.ts';
import { runningCostAgrees } from './running-cost-agrees.ts';

testRows(runningCostAgrees, [
  [
    'another figure',
    { 'narrative/running-cost': '2024年度机关运行经费支出87万元。' },
    ['@narrative/running-cost 87万元 → 90.00万元 error possible'],
  ],
  [
    'within rounding',
    { 'narrative/running-cost': '2024年度机关运行经费支出90.01万元。' },
    ['@narrative/running-cost 90.01万元 → 90.00万元 rounding possible'],
  ],
  ['an institution has none', { 'narrative/running-cost': '本单位为事业单位，2024年度机关运行经费支出0万元。' }, []],
  ['said in 元', { 'narrative/running-cost': '2024年度机关运行经费支出900000元。' }, []],
  ['the table changed', { 'basic/running': '87.00' }, ['@narrative/running-cost 90万元 → 87.00万元 error possible']],
]);
