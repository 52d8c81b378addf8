import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formIndicatorsOwn } from './form-indicators-own.ts';
import { changed, joined, project, secondProject } from './form-testing.ts';

describe('form-indicators-own', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '项目自评表＋改造窗口数量 8个 8个 → 送药下乡轮次 8个 8个',
      joined(project, changed(secondProject, ['改造窗口数量\t8个\t8个', '送药下乡轮次\t8个\t8个'])),
      ['31 送药下乡轮次'],
    ],
    [
      '改造窗口数量 → 叫号系统改造窗口数量＋按月送达率 ≥95% 96% → 叫号系统改造窗口数量 8个 8个',
      joined(
        changed(secondProject, ['改造窗口数量', '叫号系统改造窗口数量']),
        changed(project, ['按月送达率\t≥95%\t96%', '叫号系统改造窗口数量\t8个\t8个']),
      ),
      ['30 叫号系统改造窗口数量'],
    ],
    ['项目自评表＋另一张项目自评表', joined(project, secondProject), []],
    [
      '项目自评表＋改造窗口数量 8个 8个 → 服务对象满意率 95% 95%',
      joined(project, changed(secondProject, ['改造窗口数量\t8个\t8个', '服务对象满意率\t95%\t95%'])),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formIndicatorsOwn, text)).toEqual(expected);
  });
});
