import { testRows } from '../../test/check-rows.ts';
import { narrativePartsAddUp } from './narrative-parts-add-up.ts';

testRows(narrativePartsAddUp, [
  [
    'income',
    { 'narrative/income': '2024年度收入合计1192万元，其中：财政拨款收入1180万元；其他收入21万元。' },
    ['@narrative/income 1192万元 → 1201.00万元 error proven'],
  ],
  [
    'income within rounding',
    { 'narrative/income': '2024年度收入合计1192.01万元，其中：财政拨款收入1180万元；其他收入12万元。' },
    ['@narrative/income 1192.01万元 → 1192.00万元 rounding proven'],
  ],
  [
    'income beyond rounding',
    { 'narrative/income': '2024年度收入合计1192.02万元，其中：财政拨款收入1180万元；其他收入12万元。' },
    ['@narrative/income 1192.02万元 → 1192.00万元 error proven'],
  ],
  [
    'expenditure',
    { 'narrative/expenditure': '2024年度支出合计1220万元，其中：基本支出520万元；项目支出690万元。' },
    ['@narrative/expenditure 1220万元 → 1210.00万元 error proven'],
  ],
  ['a part left out', { 'narrative/expenditure': '2024年度支出合计1220万元，其中：基本支出520万元。' }, []],
  [
    'zero parts',
    {
      'narrative/expenditure':
        '2024年度支出合计1220万元，其中：基本支出520万元；项目支出700万元；上缴上级支出0万元；经营支出0万元；对附属单位补助支出0万元。',
    },
    [],
  ],
  [
    'basic expenditure',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费403万元；公用经费90万元。' },
    ['@narrative/basic 520万元 → 493.00万元 error proven'],
  ],
  [
    'basic expenditure in 元',
    { 'narrative/basic': '2024年度一般公共预算财政拨款基本支出5200000元，其中：人员经费430万元；公用经费90万元。' },
    [],
  ],
  [
    'structure by class',
    {
      'narrative/general-structure':
        '2024年度一般公共预算财政拨款支出1210万元，主要用于以下方面：社会保障和就业（类）支出40万元，占3.31%；卫生健康（类）支出1124万元，占94.38%；住房保障（类）支出28万元，占2.31%。',
    },
    ['@narrative/general-structure 1210万元 → 1192.00万元 error proven'],
  ],
  [
    '三公 final',
    {
      'narrative/three-public':
        '2024年度“三公”经费财政拨款支出预算为9万元，支出决算为8万元。其中：因公出国（境）费支出决算为0万元，公务用车购置及运行维护费支出决算为5.5万元，公务接待费支出决算为2万元。',
    },
    ['@narrative/three-public 8万元 → 7.50万元 error proven'],
  ],
  [
    '三公 by purchase and running',
    {
      'narrative/three-public':
        '2024年度“三公”经费财政拨款支出决算为8万元。其中：因公出国（境）费支出决算为0万元，公务用车购置费支出决算为0万元，公务用车运行维护费支出决算为5.5万元，公务接待费支出决算为2.5万元。',
    },
    [],
  ],
  [
    'a list that names some',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资130万元、津贴补贴110万元；公用经费90万元，主要包括办公费20万元。',
    },
    [],
  ],
  [
    'a list longer than its whole',
    {
      'narrative/basic':
        '2024年度一般公共预算财政拨款基本支出520万元，其中：人员经费430万元，主要包括基本工资330万元、津贴补贴110万元；公用经费90万元。',
    },
    ['@narrative/basic 430万元 → 440.00万元 error strong'],
  ],
  [
    'the general budget by basic and project',
    {
      'narrative/general-overall': '2024年度一般公共预算财政拨款支出1210万元，其中：基本支出520万元；项目支出700万元。',
    },
    ['@narrative/general-overall 1210万元 → 1220.00万元 error proven'],
  ],
]);
