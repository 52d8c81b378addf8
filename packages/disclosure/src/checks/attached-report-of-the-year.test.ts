import { describe, expect, it } from 'vitest';
import { attachedReportOfTheYear } from './attached-report-of-the-year.ts';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';

describe('attached-report-of-the-year', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '2022年度青禾县医疗保障局整体支出绩效自评报告',
      `${disclosure}\n2022年度青禾县医疗保障局整体支出绩效自评报告\n一、基本情况\n2022年度完成了年度工作任务。`,
      ['165 2022年度青禾县医疗保障局整体支出绩效自评报告'],
    ],
    [
      '2021年青禾县医疗保障局部门整体支出绩效评价报告',
      `${disclosure}\n2021年青禾县医疗保障局部门整体支出绩效评价报告\n一、基本情况\n2021年完成了年度工作任务。`,
      ['165 2021年青禾县医疗保障局部门整体支出绩效评价报告'],
    ],
    [
      '2023年度青禾县医疗保障局整体支出绩效自评报告',
      `${disclosure}\n2023年度青禾县医疗保障局整体支出绩效自评报告\n一、基本情况\n2023年度完成了年度工作任务。`,
      [],
    ],
    ['完整的部门决算', disclosure, []],
  ])('%s', (_, text, expected) => {
    expect(found(attachedReportOfTheYear, text)).toEqual(expected);
  });
});
