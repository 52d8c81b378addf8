import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { changed, goal, secondGoal } from './form-testing.ts';
import { formTextsDistinct } from './form-texts-distinct.ts';

describe('form-texts-distinct', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '减轻困难群众参保负担。 → 一季度核定名单，二季度拨付到位。；青政办发[2023]7号 → 一季度核定名单，二季度拨付到位。',
      changed(
        goal,
        ['减轻困难群众参保负担。', '一季度核定名单，二季度拨付到位。'],
        ['青政办发[2023]7号', '一季度核定名单，二季度拨付到位。'],
      ),
      ['12 一季度核定名单，二季度拨付到位。'],
    ],
    [
      '青政办发[2023]7号 → 两类人员参保资助应助尽助。；减轻困难群众参保负担。 → 两类人员参保资助应助尽助。',
      changed(
        goal,
        ['青政办发[2023]7号', '两类人员参保资助应助尽助。'],
        ['减轻困难群众参保负担。', '两类人员参保资助应助尽助。'],
      ),
      ['12 两类人员参保资助应助尽助。'],
    ],
    ['绩效目标表', goal, []],
    ['另一张绩效目标表', secondGoal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formTextsDistinct, text)).toEqual(expected);
  });
});
