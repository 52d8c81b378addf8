import { testRows } from '../../test/check-rows.ts';
import { narrativeAgreesWithTables } from './narrative-agrees-with-tables.ts';

testRows(narrativeAgreesWithTables, [
  [
    '收入合计',
    { 'narrative/income': '2024年度收入合计1129万元，其中：财政拨款收入1180万元，占98.99%；其他收入12万元，占1.01%。' },
    ['@narrative/income 1129万元 → 1192.00万元 error proven'],
  ],
  [
    'a part of income',
    { 'narrative/income': '2024年度收入合计1192万元，其中：财政拨款收入1108万元，占98.99%；其他收入12万元，占1.01%。' },
    ['@narrative/income 1108万元 → 1180.00万元 error proven'],
  ],
  [
    '收、支总计 is one figure for two cells',
    { 'narrative/overview': '2024年度收、支总计1274万元。' },
    ['@narrative/overview 1274万元 → 1247.00万元 error proven +1'],
  ],
  [
    '财政拨款收、支总计',
    { 'narrative/fiscal': '2024年度财政拨款收、支总计1203万元。' },
    ['@narrative/fiscal 1203万元 → 1230.00万元 error proven +1'],
  ],
  [
    '基本支出 of all money, not of general budget',
    {
      'narrative/expenditure': '2024年度支出合计1220万元，其中：基本支出500万元，占42.62%；项目支出700万元，占57.38%。',
    },
    ['@narrative/expenditure 500万元 → 520.00万元 error proven'],
  ],
  [
    'a class of the structure',
    {
      'narrative/general-structure':
        '2024年度一般公共预算财政拨款支出1210万元，主要用于以下方面：社会保障和就业（类）支出44万元；卫生健康（类）支出1142万元；住房保障（类）支出28万元。',
    },
    ['@narrative/general-structure 44万元 → 40.00万元 error proven'],
  ],
  [
    'an economic item',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资130万元、津贴补贴101万元；公用经费90万元。',
    },
    ['@narrative/basic 101万元 → 110.00万元 error proven'],
  ],
  [
    '三公 budget',
    { 'narrative/three-public': '2024年度“三公”经费财政拨款支出预算为6万元，支出决算为8万元。' },
    ['@narrative/three-public 6万元 → 9.00万元 error proven'],
  ],
  [
    '年初预算 of 三公 is another figure than the table’s',
    { 'narrative/three-public': '2024年度“三公”经费财政拨款支出年初预算为12万元，支出决算为8万元。' },
    [],
  ],
  [
    '接待费',
    { 'narrative/reception': '公务接待费支出预算为3万元，支出决算为2.05万元。' },
    ['@narrative/reception 2.05万元 → 2.50万元 error proven'],
  ],
  [
    '520.01万元 is rounding',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520.01万元。' },
    ['@narrative/basic 520.01万元 → 520.00万元 rounding proven'],
  ],
  [
    '520.02万元 is not',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520.02万元。' },
    ['@narrative/basic 520.02万元 → 520.00万元 error proven'],
  ],
  [
    '520.00万元 and 520万元 are the same',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520.00万元。' },
    [],
  ],
  ['元', { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出5200000元。' }, []],
  [
    '元 beyond rounding',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出5200100元。' },
    ['@narrative/basic 5200100元 → 5200000元 error proven'],
  ],
  [
    'about',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出约520.4万元。' },
    ['@narrative/basic 520.4万元 → 520.00万元 error proven'],
  ],
  ['千分位', { 'narrative/overview': '2024年度收、支总计1,247.00万元。' }, []],
  [
    'last year is another figure',
    { 'narrative/overview': '2024年度收、支总计1247万元，比2023年度的1200万元增加47万元。' },
    [],
  ],
  [
    'a figure in brackets is not the statement',
    { 'narrative/overview': '2024年度收、支总计1247万元（其中上年结转55万元，2023年度总计1200万元）。' },
    [],
  ],
  [
    'the table changed, the narrative right',
    { 'general/total/total': '1201.00' },
    ['@general/total/total 1201.00 → 1210.00万元 error proven +1'],
  ],
]);
