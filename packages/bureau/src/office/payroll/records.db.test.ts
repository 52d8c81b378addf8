import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { vouchersByCode } from '../ledger-parts.ts';
import { listParameters } from '../parameters/records.ts';
import { bookAll, checker, confirmRates, item, maker, must, refusalOf, staffed, today, yuan } from '../testing.ts';
import { bookVoucher, checkVoucher, returnVoucher, submitVoucher, withdrawVoucher } from '../vouchers/index.ts';
import { decideOnRun, listRuns, makeRun, paidPeople, readRun, takeBackRun } from './records.ts';
import { payrollVerifiers } from './verify.ts';

let store: Store;
let books: TestBooks;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterEach(() => store.close());

const regular = { unit, month: '2024-03', kind: 'regular', reason: '', project: null, today } as const;
const make = (other: object = {}) => makeRun(store.db, { ...regular, id: newId(), ...maker, ...other });
const decide = (id: string, other: object = {}) =>
  decideOnRun(store.db, {
    unit,
    id,
    ...checker,
    approve: true,
    reason: '',
    date: '2024-03-15',
    vouchers: [newId(), newId(), newId()],
    expense: '5001',
    paymentOrder: '支付令0315',
    today,
    ...other,
  });

test('one makes the run, another passes it on: three vouchers, which add up to it', async () => {
  await confirmRates(store.db);
  await staffed(store.db);
  const id = newId();
  must(await make({ id }));
  expect(await make({ id })).toMatchObject({ again: true });
  expect(refusalOf(await make({ id, month: '2024-04' }))).toBe('id-used');
  expect(refusalOf(await make())).toBe('run-waiting');
  expect(refusalOf(await decide(id, maker))).toBe('checker-is-maker');
  expect(refusalOf(await decide(newId()))).toBe('record-unknown');
  must(await decide(id));
  expect(refusalOf(await decide(id))).toBe('decided-already');
  const run = await readRun(store.db, unit, id);
  expect(run).toMatchObject({ state: 'checked', persons: 2, gross: yuan('14733.33') });
  expect(run?.vouchers.map(({ text, state }) => `${text} ${state}`).toSorted()).toEqual([
    '2024-03工资随发的工会经费、离退休费和补助 made',
    '发放2024-03工资及缴纳单位缴费 made',
    '计提2024-03工资及单位缴费 made',
  ]);
  expect(await bookAll(store.db, books)).toBe(3);
  const booked = await vouchersByCode(store.db, { unit, codes: [] });
  const sum = booked.reduce((total, { amount }) => total + amount, 0);
  expect(sum).toBe((run?.gross ?? 0) + (run?.employer ?? 0));
  expect(booked.find(({ code }) => code === '30113')?.amount).toBe(yuan('808.00'));
  expect(run?.people.map(({ name, net }) => [name, net])).toEqual([
    ['李老', yuan('8000.00')],
    ['王一', yuan('4982.66')],
  ]);
  expect((await paidPeople(store.db, [unit], 2024)).map(({ name, month }) => [name, month]).toSorted()).toEqual([
    ['李老', '2024-03'],
    ['王一', '2024-03'],
  ]);
});

test('a run that is given back leaves nothing, and the month is made anew', async () => {
  await confirmRates(store.db);
  await staffed(store.db);
  const id = newId();
  must(await make({ id }));
  expect(refusalOf(await decide(id, { approve: false }))).toBe('text-malformed');
  must(await decide(id, { approve: false, reason: '津贴有误' }));
  expect(await vouchersByCode(store.db, { unit, codes: [] })).toEqual([]);
  expect(await paidPeople(store.db, [unit], 2024)).toEqual([]);
  must(await make());
  expect((await listRuns(store.db, unit, 2024)).map(({ state }) => state)).toEqual(['returned', 'made']);
});

test('what was entered late is paid by a supplement', async () => {
  await confirmRates(store.db);
  const { clerk } = await staffed(store.db);
  const first = newId();
  must(await make({ id: first }));
  must(await decide(first));
  expect(refusalOf(await make())).toBe('run-exists');
  const supplement = { kind: 'supplementary', reason: '调整津贴' };
  expect(refusalOf(await make(supplement))).toBe('run-empty');
  await item(store.db, clerk, 'allowance', '2700.00', '2024-03');
  const second = newId();
  must(await make({ ...supplement, id: second }));
  must(await decide(second, { date: '2024-04-15' }));
  expect(await readRun(store.db, unit, second)).toMatchObject({ gross: yuan('86.67'), employer: yuan('1.73') });
  expect(refusalOf(await make(supplement))).toBe('run-empty');
});

test('a voucher that is refused leaves the run waiting', async () => {
  await confirmRates(store.db);
  await staffed(store.db);
  const id = newId();
  must(await make({ id }));
  expect(refusalOf(await decide(id, { date: '2023-12-31' }))).toBe('period-before-books');
  expect(refusalOf(await decide(id, { paymentOrder: '' }))).toBe('payment-order-missing');
  expect(await readRun(store.db, unit, id)).toMatchObject({ state: 'made', vouchers: [] });
  must(await decide(id));
});

test('rates are confirmed by another person before anything is reckoned with them', async () => {
  await staffed(store.db);
  expect(refusalOf(await make())).toBe('parameter-unconfirmed');
  await confirmRates(store.db);
  expect((await listParameters(store.db, unit)).every(({ by, confirmedBy }) => by !== confirmedBy)).toBe(true);
  must(await make());
});

const takeBack = (id: string, other: object = {}) =>
  takeBackRun(store.db, { unit, id, reason: '津贴算错', today, ...maker, ...other });
const vouchersOf = async (id: string) =>
  ((await readRun(store.db, unit, id))?.vouchers ?? []).map(({ voucher, text, state }) => ({
    id: voucher,
    text,
    state,
  }));
const verified = async () =>
  (await Promise.all(payrollVerifiers.map((one) => one.run(store.db)))).flatMap(({ failures }) => failures);

describe('a run is taken back', () => {
  let run: string;
  beforeEach(async () => {
    await confirmRates(store.db);
    await staffed(store.db);
    run = newId();
    must(await make({ id: run }));
  });

  test('with the vouchers that still wait on the desk, and the month is made anew', async () => {
    expect(refusalOf(await takeBack(run))).toBe('run-waiting');
    must(await decide(run));
    const vouchers = await vouchersOf(run);
    // Drawn up in one moment, they come in any order.
    const called = (start: RegExp) => vouchers.find(({ text }) => start.test(text));
    const [returned, withdrawn, waiting] = [called(/^计提/), called(/^发放/), called(/^[^计发]/)];
    await store.db.transaction().execute(async (trx) => {
      const step = { unit, today, reason: '附件不齐' };
      must(await returnVoucher(trx, { ...step, id: returned?.id ?? '', person: checker.by, at: checker.at }));
      must(await withdrawVoucher(trx, { ...step, id: withdrawn?.id ?? '', person: maker.by, at: maker.at }));
      must(await checkVoucher(trx, { ...step, id: waiting?.id ?? '', person: checker.by, at: checker.at }));
    });
    expect(await verified()).toHaveLength(1);
    expect(refusalOf(await takeBack(newId()))).toBe('record-unknown');
    expect(refusalOf(await takeBack(run, { reason: '' }))).toBe('text-malformed');
    expect(refusalOf(await takeBack(run, checker))).toBe('voucher-of-another-maker');
    expect(await readRun(store.db, unit, run)).toMatchObject({ state: 'checked' });
    must(await takeBack(run));
    expect(refusalOf(await takeBack(run))).toBe('decided-already');
    expect((await vouchersOf(run)).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
    expect(await readRun(store.db, unit, run)).toMatchObject({
      state: 'withdrawn',
      withdrawnBy: maker.by,
      withdrawnReason: '津贴算错',
    });
    expect(await paidPeople(store.db, [unit], 2024)).toEqual([]);
    expect(await verified()).toEqual([]);
    const again = newId();
    must(await make({ id: again }));
    must(await decide(again));
    expect(await bookAll(store.db, books)).toBe(3);
    expect(await verified()).toEqual([]);
  });

  test('not once a voucher is in the books, until it is reversed', async () => {
    must(await decide(run));
    expect(await bookAll(store.db, books)).toBe(3);
    expect(refusalOf(await takeBack(run))).toBe('voucher-booked');
    const [first, ...others] = await vouchersOf(run);
    const reverse = (voucher: string) =>
      store.db.transaction().execute(async (trx) => {
        const id = newId();
        const content = { takesBack: voucher, reason: '工资重算' };
        must(await submitVoucher(trx, { id, unit, date: '2024-03-31', content, maker: maker.by, at: maker.at, today }));
        must(await checkVoucher(trx, { unit, id, person: checker.by, at: checker.at, today }));
        must(await bookVoucher(trx, books.charts, { unit, id, person: maker.by, at: maker.at, today }));
      });
    await reverse(first?.id ?? '');
    expect(refusalOf(await takeBack(run))).toBe('voucher-booked');
    for (const { id } of others) await reverse(id);
    must(await takeBack(run));
    expect(await verified()).toEqual([]);
    must(await make());
  });

  test('the last of a month first', async () => {
    must(await decide(run));
    const clerk = (await readRun(store.db, unit, run))?.people.find(({ name }) => name === '王一')?.person ?? '';
    await item(store.db, clerk, 'allowance', '2700.00', '2024-03');
    const supplement = newId();
    must(await make({ kind: 'supplementary', reason: '调整津贴', id: supplement }));
    expect(refusalOf(await takeBack(run))).toBe('run-supplemented');
    must(await decide(supplement));
    expect(refusalOf(await takeBack(run))).toBe('run-supplemented');
    must(await takeBack(supplement));
    must(await takeBack(run));
    expect(await verified()).toEqual([]);
  });
});
