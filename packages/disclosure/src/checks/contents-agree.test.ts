import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { contentsAgree } from './contents-agree.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';

describe('contents-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['目录与正文标题不同', changed(disclosure, ['一、部门职责\n负责', '一、部门主要职责\n负责']), ['5 一、部门职责']],
    [
      '目录列有而正文没有',
      changed(disclosure, ['第四部分 名词解释\n\n', '第四部分 名词解释\n第五部分 附件\n\n']),
      ['21 第五部分 附件'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '目录有年份而正文没有',
      changed(disclosure, [
        '第三部分 2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n2023',
        '第三部分 部门决算情况说明\n一、收入支出决算总体情况说明\n2023',
      ]),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(contentsAgree, text)).toEqual(expected);
  });
});
