import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formScoresAddUp } from './form-scores-add-up.ts';
import { changed, project } from './form-testing.ts';

describe('form-scores-add-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['100 99.3 → 100 99.8', changed(project, ['100\t99.3', '100\t99.8']), ['19 99.8']],
    [
      '98% 9.8 → 98%；100 99.3 → 100 99.9',
      changed(project, ['98%\t9.8', '98%\t'], ['100\t99.3', '100\t99.9']),
      ['19 99.9'],
    ],
    ['项目自评表', project, []],
    ['98% 9.8 → 98%', changed(project, ['98%\t9.8', '98%\t']), []],
  ])('%s', (_, text, expected) => {
    expect(found(formScoresAddUp, text)).toEqual(expected);
  });
});
