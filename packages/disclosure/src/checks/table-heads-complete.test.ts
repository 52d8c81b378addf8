import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { tableHeadsComplete } from './table-heads-complete.ts';

describe('table-heads-complete', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['没有填部门', changed(disclosure, ['公开03表\n部门：青禾县医疗保障局', '公开03表\n部门：']), ['59 部门：']],
    [
      '没有写单位',
      changed(disclosure, ['公开05表\n部门：青禾县医疗保障局\n单位：万元\n', '公开05表\n部门：青禾县医疗保障局\n']),
      ['85 一般公共预算财政拨款支出决算表'],
    ],
    ['完整的部门决算', disclosure, []],
    ['编制单位也是部门', changed(disclosure, ['公开03表\n部门：', '公开03表\n编制单位：']), []],
  ])('%s', (_, text, expected) => {
    expect(found(tableHeadsComplete, text)).toEqual(expected);
  });
});
