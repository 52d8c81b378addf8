import { appropriationTable, testRows } from '../../test/check-rows.ts';
import { rowsNotShifted } from './rows-not-shifted.ts';

const total = ' 合计 95.00 80.00 15.00';

testRows(rowsNotShifted, [
  ['in line', appropriationTable(total, '210 卫生健康支出 95.00 80.00 15.00', '2101501 行政运行 80.00 80.00 '), []],
  [
    'a row slid to the right',
    appropriationTable(total, '210 卫生健康支出 95.00 80.00 15.00', '2101501 行政运行  80.00 80.00'),
    ['10 80.00 → 本年支出/小计 error strong'],
  ],
  [
    'two rows slid are one finding',
    appropriationTable(total, '2101501 行政运行  80.00 80.00', '2101506 医疗保障经办事务  15.00 15.00'),
    ['9 80.00 → 本年支出/小计 error strong ×2'],
  ],
  ['a row that is wrong and not slid', appropriationTable(total, '210 卫生健康支出 90.00 80.00 15.00'), []],
]);
