import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalsAnswered } from './form-goals-answered.ts';
import { changed, overall, project } from './form-testing.ts';

describe('form-goals-answered', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '；叫号系统已改造启用 → 空白',
      changed(overall, ['；叫号系统已改造启用', '']),
      ['9 1、送药到村到户。2、改造窗口叫号系统。'],
    ],
    [
      '1、送药到村到户。2、改造窗口叫号系统。 → 1、送药到村到户。2、建成档案库房。',
      changed(overall, ['1、送药到村到户。2、改造窗口叫号系统。', '1、送药到村到户。2、建成档案库房。']),
      ['9 1、送药到村到户。2、建成档案库房。'],
    ],
    ['整体支出自评表', overall, []],
    ['项目自评表', project, []],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalsAnswered, text)).toEqual(expected);
  });
});
