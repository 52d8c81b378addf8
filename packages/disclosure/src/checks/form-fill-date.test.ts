import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formFillDate } from './form-fill-date.ts';
import { changed, goal, project } from './form-testing.ts';

describe('form-fill-date', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['2024年1月20日 → 20240713152144', changed(goal, ['2024年1月20日', '20240713152144']), ['23 20240713152144']],
    ['2025年3月10日 → 2024年11月30日', changed(project, ['2025年3月10日', '2024年11月30日']), ['20 2024年11月30日']],
    ['项目自评表', project, []],
    ['绩效目标表', goal, []],
  ])('%s', (_, text, expected) => {
    expect(found(formFillDate, text)).toEqual(expected);
  });
});
