import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formScoreWithinPoints } from './form-score-within-points.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-score-within-points', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '≥12次 12次 20 20 → ≥12次 12次 20 22',
      changed(project, ['≥12次\t12次\t20\t20', '≥12次\t12次\t20\t22']),
      ['12 22'],
    ],
    ['98% 9.8 → 98% 19.8', changed(project, ['98%\t9.8', '98%\t19.8']), ['6 19.8']],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formScoreWithinPoints, text)).toEqual(expected);
  });
});
