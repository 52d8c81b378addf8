import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { reportDatedAfterItsYear } from './report-dated-after-its-year.ts';

describe('report-dated-after-its-year', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '2023年3月26日',
      [
        '2023年度青禾县医疗保障局整体支出绩效自评报告',
        '一、基本情况',
        '2023年度本年支出合计100万元，年末实有人数12人，完成了年度工作任务。',
        '青禾县医疗保障局',
        '2023年3月26日',
      ].join('\n'),
      ['5 2023年3月26日'],
    ],
    [
      '2023年8月',
      [
        '2023年度青禾县医疗保障局整体支出绩效自评报告',
        '一、基本情况',
        '截至2023年年底，全县参保30万人，全年共支出100万元，完成了年度任务。',
        '青禾县医疗保障局',
        '2023年8月',
      ].join('\n'),
      ['5 2023年8月'],
    ],
    [
      '2024年3月26日',
      [
        '2023年度青禾县医疗保障局整体支出绩效自评报告',
        '一、基本情况',
        '2023年度本年支出合计100万元，年末实有人数12人，完成了年度工作任务。',
        '青禾县医疗保障局',
        '2024年3月26日',
      ].join('\n'),
      [],
    ],
    [
      '2023年12月20日',
      [
        '2023年度青禾县医疗保障局整体支出绩效自评报告',
        '一、基本情况',
        '我局认真部署绩效自评工作，成立了领导小组，制定了方案，落实了责任。',
        '青禾县医疗保障局',
        '2023年12月20日',
      ].join('\n'),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(reportDatedAfterItsYear, text)).toEqual(expected);
  });
});
