import { describe, expect, it } from 'vitest';
import { bracketsClosed } from './brackets-closed.ts';
import { found } from './check-testing.ts';

describe('brackets-closed', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '有关情况已公开（详见附件。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '有关情况已公开（详见附件。',
      ].join('\n'),
      ['4 况已公开（详见附'],
    ],
    [
      '严格控制“三公“经费开支。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '严格控制“三公“经费开支。',
      ].join('\n'),
      ['4 制“三公“经费开'],
    ],
    [
      '有关情况已公开（详见附件）。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '有关情况已公开（详见附件）。',
      ].join('\n'),
      [],
    ],
    [
      '1）严格控制“三公”经费开支；2）落实《预算法》。',
      [
        '青禾县医疗保障局2023年度部门决算',
        '第三部分 2023年度部门决算情况说明',
        '一、其他情况说明',
        '1）严格控制“三公”经费开支；2）落实《预算法》。',
      ].join('\n'),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(bracketsClosed, text)).toEqual(expected);
  });
});
