import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formActualPrecise } from './form-actual-precise.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-actual-precise', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['≥12次 12次 → ≥12次 12余次', changed(project, ['≥12次\t12次', '≥12次\t12余次']), ['12 12余次']],
    ['8个 8个 → 8个 约8个', changed(secondProject, ['8个\t8个', '8个\t约8个']), ['10 约8个']],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formActualPrecise, text)).toEqual(expected);
  });
});
