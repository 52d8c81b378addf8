import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { entriesBalance } from './entries-balance.ts';

test.for([
  ['2024-03-15 财务 借5001 100.00 贷4001 90.00', 'bureau-financial 10000 9000 1000'],
  ['2024-03-15 财务 借5001 100.00 贷4001 60.00 贷1002 40.00', ''],
  [
    '2024-03-15 财务 借5001 100.00 贷4001 100.00\n2024-03-16 预算 借7101 1.00 贷6001 1.01',
    'bureau-budgetary 100 101 -1',
  ],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(entriesBalance, lines).join(', ')).toBe(findings);
});
