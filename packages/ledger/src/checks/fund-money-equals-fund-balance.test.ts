import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { fundMoneyEqualsFundBalance } from './fund-money-equals-fund-balance.ts';

test.for([
  [
    '2024-03-15 基金 借benefit-expense 5.00 统筹 贷payment-account-deposit 5.00 个人',
    'employee-fund employee-pooled 0 -500 500, employee-fund employee-personal -500 0 -500',
  ],
  ['2024-03-15 基金 借benefit-expense 5.00 个人 贷payment-account-deposit 5.00 个人', ''],
  ['2024-03-15 基金 借benefit-expense 5.00 统筹 贷temporary-receipt 5.00 统筹', ''],
  ['2024-03-15 财务 借5001 5.00 贷4001 5.00', ''],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(fundMoneyEqualsFundBalance, lines).join(', ')).toBe(findings);
});
