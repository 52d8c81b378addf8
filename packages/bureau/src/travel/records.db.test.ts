/** Filing care elsewhere at a desk, and ending it. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { department, insured, setUpFunds } from '../settlement/testing.ts';
import { endFiling, type Filed, type FilingHand, fileCare, listFilings } from './records.ts';

let store: Store;
let person: string;
const clerk = newId();

beforeAll(async () => {
  store = await testDatabase();
  await setUpFunds(store.db, '2024-06');
  person = await insured(store.db, '001');
});
afterAll(() => store.close());

const hand = (): FilingHand => {
  return { person, id: newId(), by: clerk, at: new Date('2024-03-05T02:00:00Z'), today: '2024-03-05' };
};
const care = { department, kind: 'transferred', area: '98', from: '2024-03-05', to: null, reason: '转诊至外省' };

const file = (other: object = {}): Promise<Filed> =>
  store.db.transaction().execute((trx) => fileCare(trx, { ...hand(), ...care, ...other }));
const refusalOf = async (filed: Promise<Filed>): Promise<string> => {
  const outcome = await filed;
  return 'refusal' in outcome ? `${outcome.refusal.list} ${outcome.refusal.id}` : 'filed';
};

test('a filing is made once, listed, ended once', async () => {
  // Listed whole, so nobody to whom another test gives filings.
  const own = await insured(store.db, '002');
  const first = { ...hand(), ...care, person: own };
  const make = () => store.db.transaction().execute((trx) => fileCare(trx, first));
  expect(await make()).toEqual({ id: first.id, again: false });
  expect(await make()).toEqual({ id: first.id, again: true });
  expect(await listFilings(store.db, own)).toMatchObject([
    {
      id: first.id,
      kind: 'transferred',
      area: '98',
      reach: 'cross-province',
      to: null,
      madeOn: '2024-03-05',
      by: clerk,
    },
  ]);
  const end = (to: string, reason = '已返回') =>
    store.db.transaction().execute((trx) => endFiling(trx, { ...hand(), person: own, id: first.id, to, reason }));
  expect(await refusalOf(end('2024-03-03'))).toBe('travel date-malformed');
  expect(await refusalOf(end('2024-05-01', ' '))).toBe('travel text-malformed');
  expect(await end('2024-05-01')).toEqual({ id: first.id, again: false });
  expect(await end('2024-05-01')).toEqual({ id: first.id, again: true });
  expect(await refusalOf(end('2024-05-02'))).toBe('travel entry-ended');
  expect(await refusalOf(file({ id: first.id, person: own, area: '97' }))).toBe('travel id-used');
});

test.each([
  ['nobody', { person: newId() }, 'registry person-unknown'],
  ['a bureau that is not there', { department: 'nowhere' }, 'travel department-unknown'],
  ['a number that is none', { id: '17' }, 'travel id-malformed'],
  ['before the person was insured here', { from: '2023-12-31', area: '97' }, 'travel not-enrolled'],
  ['the own city', { area: '990102' }, 'travel area-not-elsewhere'],
])('%s', async (_, other, refusal) => {
  expect(await refusalOf(file(other))).toBe(refusal);
});

test('a province or city chosen by its six digits is filed with all below it', async () => {
  const ids = [newId(), newId()];
  expect(await refusalOf(file({ id: ids[0], area: '960000' }))).toBe('filed');
  expect(await refusalOf(file({ id: ids[1], area: '950100' }))).toBe('filed');
  const filed = await listFilings(store.db, person);
  expect(ids.map((id) => filed.find((one) => one.id === id)?.area)).toEqual(['96', '9501']);
  expect(await refusalOf(file({ id: ids[0], area: '960000' }))).toBe('filed');
});

test('ending what was never filed', async () => {
  const end = store.db
    .transaction()
    .execute((trx) => endFiling(trx, { ...hand(), to: '2024-05-01', reason: '已返回' }));
  expect(await refusalOf(end)).toBe('travel entry-unknown');
});
