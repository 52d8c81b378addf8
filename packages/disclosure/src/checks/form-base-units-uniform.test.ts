import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formBaseUnitsUniform } from './form-base-units-uniform.ts';
import { baseData, changed } from './form-testing.ts';

describe('form-base-units-uniform', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '“三公”经费 3.2 3 2.8 → “三公”经费 3.2万元 3 2.8万',
      changed(baseData, ['“三公”经费\t3.2\t3\t2.8', '“三公”经费\t3.2万元\t3\t2.8万']),
      ['6 3.2万元'],
    ],
    ['1.2 1 0.9 → 1.2 1万元 0.9', changed(baseData, ['1.2\t1\t0.9', '1.2\t1万元\t0.9']), ['6 3.2']],
    ['基础数据表', baseData, []],
    [
      '运行维护专项 35 40 40 → 运行维护专项 35.0 40 40',
      changed(baseData, ['运行维护专项\t35\t40\t40', '运行维护专项\t35.0\t40\t40']),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formBaseUnitsUniform, text)).toEqual(expected);
  });
});
