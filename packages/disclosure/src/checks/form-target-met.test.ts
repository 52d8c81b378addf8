import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formTargetMet } from './form-target-met.ts';
import { changed, project } from './form-testing.ts';

describe('form-target-met', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['≥12次 12次 → ≥12次 9次', changed(project, ['≥12次\t12次', '≥12次\t9次']), ['12 9次']],
    [
      '≤38.5万元 37.73万元 → ≤38.5万元 52万元',
      changed(project, ['≤38.5万元\t37.73万元', '≤38.5万元\t52万元']),
      ['15 52万元'],
    ],
    ['项目自评表', project, []],
    [
      '≥12次 12次 20 20 → ≥12次 9次 20 15 两个村道路未通；100 99.3 → 100 94.3',
      changed(project, ['≥12次\t12次\t20\t20\t', '≥12次\t9次\t20\t15\t两个村道路未通'], ['100\t99.3', '100\t94.3']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formTargetMet, text)).toEqual(expected);
  });
});
