import { testRows } from '../../test/check-rows.ts';
import { receptionFits } from './reception-fits.ts';

testRows(receptionFits, [
  [
    'no guests',
    { 'narrative/reception': '公务接待费支出决算为2.5万元。全年共接待来访团组0个、来宾0人次。' },
    ['@narrative/reception 0个 → 大于0 error strong +1'],
  ],
  [
    'no money',
    { 'narrative/reception': '公务接待费支出决算为0万元。全年共接待来访团组12个、来宾96人次。' },
    ['@narrative/reception 12个 → 0 error strong +1'],
  ],
  ['neither', { 'narrative/reception': '公务接待费支出决算为0万元。全年共接待来访团组0个、来宾0人次。' }, []],
  [
    'fewer guests than batches',
    { 'narrative/reception': '公务接待费支出决算为2.5万元。全年共接待来访团组96个、来宾12人次。' },
    ['@narrative/reception 12人次 → 96人次 error strong'],
  ],
  [
    'a trip without money',
    { 'narrative/reception': '因公出国（境）费支出决算为0万元，全年安排因公出国（境）团组1个，累计4人次。' },
    ['@narrative/reception 1个 → 0 error strong +1'],
  ],
  [
    'no trip',
    { 'narrative/reception': '因公出国（境）费支出决算为0万元，全年安排因公出国（境）团组0个，累计0人次。' },
    [],
  ],
]);
