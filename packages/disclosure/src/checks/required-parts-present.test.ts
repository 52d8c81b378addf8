import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { requiredPartsPresent } from './required-parts-present.ts';

describe('required-parts-present', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '没有公务接待的批次和人数',
      changed(disclosure, ['公务接待10批次、80人次；', '公务接待费用于接待来访交流人员；']),
      ['153 2023年度“三公”经费支出决算为2.00万元，完成预算的100%。因公出国（境'],
    ],
    [
      '没有机关运行经费一节',
      changed(disclosure, ['六、机关运行经费支出情况说明\n2023年度机关运行经费支出10.00万元，与上年持平。\n', '']),
      ['141 第三部分 2023年度部门决算情况说明'],
    ],
    [
      '没有基本支出表',
      changed(
        disclosure,
        [
          '一般公共预算财政拨款基本支出决算明细表\n公开06表\n部门：青禾县医疗保障局\n单位：万元\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n301\t工资福利支出\t60.00\t302\t商品和服务支出\t10.00\n30101\t基本工资\t50.00\t30201\t办公费\t8.00\n30113\t住房公积金\t10.00\t30217\t公务接待费\t2.00\n人员经费合计\t\t60.00\t公用经费合计\t\t10.00\n\n',
          '',
        ],
        ['六、一般公共预算财政拨款基本支出决算明细表\n', ''],
      ),
      ['26 第二部分 2023年度部门决算表'],
    ],
    ['完整的部门决算', disclosure, []],
    ['没有接待，写明没有', changed(disclosure, ['公务接待10批次、80人次；', '国内公务接待0批次、0人次；']), []],
  ])('%s', (_, text, expected) => {
    expect(found(requiredPartsPresent, text)).toEqual(expected);
  });
});
