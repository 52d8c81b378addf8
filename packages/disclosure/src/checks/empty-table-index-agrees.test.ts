import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { emptyTableIndexAgrees } from './empty-table-index-agrees.ts';
import { changed } from './form-testing.ts';

describe('empty-table-index-agrees', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '索引写不是空表，表里没有数',
      changed(disclosure, [
        '政府性基金预算财政拨款收入支出决算表\n公开07表',
        '空表情况\n序号\t内容\t是否空表\t表格为空的理由\n表7\t政府性基金预算财政拨款收入支出决算表\t否\t\n表8\t国有资本经营预算财政拨款支出决算表\t是\t本单位不涉及\n\n政府性基金预算财政拨款收入支出决算表\n公开07表',
      ]),
      ['113 政府性基金预算财政拨款收入支出决算表'],
    ],
    [
      '索引写是空表，表里有数',
      changed(
        disclosure,
        [
          '政府性基金预算财政拨款收入支出决算表\n公开07表',
          '空表情况\n序号\t内容\t是否空表\t表格为空的理由\n表7\t政府性基金预算财政拨款收入支出决算表\t是\t本单位不涉及\n表8\t国有资本经营预算财政拨款支出决算表\t是\t本单位不涉及\n\n政府性基金预算财政拨款收入支出决算表\n公开07表',
        ],
        ['合计\t\t\t\t\n说明', '合计\t\t3.00\t\t3.00\n说明'],
      ),
      ['114 国有资本经营预算财政拨款支出决算表'],
    ],
    [
      '索引与各表相符',
      changed(disclosure, [
        '政府性基金预算财政拨款收入支出决算表\n公开07表',
        '空表情况\n序号\t内容\t是否空表\t表格为空的理由\n表7\t政府性基金预算财政拨款收入支出决算表\t是\t本单位不涉及\n表8\t国有资本经营预算财政拨款支出决算表\t是\t本单位不涉及\n\n政府性基金预算财政拨款收入支出决算表\n公开07表',
      ]),
      [],
    ],
    ['完整的部门决算', disclosure, []],
  ])('%s', (_, text, expected) => {
    expect(found(emptyTableIndexAgrees, text)).toEqual(expected);
  });
});
