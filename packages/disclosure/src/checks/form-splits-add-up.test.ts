import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formSplitsAddUp } from './form-splits-add-up.ts';
import { changed, overall } from './form-testing.ts';

describe('form-splits-add-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['基本支出：320万元 → 基本支出：302万元', changed(overall, ['基本支出：320万元', '基本支出：302万元']), ['4 420']],
    [
      '政府性基金拨款：20万元 → 政府性基金拨款：50万元',
      changed(overall, ['政府性基金拨款：20万元', '政府性基金拨款：50万元']),
      ['4 420'],
    ],
    ['整体支出自评表', overall, []],
    [
      '一般公共预算：400万元 → 一般公共预算：390.34万元；基本支出：320万元 → 基本支出：310.34万元',
      changed(
        overall,
        ['一般公共预算：400万元', '一般公共预算：390.34万元'],
        ['基本支出：320万元', '基本支出：310.34万元'],
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formSplitsAddUp, text)).toEqual(expected);
  });
});
