import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formIndicatorNamed } from './form-indicator-named.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-indicator-named', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['送药机制健全程度 → 长期', changed(project, ['送药机制健全程度', '长期']), ['17 长期']],
    ['按月送达率 → 2024年底', changed(project, ['按月送达率', '2024年底']), ['14 2024年底']],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formIndicatorNamed, text)).toEqual(expected);
  });
});
