import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { noneMeansEmpty } from './none-means-empty.ts';

describe('none-means-empty', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '写没有政府性基金，表里有数',
      changed(disclosure, ['合计\t\t\t\t\t\t\t\n说明', '合计\t\t\t5.00\t5.00\t\t5.00\t\n说明']),
      ['149 本单位2023年度没有政府性基金预算财政拨款收支。'],
    ],
    [
      '写没有国有资本经营，表里有数',
      changed(disclosure, ['合计\t\t\t\t\n说明', '合计\t\t3.00\t\t3.00\n说明']),
      ['151 本单位2023年度没有国有资本经营预算财政拨款支出。'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '没有年初结转，有本年收支',
      changed(
        disclosure,
        [
          '本单位2023年度没有政府性基金预算财政拨款收支。',
          '2023年度政府性基金预算财政拨款本年收入5.00万元，本年支出5.00万元，没有年初结转。',
        ],
        ['合计\t\t\t\t\t\t\t\n说明', '合计\t\t\t5.00\t5.00\t\t5.00\t\n说明'],
      ),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(noneMeansEmpty, text)).toEqual(expected);
  });
});
