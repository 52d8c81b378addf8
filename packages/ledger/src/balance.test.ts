import { formatYuan } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { balancesThrough, carryOver, closingOf, emptySnapshot, trialBalance } from './balance.ts';
import { type Entry } from './entry.ts';
import { openBooks } from './testing/books.ts';
import { financial, leg } from './testing/sets.ts';

function entries(): readonly Entry[] {
  const books = openBooks([financial], '2025-02');
  books.postLegs(financial, '2024-01-01', [leg('debit', '1002', '50'), leg('credit', '3001', '50')], 'opening');
  books.postLegs(financial, '2024-02-10', [leg('debit', '1002', '30'), leg('credit', '4609', '30')]);
  books.postLegs(financial, '2024-03-10', [leg('debit', '121801', '20'), leg('credit', '1002', '20')]);
  books.postLegs(financial, '2024-12-31', [leg('debit', '4609', '30'), leg('credit', '3001', '30')], 'closing');
  books.postLegs(financial, '2025-01-05', [leg('debit', '5001', '5'), leg('credit', '1002', '5')]);
  return books.entries;
}

const start = emptySnapshot(financial);

/** A row as '1002 0.00 +80.00 -20.00 = 60.00'. */
const shown = (through: string, from = start): readonly string[] =>
  balancesThrough(
    from,
    entries().filter(({ date }) => date.slice(0, 7) > from.through),
    through,
  ).rows.map((row) => {
    const figures = [row.opening, row.debit, row.credit, closingOf(row)].map(formatYuan);
    return `${row.account} ${figures[0]} +${figures[1]} -${figures[2]} = ${figures[3]}`;
  });

test.for([
  ['2023-12', []],
  ['2024-01', ['1002 0.00 +50.00 -0.00 = 50.00', '3001 0.00 +0.00 -50.00 = -50.00']],
  [
    '2024-12',
    [
      '1002 0.00 +80.00 -20.00 = 60.00',
      '121801 0.00 +20.00 -0.00 = 20.00',
      '3001 0.00 +0.00 -80.00 = -80.00',
      '4609 0.00 +30.00 -30.00 = 0.00',
    ],
  ],
  [
    '2025-01',
    [
      '1002 60.00 +0.00 -5.00 = 55.00',
      '121801 20.00 +0.00 -0.00 = 20.00',
      '3001 -80.00 +0.00 -0.00 = -80.00',
      '5001 0.00 +5.00 -0.00 = 5.00',
    ],
  ],
] as const)('balances through %s', ([through, rows]) => {
  expect(shown(through)).toEqual(rows);
});

test('from any snapshot the later balances are those of a replay', () => {
  for (const month of ['2024-01', '2024-06', '2024-12', '2025-01']) {
    expect(shown('2025-02', balancesThrough(start, entries(), month))).toEqual(shown('2025-02'));
  }
});

test('a new year begins with what the last one left', () => {
  const december = balancesThrough(start, entries(), '2024-12');
  expect(carryOver(december).map(({ account, opening }) => `${account} ${formatYuan(opening)}`)).toEqual([
    '1002 60.00',
    '121801 20.00',
    '3001 -80.00',
  ]);
  expect(() => carryOver(balancesThrough(start, entries(), '2024-11'))).toThrow('does not end a year');
});

test('an entry of a closed month, or of other books, is a broken promise', () => {
  const march = balancesThrough(start, entries(), '2024-03');
  const ofMarch = entries().filter(({ date }) => date.startsWith('2024-03'));
  expect(() => balancesThrough(march, ofMarch, '2024-04')).toThrow('closed period');
  expect(() => balancesThrough(march, [], '2024-02')).toThrow('past 2024-02');
  expect(() => balancesThrough({ ...start, set: 'other' }, entries(), '2024-04')).toThrow('belongs to');
});

test.each`
  from         | to           | line
  ${'2023-12'} | ${'2024-03'} | ${'1002 0.00 80.00 20.00 60.00'}
  ${'2024-01'} | ${'2024-03'} | ${'1002 50.00 30.00 20.00 60.00'}
  ${'2024-02'} | ${'2024-03'} | ${'1002 80.00 0.00 20.00 60.00'}
  ${'2024-03'} | ${'2024-03'} | ${'1002 60.00 0.00 0.00 60.00'}
  ${'2024-12'} | ${'2025-01'} | ${'1002 60.00 0.00 5.00 55.00'}
  ${'2024-02'} | ${'2024-03'} | ${'1218 0.00 20.00 0.00 20.00'}
  ${'2024-02'} | ${'2024-03'} | ${'121801 0.00 20.00 0.00 20.00'}
`('trial balance after $from to $to: $line', ({ from, to, line }: Record<'from' | 'to' | 'line', string>) => {
  const at = (month: string) => balancesThrough(start, entries(), month);
  const { rows, total } = trialBalance(financial, at(from), at(to));
  const account = line.split(' ')[0];
  const row = rows.find(({ code }) => code === account);
  expect(row && [row.code, ...[row.opening, row.debit, row.credit, row.closing].map(formatYuan)].join(' ')).toBe(line);
  // Details are shown below what they detail and counted once.
  expect([total.opening, total.closing, total.debit - total.credit]).toEqual([0, 0, 0]);
});

test('a trial balance lies within one year', () => {
  const at = (month: string) => balancesThrough(start, entries(), month);
  expect(() => trialBalance(financial, at('2024-06'), at('2025-01'))).toThrow('no trial balance');
  expect(() => trialBalance(financial, at('2024-06'), at('2024-05'))).toThrow('no trial balance');
});
