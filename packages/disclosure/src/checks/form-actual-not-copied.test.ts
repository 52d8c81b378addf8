import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formActualNotCopied } from './form-actual-not-copied.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-actual-not-copied', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '≤38.5万元 37.73万元 → ≤38.5万元 ≤38.5万元',
      changed(project, ['≤38.5万元\t37.73万元', '≤38.5万元\t≤38.5万元']),
      ['15 ≤38.5万元'],
    ],
    ['≥90% 93% → ≥90% ≥93%', changed(project, ['≥90%\t93%', '≥90%\t≥93%']), ['18 ≥93%']],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formActualNotCopied, text)).toEqual(expected);
  });
});
