import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { changed, goal } from './form-testing.ts';
import { formTextArithmetic } from './form-text-arithmetic.ts';

describe('form-text-arithmetic', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '1000*380=380000 → 1000*380=308000',
      changed(goal, ['1000*380=380000', '1000*380=308000']),
      [
        '11 县级财政资金资助两类人员参保：特困人员参保资助总额：1000*380=308000元；低保对象参保资助总额：500*280=140000元，合计：520000元。',
      ],
    ],
    [
      '合计：520000元 → 合计：502000元',
      changed(goal, ['合计：520000元', '合计：502000元']),
      [
        '11 县级财政资金资助两类人员参保：特困人员参保资助总额：1000*380=380000元；低保对象参保资助总额：500*280=140000元，合计：502000元。',
      ],
    ],
    ['绩效目标表', goal, []],
    [
      '县级财政资金资助两类人员参保 → 县级财政资金安排门诊救助10万元，资助两类人员参保；合计：520000元 → 合计：620000元',
      changed(
        goal,
        ['县级财政资金资助两类人员参保', '县级财政资金安排门诊救助10万元，资助两类人员参保'],
        ['合计：520000元', '合计：620000元'],
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formTextArithmetic, text)).toEqual(expected);
  });
});
