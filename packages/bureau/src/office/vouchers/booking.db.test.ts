/** A voucher and the payment that it books, whichever comes first. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listTrail } from '../../access/index.ts';
import { line, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import {
  addProject,
  checkDocument,
  drawUpDocument,
  listPayments,
  reconcilePayments,
  recordPayment,
  type TreasuryPayment,
} from '../budget/index.ts';
import { budgetDocument, budgetLine, payment, paymentLine, projects } from '../budget/testing/invented.ts';
import { checker, maker, must } from '../testing.ts';
import { bookVoucher, checkVoucher, submitVoucher, type VoucherContent } from './index.ts';

let store: Store;
let books: TestBooks;
const today = '2024-12-31';

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
  const start = budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500_000_00)]);
  await store.db.transaction().execute(async (trx) => {
    for (const project of projects) await addProject(trx, { unitId: unit, project, ...maker });
    await drawUpDocument(trx, { unitId: unit, document: start, today, ...maker });
    await checkDocument(trx, { unitId: unit, documentId: start.id, approved: true, reason: '', ...checker });
  });
});
afterEach(() => store.close());

/** Draws a voucher up, has it checked and books it; what booking answers. */
async function book(content: VoucherContent, paymentOrder: string | null = 'ZF10') {
  const id = newId();
  const step = { unit, id, today };
  return store.db.transaction().execute(async (trx) => {
    const by = { maker: maker.by, at: maker.at };
    must(await submitVoucher(trx, { id, unit, date: '2024-03-15', content, paymentOrder, today, ...by }));
    must(await checkVoucher(trx, { ...step, person: checker.by, at: checker.at }));
    return { id, ...must(await bookVoucher(trx, books.charts, { ...step, person: maker.by, at: maker.at })) };
  });
}

const salaryOf = (yuan: string): VoucherContent => ({ rule: 'salary-paid-by-treasury', lines: [line(yuan)] });

async function pay(amount: number, more: Partial<TreasuryPayment> = {}, economyCode = '30101') {
  const one = payment(10, [paymentLine('R1', '2101501', economyCode, amount)], more);
  const decision = await store.db
    .transaction()
    .execute((trx) => recordPayment(trx, { unitId: unit, payment: one, today, ...maker }));
  expect(decision.outcome).toBe('accepted');
}

async function bookedBy(): Promise<readonly (string | null)[]> {
  return (await listPayments(store.db, unit, 2024)).map(({ voucherId }) => voucherId);
}

test('the payment came first: the voucher is tied to it when it is booked', async () => {
  await pay(30_000_17);
  const booked = await book(salaryOf('30000.17'));
  expect(booked).toMatchObject({ payments: { tied: [{ number: 'ZF10' }], open: [] } });
  expect(await bookedBy()).toEqual([booked.id]);
  const filter = { person: null, action: 'voucher.book', subject: 'treasury-payment:', from: null, to: null };
  expect(await listTrail(store.db, { filter, after: null, limit: 10 })).toHaveLength(1);
});

test('the voucher came first: it is tied when the payment is recorded', async () => {
  const booked = await book(salaryOf('30000.17'));
  expect(booked).toMatchObject({ payments: { tied: [], open: [] } });
  await pay(30_000_17);
  expect(await bookedBy()).toEqual([booked.id]);
});

test('the number of the payment order does as well', async () => {
  await pay(30_000_17, { orderNumber: 'SQ10' });
  const booked = await book(salaryOf('30000.17'), 'SQ10');
  expect(await bookedBy()).toEqual([booked.id]);
});

test.each`
  what                | amount       | economyCode | why                 | match
  ${'another amount'} | ${30_000_16} | ${'30101'}  | ${'amount-differs'} | ${'amount-differs'}
  ${'another item'}   | ${30_000_17} | ${'30102'}  | ${'item-differs'}   | ${'item-differs'}
`('a payment of $what stays open, is told and listed', async ({ amount, economyCode, why, match }) => {
  await pay(amount as number, {}, economyCode as string);
  const booked = await book(salaryOf('30000.17'));
  expect(booked).toMatchObject({ payments: { tied: [], open: [{ number: 'ZF10', why: why as string }] } });
  expect(await bookedBy()).toEqual([null]);
  const listed = await reconcilePayments(store.db, unit, 2024);
  expect(listed.map((row) => row.match)).toEqual([match]);
});

test('a voucher that is taken back lets its payment go, and the next one books it', async () => {
  await pay(30_000_17);
  const first = await book(salaryOf('30000.17'));
  await book({ takesBack: first.id, reason: '科目记错' }, null);
  expect(await bookedBy()).toEqual([null]);
  const second = await book(salaryOf('30000.17'));
  expect(await bookedBy()).toEqual([second.id]);
  expect((await reconcilePayments(store.db, unit, 2024)).map(({ match }) => match)).toEqual(['matched']);
});

test('a voucher without a number of a payment says nothing of payments', async () => {
  await pay(30_000_17);
  const booked = await book({ rule: 'expense-paid-from-bank', lines: [line('30000.17')] }, null);
  expect('payments' in booked).toBe(false);
  expect(await bookedBy()).toEqual([null]);
});
