import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formOvershootExplained } from './form-overshoot-explained.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-overshoot-explained', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['≥12次 12次 → ≥12次 30次', changed(project, ['≥12次\t12次', '≥12次\t30次']), ['12 30次']],
    ['8个 8个 → 8个 20个', changed(secondProject, ['8个\t8个', '8个\t20个']), ['10 20个']],
    ['项目自评表', project, []],
    [
      '≥12次 12次 20 20 → ≥12次 30次 20 20 年中增加行动不便老人送药',
      changed(project, ['≥12次\t12次\t20\t20\t', '≥12次\t30次\t20\t20\t年中增加行动不便老人送药']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formOvershootExplained, text)).toEqual(expected);
  });
});
