import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalOwn } from './form-goal-own.ts';
import { changed, goal, joined, project, secondGoal, secondProject } from './form-testing.ts';

describe('form-goal-own', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '项目自评表＋改造窗口叫号系统，缩短群众排队时间。 → 送药到村到户，方便行动不便的老人取药。',
      joined(
        project,
        changed(secondProject, ['改造窗口叫号系统，缩短群众排队时间。', '送药到村到户，方便行动不便的老人取药。']),
      ),
      ['29 送药到村到户，方便行动不便的老人取药。'],
    ],
    [
      '另一张项目自评表＋送药到村到户，方便行动不便的老人取药。 → 改造窗口叫号系统，缩短群众排队时间。',
      joined(
        secondProject,
        changed(project, ['送药到村到户，方便行动不便的老人取药。', '改造窗口叫号系统，缩短群众排队时间。']),
      ),
      ['26 改造窗口叫号系统，缩短群众排队时间。'],
    ],
    ['项目自评表＋另一张项目自评表', joined(project, secondProject), []],
    ['绩效目标表＋另一张绩效目标表', joined(goal, secondGoal), []],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalOwn, text)).toEqual(expected);
  });
});
