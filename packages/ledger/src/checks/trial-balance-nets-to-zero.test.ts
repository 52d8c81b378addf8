import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { trialBalanceNetsToZero } from './trial-balance-nets-to-zero.ts';

test.for([
  ['2024-03-15 财务 借5001 100.00 贷4001 90.00', 'bureau-financial 10000 9000 1000'],
  ['2024-03-15 财务 借5001 100.00 贷4001 100.00', ''],
  ['2024-03-15 财务 借5001 100.00 贷4001 90.00\n2024-03-16 财务 借5001 90.00 贷4001 100.00', ''],
  ['2024-03-15 基金 借payment-account-deposit 5.00 贷fiscal-account-deposit 4.00', 'employee-fund 500 400 100'],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(trialBalanceNetsToZero, lines).join(', ')).toBe(findings);
});
