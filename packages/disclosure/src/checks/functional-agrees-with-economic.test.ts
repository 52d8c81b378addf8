import { testRows } from '../../test/check-rows.ts';
import { functionalAgreesWithEconomic } from './functional-agrees-with-economic.ts';

testRows(functionalAgreesWithEconomic, [
  ['养老保险', { 'basic/30108': '44.00' }, ['@basic/30108 44.00 → 40.00万元 error possible']],
  ['养老保险 by function', { 'general/2080505/basic': '44.00' }, ['@basic/30108 40.00 → 44.00万元 error possible']],
  ['医疗保险', { 'basic/30110': '20.00' }, ['@basic/30110 20.00 → 22.00万元 error possible']],
  ['住房公积金 within rounding', { 'basic/30113': '28.01' }, ['@basic/30113 28.01 → 28.00万元 rounding possible']],
  ['住房公积金 beyond', { 'basic/30113': '28.02' }, ['@basic/30113 28.02 → 28.00万元 error possible']],
  ['economic blank: nothing to compare', { 'basic/30113': '' }, []],
  ['functional blank: nothing to compare', { 'general/2210201/basic': '' }, []],
]);
