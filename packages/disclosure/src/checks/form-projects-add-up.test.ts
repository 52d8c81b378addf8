import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formProjectsAddUp } from './form-projects-add-up.ts';
import { changed, joined, overall, project, secondProject } from './form-testing.ts';

describe('form-projects-add-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '2024年度预算共有2个项目，合计100万元，均已开展自评。＋项目支出：100万元 → 项目支出：130万元；基本支出：320万元 → 基本支出：290万元＋项目自评表＋另一张项目自评表',
      joined(
        '2024年度预算共有2个项目，合计100万元，均已开展自评。',
        changed(overall, ['项目支出：100万元', '项目支出：130万元'], ['基本支出：320万元', '基本支出：290万元']),
        project,
        secondProject,
      ),
      ['9 项目支出：130万元'],
    ],
    [
      '项目支出：100万元 → 项目支出：90万元；基本支出：320万元 → 基本支出：330万元＋项目自评表＋另一张项目自评表',
      joined(
        changed(overall, ['项目支出：100万元', '项目支出：90万元'], ['基本支出：320万元', '基本支出：330万元']),
        project,
        secondProject,
      ),
      ['7 项目支出：90万元'],
    ],
    [
      '2024年度预算共有2个项目，合计100万元，均已开展自评。＋整体支出自评表＋项目自评表＋另一张项目自评表',
      joined('2024年度预算共有2个项目，合计100万元，均已开展自评。', overall, project, secondProject),
      [],
    ],
    [
      '项目支出：100万元 → 项目支出：130万元；基本支出：320万元 → 基本支出：290万元＋项目自评表＋另一张项目自评表',
      joined(
        changed(overall, ['项目支出：100万元', '项目支出：130万元'], ['基本支出：320万元', '基本支出：290万元']),
        project,
        secondProject,
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formProjectsAddUp, text)).toEqual(expected);
  });
});
