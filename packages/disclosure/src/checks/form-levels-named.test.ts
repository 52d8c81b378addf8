import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formLevelsNamed } from './form-levels-named.ts';
import { changed, goal, project } from './form-testing.ts';

describe('form-levels-named', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '效益指标（30分） → ≤效益指标（30分）',
      changed(project, ['效益指标（30分）', '≤效益指标（30分）']),
      ['16 ≤效益指标（30分）'],
    ],
    [
      '满意度指标（10分） 服务对象满意度指标 → 服务对象满意度指标；效益指标（30分） → 效益指标（40分）',
      changed(
        project,
        ['满意度指标（10分）\t服务对象满意度指标', '\t服务对象满意度指标'],
        ['效益指标（30分）', '效益指标（40分）'],
      ),
      ['16 效益指标（40分）'],
    ],
    ['项目自评表', project, []],
    ['绩效目标表', goal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formLevelsNamed, text)).toEqual(expected);
  });
});
