import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formPointsAddUp } from './form-points-add-up.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-points-add-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '≥12次 12次 20 20 → ≥12次 12次 30 20',
      changed(project, ['≥12次\t12次\t20\t20', '≥12次\t12次\t30\t20']),
      ['12 30'],
    ],
    [
      '（10分） 服务对象满意度指标 办事群众满意率 ≥90% 95% 10 10 → （20分） 服务对象满意度指标 办事群众满意率 ≥90% 95% 20 20',
      changed(secondProject, [
        '（10分）\t服务对象满意度指标\t办事群众满意率\t≥90%\t95%\t10\t10',
        '（20分）\t服务对象满意度指标\t办事群众满意率\t≥90%\t95%\t20\t20',
      ]),
      ['14 100'],
    ],
    ['项目自评表', project, []],
    [
      '100 99.3 → 100 99.3；满意度指标（10分） → 满意度指标',
      changed(project, ['100\t99.3', '100\t99.3'], ['满意度指标（10分）', '满意度指标']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formPointsAddUp, text)).toEqual(expected);
  });
});
