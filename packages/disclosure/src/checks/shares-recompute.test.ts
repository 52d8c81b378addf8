import { testRows } from '../../test/check-rows.ts';
import { sharesRecompute } from './shares-recompute.ts';

testRows(sharesRecompute, [
  ['98.99', { 'narrative/income': '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占98.99%。' }, []],
  [
    'digits exchanged',
    { 'narrative/income': '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占89.99%。' },
    ['@narrative/income 89.99% → 98.99% error proven'],
  ],
  [
    'a budget named inside a completion is neither part nor whole',
    {
      'narrative/three-public':
        '“三公”经费支出决算为4.5万元，完成预算5万元的90%。公务用车运行维护费支出3万元，完成预算4万元的75%，占66.67%；公务接待费支出1.5万元，占33.33%。',
    },
    [],
  ],
  ['one decimal', { 'narrative/income': '2024年度收入合计1192万元，其中：财政拨款收入1180万元，占99%。' }, []],
  [
    'cut off instead of rounded',
    { 'narrative/expenditure': '2024年度支出合计1220万元，其中：基本支出520万元，占42.6%；项目支出700万元，占57.3%。' },
    ['@narrative/expenditure 57.3% → 57.4% rounding proven'],
  ],
  [
    'last digit off upwards',
    { 'narrative/expenditure': '2024年度支出合计1220万元，其中：基本支出520万元，占42.63%。' },
    ['@narrative/expenditure 42.63% → 42.62% error proven'],
  ],
  [
    'of a whole in another section',
    { 'narrative/general-overall': '2024年度一般公共预算财政拨款支出1210万元，占本年支出合计的91.99%。' },
    ['@narrative/general-overall 91.99% → 99.18% error proven'],
  ],
  [
    '0% of 0',
    { 'narrative/expenditure': '2024年度支出合计1220万元，其中：基本支出520万元，占42.62%；经营支出0万元，占0%。' },
    [],
  ],
  [
    'named whole',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，占基本支出的81.69%。' },
    ['@narrative/basic 81.69% → 82.69% error proven'],
  ],
  [
    'percentage a hundredfold',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520万元，其中：公用经费90万元，占基本支出的0.17%。' },
    ['@narrative/basic 0.17% → 17.31% error proven'],
  ],
  [
    'basic expenditure in the general budget, not in all expenditure',
    {
      'narrative/general-overall':
        '2024年度一般公共预算财政拨款支出1210万元，其中：基本支出520万元，占42.98%；项目支出690万元，占56.56%。',
    },
    ['@narrative/general-overall 56.56% → 57.02% error proven'],
  ],
]);
