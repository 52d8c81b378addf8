import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formCostsAgreeWithProjects } from './form-costs-agree-with-projects.ts';
import { changed, joined, overall, project, secondProject } from './form-testing.ts';

describe('form-costs-agree-with-projects', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '≤38.5万元 37.73万元 → ≤40万元 40万元＋项目自评表＋另一张项目自评表',
      joined(changed(overall, ['≤38.5万元\t37.73万元', '≤40万元\t40万元']), project, secondProject),
      ['13 40万元'],
    ],
    [
      '送药下乡服务 ≤38.5万元 37.73万元 → 窗口叫号系统改造 ≤60万元 60万元＋项目自评表＋另一张项目自评表',
      joined(
        changed(overall, ['送药下乡服务\t≤38.5万元\t37.73万元', '窗口叫号系统改造\t≤60万元\t60万元']),
        project,
        secondProject,
      ),
      ['13 60万元'],
    ],
    ['整体支出自评表＋项目自评表＋另一张项目自评表', joined(overall, project, secondProject), []],
    ['整体支出自评表', overall, []],
  ])('%s', (_, text, expected) => {
    expect(found(formCostsAgreeWithProjects, text)).toEqual(expected);
  });
});
