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
  [
    'an institution of the department apart',
    {
      'narrative/running-cost':
        '2024年度机关运行经费支出87万元。机关运行经费只含行政单位，不含所属事业单位的公用经费3万元。',
    },
    [],
  ],
  [
    'an institution apart that does not make up the difference',
    {
      'narrative/running-cost':
        '2024年度机关运行经费支出87万元。机关运行经费只含行政单位，不含所属事业单位的公用经费2万元。',
    },
    ['@narrative/running-cost 87万元 → 88.00万元 error possible'],
  ],
  ['said in 元', { 'narrative/running-cost': '2024年度机关运行经费支出900000元。' }, []],
  ['the table changed', { 'basic/running': '87.00' }, ['@narrative/running-cost 90万元 → 87.00万元 error possible']],
]);
