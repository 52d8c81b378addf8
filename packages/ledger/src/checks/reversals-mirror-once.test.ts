import { expect, test } from 'vitest';
import { found } from '../testing/lines.ts';
import { reversalsMirrorOnce } from './reversals-mirror-once.ts';

test.for([
  [
    '2024-03-15 财务 借5001 100.00 贷4001 100.00\n2024-03-16 财务 借4001 90.00 贷5001 90.00 冲销第1行',
    'bureau-financial 9000 10000 -1000',
  ],
  [
    '2024-03-15 财务 借5001 100.00 贷4001 100.00\n2024-03-16 财务 借4001 100.00 贷5101 100.00 冲销第1行',
    'bureau-financial 10000 10000 0',
  ],
  ['2024-03-15 财务 借5001 100.00 贷4001 100.00\n2024-03-16 财务 贷5001 100.00 借4001 100.00 冲销第1行', ''],
  [
    '2024-03-15 财务 借5001 1.00 贷4001 1.00\n2024-03-16 财务 借4001 1.00 贷5001 1.00 冲销第1行\n2024-03-17 财务 借4001 1.00 贷5001 1.00 冲销第1行',
    'bureau-financial 200 100 100',
  ],
] as const)('%s: %s', ([lines, findings]) => {
  expect(found(reversalsMirrorOnce, lines).join(', ')).toBe(findings);
});
