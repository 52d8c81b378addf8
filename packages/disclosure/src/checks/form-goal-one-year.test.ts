import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalOneYear } from './form-goal-one-year.ts';
import { changed, goal, secondGoal } from './form-testing.ts';

describe('form-goal-one-year', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '年度资金总额： 520,000 → 年度资金总额： 500,000；县级财政资金 520,000 县级财政资金 520,000 → 县级财政资金 520,000 县级财政资金 50',
      changed(
        goal,
        ['年度资金总额：\t520,000', '年度资金总额：\t500,000'],
        ['县级财政资金\t520,000\t县级财政资金\t520,000', '县级财政资金\t520,000\t县级财政资金\t500,000'],
      ),
      ['6 500,000'],
    ],
    [
      '实施期资金总额： 900,000 → 实施期资金总额： 950,000；其中：中央财政资金 900,000 → 其中：中央财政资金 950,000',
      changed(
        secondGoal,
        ['实施期资金总额：\t900,000', '实施期资金总额：\t950,000'],
        ['其中：中央财政资金\t900,000', '其中：中央财政资金\t950,000'],
      ),
      ['6 900,000'],
    ],
    ['绩效目标表', goal, []],
    [
      '一次性项目(1年结束) → 经常性项目；1年 → 3年；实施期资金总额： 520,000 → 实施期资金总额： 1,560,000；县级财政资金 520,000 → 县级财政资金 ',
      changed(
        goal,
        ['一次性项目(1年结束)', '经常性项目'],
        ['1年', '3年'],
        ['实施期资金总额：\t520,000', '实施期资金总额：\t1,560,000'],
        ['县级财政资金\t520,000', '县级财政资金\t1,560,000'],
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalOneYear, text)).toEqual(expected);
  });
});
