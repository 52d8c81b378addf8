import { testRows } from '../../test/check-rows.ts';
import { growthRatesRecompute } from './growth-rates-recompute.ts';

testRows(growthRatesRecompute, [
  ['3.92', { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，增加47万元，增长3.92%。' }, []],
  [
    'wrong',
    { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，增加47万元，增长39.2%。' },
    ['@narrative/overview 39.2% → 3.9% error proven'],
  ],
  [
    'divided by this year',
    { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，增加47万元，增长3.77%。' },
    ['@narrative/overview 3.77% → 3.92% error proven'],
  ],
  ['a decrease', { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，减少53万元，下降4.08%。' }, []],
  [
    'a decrease divided by this year',
    { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，减少53万元，下降4.25%。' },
    ['@narrative/overview 4.25% → 4.08% error proven'],
  ],
  ['whole per cent', { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，增加48万元，增长4%。' }, []],
  [
    'cut off at one decimal',
    { 'narrative/overview': '2024年度收、支总计1247万元。与上年相比，减少53万元，下降4.0%。' },
    ['@narrative/overview 4.0% → 4.1% rounding proven'],
  ],
  ['a rate alone cannot be recomputed', { 'narrative/overview': '2024年度收、支总计1247万元，比上年增长9.9%。' }, []],
  [
    'against the budget',
    { 'narrative/running-cost': '2024年度机关运行经费支出90万元，比年初预算数增加10万元，增长12.5%。' },
    [],
  ],
  [
    'against the budget, wrong',
    { 'narrative/running-cost': '2024年度机关运行经费支出90万元，比年初预算数增加10万元，增长11.11%。' },
    ['@narrative/running-cost 11.11% → 12.50% error proven'],
  ],
  [
    'small amounts allow more',
    { 'narrative/reception': '公务接待费支出决算为2.5万元，比上年增加0.03万元，增长1.2%。' },
    [],
  ],
]);
