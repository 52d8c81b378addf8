import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formExecutionRate } from './form-execution-rate.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-execution-rate', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '40 38.5 37.73 10 98% → 40 38.5 37.73 10 94.33%',
      changed(project, ['40\t38.5\t37.73\t10\t98%', '40\t38.5\t37.73\t10\t94.33%']),
      ['6 94.33%'],
    ],
    [
      '60 61.5 61.5 10 100% → 60 61.5 70 10 100%',
      changed(secondProject, ['60\t61.5\t61.5\t10\t100%', '60\t61.5\t70\t10\t100%']),
      ['6 100%'],
    ],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formExecutionRate, text)).toEqual(expected);
  });
});
