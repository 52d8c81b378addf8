import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formMissesExplained } from './form-misses-explained.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-misses-explained', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['个别村道路未通，改为集中送药 → 空白', changed(project, ['个别村道路未通，改为集中送药', '']), ['16 14.5']],
    [
      '≥95% 96% 10 10 → ≥95% 94% 10 9.8；100 99.3 → 100 99.1',
      changed(project, ['≥95%\t96%\t10\t10', '≥95%\t94%\t10\t9.8'], ['100\t99.3', '100\t99.1']),
      ['14 9.8'],
    ],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formMissesExplained, text)).toEqual(expected);
  });
});
