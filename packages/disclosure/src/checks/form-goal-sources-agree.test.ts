import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalSourcesAgree } from './form-goal-sources-agree.ts';
import { changed, goal, secondGoal } from './form-testing.ts';

describe('form-goal-sources-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '其中：中央财政资金 900,000 其中：中央财政资金 900,000 → 其中：中央财政资金 0 其中：中央财政资金 900,000；省级财政资金 0 省级财政资金 0 → 省级',
      changed(
        secondGoal,
        [
          '其中：中央财政资金\t900,000\t其中：中央财政资金\t900,000',
          '其中：中央财政资金\t0\t其中：中央财政资金\t900,000',
        ],
        ['省级财政资金\t0\t省级财政资金\t0', '省级财政资金\t900,000\t省级财政资金\t0'],
      ),
      ['7 0'],
    ],
    [
      '其中：中央财政资金 900,000 其中：中央财政资金 900,000 → 其中：中央财政资金 0 其中：中央财政资金 0；县级财政资金 0 县级财政资金 0 → 县级财政资金 9',
      changed(
        secondGoal,
        ['其中：中央财政资金\t900,000\t其中：中央财政资金\t900,000', '其中：中央财政资金\t0\t其中：中央财政资金\t0'],
        ['县级财政资金\t0\t县级财政资金\t0', '县级财政资金\t900,000\t县级财政资金\t900,000'],
      ),
      ['7 0'],
    ],
    ['绩效目标表', goal, []],
    ['另一张绩效目标表', secondGoal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalSourcesAgree, text)).toEqual(expected);
  });
});
