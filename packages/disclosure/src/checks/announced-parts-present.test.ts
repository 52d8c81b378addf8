import { describe, expect, it } from 'vitest';
import { announcedPartsPresent } from './announced-parts-present.ts';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';

describe('announced-parts-present', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '目录列有、文件没有国有资本经营表',
      changed(disclosure, [
        '国有资本经营预算财政拨款支出决算表\n公开08表\n部门：青禾县医疗保障局\n单位：万元\n项目\t\t本年支出\t\t\n科目代码\t科目名称\t合计\t基本支出\t项目支出\n栏次\t\t1\t2\t3\n合计\t\t\t\t\n说明：本单位没有国有资本经营预算财政拨款支出，故本表无数据。\n\n',
        '',
      ]),
      ['15 八、国有资本经营预算财政拨款支出决算表'],
    ],
    [
      '写明已公开空表、文件没有政府性基金表',
      changed(
        disclosure,
        [
          '政府性基金预算财政拨款收入支出决算表\n公开07表\n部门：青禾县医疗保障局\n单位：万元\n项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n科目代码\t科目名称\t\t\t小计\t基本支出\t项目支出\t\n栏次\t\t1\t2\t3\t4\t5\t6\n合计\t\t\t\t\t\t\t\n说明：本单位没有政府性基金预算财政拨款收支，故本表无数据。\n\n',
          '',
        ],
        ['没有政府性基金预算财政拨款收支。', '没有政府性基金预算财政拨款收支，已公开空表。'],
      ),
      ['139 性基金预算财政拨款收支，已公开空表'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '写明已公开空表，表在文件里',
      changed(disclosure, ['没有政府性基金预算财政拨款收支。', '没有政府性基金预算财政拨款收支，已公开空表。']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(announcedPartsPresent, text)).toEqual(expected);
  });
});
