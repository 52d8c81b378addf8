import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formTargetIsAValue } from './form-target-is-a-value.ts';
import { changed, project, secondProject } from './form-testing.ts';

describe('form-target-is-a-value', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '按月送达率 ≥95% → 按月送达率 药品配送及时率',
      changed(project, ['按月送达率\t≥95%', '按月送达率\t药品配送及时率']),
      ['14 药品配送及时率'],
    ],
    [
      '送药成本 ≤38.5万元 → 送药成本 ≤年初预算',
      changed(project, ['送药成本\t≤38.5万元', '送药成本\t≤年初预算']),
      ['15 ≤年初预算'],
    ],
    ['项目自评表', project, []],
    ['另一张项目自评表', secondProject, []],
  ])('%s', (_, text, expected) => {
    expect(found(formTargetIsAValue, text)).toEqual(expected);
  });
});
