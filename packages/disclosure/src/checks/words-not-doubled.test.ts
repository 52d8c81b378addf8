import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { wordsNotDoubled } from './words-not-doubled.ts';

describe('words-not-doubled', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '人员经费60万元，主要包括包括基本工资、津贴补贴。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、基本支出决算情况说明',
        '人员经费60万元，主要包括包括基本工资、津贴补贴。',
      ].join('\n'),
      ['4 包括包括'],
    ],
    [
      '确保参保率到到95%。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '确保参保率到到95%。',
      ].join('\n'),
      ['4 到到'],
    ],
    [
      '人员经费60万元，主要包括基本工资、津贴补贴。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、基本支出决算情况说明',
        '人员经费60万元，主要包括基本工资、津贴补贴。',
      ].join('\n'),
      [],
    ],
    [
      '医疗保障保障水平稳步提高，各项待遇得到到位落实。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '医疗保障保障水平稳步提高，各项待遇得到到位落实。',
      ].join('\n'),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(wordsNotDoubled, text)).toEqual(expected);
  });
});
