import { reversalOf } from '@mingzhang/ledger';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readEntries } from '../../books/index.ts';
import { budgetary, financial, line, salary, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { maker, refusalOf } from '../testing.ts';
import { type Reception } from './decide.ts';
import {
  enterRecord,
  listRecords,
  listVoucherParts,
  reconcile,
  tieRecord,
  untieRecord,
  withdrawRecord,
} from './records.ts';

let store: Store;
let books: TestBooks;
const year = { unit, register: 'reception', year: 2024 } as const;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterEach(() => store.close());

function reception(other: Partial<Reception> = {}): Reception {
  return {
    register: 'reception',
    unit,
    id: newId(),
    date: '2024-03-05',
    cost: 68_000,
    kind: 'domestic',
    guests: '临县医疗保障局',
    reason: '交流经办工作',
    host: '办公室',
    letter: '临医保函〔2024〕3号',
    persons: 8,
    escorts: 2,
    ...other,
  };
}

const enter = (record: Reception) => enterRecord(store.db, { record, ...maker, today: '2024-12-31' });

async function booked(yuan: string, date = '2024-03-20', code = '30217') {
  const voucher = books.voucher('expense-paid-by-treasury', date, [line(yuan, { ...salary, economyCode: code })]);
  await books.post(voucher);
  return voucher;
}

const list = async () =>
  listRecords(store.db, { unit, registers: ['reception'], from: '2024-01-01', to: '2024-12-31' });
const tie = (record: string, voucher: string, amount: number, id = newId()) =>
  tieRecord(store.db, { unit, id, record, voucher, amount, ...maker });

test('a record is read back as it was entered; sent again it is the same one', async () => {
  const record = reception();
  expect(await enter(record)).toEqual({ id: record.id, again: false, warnings: [] });
  expect(await enter(record)).toMatchObject({ again: true });
  expect(refusalOf(await enter({ ...record, persons: 9 }))).toBe('id-used');
  expect(refusalOf(await enter({ ...record, cost: 1 }))).toBe('id-used');
  expect((await list()).map((one) => one.record)).toEqual([record]);
  expect(refusalOf(await enter(reception({ unit: 'nowhere' })))).toBe('unit-unknown');
});

test('records and vouchers are tied up to what each has, and agree when all is tied', async () => {
  const first = reception();
  const second = reception({ cost: 32_000 });
  await enter(first);
  await enter(second);
  const voucher = await booked('900.00');
  await booked('15.00', '2024-03-21', '30201');
  expect(await listVoucherParts(store.db, year)).toMatchObject([{ id: voucher.id, amount: 90_000, tied: 0 }]);
  expect(await tie(first.id, voucher.id, 68_000)).toMatchObject({ again: false });
  expect(refusalOf(await tie(second.id, voucher.id, 32_000))).toBe('tie-exceeds-voucher');
  await tie(second.id, voucher.id, 22_000);
  const open = await reconcile(store.db, year);
  expect([open.ledger, open.registered, open.tied, open.differences.length]).toEqual([90_000, 100_000, 90_000, 1]);
  expect(open.differences).toMatchObject([{ kind: 'untied-record', id: second.id, amount: 10_000 }]);
  const rest = await booked('100.00', '2024-04-02');
  await tie(second.id, rest.id, 10_000);
  expect((await reconcile(store.db, year)).differences).toEqual([]);
});

test('two ties at once cannot spend the same voucher', async () => {
  const records = [reception(), reception()];
  for (const record of records) await enter(record);
  const voucher = await booked('680.00');
  const outcomes = await Promise.all(records.map(({ id }) => tie(id, voucher.id, 68_000)));
  expect(outcomes.map(refusalOf).toSorted()).toEqual([null, 'tie-exceeds-voucher'].toSorted());
});

test('a voucher that was taken back shows what still leans on it', async () => {
  const record = reception();
  await enter(record);
  const voucher = await booked('680.00');
  const id = newId();
  await tie(record.id, voucher.id, 68_000, id);
  const entries = await readEntries(store.db, [
    { set_id: financial, voucher_id: voucher.id },
    { set_id: budgetary, voucher_id: voucher.id },
  ]);
  const ids = { id: newId(), date: '2024-06-30', text: '冲销', entryIds: [newId(), newId()] };
  expect(await books.post(reversalOf(entries, ids))).toMatchObject({ outcome: 'accepted' });
  expect((await reconcile(store.db, year)).differences).toMatchObject([{ kind: 'overtied-voucher', amount: -68_000 }]);
  expect(refusalOf(await tie(record.id, voucher.id, 1))).toBe('voucher-of-other-kind');
  await untieRecord(store.db, { unit, id, record: record.id, ...maker });
  expect((await reconcile(store.db, year)).differences).toMatchObject([{ kind: 'untied-record', amount: 68_000 }]);
});

test('a withdrawn record stays to be read and counts no more', async () => {
  const record = reception();
  await enter(record);
  const voucher = await booked('680.00');
  const id = newId();
  await tie(record.id, voucher.id, 68_000, id);
  const withdraw = () => withdrawRecord(store.db, { unit, id: record.id, reason: '重复登记', ...maker });
  expect(refusalOf(await withdraw())).toBe('record-tied');
  expect(await untieRecord(store.db, { unit, id, record: record.id, ...maker })).toMatchObject({ id });
  expect(refusalOf(await untieRecord(store.db, { unit, id, record: record.id, ...maker }))).toBe('record-unknown');
  expect(await withdraw()).toMatchObject({ again: false });
  expect(await list()).toEqual([]);
  const span = { from: '2024-01-01', to: '2024-12-31', withdrawn: true };
  expect(await listRecords(store.db, { unit, registers: ['reception'], ...span })).toMatchObject([
    { withdrawn: { by: maker.by, reason: '重复登记' } },
  ]);
});
