import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { yearEndLeavesNothing } from './year-end-leaves-nothing.ts';

test.for([
  [
    '2024-06-30 财务 借5001 70.00 贷4001 70.00\n2024-12-31 财务 借4001 70.00 贷3301 70.00 结转\n2024-12-31 财务 借3301 60.00 贷5001 60.00 结转',
    'bureau-financial 3301 -1000 0 -1000, bureau-financial 5001 1000 0 1000',
  ],
  ['2024-06-30 财务 借5001 70.00 贷4001 70.00\n2024-12-31 财务 借4001 70.00 贷5001 70.00 结转', ''],
  ['2024-12-15 财务 借5001 70.00 贷4001 70.00', ''],
  ['2024-06-15 财务 借5001 70.00 贷4001 70.00\n2024-11-30 财务 借4001 7.00 贷3301 7.00 结转', ''],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(yearEndLeavesNothing, lines).join(', ')).toBe(findings);
});
