import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { titlesNameTheBureau } from './titles-name-the-bureau.ts';

describe('titles-name-the-bureau', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '表头是别的县',
      changed(disclosure, ['公开02表\n部门：青禾县医疗保障局', '公开02表\n部门：白石县医疗保障局']),
      ['43 白石县医疗保障局'],
    ],
    [
      '标题是别的县',
      changed(disclosure, [
        '第二部分 2023年度部门决算表\n\n收入',
        '第二部分 白石县医疗保障局2023年度部门决算表\n\n收入',
      ]),
      ['27 第二部分 白石县医疗保障局'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '上级市局',
      changed(disclosure, [
        '主要原因是新增医保信息平台维护任务。',
        '主要原因是按云州市医疗保障局要求新增医保信息平台维护任务。',
      ]),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(titlesNameTheBureau, text)).toEqual(expected);
  });
});
