import { appropriationTable, testRows } from '../../test/check-rows.ts';
import { codesNameTheirItems } from './codes-name-their-items.ts';

const total = ' 合计 95.00 80.00 15.00';

testRows(codesNameTheirItems, [
  [
    'code and name belong together',
    appropriationTable(
      total,
      '210 卫生健康支出 95.00 80.00 15.00',
      '21015 医疗保障管理事务 95.00 80.00 15.00',
      '2101501 行政运行 80.00 80.00 ',
      '2101506 医疗保障经办事务 15.00  15.00',
    ),
    [],
  ],
  [
    'the name of another 类',
    appropriationTable(total, '210 社会保障和就业支出 95.00 80.00 15.00'),
    ['9 210 社会保障和就业支出 → 210 卫生健康支出 error strong'],
  ],
  [
    'the name of another 项',
    appropriationTable(total, '2101506 医疗保障政策管理 15.00  15.00'),
    ['9 2101506 医疗保障政策管理 → 2101506 医疗保障经办事务 error strong'],
  ],
  ['a name that many 款 share', appropriationTable(total, '2101501 行政运行 80.00 80.00 '), []],
  ['支出 left out of the name', appropriationTable(total, '210 卫生健康 95.00 80.00 15.00'), []],
  ['a name nobody knows', appropriationTable(total, '2101506 医保经办 15.00  15.00'), []],
  ['a code nobody knows', appropriationTable(total, '2109877 行政运行 15.00  15.00'), []],
]);
