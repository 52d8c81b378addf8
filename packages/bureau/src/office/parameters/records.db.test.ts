import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpBooks, unit } from '../../books/testing.ts';
import { checker, maker, must, refusalOf } from '../testing.ts';
import { confirmParameter, enterParameter } from './records.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
  await setUpBooks(store.db, '2024-01');
});
afterAll(() => store.close());

const entered = { unit, key: 'housing', from: '2024-07-01', value: '0.12', source: '县公积金〔2024〕5号', ...maker };

test('a value is confirmed once, by somebody else, and then no other of the same day', async () => {
  const [first, second] = [newId(), newId()];
  must(await enterParameter(store.db, { ...entered, id: first }));
  expect(await enterParameter(store.db, { ...entered, id: first })).toMatchObject({ again: true });
  must(await enterParameter(store.db, { ...entered, id: second, value: '0.1' }));
  expect(refusalOf(await confirmParameter(store.db, { unit, id: first, ...maker }))).toBe('checker-is-maker');
  must(await confirmParameter(store.db, { unit, id: first, ...checker }));
  expect(refusalOf(await confirmParameter(store.db, { unit, id: first, ...checker }))).toBe('decided-already');
  expect(refusalOf(await confirmParameter(store.db, { unit, id: second, ...checker }))).toBe('parameter-taken');
  expect(refusalOf(await confirmParameter(store.db, { unit, id: newId(), ...checker }))).toBe('record-unknown');
  expect(refusalOf(await enterParameter(store.db, { ...entered, id: newId(), unit: 'nowhere' }))).toBe('unit-unknown');
});
