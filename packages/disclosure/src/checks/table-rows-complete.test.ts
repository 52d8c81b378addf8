import { appropriationTable, testRows } from '../../test/check-rows.ts';
import { tableRowsComplete } from './table-rows-complete.ts';

const total = ' 合计 95.00 80.00 15.00';
const rows = [
  '210 卫生健康支出 95.00 80.00 15.00',
  '21015 医疗保障管理事务 95.00 80.00 15.00',
  '2101501 行政运行 80.00 80.00 ',
  '2101506 医疗保障经办事务 15.00  15.00',
];

testRows(tableRowsComplete, [
  ['complete', appropriationTable(total, ...rows), []],
  ['no 合计', appropriationTable(...rows), ['11 无合计行 → 合计 error strong']],
  [
    'a code twice',
    appropriationTable(total, ...rows, '2101506 医疗保障政策管理 15.00  15.00'),
    ['13 2101506 →  error strong'],
  ],
  [
    'a 项 without its 款',
    appropriationTable(total, ...rows, '2101301 城乡医疗救助 10.00  10.00'),
    ['13 2101301 → 21013 error strong'],
  ],
  [
    'a 款 without its 类',
    appropriationTable(total, ...rows, '20805 行政事业单位养老支出 10.00  10.00'),
    ['13 20805 → 208 error strong'],
  ],
  [
    'a table that prints 类 and 项 only',
    appropriationTable(
      total,
      '210 卫生健康支出 95.00 80.00 15.00',
      '2101501 行政运行 80.00 80.00 ',
      '2101506 医疗保障经办事务 15.00  15.00',
    ),
    [],
  ],
]);
