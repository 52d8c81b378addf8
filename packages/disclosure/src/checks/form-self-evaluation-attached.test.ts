import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formSelfEvaluationAttached } from './form-self-evaluation-attached.ts';
import { goal, joined, project, secondGoal } from './form-testing.ts';

describe('form-self-evaluation-attached', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '2024年项目绩效自评个数2个：1个项目自评等级为“优”，1个项目自评等级为“良＋绩效目标表＋另一张绩效目标表',
      joined('2024年项目绩效自评个数2个：1个项目自评等级为“优”，1个项目自评等级为“良”。', goal, secondGoal),
      ['3 青禾县县级预算部门项目支出绩效目标表'],
    ],
    [
      '2024年开展项目自评，3个项目评价结果为“优”。＋绩效目标表',
      joined('2024年开展项目自评，3个项目评价结果为“优”。', goal),
      ['3 青禾县县级预算部门项目支出绩效目标表'],
    ],
    [
      '2024年项目绩效自评个数1个：1个项目自评等级为“优”。＋项目自评表',
      joined('2024年项目绩效自评个数1个：1个项目自评等级为“优”。', project),
      [],
    ],
    [
      '2024年度项目绩效目标随部门预算一并公开。＋绩效目标表',
      joined('2024年度项目绩效目标随部门预算一并公开。', goal),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formSelfEvaluationAttached, text)).toEqual(expected);
  });
});
