/** What a voucher spends against payments of its number: '2101501 30101 100' is an item with its amount, a fourth word a project. */
import { describe, expect, test } from 'vitest';
import { decideTies, type PaidSide, type SpentLine, spendingOf } from './ties.ts';

function lines(text: string): readonly SpentLine[] {
  return text.split('，').map((line) => {
    const [functionCode = '', economyCode = '', amount = '', project = null] = line.split(' ');
    const source = functionCode.startsWith('基金') ? 'government-fund-budget' : 'general-public-budget';
    return { functionCode: functionCode.replace('基金', ''), economyCode, source, project, amount: Number(amount) };
  });
}

function payments(texts: readonly string[]): readonly PaidSide[] {
  return texts.map((text, index) => ({
    id: `p${index + 1}`,
    number: 'ZF1',
    lines: lines(text.replace('已入账 ', '')),
    voucherId: text.startsWith('已入账') ? 'another' : null,
  }));
}

describe('a voucher is tied to', () => {
  test.each<[string, string, readonly string[], string]>([
    ['the payment that agrees', '2101501 30101 100', ['2101501 30101 100 R1'], 'tied p1'],
    [
      'it whatever the order of lines',
      '2101501 30101 70，2101501 30102 30',
      ['2101501 30102 30 R1，2101501 30101 70 R1'],
      'tied p1',
    ],
    ['it though lines are split', '2101501 30101 100', ['2101501 30101 60 R1，2101501 30101 40 R1'], 'tied p1'],
    ['nothing where the amounts differ', '2101501 30101 100', ['2101501 30101 99 R1'], 'p1 amount-differs'],
    ['nothing where the 款 differs', '2101501 30101 100', ['2101501 30102 100 R1'], 'p1 item-differs'],
    ['nothing where the 项 differs', '2101501 30101 100', ['2101505 30101 100 R1'], 'p1 item-differs'],
    ['nothing where the money differs', '2101501 30101 100', ['基金2101501 30101 100 R1'], 'p1 item-differs'],
    ['the payment of the project that it names', '2101505 30227 100 T1', ['2101505 30227 100 T1'], 'tied p1'],
    ['nothing of another project', '2101505 30227 100 T1', ['2101505 30227 100 T2'], 'p1 item-differs'],
    ['one of two', '2101501 30101 100', ['2101501 30101 60 R1', '2101501 30101 100 R1'], 'tied p2'],
    ['two together', '2101501 30101 100', ['2101501 30101 60 R1', '2101501 30101 40 R1'], 'tied p1 p2'],
    ['what is left after a refund', '2101501 30101 90', ['2101501 30101 100 R1', '2101501 30101 -10 R1'], 'tied p1 p2'],
    ['none that is booked', '2101501 30101 100', ['已入账 2101501 30101 100 R1'], ''],
    [
      'the other where one is booked',
      '2101501 30101 100',
      ['已入账 2101501 30101 100 R1', '2101501 30101 100 R1'],
      'tied p2',
    ],
    ['nothing where there is none', '2101501 30101 100', [], ''],
  ])('%s', (_, spent, paid, expected) => {
    const { tied, open } = decideTies(lines(spent), payments(paid));
    const told = [
      ...(tied.length === 0 ? [] : [`tied ${tied.map(({ id }) => id).join(' ')}`]),
      ...open.map(({ payment, why }) => `${payment.id} ${why}`),
    ];
    expect(told.join('；')).toBe(expected);
  });
});

test('what a voucher spends is its legs on expenditure, a debit above zero', () => {
  const dimensions = {
    functionCode: '2101501',
    economyCode: '30101',
    source: 'general-public-budget',
    spending: 'basic',
  } as const;
  const leg = (account: string, side: 'debit' | 'credit', amount: number) => ({ account, side, amount, dimensions });
  const entry = (legs: readonly ReturnType<typeof leg>[]) => ({ id: 'e', set: 's', reverses: null, legs });
  const voucher = {
    id: 'v',
    kind: 'ordinary' as const,
    date: '2024-03-15',
    text: '',
    entries: [
      entry([leg('5001', 'debit', 100), leg('4001', 'credit', 100)]),
      entry([leg('7101', 'debit', 120), leg('7101', 'credit', 20), leg('6001', 'credit', 100)]),
    ],
  };
  expect(spendingOf(voucher).map(({ amount, project }) => [amount, project])).toEqual([
    [120, null],
    [-20, null],
  ]);
});
