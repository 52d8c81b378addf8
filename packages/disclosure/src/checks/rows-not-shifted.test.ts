import { testRows } from '../../test/check-rows.ts';
import { rowsNotShifted } from './rows-not-shifted.ts';

/** 公开05表 with these rows. */
function table(...rows: readonly string[]): string {
  return [
    '青禾县医疗保障局2024年度部门决算',
    '一般公共预算财政拨款支出决算表',
    '公开05表',
    '单位：万元',
    '项目\t\t本年支出\t\t',
    '科目代码\t科目名称\t小计\t基本支出\t项目支出',
    '栏次\t\t1\t2\t3',
    ...rows.map((row) => row.replaceAll(' ', '\t')),
  ].join('\n');
}

const total = ' 合计 95.00 80.00 15.00';

testRows(rowsNotShifted, [
  ['in line', table(total, '210 卫生健康支出 95.00 80.00 15.00', '2101501 行政运行 80.00 80.00 '), []],
  [
    'a row slid to the right',
    table(total, '210 卫生健康支出 95.00 80.00 15.00', '2101501 行政运行  80.00 80.00'),
    ['10 80.00 → 本年支出/小计 error strong'],
  ],
  [
    'two rows slid are one finding',
    table(total, '2101501 行政运行  80.00 80.00', '2101506 医疗保障经办事务  15.00 15.00'),
    ['9 80.00 → 本年支出/小计 error strong ×2'],
  ],
  ['a row that is wrong and not slid', table(total, '210 卫生健康支出 90.00 80.00 15.00'), []],
]);
