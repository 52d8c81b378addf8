import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalPeriodsAgree } from './form-goal-periods-agree.ts';
import { changed, goal, secondGoal } from './form-testing.ts';

describe('form-goal-periods-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '≥90% 服务对象满意度指标 受助人员满意度 ≥90% → ≥85% 服务对象满意度指标 受助人员满意度 ≥90%',
      changed(goal, [
        '≥90%\t服务对象满意度指标\t受助人员满意度\t≥90%',
        '≥85%\t服务对象满意度指标\t受助人员满意度\t≥90%',
      ]),
      ['22 ≥90%'],
    ],
    ['≥98% 质量 → ≥95% 质量', changed(goal, ['≥98%\t质量', '≥95%\t质量']), ['19 ≥98%']],
    ['绩效目标表', goal, []],
    ['另一张绩效目标表', secondGoal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalPeriodsAgree, text)).toEqual(expected);
  });
});
