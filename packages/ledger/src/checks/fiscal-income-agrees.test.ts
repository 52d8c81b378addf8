import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { fiscalIncomeAgrees } from './fiscal-income-agrees.ts';

test.for([
  [
    '2024-03-15 财务 借5001 100.00 贷4001 100.00\n2024-03-15 预算 借7101 90.00 贷6001 90.00',
    'bureau-budgetary 6001 9000 10000 -1000',
  ],
  ['2024-03-15 财务 借5001 100.00 贷4001 100.00\n2024-03-15 预算 借7101 100.00 贷6001 100.00', ''],
  ['2024-12-31 财务 借4001 100.00 贷3301 100.00 结转', ''],
  ['2024-03-15 财务 借4001 1.00 贷5001 1.00', 'bureau-budgetary 6001 0 -100 100'],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(fiscalIncomeAgrees, lines).join(', ')).toBe(findings);
});
