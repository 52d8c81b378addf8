import { testRows } from '../../test/check-rows.ts';
import { changesAgree } from './changes-agree.ts';

testRows(changesAgree, [
  [
    'against the budget',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，比预算减少0.5万元。' },
    [],
  ],
  [
    'wrong',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，比预算减少1.5万元。' },
    ['@narrative/reception 1.5万元 → 0.50万元 error proven'],
  ],
  [
    'wrong word',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，比预算增加0.5万元。' },
    ['@narrative/reception 增加0.5万元 → 减少0.5万元 error proven'],
  ],
  [
    'within rounding',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，比预算减少0.51万元。' },
    ['@narrative/reception 0.51万元 → 0.50万元 rounding proven'],
  ],
  [
    'beyond rounding',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，比预算减少0.52万元。' },
    ['@narrative/reception 0.52万元 → 0.50万元 error proven'],
  ],
  [
    'against last year',
    { 'narrative/overview': '2024年度收、支总计1247万元，比2023年度的1200万元增加47万元，增长3.92%。' },
    [],
  ],
  [
    'against last year, wrong',
    { 'narrative/overview': '2024年度收、支总计1247万元，比2023年度的1200万元增加74万元，增长3.92%。' },
    ['@narrative/overview 74万元 → 47.00万元 error proven'],
  ],
  ['no base stated', { 'narrative/overview': '2024年度收、支总计1247万元，比上年增加74万元。' }, []],
]);
