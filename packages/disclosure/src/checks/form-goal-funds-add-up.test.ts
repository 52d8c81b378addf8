import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalFundsAddUp } from './form-goal-funds-add-up.ts';
import { changed, goal, secondGoal } from './form-testing.ts';

describe('form-goal-funds-add-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '县级财政资金 520,000 县级财政资金 520,000 → 县级财政资金 520,000 县级财政资金 502,000',
      changed(goal, ['县级财政资金\t520,000\t县级财政资金\t520,000', '县级财政资金\t520,000\t县级财政资金\t502,000']),
      ['6 520,000'],
    ],
    [
      '年度资金总额： 520,000 → 年度资金总额： 620,000',
      changed(goal, ['年度资金总额：\t520,000', '年度资金总额：\t620,000']),
      ['6 620,000'],
    ],
    ['绩效目标表', goal, []],
    ['另一张绩效目标表', secondGoal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalFundsAddUp, text)).toEqual(expected);
  });
});
