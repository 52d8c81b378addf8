import { testRows } from '../../test/check-rows.ts';
import { comparisonWordsFit } from './comparison-words-fit.ts';

testRows(comparisonWordsFit, [
  [
    'smaller',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，决算数小于预算数的主要原因是厉行节约。' },
    [],
  ],
  [
    'said larger',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，决算数大于预算数的主要原因是来访增加。' },
    ['@narrative/reception 2.5万元 → 3.00万元 error proven'],
  ],
  [
    'larger',
    {
      'narrative/running-cost':
        '2024年度机关运行经费支出年初预算80万元，支出决算90万元，决算数大于年初预算数的主要原因是人员增加。',
    },
    [],
  ],
  [
    'said smaller',
    {
      'narrative/running-cost':
        '2024年度机关运行经费支出年初预算80万元，支出决算90万元，决算数小于年初预算数的主要原因是压减支出。',
    },
    ['@narrative/running-cost 90万元 → 80.00万元 error proven'],
  ],
  ['the same', { 'narrative/reception': '公务接待费支出预算为2.5万元，支出决算为2.5万元，与预算数相同。' }, []],
  [
    'said the same',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，与预算数持平。' },
    ['@narrative/reception 2.5万元 → 3.00万元 error proven'],
  ],
  ['both nothing', { 'narrative/reception': '公务接待费支出预算为0万元，支出决算为0万元，与预算数一致。' }, []],
  [
    'two items in one paragraph leave a choice',
    {
      'narrative/reception':
        '公务接待费支出预算为3万元，支出决算为2.5万元，公务用车运行维护费支出预算为5万元，支出决算为5.5万元，决算数大于预算数的主要原因是维修。',
    },
    [],
  ],
]);
