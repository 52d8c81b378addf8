import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { runningCostStated } from './running-cost-stated.ts';

describe('running-cost-stated', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '行政单位写无机关运行经费',
      changed(disclosure, ['2023年度机关运行经费支出10.00万元，与上年持平。', '本单位无机关运行经费。']),
      ['155 本单位无机关运行经费'],
    ],
    [
      '住房公积金用于参公人员和事业人员缴存。',
      [
        '青禾县医疗保险服务中心2023年度单位决算',
        '一、机关运行经费支出情况说明',
        '本单位无机关运行经费。',
        '二、其他情况说明',
        '住房公积金用于参公人员和事业人员缴存。',
      ].join('\n'),
      ['3 本单位无机关运行经费'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '无其他事项。',
      [
        '青禾县医疗保险服务中心2023年度单位决算',
        '一、机关运行经费支出情况说明',
        '本单位为事业单位，无机关运行经费。',
        '二、其他情况说明',
        '无其他事项。',
      ].join('\n'),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(runningCostStated, text)).toEqual(expected);
  });
});
