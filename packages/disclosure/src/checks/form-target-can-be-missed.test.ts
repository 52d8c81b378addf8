import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formTargetCanBeMissed } from './form-target-can-be-missed.ts';
import { changed, goal, project } from './form-testing.ts';

describe('form-target-can-be-missed', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['≥98% → ≥100%', changed(goal, ['≥98%', '≥100%']), ['19 ≥100%']],
    [
      '老人满意度 ≥90% 93% → 老人满意度 100% 100%',
      changed(project, ['老人满意度\t≥90%\t93%', '老人满意度\t100%\t100%']),
      ['18 100%'],
    ],
    ['项目自评表', project, []],
    ['绩效目标表', goal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formTargetCanBeMissed, text)).toEqual(expected);
  });
});
