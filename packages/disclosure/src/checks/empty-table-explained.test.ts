import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { emptyTableExplained } from './empty-table-explained.ts';
import { changed } from './form-testing.ts';

describe('empty-table-explained', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '政府性基金表为空，没有说明',
      changed(
        disclosure,
        ['\n说明：本单位没有政府性基金预算财政拨款收支，故本表无数据。', ''],
        ['三、政府性基金预算财政拨款收支决算情况说明\n本单位2023年度没有政府性基金预算财政拨款收支。\n', ''],
      ),
      ['111 政府性基金预算财政拨款收入支出决算表'],
    ],
    [
      '国有资本经营表为空，没有说明',
      changed(
        disclosure,
        ['\n说明：本单位没有国有资本经营预算财政拨款支出，故本表无数据。', ''],
        ['四、国有资本经营预算财政拨款支出决算情况说明\n本单位2023年度没有国有资本经营预算财政拨款支出。\n', ''],
      ),
      ['121 国有资本经营预算财政拨款支出决算表'],
    ],
    ['完整的部门决算', disclosure, []],
    ['只在正文说明', changed(disclosure, ['\n说明：本单位没有政府性基金预算财政拨款收支，故本表无数据。', '']), []],
  ])('%s', (_, text, expected) => {
    expect(found(emptyTableExplained, text)).toEqual(expected);
  });
});
