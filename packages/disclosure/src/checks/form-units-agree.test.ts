import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { changed, project } from './form-testing.ts';
import { formUnitsAgree } from './form-units-agree.ts';

describe('form-units-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['≥12次 12次 → ≥200人次 210人', changed(project, ['≥12次\t12次', '≥200人次\t210人']), ['12 210人']],
    [
      '≤38.5万元 37.73万元 → ≤38.5万元 37.73',
      changed(project, ['≤38.5万元\t37.73万元', '≤38.5万元\t37.73']),
      ['15 37.73'],
    ],
    ['项目自评表', project, []],
    ['≥12次 12次 → ≥12次 12场', changed(project, ['≥12次\t12次', '≥12次\t12场']), []],
  ])('%s', (_, text, expected) => {
    expect(found(formUnitsAgree, text)).toEqual(expected);
  });
});
