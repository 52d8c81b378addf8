import { expect, test } from 'vitest';
import { balancesThrough, emptySnapshot } from './balance.ts';
import { decideClosing, decideOpening, newPeriods, type PeriodDecision } from './period.ts';
import { openBooks } from './testing/books.ts';
import { financial, leg } from './testing/sets.ts';

function shown(decision: PeriodDecision): string {
  if ('refusal' in decision) return decision.refusal.id;
  return `${decision.state.closedThrough ?? '-'} ${decision.state.openedThrough ?? '-'}`;
}

test.each`
  opened       | month        | answer
  ${null}      | ${'2024-01'} | ${'- 2024-01'}
  ${null}      | ${'2024-02'} | ${'period-out-of-order'}
  ${null}      | ${'2023-12'} | ${'period-out-of-order'}
  ${'2024-01'} | ${'2024-02'} | ${'- 2024-02'}
  ${'2024-12'} | ${'2025-01'} | ${'- 2025-01'}
  ${'2024-02'} | ${'2024-04'} | ${'period-out-of-order'}
  ${'2024-02'} | ${'2024-02'} | ${'period-opened-already'}
  ${'2024-02'} | ${'2024-01'} | ${'period-opened-already'}
  ${'2024-02'} | ${'2024-3'}  | ${'period-malformed'}
`('opened through $opened, opening $month: $answer', ({ opened, month, answer }) => {
  expect(shown(decideOpening(financial, { ...newPeriods(financial), openedThrough: opened }, month))).toBe(answer);
});

test.each`
  opened       | closed       | month        | today           | answer
  ${'2024-03'} | ${null}      | ${'2024-01'} | ${'2024-02-01'} | ${'2024-01 2024-03'}
  ${'2024-03'} | ${null}      | ${'2024-01'} | ${'2024-01-31'} | ${'period-not-over'}
  ${'2024-03'} | ${'2024-01'} | ${'2024-02'} | ${'2024-03-05'} | ${'2024-02 2024-03'}
  ${'2024-03'} | ${'2024-01'} | ${'2024-03'} | ${'2024-04-05'} | ${'period-out-of-order'}
  ${'2024-03'} | ${'2024-03'} | ${'2024-04'} | ${'2024-05-05'} | ${'period-out-of-order'}
  ${null}      | ${null}      | ${'2024-01'} | ${'2024-05-05'} | ${'period-out-of-order'}
  ${'2024-03'} | ${'2024-02'} | ${'2024-02'} | ${'2024-05-05'} | ${'period-closed-already'}
  ${'2024-03'} | ${'2024-02'} | ${'2024-01'} | ${'2024-05-05'} | ${'period-closed-already'}
  ${'2024-03'} | ${'2024-02'} | ${'march'}   | ${'2024-05-05'} | ${'period-malformed'}
`('open $closed to $opened, closing $month on $today: $answer', ({ opened, closed, month, today, answer }) => {
  const snapshot = { set: financial.id, through: month, rows: [] };
  const state = { set: financial.id, openedThrough: opened, closedThrough: closed };
  expect(shown(decideClosing(financial, state, month, snapshot, today))).toBe(answer);
});

test.each`
  account   | kind          | answer
  ${'1002'} | ${'an asset'} | ${'2024-12 2024-12'}
  ${'5001'} | ${'expense'}  | ${'year-end-not-posted'}
  ${'1821'} | ${'ending'}   | ${'account-without-successor'}
`('December with $kind $account left: $answer', ({ account, answer }: Record<'account' | 'answer', string>) => {
  const accounts = financial.accounts.filter(({ key, from }) => key !== '1821' || from === '2019-01-01');
  const set = { ...financial, accounts };
  const books = openBooks([set], '2024-12');
  books.postLegs(set, '2024-12-10', [leg('debit', account, '9'), leg('credit', '3001', '9')]);
  const snapshot = balancesThrough(emptySnapshot(set), books.entries, '2024-12');
  const state = { set: set.id, openedThrough: '2024-12', closedThrough: '2024-11' };
  expect(shown(decideClosing(set, state, '2024-12', snapshot, '2025-01-08'))).toBe(answer);
});

test('closing on other balances is a broken promise', () => {
  const state = { set: financial.id, openedThrough: '2024-01', closedThrough: null };
  expect(() => decideClosing(financial, state, '2024-01', emptySnapshot(financial), '2024-02-01')).toThrow('2024-01');
});
