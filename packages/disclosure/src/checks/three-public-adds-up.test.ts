import { testRows } from '../../test/check-rows.ts';
import { threePublicAddsUp } from './three-public-adds-up.ts';

testRows(threePublicAddsUp, [
  [
    '合计 of the budget',
    { 'three-public/budget/total': '6.00' },
    ['@three-public/budget/total 6.00 → 9.00万元 error proven'],
  ],
  [
    '合计 of the final figures',
    { 'three-public/final/total': '80.00' },
    ['@three-public/final/total 80.00 → 8.00万元 error proven'],
  ],
  [
    '小计 without 运行维护费',
    { 'three-public/final/vehicles': '0.00' },
    ['@three-public/final/vehicles 0.00 → 5.50万元 error proven +1'],
  ],
  [
    '运行维护费 left blank',
    { 'three-public/budget/vehicle-running': '' },
    ['@three-public/budget/vehicles 6.00 → 0.00万元 error proven'],
  ],
  [
    'a trip that the total leaves out',
    { 'three-public/final/abroad': '1.20' },
    ['@three-public/final/total 8.00 → 9.20万元 error proven'],
  ],
  [
    'within rounding',
    { 'three-public/final/total': '8.01' },
    ['@three-public/final/total 8.01 → 8.00万元 rounding proven'],
  ],
  [
    'beyond rounding of two',
    { 'three-public/final/total': '8.02' },
    ['@three-public/final/total 8.02 → 8.00万元 error proven'],
  ],
  [
    'zeros printed instead of blanks',
    {
      'three-public/final/abroad': '0.00',
      'three-public/final/vehicle-purchase': '0.00',
      'three-public/budget/abroad': '——',
    },
    [],
  ],
]);
