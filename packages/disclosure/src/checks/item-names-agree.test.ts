import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { itemNamesAgree } from './item-names-agree.ts';

describe('item-names-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '漏了“保障”二字',
      changed(disclosure, ['（款）医疗保障经办事务（项）', '（款）医疗经办事务（项）']),
      ['147 医疗经办事务'],
    ],
    [
      '多了“专项”二字',
      changed(disclosure, ['（款）医疗保障经办事务（项）', '（款）医疗保障经办专项事务（项）']),
      ['147 医疗保障经办专项事务'],
    ],
    ['完整的部门决算', disclosure, []],
    ['多“支出”二字', changed(disclosure, ['（款）行政运行（项）年初', '（款）行政运行支出（项）年初']), []],
  ])('%s', (_, text, expected) => {
    expect(found(itemNamesAgree, text)).toEqual(expected);
  });
});
