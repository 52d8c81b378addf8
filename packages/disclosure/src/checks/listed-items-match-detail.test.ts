import { testRows } from '../../test/check-rows.ts';
import { listedItemsMatchDetail } from './listed-items-match-detail.ts';

testRows(listedItemsMatchDetail, [
  [
    'all named',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资、津贴补贴、奖金、机关事业单位基本养老保险缴费、职工基本医疗保险缴费、其他社会保障缴费、住房公积金、其他工资福利支出、退休费。',
    },
    [],
  ],
  [
    'one without an amount',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：公用经费90万元，主要包括办公费、印刷费、因公出国（境）费用等。',
    },
    ['@narrative/basic 因公出国（境）费用 → 有金额 error strong'],
  ],
  [
    'one left out',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资、津贴补贴、奖金、机关事业单位基本养老保险缴费、职工基本医疗保险缴费、其他社会保障缴费、住房公积金、其他工资福利支出。',
    },
    ['@narrative/basic 未列 → 退休费30.00 presentation strong'],
  ],
  [
    '等 leaves some out lawfully',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资、津贴补贴、奖金等。',
    },
    [],
  ],
  [
    'a class counts for its items',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：公用经费90万元，主要包括商品和服务支出、资本性支出。',
    },
    [],
  ],
  [
    'a blank in the table',
    {
      'basic/30103': '',
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资、津贴补贴、奖金等。',
    },
    ['@narrative/basic 奖金 → 有金额 error strong'],
  ],
  [
    'a printed zero in the table',
    {
      'basic/30103': '0.00',
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资、津贴补贴、奖金等。',
    },
    ['@narrative/basic 奖金 → 有金额 error strong'],
  ],
]);
