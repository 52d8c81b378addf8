import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formBaseAgrees } from './form-base-agrees.ts';
import { baseData, changed, joined, overall } from './form-testing.ts';

describe('form-base-agrees', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '业务工作专项 60 60 59.23 → 业务工作专项 395 420 410.34；项目支出 95 100 99.23 → 项目支出＋整体支出自评表',
      joined(
        changed(
          baseData,
          ['业务工作专项\t60\t60\t59.23', '业务工作专项\t395\t420\t410.34'],
          ['项目支出\t95\t100\t99.23', '项目支出\t\t\t'],
        ),
        overall,
      ),
      ['13 420'],
    ],
    [
      '项目支出 95 100 99.23 → 项目支出 395 420 410.34＋整体支出自评表',
      joined(changed(baseData, ['项目支出\t95\t100\t99.23', '项目支出\t395\t420\t410.34']), overall),
      ['12 420'],
    ],
    ['基础数据表＋整体支出自评表', joined(baseData, overall), []],
    [
      '业务工作专项 60 60 59.23 → 业务工作专项 60 65 59.23＋整体支出自评表',
      joined(changed(baseData, ['业务工作专项\t60\t60\t59.23', '业务工作专项\t60\t65\t59.23']), overall),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formBaseAgrees, text)).toEqual(expected);
  });
});
