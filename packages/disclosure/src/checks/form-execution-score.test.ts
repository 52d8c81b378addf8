import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formExecutionScore } from './form-execution-score.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-execution-score', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '40 38.5 37.73 10 98% 9.8 → 40 38.5 19.25 10 50% 9.8',
      changed(project, ['40\t38.5\t37.73\t10\t98%\t9.8', '40\t38.5\t19.25\t10\t50%\t9.8']),
      ['6 9.8'],
    ],
    [
      '61.5 61.5 10 100% 10 → 61.5 24.6 10 40% 10',
      changed(secondProject, ['61.5\t61.5\t10\t100%\t10', '61.5\t24.6\t10\t40%\t10']),
      ['6 10'],
    ],
    ['项目自评表', project, []],
    [
      '98% 9.8 → 98% 10；100 99.3 → 100 99.5',
      changed(project, ['98%\t9.8', '98%\t10'], ['100\t99.3', '100\t99.5']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formExecutionScore, text)).toEqual(expected);
  });
});
