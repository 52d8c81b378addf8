import { testRows } from '../../test/check-rows.ts';
import { completionRatesRecompute } from './completion-rates-recompute.ts';

testRows(completionRatesRecompute, [
  ['88.89', { 'narrative/three-public': '“三公”经费支出预算为9万元，支出决算为8万元，完成预算的88.89%。' }, []],
  [
    'wrong',
    { 'narrative/three-public': '“三公”经费支出预算为9万元，支出决算为8万元，完成预算的98.89%。' },
    ['@narrative/three-public 98.89% → 88.89% error proven'],
  ],
  [
    'inverted',
    { 'narrative/three-public': '“三公”经费支出预算为9万元，支出决算为8万元，完成预算的112.5%。' },
    ['@narrative/three-public 112.5% → 88.9% error proven'],
  ],
  ['the budget named inside', { 'narrative/three-public': '“三公”经费支出决算为8万元，完成预算9万元的88.89%。' }, []],
  [
    'the budget named inside, wrong',
    { 'narrative/three-public': '“三公”经费支出决算为8万元，完成预算9万元的98.89%。' },
    ['@narrative/three-public 98.89% → 88.89% error proven'],
  ],
  ['whole per cent', { 'narrative/three-public': '“三公”经费支出预算为9万元，支出决算为8万元，完成预算的89%。' }, []],
  [
    'whole per cent of a large amount',
    {
      'narrative/general-overall':
        '2024年度一般公共预算财政拨款支出年初预算为1130万元，支出决算为1210万元，完成年初预算的107%。2024年度一般公共预算财政拨款支出1210万元。',
    },
    [],
  ],
  [
    'cut off at two decimals',
    {
      'narrative/general-overall':
        '2024年度一般公共预算财政拨款支出年初预算为1130万元，支出决算为1210万元，完成年初预算的107.07%。',
    },
    ['@narrative/general-overall 107.07% → 107.08% rounding proven'],
  ],
  [
    'above a hundred is lawful',
    {
      'narrative/general-overall':
        '2024年度一般公共预算财政拨款支出年初预算为1100万元，支出决算为1210万元，完成年初预算的110%。',
    },
    [],
  ],
  [
    'of the budget that is named',
    {
      'narrative/general-overall':
        '2024年度一般公共预算财政拨款支出年初预算为1100万元，全年预算为1250万元，支出决算为1210万元，完成全年预算的110%。',
    },
    ['@narrative/general-overall 110% → 97% error proven'],
  ],
  [
    'over nothing there is no rate',
    { 'narrative/reception': '公务接待费支出预算为0万元，支出决算为0万元，完成预算的100%。' },
    [],
  ],
]);
