import { testRows } from '../../test/check-rows.ts';
import { statisticsAddUp } from './statistics-add-up.ts';

/** 公开10表 with some of its figures changed. */
function statistics(changes: Readonly<Record<string, string>> = {}): string {
  const rows: readonly (readonly [name: string, value: string | null])[] = [
    ['一、政府采购情况', null],
    ['合计', '31.60'],
    ['1.货物', '9.40'],
    ['2.工程', ''],
    ['3.服务', '22.20'],
    ['二、国有资产占用情况', null],
    ['车辆数合计（辆）', '3'],
    ['1.主要负责人用车', ''],
    ['2.机要通信用车', '1'],
    ['3.应急保障用车', '1'],
    ['4.其他用车', '1'],
  ];
  return [
    '青禾县医疗保障局2024年度部门决算',
    '部门决算公开相关信息统计表',
    '公开10表',
    '单位：万元',
    '项目\t行次\t统计数',
    ...rows.map(([name, value], index) =>
      value === null ? `${name}\t\t` : `${name}\t${index}\t${changes[name] ?? value}`,
    ),
  ].join('\n');
}

testRows(statisticsAddUp, [
  ['right', statistics(), []],
  ['services', statistics({ '3.服务': '12.20' }), ['7 31.60 → 21.60万元 error proven']],
  ['total', statistics({ 合计: '36.10' }), ['7 36.10 → 31.60万元 error proven']],
  ['within rounding', statistics({ 合计: '31.61' }), ['7 31.61 → 31.60万元 rounding proven']],
  ['beyond rounding of two kinds', statistics({ 合计: '31.62' }), ['7 31.62 → 31.60万元 error proven']],
  ['cars are counted, not rounded', statistics({ '车辆数合计（辆）': '4' }), ['12 4 → 3辆 error proven']],
  ['a use left blank', statistics({ '3.应急保障用车': '' }), ['12 3 → 2辆 error proven']],
  ['nothing bought', statistics({ 合计: '', '1.货物': '', '3.服务': '' }), []],
  ['zeros', statistics({ 合计: '0.00', '1.货物': '0.00', '2.工程': '0.00', '3.服务': '0.00' }), []],
]);
