import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { balancesOnNormalSide } from './balances-on-normal-side.ts';

test.for([
  ['2024-03-15 财务 借5001 30.00 贷1002 30.00', 'bureau-financial 1002 3000 0 3000'],
  ['2024-03-15 财务 借2103 8.00 贷4609 8.00', 'bureau-financial 2103 800 0 800'],
  ['2024-03-15 财务 借3301 7.00 贷4001 7.00', ''],
  ['2024-03-15 财务 借5001 2.00 贷1602 2.00', ''],
  ['2024-03-15 预算 借8101 2.00 贷8102 2.00', 'bureau-budgetary 8101 200 0 200'],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(balancesOnNormalSide, lines).join(', ')).toBe(findings);
});
