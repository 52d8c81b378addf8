import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPeriod, readPeriods } from '../../books/index.ts';
import { budgetary, financial, line, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { verifiers } from '../../verify.ts';
import {
  bookVoucher,
  checkVoucher,
  closeMonth,
  countVouchers,
  countYearEnd,
  findVoucher,
  type MonthOutcome,
  openAttachment,
  openMonth,
  postUnitYearEnd,
  submitVoucher,
  withdrawVoucher,
} from './index.ts';
import { type Trx } from './records.ts';

const maker = newId();
const checker = newId();
const at = new Date('2025-01-31T08:00:00Z');
const today = '2025-01-31';

let store: Store;
let books: TestBooks;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterEach(() => store.close());

/** In a transaction that a refusal takes back, as the callers do. */
async function within<T extends object>(run: (trx: Trx) => Promise<T>): Promise<T> {
  let outcome: T | undefined;
  try {
    return await store.db.transaction().execute(async (trx) => {
      outcome = await run(trx);
      if ('refusal' in outcome) throw new Error('taken back');
      return outcome;
    });
  } catch (error) {
    if (outcome !== undefined && 'refusal' in outcome) return outcome;
    throw error;
  }
}

const close = (month: string, of = unit): Promise<MonthOutcome> =>
  within((trx) => closeMonth(trx, books.charts, { unit: of, month, today, person: checker, at }));
const open = (month: string, of = unit): Promise<MonthOutcome> =>
  within((trx) => openMonth(trx, books.charts, { unit: of, month, today, person: maker, at }));
const yearEnd = (year: number) =>
  within((trx) => postUnitYearEnd(trx, books.charts, { unit, year, today, person: checker, at }));

const refusalOf = (outcome: object): string | null =>
  'refusal' in outcome ? (outcome.refusal as { readonly id: string }).id : null;

async function submit(date: string, yuan = '10.00'): Promise<string> {
  const id = newId();
  const content = { rule: 'expense-paid-by-treasury', lines: [line(yuan)] };
  const submitted = await within((trx) =>
    submitVoucher(trx, { id, unit, date, content, paymentOrder: '24-1', maker, at, today }),
  );
  if ('refusal' in submitted) throw new Error(submitted.refusal.message);
  return id;
}

async function book(id: string): Promise<void> {
  const command = { unit, id, at, today };
  await within((trx) => checkVoucher(trx, { ...command, person: checker }));
  const outcome = await within((trx) => bookVoucher(trx, books.charts, { ...command, person: maker }));
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
}

async function failures(): Promise<readonly string[]> {
  const all = await Promise.all(verifiers.map(async (verifier) => (await verifier.run(store.db)).failures));
  return all.flat();
}

const closedThrough = async () =>
  Promise.all([financial, budgetary].map(async (set) => (await readPeriods(store.db, set))?.closedThrough));

test('a month closes in both books at once, and only when every voucher of it is booked', async () => {
  const first = await submit('2024-01-10');
  const second = await submit('2024-01-20', '30.00');
  await within((trx) => checkVoucher(trx, { unit, id: first, person: checker, at, today }));
  const refused = await close('2024-01');
  expect(refused).toEqual({
    refusal: {
      id: 'month-vouchers-unbooked',
      message:
        '2024-01还有2张凭证没有记账（待复核1张，待记账1张；最早的是2024-01-10“财政直接支付费用”10.00元）。请复核并记账，或退回、撤销，再办理。',
    },
  });
  expect(await closedThrough()).toEqual([null, null]);
  await within((trx) => withdrawVoucher(trx, { unit, id: second, person: maker, at, today, reason: '重复编制' }));
  expect(refusalOf(await close('2024-01'))).toBe('month-vouchers-unbooked');
  const outcome = await within((trx) => bookVoucher(trx, books.charts, { unit, id: first, person: maker, at, today }));
  expect(outcome).toMatchObject({ state: 'booked' });
  expect(await close('2024-01')).toMatchObject({
    periods: [{ closedThrough: '2024-01' }, { closedThrough: '2024-01' }],
  });
  expect(refusalOf(await close('2024-01'))).toBe('period-closed-already');
  expect(refusalOf(await close('2024-03'))).toBe('period-out-of-order');
  expect(await closedThrough()).toEqual(['2024-01', '2024-01']);
  expect(await countVouchers(store.db, unit, 2024)).toEqual([
    { month: '2024-01', made: 0, checked: 0, returned: 0, booked: 1 },
  ]);
  const trail = await store.db.selectFrom('trail_action').select(['action', 'subject', 'detail']).execute();
  expect(trail.filter(({ action }) => action === 'period.close')).toEqual([
    {
      action: 'period.close',
      subject: `unit:${unit}`,
      detail: JSON.stringify({ month: '2024-01', sets: `${budgetary}、${financial}` }),
    },
  ]);
  expect(await failures()).toEqual([]);
});

test('a voucher cannot be drawn up for a month while it closes', async () => {
  const outcomes = await Promise.all([
    close('2024-01'),
    ...[1, 2, 3].map((day) =>
      submit(`2024-01-0${day}`).then(
        () => ({}),
        (error: Error) => error,
      ),
    ),
  ]);
  const [closed, ...submissions] = outcomes;
  const taken = submissions.filter((one) => !(one instanceof Error)).length;
  // Either some voucher came first and the month stays open, or the month closed first and no voucher was taken.
  expect(refusalOf(closed ?? {}) === null ? taken : 0).toBe(0);
});

test('a month opens in both books, in order', async () => {
  expect(await open('2025-01')).toMatchObject({
    periods: [{ openedThrough: '2025-01' }, { openedThrough: '2025-01' }],
  });
  expect(refusalOf(await open('2025-01'))).toBe('period-opened-already');
  expect(refusalOf(await open('2025-03'))).toBe('period-out-of-order');
  for (const act of [open, close]) expect(refusalOf(await act('2025-02', 'nowhere'))).toBe('unit-unknown');
});

test('where one book is behind, only that one moves', async () => {
  await openPeriod(store.db, books.charts, financial, '2025-01');
  expect(await open('2025-01')).toEqual({
    periods: [{ set: budgetary, openedThrough: '2025-01', closedThrough: null }],
  });
});

test('the year-end vouchers of both books are posted and numbered after those of December', async () => {
  await book(await submit('2024-12-10', '80.00'));
  const open = await submit('2024-12-20');
  expect(refusalOf(await yearEnd(2024))).toBe('month-vouchers-unbooked');
  await book(open);
  const outcome = await yearEnd(2024);
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  // Money in and out are the same, so nothing is left after the first step of each book.
  expect(outcome.vouchers.map(({ number }) => number)).toEqual([3, 4]);
  expect(await countYearEnd(store.db, unit, 2024)).toEqual(
    new Map([
      [financial, 1],
      [budgetary, 1],
    ]),
  );
  expect(await findVoucher(store.db, unit, outcome.vouchers[0]?.id ?? '')).toMatchObject({
    state: 'booked',
    source: 'year-end:2024',
    number: 3,
    total: 9000,
    checkedBy: null,
    asked: null,
  });
  expect(await yearEnd(2024)).toEqual({ vouchers: [] });
  for (let month = 1; month <= 12; month += 1) {
    expect(refusalOf(await close(`2024-${String(month).padStart(2, '0')}`))).toBe(null);
  }
  expect(refusalOf(await yearEnd(2025))).toBe(null);
  expect(await failures()).toEqual([]);
});

test('an attachment that nobody has is not found', async () => {
  const reader = { person: maker, mayRead: () => true };
  expect(refusalOf(await openAttachment(store.db, '0'.repeat(64), reader))).toBe('attachment-not-found');
});
