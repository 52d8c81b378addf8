import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formBaseAddsUp } from './form-base-adds-up.ts';
import { baseData, changed } from './form-testing.ts';

describe('form-base-adds-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '“三公”经费 3.2 3 2.8 → “三公”经费 3.2 3 2.3',
      changed(baseData, ['“三公”经费\t3.2\t3\t2.8', '“三公”经费\t3.2\t3\t2.3']),
      ['6 2.3'],
    ],
    ['25 21 84% → 25 21 94%', changed(baseData, ['25\t21\t84%', '25\t21\t94%']), ['4 94%']],
    ['基础数据表', baseData, []],
    ['25 21 84% → 38 35 92.1%', changed(baseData, ['25\t21\t84%', '38\t35\t92.1%']), []],
  ])('%s', (_, text, expected) => {
    expect(found(formBaseAddsUp, text)).toEqual(expected);
  });
});
