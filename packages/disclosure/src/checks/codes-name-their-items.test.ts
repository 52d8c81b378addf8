import { testRows } from '../../test/check-rows.ts';
import { codesNameTheirItems } from './codes-name-their-items.ts';

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

testRows(codesNameTheirItems, [
  [
    'code and name belong together',
    table(
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
    table(total, '210 社会保障和就业支出 95.00 80.00 15.00'),
    ['9 210 社会保障和就业支出 → 210 卫生健康支出 error strong'],
  ],
  [
    'the name of another 项',
    table(total, '2101506 医疗保障政策管理 15.00  15.00'),
    ['9 2101506 医疗保障政策管理 → 2101506 医疗保障经办事务 error strong'],
  ],
  ['a name that many 款 share', table(total, '2101501 行政运行 80.00 80.00 '), []],
  ['支出 left out of the name', table(total, '210 卫生健康 95.00 80.00 15.00'), []],
  ['a name nobody knows', table(total, '2101506 医保经办 15.00  15.00'), []],
  ['a code nobody knows', table(total, '2109877 行政运行 15.00  15.00'), []],
]);
