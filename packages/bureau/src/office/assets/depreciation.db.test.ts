import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { line, salary, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { bookAll, checker, confirmed, maker, must, refusalOf, today, yuan } from '../testing.ts';
import { bookVoucher, checkVoucher, returnVoucher, submitVoucher } from '../vouchers/index.ts';
import { listDepreciations, runDepreciation, takeBackDepreciation } from './depreciation.ts';
import { decideOnDisposal, enterCard, listAssets, makeDisposal } from './records.ts';
import { assetVerifiers } from './verify.ts';

let store: Store;
let books: TestBooks;
let asset: string;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
  await confirmed(store.db, 'depreciation-start', 'month-of-acquisition');
  const bought = books.voucher(
    'asset-bought-by-treasury',
    '2024-03-20',
    [line('7200.00', { ...salary, economyCode: '31002' })],
    { asset: '1601' },
  );
  await books.post(bought);
  asset = newId();
  const card = {
    id: asset,
    number: '2024-0001',
    name: '台式计算机',
    category: 'computer',
    quantity: 1,
    cost: yuan('7200.00'),
    acquiredOn: '2024-03-20',
    acquisition: 'bought',
    voucher: bought.id,
    lifeMonths: 72,
    accumulatedAtOpening: 0,
    plate: null,
    vehicleUse: null,
    fiscalVehicle: null,
    custodian: '办公室',
  } as const;
  must(await enterCard(store.db, { unit, ...maker, id: asset, card, today }));
});
afterEach(() => store.close());

const depreciate = async (month: string) => {
  const id = newId();
  must(await runDepreciation(store.db, { unit, id, month, voucher: newId(), expense: '5001', today, ...maker }));
  return id;
};
const takeBack = (id: string, other: object = {}) =>
  takeBackDepreciation(store.db, { unit, id, reason: '漏了一张卡片', today, ...maker, ...other });
const verified = async () =>
  (await Promise.all(assetVerifiers.map((one) => one.run(store.db)))).flatMap(({ failures }) => failures);
const accumulated = async () => (await listAssets(store.db, unit))[0]?.accumulated;
const voucherOf = async (run: string) =>
  (await listDepreciations(store.db, unit, 2024)).find(({ id }) => id === run)?.vouchers[0];

test('the last month is taken back with its voucher, and run anew', async () => {
  await depreciate('2024-03');
  const april = await depreciate('2024-04');
  expect(await bookAll(store.db, books)).toBe(2);
  const may = await depreciate('2024-05');
  const sentBack = (await voucherOf(may))?.voucher ?? '';
  await store.db.transaction().execute(async (trx) => {
    const step = { unit, id: sentBack, person: checker.by, at: checker.at, today };
    must(await returnVoucher(trx, { ...step, reason: '少了一张卡片' }));
  });
  expect(refusalOf(await takeBack(april))).toBe('depreciation-out-of-order');
  expect(refusalOf(await takeBack(newId()))).toBe('record-unknown');
  expect(refusalOf(await takeBack(may, { reason: '' }))).toBe('text-malformed');
  expect(await accumulated()).toBe(yuan('300.00'));
  must(await takeBack(may));
  expect(refusalOf(await takeBack(may))).toBe('decided-already');
  expect(await accumulated()).toBe(yuan('200.00'));
  expect(await voucherOf(may)).toMatchObject({ state: 'withdrawn' });
  const again = await depreciate('2024-05');
  expect(await accumulated()).toBe(yuan('300.00'));
  expect(await listDepreciations(store.db, unit, 2024)).toMatchObject([
    { month: '2024-03', withdrawnBy: null },
    { month: '2024-04', withdrawnBy: null },
    { id: may, month: '2024-05', total: yuan('100.00'), withdrawnBy: maker.by, withdrawnReason: '漏了一张卡片' },
    { id: again, month: '2024-05', total: yuan('100.00'), withdrawnBy: null },
  ]);
  expect(await bookAll(store.db, books)).toBe(1);
  expect(await verified()).toEqual([]);
});

test('not once its voucher is in the books, until it is reversed', async () => {
  const march = await depreciate('2024-03');
  expect(await bookAll(store.db, books)).toBe(1);
  expect(refusalOf(await takeBack(march))).toBe('voucher-booked');
  const booked = (await voucherOf(march))?.voucher ?? '';
  await store.db.transaction().execute(async (trx) => {
    const id = newId();
    const content = { takesBack: booked, reason: '折旧重算' };
    must(await submitVoucher(trx, { id, unit, date: '2024-04-01', content, maker: maker.by, at: maker.at, today }));
    must(await checkVoucher(trx, { unit, id, person: checker.by, at: checker.at, today }));
    must(await bookVoucher(trx, books.charts, { unit, id, person: maker.by, at: maker.at, today }));
  });
  expect(await verified()).toHaveLength(1);
  must(await takeBack(march));
  expect(await verified()).toEqual([]);
  await depreciate('2024-03');
});

test('not where a card was disposed of at the value that it left', async () => {
  const march = await depreciate('2024-03');
  const disposal = newId();
  const draft = { date: '2024-04-10', manner: 'scrapped', proceeds: 0, document: '县财资〔2024〕3号' } as const;
  must(await makeDisposal(store.db, { unit, id: disposal, asset, ...draft, today, ...maker }));
  expect(refusalOf(await takeBack(march))).toBe('card-disposed');
  must(
    await decideOnDisposal(store.db, {
      unit,
      id: disposal,
      approve: false,
      reason: '折旧要重算',
      voucher: newId(),
      today,
      ...checker,
    }),
  );
  must(await takeBack(march));
});
