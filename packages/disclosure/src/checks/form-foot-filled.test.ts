import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formFootFilled } from './form-foot-filled.ts';
import { baseData, changed, project } from './form-testing.ts';

describe('form-foot-filled', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '填表人：周禾　填报日期：2025年3月10日 → 填表人：　　填报日期：',
      changed(project, ['填表人：周禾　填报日期：2025年3月10日', '填表人：　　填报日期：　　']),
      ['20 填表人：　　填报日期：　　　联系电话：0000-1234567　单位负责人：林青'],
    ],
    [
      '公务接待实行一事一审批，办公用品集中采购。 → 空白',
      changed(baseData, ['公务接待实行一事一审批，办公用品集中采购。', '']),
      ['21 厉行节约保障措施'],
    ],
    ['项目自评表', project, []],
    ['基础数据表', baseData, []],
  ])('%s', (_, text, expected) => {
    expect(found(formFootFilled, text)).toEqual(expected);
  });
});
