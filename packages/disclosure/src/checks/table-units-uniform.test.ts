import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { tableUnitsUniform } from './table-units-uniform.ts';

describe('table-units-uniform', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '支出决算表以元为单位',
      changed(disclosure, [
        '支出决算表\n公开03表\n部门：青禾县医疗保障局\n单位：万元\n项目\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n科目代码\t科目名称\t\t\t\t\t\t\n栏次\t\t1\t2\t3\t4\t5\t6\n合计\t\t100.00\t70.00\t30.00\t\t\t\n210\t卫生健康支出\t90.00\t60.00\t30.00\t\t\t\n21015\t医疗保障管理事务\t90.00\t60.00\t30.00\t\t\t\n2101501\t行政运行\t60.00\t60.00\t\t\t\t\n2101506\t医疗保障经办事务\t30.00\t\t30.00\t\t\t\n221\t住房保障支出\t10.00\t10.00\t\t\t\t\n22102\t住房改革支出\t10.00\t10.00\t\t\t\t\n2210201\t住房公积金\t10.00\t10.00\t\t\t\t',
        '支出决算表\n公开03表\n部门：青禾县医疗保障局\n单位：元\n项目\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n科目代码\t科目名称\t\t\t\t\t\t\n栏次\t\t1\t2\t3\t4\t5\t6\n合计\t\t1000000\t700000\t300000\t\t\t\n210\t卫生健康支出\t900000\t600000\t300000\t\t\t\n21015\t医疗保障管理事务\t900000\t600000\t300000\t\t\t\n2101501\t行政运行\t600000\t600000\t\t\t\t\n2101506\t医疗保障经办事务\t300000\t\t300000\t\t\t\n221\t住房保障支出\t100000\t100000\t\t\t\t\n22102\t住房改革支出\t100000\t100000\t\t\t\t\n2210201\t住房公积金\t100000\t100000\t\t\t\t',
      ]),
      ['60 单位：元'],
    ],
    [
      '收入决算表以元为单位',
      changed(disclosure, [
        '收入决算表\n公开02表\n部门：青禾县医疗保障局\n单位：万元\n项目\t\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入\n科目代码\t科目名称\t\t\t\t\t\t\t\n栏次\t\t1\t2\t3\t4\t5\t6\t7\n合计\t\t100.00\t100.00\t\t\t\t\t\n210\t卫生健康支出\t90.00\t90.00\t\t\t\t\t\n21015\t医疗保障管理事务\t90.00\t90.00\t\t\t\t\t\n2101501\t行政运行\t60.00\t60.00\t\t\t\t\t\n2101506\t医疗保障经办事务\t30.00\t30.00\t\t\t\t\t\n221\t住房保障支出\t10.00\t10.00\t\t\t\t\t\n22102\t住房改革支出\t10.00\t10.00\t\t\t\t\t\n2210201\t住房公积金\t10.00\t10.00\t\t\t\t\t',
        '收入决算表\n公开02表\n部门：青禾县医疗保障局\n单位：元\n项目\t\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t附属单位上缴收入\t其他收入\n科目代码\t科目名称\t\t\t\t\t\t\t\n栏次\t\t1\t2\t3\t4\t5\t6\t7\n合计\t\t1000000\t1000000\t\t\t\t\t\n210\t卫生健康支出\t900000\t900000\t\t\t\t\t\n21015\t医疗保障管理事务\t900000\t900000\t\t\t\t\t\n2101501\t行政运行\t600000\t600000\t\t\t\t\t\n2101506\t医疗保障经办事务\t300000\t300000\t\t\t\t\t\n221\t住房保障支出\t100000\t100000\t\t\t\t\t\n22102\t住房改革支出\t100000\t100000\t\t\t\t\t\n2210201\t住房公积金\t100000\t100000\t\t\t\t\t',
      ]),
      ['44 单位：元'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '没有一张表写单位',
      changed(
        disclosure,
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
        ['\n单位：万元', ''],
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(tableUnitsUniform, text)).toEqual(expected);
  });
});
