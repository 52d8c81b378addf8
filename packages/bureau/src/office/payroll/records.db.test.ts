import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { vouchersByCode } from '../ledger-parts.ts';
import { listParameters } from '../parameters/records.ts';
import { bookAll, checker, confirmRates, item, maker, must, refusalOf, staffed, today, yuan } from '../testing.ts';
import { decideOnRun, listRuns, makeRun, paidPeople, readRun } from './records.ts';

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
