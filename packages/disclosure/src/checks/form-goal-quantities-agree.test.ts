import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGoalQuantitiesAgree } from './form-goal-quantities-agree.ts';
import { changed, goal } from './form-testing.ts';

describe('form-goal-quantities-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '参保资助人数 1500人 → 参保资助人数 1700人；参保资助人数 1500人 → 参保资助人数 1700人',
      changed(goal, ['参保资助人数\t1500人', '参保资助人数\t1700人'], ['参保资助人数\t1500人', '参保资助人数\t1700人']),
      ['18 1700人'],
    ],
    [
      '346.67元 成本指标 人均资助标准 346.67元 → 305.88元 成本指标 人均资助标准 305.88元',
      changed(goal, ['346.67元\t成本指标\t人均资助标准\t346.67元', '305.88元\t成本指标\t人均资助标准\t305.88元']),
      ['20 305.88元'],
    ],
    ['绩效目标表', goal, []],
    [
      '参保资助人数 1500人 数量指标 参保资助人数 1500人 → 参保资助人数 1500人 数量指标 特困人员资助人数 1000人',
      changed(goal, [
        '参保资助人数\t1500人\t数量指标\t参保资助人数\t1500人',
        '参保资助人数\t1500人\t数量指标\t特困人员资助人数\t1000人',
      ]),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formGoalQuantitiesAgree, text)).toEqual(expected);
  });
});
