import { testRows } from '../../test/check-rows.ts';
import { classificationsNotMixed } from './classifications-not-mixed.ts';

testRows(classificationsNotMixed, [
  [
    'basic beside goods and services',
    {
      'narrative/expenditure':
        '2024年度支出合计1220万元，其中：基本支出520万元；商品和服务支出600万元；对个人和家庭的补助支出100万元。',
    },
    ['@narrative/expenditure 520万元 →  error strong'],
  ],
  [
    'project beside wages',
    { 'narrative/expenditure': '2024年度支出合计1220万元，其中：项目支出700万元；工资福利支出520万元。' },
    ['@narrative/expenditure 700万元 →  error strong'],
  ],
  [
    'economic kinds alone',
    {
      'narrative/expenditure':
        '2024年度支出合计1220万元，其中：工资福利支出420万元；商品和服务支出700万元；对个人和家庭的补助支出100万元。',
    },
    [],
  ],
]);
