import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { wordsSpeltRight } from './words-spelt-right.ts';

describe('words-spelt-right', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '资金已全部拔付到位。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '资金已全部拔付到位。',
      ].join('\n'),
      ['4 拔付'],
    ],
    [
      '推行证明事项告知承若制。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '推行证明事项告知承若制。',
      ].join('\n'),
      ['4 承若'],
    ],
    [
      '资金已全部拨付到位。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '资金已全部拨付到位。',
      ].join('\n'),
      [],
    ],
    [
      '推行证明事项告知承诺制，群众普遍反应良好。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '推行证明事项告知承诺制，群众普遍反应良好。',
      ].join('\n'),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(wordsSpeltRight, text)).toEqual(expected);
  });
});
