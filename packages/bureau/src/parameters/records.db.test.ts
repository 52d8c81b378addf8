import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SignedIn, signedIn } from '../testing.ts';
import { shippedParameters } from './load.ts';
import { confirmParameterValue, enterParameterValue, listParameterEntries, parametersOf } from './records.ts';
import { parameterVerifiers } from './verify.ts';

let store: Store;
let clerk: SignedIn;
let reviewer: SignedIn;
beforeEach(async () => {
  store = await testDatabase();
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗经办' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦复核' });
});
afterEach(() => store.close());

const at = new Date('2024-06-01T01:00:00Z');
const ratio = { area: 'hunan', key: 'assistance/benefit/low-income/ratio', from: '2022-01-01' } as const;

function enter(more: Partial<Parameters<typeof enterParameterValue>[1]> = {}) {
  const command = {
    id: newId(),
    by: clerk.personId,
    at,
    ...ratio,
    value: '0.65',
    document: '湘医保发〔2022〕1号',
    ...more,
  };
  return store.db.transaction().execute((trx) => enterParameterValue(trx, command));
}

function confirm(id: string, by = reviewer.personId) {
  return store.db.transaction().execute((trx) => confirmParameterValue(trx, { id, by, at }));
}

const idOf = (outcome: Awaited<ReturnType<typeof enter>>): string => {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome.id;
};
const refusalOf = (outcome: object): string => ('refusal' in outcome ? (outcome.refusal as { id: string }).id : 'done');

const failures = async (): Promise<readonly string[]> => {
  const [verifier] = parameterVerifiers;
  return (await verifier?.run(store.db))?.failures ?? ['none was run'];
};

test('a draft counts once two people answer for it, with their value, and never again', async () => {
  expect((await parametersOf(store.db)).find('hunan/yongzhou', ratio.key, '2024-06-01').kind).toBe('unconfirmed');
  const first = idOf(await enter());
  const second = idOf(await enter({ value: '0.7' }));
  expect(refusalOf(await confirm(first, clerk.personId))).toBe('checker-is-maker');
  expect(refusalOf(await confirm(newId()))).toBe('entry-unknown');
  expect((await parametersOf(store.db)).find('hunan/yongzhou', ratio.key, '2024-06-01').kind).toBe('unconfirmed');

  expect(refusalOf(await confirm(first))).toBe('done');
  const set = await parametersOf(store.db);
  expect(set.find('hunan/yongzhou', ratio.key, '2024-06-01')).toMatchObject({
    kind: 'in-force',
    value: 6_500,
    confirmedBy: '秦复核',
  });
  expect(await parametersOf(store.db)).toBe(set);

  expect(refusalOf(await confirm(first))).toBe('confirmed-already');
  expect(refusalOf(await confirm(second))).toBe('confirmed-already');
  expect(refusalOf(await enter({ value: 'nonsense' }))).toBe('confirmed-already');
  const listed = await listParameterEntries(store.db);
  expect(Object.fromEntries(listed.map(({ id, state }) => [id, state]))).toEqual({
    [first]: 'confirmed',
    [second]: 'passed-over',
  });
  expect(listed.find(({ id }) => id === first)).toMatchObject({ maker: '罗经办', confirmer: '秦复核', value: '0.65' });
  expect(await failures()).toEqual([]);
  // The files are as they were.
  expect(shippedParameters().find('hunan/yongzhou', ratio.key, '2024-06-01').kind).toBe('unconfirmed');
});

test('of two who confirm two values at once, one does', async () => {
  const cap = { key: 'assistance/benefit/low-income/annual-cap' };
  const ids = [idOf(await enter({ ...cap, value: '50000' })), idOf(await enter({ ...cap, value: '60000' }))];
  const outcomes = await Promise.all(ids.map((id) => confirm(id)));
  expect(outcomes.map(refusalOf).sort()).toEqual(['confirmed-already', 'done']);
});

test('what may not be entered is refused and leaves nothing', async () => {
  const before = (await listParameterEntries(store.db)).length;
  expect(refusalOf(await enter({ key: 'assistance/benefit/low-income/rate' }))).toBe('row-unknown');
  const solid = { key: 'resident/inpatient/ratio/level-2', from: '2023-01-01' };
  expect(refusalOf(await enter(solid))).toBe('row-solid');
  const threshold = { key: 'assistance/benefit/low-income/threshold' };
  expect(refusalOf(await enter({ ...threshold, value: '1.234' }))).toBe('value-malformed');
  expect(refusalOf(await enter({ ...threshold, value: '0', document: ' ' }))).toBe('document-malformed');
  expect((await listParameterEntries(store.db)).length).toBe(before);
});

test('the verifier tells of a confirmation of what the files do not have', async () => {
  const key = 'assistance/benefit/nobody/ratio';
  const row = { area: 'hunan', key, from_date: '2022-01-01', made_by: clerk.personId };
  const id = newId();
  await store.db
    .insertInto('parameter_entry')
    .values({ ...row, id, value: '0.5', document: '没有的文件', made_at: at })
    .execute();
  const confirmation = { ...row, entry_id: id, confirmed_at: at };
  await expect(
    store.db
      .insertInto('parameter_confirmation')
      .values({ ...confirmation, confirmed_by: clerk.personId })
      .execute(),
  ).rejects.toThrow(/check/);
  await store.db
    .insertInto('parameter_confirmation')
    .values({ ...confirmation, confirmed_by: reviewer.personId })
    .execute();
  expect(await failures()).toEqual([expect.stringContaining('参数文件里没有这一行')]);
  expect((await parametersOf(store.db)).find('hunan', key, '2024-06-01').kind).toBe('not-covered');
});
