import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formCellsFilled } from './form-cells-filled.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-cells-filled', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['100 99.3 → 100', changed(project, ['100\t99.3', '100\t']), ['19 100']],
    ['100% 100% 10 10 → 100%  10 10', changed(project, ['100%\t100%\t10\t10', '100%\t\t10\t10']), ['13 100%']],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formCellsFilled, text)).toEqual(expected);
  });
});
