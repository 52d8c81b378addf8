import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formOutcomeNotCopied } from './form-outcome-not-copied.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-outcome-not-copied', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '全年送药到村12轮，老人取药不再出村。 → 送药到村到户，方便行动不便的老人取药。',
      changed(project, ['全年送药到村12轮，老人取药不再出村。', '送药到村到户，方便行动不便的老人取药。']),
      ['10 送药到村到户，方便行动不便的老人取药。'],
    ],
    [
      '叫号系统已改造并启用，平均排队时间由40分钟降到15分钟。 → 改造窗口叫号系统，缩短群众排队时间。',
      changed(secondProject, [
        '叫号系统已改造并启用，平均排队时间由40分钟降到15分钟。',
        '改造窗口叫号系统，缩短群众排队时间。',
      ]),
      ['8 改造窗口叫号系统，缩短群众排队时间。'],
    ],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formOutcomeNotCopied, text)).toEqual(expected);
  });
});
