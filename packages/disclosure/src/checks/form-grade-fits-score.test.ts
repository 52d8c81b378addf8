import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formGradeFitsScore } from './form-grade-fits-score.ts';
import { joined, project } from './form-testing.ts';

describe('form-grade-fits-score', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '本部门整体支出绩效自评得分86.5分，自评等级为“优”。',
      '2024年度部门整体支出绩效自评情况\n本部门整体支出绩效自评得分86.5分，自评等级为“优”。',
      ['2 自评得分86.5分，自评等级为“优'],
    ],
    [
      '项目自评表＋本项目自评得分99.3分，评价等次为“良”。',
      joined(project, '本项目自评得分99.3分，评价等次为“良”。'),
      ['22 自评得分99.3分，评价等次为“良'],
    ],
    [
      '本部门整体支出绩效自评得分86.5分，自评等级为“良”。',
      '2024年度部门整体支出绩效自评情况\n本部门整体支出绩效自评得分86.5分，自评等级为“良”。',
      [],
    ],
    [
      '本部门整体支出绩效自评得分90分，自评等级为“优”。',
      '2024年度部门整体支出绩效自评情况\n本部门整体支出绩效自评得分90分，自评等级为“优”。',
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formGradeFitsScore, text)).toEqual(expected);
  });
});
