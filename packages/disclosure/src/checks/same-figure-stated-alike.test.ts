import { testRows } from '../../test/check-rows.ts';
import { sameFigureStatedAlike } from './same-figure-stated-alike.ts';

testRows(sameFigureStatedAlike, [
  [
    'two levels',
    { 'narrative/general-overall': '2024年度一般公共预算财政拨款支出1201万元，占本年支出合计的99.18%。' },
    ['@narrative/general-structure 1210万元 → 1201.00万元 error proven'],
  ],
  [
    '0.01 apart',
    { 'narrative/general-overall': '2024年度一般公共预算财政拨款支出1210.01万元，占本年支出合计的99.18%。' },
    ['@narrative/general-structure 1210万元 → 1210.01万元 rounding proven'],
  ],
  [
    '0.02 apart',
    { 'narrative/general-overall': '2024年度一般公共预算财政拨款支出1210.02万元，占本年支出合计的99.18%。' },
    ['@narrative/general-structure 1210万元 → 1210.02万元 error proven'],
  ],
  [
    '千分位 and zeros are the same figure',
    { 'narrative/general-overall': '2024年度一般公共预算财政拨款支出1,210.00万元，占本年支出合计的99.18%。' },
    [],
  ],
  [
    'two changes',
    {
      'narrative/fiscal':
        '2024年度财政拨款收、支总计1230万元。与上年相比，财政拨款收入总计增加40万元，主要是因为项目增加。财政拨款收入总计比上年增加44万元。',
    },
    ['@narrative/fiscal 44万元 → 40.00万元 error proven'],
  ],
  [
    'opposite directions',
    {
      'narrative/fiscal':
        '2024年度财政拨款收、支总计1230万元。与上年相比，财政拨款收入总计增加40万元，主要是因为项目增加。财政拨款收入总计比上年减少40万元。',
    },
    ['@narrative/fiscal 减少40万元 → 增加40万元 error proven'],
  ],
  [
    'budget and final are two figures',
    { 'narrative/three-public': '2024年度“三公”经费财政拨款支出预算为9万元，支出决算为8万元。' },
    [],
  ],
]);
