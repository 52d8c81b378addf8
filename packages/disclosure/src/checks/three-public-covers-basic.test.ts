import { testRows } from '../../test/check-rows.ts';
import { threePublicCoversBasic } from './three-public-covers-basic.ts';

testRows(threePublicCoversBasic, [
  [
    '运行维护费 in the detail exceeds the final figure',
    { 'basic/30231': '9.00' },
    ['@three-public/final/vehicles 5.50 → 9.00万元 error strong'],
  ],
  [
    '接待费',
    { 'three-public/final/reception': '2.00' },
    ['@three-public/final/reception 2.00 → 2.50万元 error strong'],
  ],
  ['within rounding', { 'three-public/final/reception': '2.49' }, []],
  [
    'beyond it',
    { 'three-public/final/reception': '2.48' },
    ['@three-public/final/reception 2.48 → 2.50万元 error strong'],
  ],
  [
    '购置费 that 三公 does not know',
    { 'basic/31013': '18.00' },
    ['@three-public/budget/abroad 空白 → 18.00万元 error strong'],
  ],
  ['出国费 blank in 三公', { 'basic/30212': '3.00' }, ['@three-public/budget/abroad 空白 → 3.00万元 error strong']],
  ['projects may add', { 'three-public/final/vehicle-running': '7.00' }, []],
  [
    '— in 三公 is nothing',
    { 'three-public/final/reception': '——' },
    ['@three-public/final/reception — → 2.50万元 error strong'],
  ],
]);
