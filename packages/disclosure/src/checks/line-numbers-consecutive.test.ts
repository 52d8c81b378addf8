import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { lineNumbersConsecutive } from './line-numbers-consecutive.ts';

describe('line-numbers-consecutive', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '缺第8行',
      changed(disclosure, ['总计\t4\t100.00\t总计\t8\t100.00', '总计\t4\t100.00\t总计\t9\t100.00']),
      ['38 9'],
    ],
    ['行次重复', changed(disclosure, ['本年收入合计\t3\t', '本年收入合计\t2\t']), ['37 2']],
    ['完整的部门决算', disclosure, []],
    [
      '没有行次的表',
      changed(disclosure, [
        '财政拨款收入支出决算总表\n公开04表\n部门：青禾县医疗保障局\n单位：万元\n收入\t\t\t支出\t\t\t\t\t\n项目\t行次\t决算数\t项目\t行次\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款\n栏次\t\t1\t栏次\t\t2\t3\t4\t5\n一、一般公共预算财政拨款\t1\t100.00\t一、卫生健康支出\t5\t90.00\t90.00\t\t\n二、政府性基金预算财政拨款\t2\t\t二、住房保障支出\t6\t10.00\t10.00\t\t\n本年收入合计\t3\t100.00\t本年支出合计\t7\t100.00\t100.00\t\t\n总计\t4\t100.00\t总计\t8\t100.00\t100.00\t\t',
        '财政拨款收入支出决算总表\n公开04表\n部门：青禾县医疗保障局\n单位：万元\n收入\t\t\t支出\t\t\t\t\t\n项目\t\t决算数\t项目\t\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款\n栏次\t\t1\t栏次\t\t2\t3\t4\t5\n一、一般公共预算财政拨款\t1\t100.00\t一、卫生健康支出\t5\t90.00\t90.00\t\t\n二、政府性基金预算财政拨款\t2\t\t二、住房保障支出\t6\t10.00\t10.00\t\t\n本年收入合计\t3\t100.00\t本年支出合计\t7\t100.00\t100.00\t\t\n总计\t4\t100.00\t总计\t8\t100.00\t100.00\t\t',
      ]),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(lineNumbersConsecutive, text)).toEqual(expected);
  });
});
