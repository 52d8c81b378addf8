import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { line, salary, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { bookAll, checker, confirmed, maker, must, refusalOf, today, yuan } from '../testing.ts';
import { type AssetCard } from './decide.ts';
import { listDepreciations, runDepreciation } from './depreciation.ts';
import {
  changeCard,
  countAsset,
  decideOnDisposal,
  enterCard,
  findStockTaking,
  finishStockTaking,
  listAssets,
  listAssetVouchers,
  makeDisposal,
  openStockTaking,
  withdrawCard,
} from './records.ts';
import { assetVerifiers } from './verify.ts';

let store: Store;
let books: TestBooks;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2024-12');
});
afterEach(() => store.close());

async function verified() {
  const results = await Promise.all(assetVerifiers.map((one) => one.run(store.db)));
  return results.flatMap(({ failures }) => failures);
}

async function bought(cost: string, date: string): Promise<string> {
  const voucher = books.voucher('asset-bought-by-treasury', date, [line(cost, { ...salary, economyCode: '31002' })], {
    asset: '1601',
  });
  await books.post(voucher);
  return voucher.id;
}

async function card(other: Partial<AssetCard> = {}): Promise<AssetCard> {
  const made: AssetCard = {
    id: newId(),
    number: `2024-${newId().slice(-6)}`,
    name: '台式计算机',
    category: 'computer',
    quantity: 1,
    cost: yuan('5000.00'),
    acquiredOn: '2024-03-20',
    acquisition: 'bought',
    voucher: null,
    lifeMonths: 72,
    accumulatedAtOpening: 0,
    plate: null,
    vehicleUse: null,
    fiscalVehicle: null,
    custodian: '办公室',
    ...other,
  };
  must(await enterCard(store.db, { unit, ...maker, id: made.id, card: made, today }));
  return made;
}

const depreciate = (month: string, id = newId()) =>
  runDepreciation(store.db, { unit, id, month, voucher: newId(), expense: '5001', today, ...maker });

test('cards, depreciation and disposal, and the ledger agrees all along', async () => {
  const voucher = await bought('8000.00', '2024-03-20');
  expect(await verified()).toHaveLength(1);
  const first = await card({ voucher });
  const second = await card({ voucher, cost: yuan('3000.00') });
  expect(await listAssetVouchers(store.db, unit)).toMatchObject([{ amount: yuan('8000.00'), carded: yuan('8000.00') }]);
  const again = { unit, ...maker, id: first.id, card: first, today };
  expect(await enterCard(store.db, again)).toMatchObject({ again: true });
  expect(refusalOf(await enterCard(store.db, { ...again, card: { ...first, name: '打印机' } }))).toBe('id-used');
  expect(await verified()).toEqual([]);

  expect(refusalOf(await depreciate('2024-03'))).toBe('parameter-unconfirmed');
  await confirmed(store.db, 'depreciation-start', 'month-of-acquisition');
  const id = newId();
  must(await depreciate('2024-03', id));
  expect(await depreciate('2024-03', id)).toMatchObject({ again: true });
  expect(refusalOf(await depreciate('2024-03'))).toBe('depreciation-exists');
  must(await depreciate('2024-04'));
  expect(await listDepreciations(store.db, unit, 2024)).toMatchObject([
    { month: '2024-03', cards: 2, total: 6944 + 4167, vouchers: [{ state: 'made' }] },
    { month: '2024-04', cards: 2, total: 6945 + 4166 },
  ]);
  expect(await verified()).toEqual([]);
  await bookAll(store.db, books);
  expect(await verified()).toEqual([]);

  const disposal = {
    unit,
    id: newId(),
    asset: first.id,
    date: '2024-05-20',
    manner: 'sold',
    document: '县财资〔2024〕8号',
  } as const;
  const dispose = { ...disposal, proceeds: yuan('300.00'), today };
  must(await makeDisposal(store.db, { ...dispose, ...maker }));
  expect(await makeDisposal(store.db, { ...dispose, ...maker })).toMatchObject({ again: true });
  expect(refusalOf(await makeDisposal(store.db, { ...dispose, id: newId(), ...maker }))).toBe('card-disposed');
  const decision = { unit, id: dispose.id, approve: true, reason: '', voucher: newId(), today };
  expect(refusalOf(await decideOnDisposal(store.db, { ...decision, ...maker }))).toBe('checker-is-maker');
  must(await decideOnDisposal(store.db, { ...decision, ...checker }));
  expect(refusalOf(await decideOnDisposal(store.db, { ...decision, ...checker }))).toBe('decided-already');
  expect(await verified()).toEqual([]);
  await bookAll(store.db, books);
  expect(await verified()).toEqual([]);
  must(await depreciate('2024-05'));
  await bookAll(store.db, books);
  expect(await verified()).toEqual([]);
  const rest = await listAssets(store.db, unit);
  expect(rest.find((one) => one.card.id === second.id)).toMatchObject({ accumulated: 12500, disposal: null });
});

test('stock-taking: every card has a result, what is missing and what is found goes to 1902', async () => {
  await confirmed(store.db, 'depreciation-start', 'month-of-acquisition');
  const voucher = await bought('8000.00', '2024-12-02');
  const kept = await card({ voucher, acquiredOn: '2024-12-02' });
  const lost = await card({ voucher, acquiredOn: '2024-12-02', cost: yuan('3000.00') });
  const id = newId();
  const open = { unit, date: '2024-12-20', today, ...maker };
  must(await openStockTaking(store.db, { ...open, id }));
  expect(await openStockTaking(store.db, { ...open, id })).toMatchObject({ again: true });
  expect(refusalOf(await openStockTaking(store.db, { ...open, id: newId() }))).toBe('stock-taking-open');
  const count = (result: object) =>
    countAsset(store.db, { unit, id: newId(), stockTaking: id, count: result as never, today, ...maker });
  must(await count({ result: 'found', asset: kept.id, note: '' }));
  expect(refusalOf(await count({ result: 'missing', asset: kept.id, note: '' }))).toBe('card-counted-already');
  expect(refusalOf(await count({ result: 'found', asset: newId(), note: '' }))).toBe('record-unknown');
  const surplus = {
    result: 'surplus',
    number: 'PY-1',
    name: '投影仪',
    category: 'office-equipment',
    cost: yuan('1200.00'),
    lifeMonths: 72,
    note: '无卡片',
  };
  must(await count(surplus));
  expect(refusalOf(await count(surplus))).toBe('card-number-taken');
  const finish = { unit, id, vouchers: [newId(), newId()] as const, today };
  expect(refusalOf(await finishStockTaking(store.db, { ...finish, ...maker }))).toBe('checker-is-maker');
  expect(refusalOf(await finishStockTaking(store.db, { ...finish, ...checker }))).toBe('stock-taking-incomplete');
  must(await count({ result: 'missing', asset: lost.id, note: '遍寻不见' }));
  must(await finishStockTaking(store.db, { ...finish, ...checker }));
  expect(refusalOf(await finishStockTaking(store.db, { ...finish, ...checker }))).toBe('stock-taking-finished');
  expect(refusalOf(await count({ ...surplus, number: 'PY-2' }))).toBe('stock-taking-finished');
  expect(await verified()).toEqual([]);
  expect(await bookAll(store.db, books)).toBe(2);
  expect(await verified()).toEqual([]);
  expect(await findStockTaking(store.db, unit, id)).toMatchObject({ state: 'finished', cards: 2 });
  expect(
    (await listAssets(store.db, unit))
      .map(({ card: { name, acquisition }, disposal }) => [name, acquisition, disposal?.manner])
      .toSorted(),
  ).toEqual(
    [
      ['台式计算机', 'bought', 'missing'],
      ['台式计算机', 'bought', undefined],
      ['投影仪', 'surplus', undefined],
    ].toSorted(),
  );
});

test('a change holds from its day on; a card made by mistake is taken back while it has no history', async () => {
  await confirmed(store.db, 'depreciation-start', 'month-of-acquisition');
  const voucher = await bought('200000.00', '2024-03-20');
  const car = await card({
    voucher,
    category: 'vehicle',
    cost: yuan('200000.00'),
    lifeMonths: 96,
    plate: '测A00001',
    vehicleUse: 'other',
    fiscalVehicle: true,
  });
  const change = {
    unit,
    asset: car.id,
    from: '2024-07-01',
    vehicleUse: 'emergency',
    fiscalVehicle: true,
    custodian: '应急',
    reason: '调整用途',
    today,
  } as const;
  must(await changeCard(store.db, { ...change, id: newId(), ...maker }));
  const on = async (day: string) => (await listAssets(store.db, unit, day))[0]?.card.vehicleUse;
  expect([await on('2024-06-30'), await on('2024-07-01')]).toEqual(['other', 'emergency']);
  must(await depreciate('2024-03'));
  const withdraw = { unit, reason: '误建', ...maker };
  expect(refusalOf(await withdrawCard(store.db, { ...withdraw, id: car.id }))).toBe('card-has-history');
  const mistaken = await card({ voucher: await bought('5000.00', '2024-04-02'), acquiredOn: '2024-04-02' });
  must(await withdrawCard(store.db, { ...withdraw, id: mistaken.id }));
  expect((await listAssets(store.db, unit)).map((one) => one.card.id)).toEqual([car.id]);
});
