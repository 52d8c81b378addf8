import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { disclosure } from './document-testing.ts';
import { changed } from './form-testing.ts';
import { glossaryFits } from './glossary-fits.ts';

describe('glossary-fits', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '解释了没有的科目',
      changed(disclosure, [
        '二、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）：反映行政单位的基本支出。',
        '二、卫生健康支出（类）医疗救助（款）城乡医疗救助（项）：反映城乡困难群众医疗救助支出。',
      ]),
      ['164 城乡医疗救助'],
    ],
    [
      '解释了彩票公益金',
      changed(disclosure, [
        '二、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）：反映行政单位的基本支出。',
        '二、其他支出（类）彩票公益金安排的支出（款）用于城乡医疗救助的彩票公益金支出（项）：反映用于医疗救助的支出。',
      ]),
      ['164 用于城乡医疗救助的彩票公益金支出'],
    ],
    ['完整的部门决算', disclosure, []],
    [
      '解释表里有的科目',
      changed(disclosure, [
        '行政运行（项）：反映行政单位的基本支出。',
        '医疗保障经办事务（项）：反映医疗保障经办支出。',
      ]),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(glossaryFits, text)).toEqual(expected);
  });
});
