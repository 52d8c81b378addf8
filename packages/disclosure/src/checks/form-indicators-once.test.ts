import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formIndicatorsOnce } from './form-indicators-once.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-indicators-once', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '时效指标 按月送达率 ≥95% 96% 10 10 → 时效指标 药品合格率 100% 100% 10 10',
      changed(project, [
        '\t\t时效指标\t按月送达率\t≥95%\t96%\t10\t10\t',
        '\t\t时效指标\t药品合格率\t100%\t100%\t10\t10\t',
      ]),
      ['14 药品合格率'],
    ],
    [
      '时效指标 按月送达率 ≥95% 96% 10 10 → 时效指标 药品合格率 100% 100% 10 10     按月送达率 ≥95% 96% 10 10',
      changed(project, [
        '\t\t时效指标\t按月送达率\t≥95%\t96%\t10\t10\t',
        '\t\t时效指标\t药品合格率\t100%\t100%\t10\t10\t\n\t\t\t按月送达率\t≥95%\t96%\t10\t10\t',
      ]),
      ['14 药品合格率'],
    ],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formIndicatorsOnce, text)).toEqual(expected);
  });
});
