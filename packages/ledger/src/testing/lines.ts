/**
 * Entries as a page writes them, one on a line:
 *
 *     2024-03-15 财务 借5001 100.00 贷4001 100.00
 *     2024-03-16 财务 借4001 100.00 贷5001 100.00 冲销第1行
 *     2024-12-31 财务 借4001 100.00 贷3301 100.00 结转
 *     2024-03-15 基金 借payment-account-deposit 5.00 统筹 贷fiscal-account-deposit 5.00 个人
 *
 * They are not posted, so they may be as wrong as they like. Legs of the budgetary book bear one set of dimensions.
 */
import { monthOf } from '@mingzhang/kernel';
import { type Dimensions } from '../account.ts';
import { emptySnapshot } from '../balance.ts';
import { type BooksView, type LedgerCheck, type LedgerFinding } from '../checks/check.ts';
import { type Entry, type Leg } from '../entry.ts';
import { budgetary, employeeFund, financial, id, leg, salary } from './sets.ts';

const books = { 财务: financial, 预算: budgetary, 基金: employeeFund } as const;

export function viewOf(text: string): BooksView {
  const lines = text.split('\n').map((line) => line.trim());
  const entries = lines.filter((line) => line !== '').map(entryOf);
  const sets = Object.values(books);
  const through = entries.map(({ date }) => monthOf(date)).reduce((a, b) => (a > b ? a : b), '2024-01');
  return { sets, starts: sets.map(emptySnapshot), entries, through };
}

function entryOf(line: string, index: number): Entry {
  const [date = '', book = ''] = line.split(' ');
  const set = books[book as keyof typeof books];
  const legs = [...line.matchAll(/([借贷])(\S+) ([\d.]+)(?: (统筹|个人))?/g)].map(
    ([, side, account, yuan, fund]): Leg => {
      const dimensions: Dimensions =
        book === '预算'
          ? salary
          : book === '基金'
            ? { fund: fund === '个人' ? 'employee-personal' : 'employee-pooled' }
            : {};
      return leg(side === '借' ? 'debit' : 'credit', account ?? '', yuan ?? '', dimensions);
    },
  );
  const original = /冲销第(\d+)行/.exec(line)?.[1];
  return {
    id: id(100 + index),
    voucher: id(500 + index),
    set: set.id,
    kind: line.endsWith('结转') ? 'closing' : 'ordinary',
    date,
    text: '测试',
    reverses: original === undefined ? null : id(99 + Number(original)),
    legs,
  };
}

/** Findings as 'set account-or-fund stated expected difference', in fen; the message must name both figures. */
export function found(check: LedgerCheck, text: string): readonly string[] {
  return check.run(viewOf(text)).map((finding: LedgerFinding) => {
    const { set, account, fund, stated, expected, difference } = finding;
    return [set, account ?? fund, stated, expected, difference].filter((part) => part !== undefined).join(' ');
  });
}
