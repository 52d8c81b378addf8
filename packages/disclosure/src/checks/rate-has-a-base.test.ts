import { testRows } from '../../test/check-rows.ts';
import { rateHasABase } from './rate-has-a-base.ts';

testRows(rateHasABase, [
  [
    'completion of nothing',
    { 'narrative/reception': '公务接待费支出预算为0万元，支出决算为2.5万元，完成预算的100%。' },
    ['@narrative/reception 100% → 无法计算 error proven'],
  ],
  [
    'said not to be computable',
    { 'narrative/reception': '公务接待费支出预算为0万元，支出决算为2.5万元，年初无预算，无法计算完成比率。' },
    [],
  ],
  ['nothing of nothing', { 'narrative/reception': '公务接待费支出预算为0万元，支出决算为0万元，完成预算的100%。' }, []],
  [
    'growth from nothing',
    { 'narrative/running-cost': '2024年度机关运行经费支出90万元，比上年增加90万元，增长100%。' },
    ['@narrative/running-cost 100% → 无法计算 error proven'],
  ],
  ['a base', { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.5万元，完成预算的83.33%。' }, []],
]);
