import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formBaseTrend } from './form-base-trend.ts';
import { baseData, changed } from './form-testing.ts';

describe('form-base-trend', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '办公经费 20 20 19.8 → 办公经费 2 20 19.8',
      changed(baseData, ['办公经费\t20\t20\t19.8', '办公经费\t2\t20\t19.8']),
      ['16 19.8'],
    ],
    [
      '业务工作专项 60 60 59.23 → 业务工作专项 6 60 59.23',
      changed(baseData, ['业务工作专项\t60\t60\t59.23', '业务工作专项\t6\t60\t59.23']),
      ['13 59.23'],
    ],
    ['基础数据表', baseData, []],
    [
      '差旅费 4.1 4.6 4.6 → 差旅费 0.4 4.6 4.6',
      changed(baseData, ['差旅费\t4.1\t4.6\t4.6', '差旅费\t0.4\t4.6\t4.6']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formBaseTrend, text)).toEqual(expected);
  });
});
