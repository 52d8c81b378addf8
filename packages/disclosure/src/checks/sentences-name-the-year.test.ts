import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { sentencesNameTheYear } from './sentences-name-the-year.ts';

describe('sentences-name-the-year', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['句子写成上一年', changed(disclosure, ['2023年度收、支总计', '2022年度收、支总计']), ['143 2022年度收、支总计']],
    ['资产截止日写成上一年', changed(disclosure, ['截至2023年12月31日', '截至2022年12月31日']), ['159 2022年12月31日']],
    [
      '标题写成上一年',
      changed(disclosure, ['九、预算绩效情况说明', '九、关于2022年度预算绩效情况的说明']),
      ['160 九、关于2022年度预算绩效情况的说明'],
    ],
    ['完整的部门决算', disclosure, []],
    ['与上年比较', changed(disclosure, ['与上年相比，收、支总计各', '与2022年度相比，收、支总计各']), []],
  ])('%s', (_, text, expected) => {
    expect(found(sentencesNameTheYear, text)).toEqual(expected);
  });
});
