import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formSourceAsTitled } from './form-source-as-titled.ts';
import { changed, goal, secondGoal } from './form-testing.ts';

describe('form-source-as-titled', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '县级财政资金资助两类人员参保 → 中央直达资金资助两类人员参保',
      changed(goal, ['县级财政资金资助两类人员参保', '中央直达资金资助两类人员参保']),
      [
        '11 中央直达资金资助两类人员参保：特困人员参保资助总额：1000*380=380000元；低保对象参保资助总额：500*280=140000元，合计：520000元。',
      ],
    ],
    [
      '中央财政医疗救助补助，用于 → 省级财政补助，用于',
      changed(secondGoal, ['中央财政医疗救助补助，用于', '省级财政补助，用于']),
      ['10 省级财政补助，用于住院和门诊救助。'],
    ],
    ['绩效目标表', goal, []],
    ['另一张绩效目标表', secondGoal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formSourceAsTitled, text)).toEqual(expected);
  });
});
