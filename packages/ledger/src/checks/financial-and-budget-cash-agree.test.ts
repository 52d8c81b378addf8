import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { financialAndBudgetCashAgree } from './financial-and-budget-cash-agree.ts';

test.for([
  ['2024-03-15 财务 借1002 100.00 贷4609 100.00', 'bureau-budgetary 8001 0 10000 -10000'],
  ['2024-03-15 财务 借1002 100.00 贷4609 100.00\n2024-03-15 预算 借8001 100.00 贷6609 100.00', ''],
  ['2024-03-15 财务 借1002 5.00 贷2103 5.00', ''],
  ['2024-03-15 财务 借1002 5.00 贷2307 5.00', ''],
  ['2024-03-15 财务 借121801 20.00 贷1002 20.00', ''],
  ['2024-03-15 预算 借7101 30.00 贷8001 30.00', 'bureau-budgetary 8001 -3000 0 -3000'],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(financialAndBudgetCashAgree, lines).join(', ')).toBe(findings);
});
