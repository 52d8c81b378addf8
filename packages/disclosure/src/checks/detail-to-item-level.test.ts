import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { detailToItemLevel } from './detail-to-item-level.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';

describe('detail-to-item-level', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '只写到类',
      changed(disclosure, [
        '1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）年初预算为60.00万元，支出决算为60.00万元，完成年初预算的100%。\n2、卫生健康支出（类）医疗保障管理事务（款）医疗保障经办事务（项）年初预算为30.00万元，支出决算为30.00万元，完成年初预算的100%。',
        '卫生健康支出年初预算90.00万元，支出决算90.00万元，完成年初预算的100%。',
      ]),
      ['146 卫生健康支出年初预算90.00万元，支出决算90.00万元，'],
    ],
    [
      '两类都只写到类',
      changed(disclosure, [
        '1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）年初预算为60.00万元，支出决算为60.00万元，完成年初预算的100%。\n2、卫生健康支出（类）医疗保障管理事务（款）医疗保障经办事务（项）年初预算为30.00万元，支出决算为30.00万元，完成年初预算的100%。',
        '卫生健康支出（类）年初预算90.00万元，支出决算90.00万元。\n住房保障支出（类）年初预算10.00万元，支出决算10.00万元。',
      ]),
      ['146 卫生健康支出（类）年初预算90.00万元，支出决算90.00'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '写项级名称、不写（项）',
      changed(
        disclosure,
        ['1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）', '1、行政运行'],
        ['2、卫生健康支出（类）医疗保障管理事务（款）医疗保障经办事务（项）', '2、医疗保障经办事务'],
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(detailToItemLevel, text)).toEqual(expected);
  });
});
