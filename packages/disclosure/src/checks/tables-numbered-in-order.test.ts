import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { tablesNumberedInOrder } from './tables-numbered-in-order.ts';

describe('tables-numbered-in-order', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['两张03表', changed(disclosure, ['公开04表', '公开03表']), ['74 公开03表']],
    ['09表印作11表', changed(disclosure, ['公开09表', '公开11表']), ['132 公开11表']],
    ['完整的部门决算', disclosure, []],
    ['表号带空格', changed(disclosure, ['公开04表', '公开 04 表']), []],
  ])('%s', (_, text, expected) => {
    expect(found(tablesNumberedInOrder, text)).toEqual(expected);
  });
});
