import { testRows } from '../../test/check-rows.ts';
import { amountUnitsPlausible } from './amount-units-plausible.ts';

testRows(amountUnitsPlausible, [
  [
    '元 for 万元, not quite the table’s figure',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出518元，其中：人员经费430万元；公用经费90万元。' },
    ['@narrative/basic 518元 → 518万元 error proven'],
  ],
  [
    'exactly the table’s figure: the comparison says so',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520元，其中：人员经费430万元；公用经费90万元。' },
    [],
  ],
  [
    '亿元 for 万元',
    { 'narrative/overview': '2024年度收、支总计1240亿元。' },
    ['@narrative/overview 1240亿元 → 1240万元 error proven'],
  ],
  ['a wrong figure in the right unit', { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出52万元。' }, []],
  [
    '元 throughout',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出5200000元，其中：人员经费4300000元；公用经费900000元。' },
    [],
  ],
]);
