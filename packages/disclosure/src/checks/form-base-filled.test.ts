import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formBaseFilled } from './form-base-filled.ts';
import { baseData, changed, joined, overall } from './form-testing.ts';

describe('form-base-filled', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '公用经费 30.1 30.6 30.3 → 公用经费',
      changed(baseData, ['公用经费\t30.1\t30.6\t30.3', '公用经费\t\t\t']),
      ['15 公用经费'],
    ],
    [
      '部门整体支出预算调整 —— 20 10.34 → 部门整体支出预算调整 ——＋整体支出自评表',
      joined(changed(baseData, ['部门整体支出预算调整\t——\t20\t10.34', '部门整体支出预算调整\t——\t\t']), overall),
      ['20 ——'],
    ],
    ['基础数据表', baseData, []],
    ['基础数据表＋整体支出自评表', joined(baseData, overall), []],
  ])('%s', (_, text, expected) => {
    expect(found(formBaseFilled, text)).toEqual(expected);
  });
});
