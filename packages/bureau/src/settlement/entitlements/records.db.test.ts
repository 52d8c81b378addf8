/** Granting 慢特病 and 两病 at a desk: nothing is paid before another person agrees. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parametersOf } from '../../parameters/index.ts';
import { preSettle } from '../records.ts';
import { department, insured, setUpFunds, stay } from '../testing.ts';
import {
  diseasesFor,
  endEntitlement,
  grantEntitlement,
  listDepartmentEntitlements,
  listEntitlements,
  reviewEntitlement,
} from './records.ts';

let store: Store;
let person: string;
const clerk = newId();
const reviewer = newId();

beforeAll(async () => {
  store = await testDatabase();
  await setUpFunds(store.db, '2024-06');
  person = await insured(store.db, '001');
});
afterAll(() => store.close());

const at = new Date('2024-03-05T02:00:00Z');
const opinion = { doctor: '闻医师', institution: '青禾县人民医院', opinion: '冠心病，需长期用药' };
const draft = { kind: 'chronic', item: 'coronary', from: '2024-03-01', to: null, ...opinion };
const hand = (by = clerk) => ({ person, id: newId(), by, at });

const grant = async (other: object = {}) => {
  const parameters = await parametersOf(store.db);
  const command = { ...hand(), department, ...draft, ...other };
  const outcome = await store.db.transaction().execute((trx) => grantEntitlement(trx, parameters, command));
  return 'refusal' in outcome ? `${outcome.refusal.list} ${outcome.refusal.id}` : outcome.id;
};
const review = async (id: string, by: string, decision: 'confirm' | 'reject' = 'confirm', reason = '') => {
  const command = { ...hand(by), id, decision, reason };
  const outcome = await store.db.transaction().execute((trx) => reviewEntitlement(trx, command));
  return 'refusal' in outcome ? `${outcome.refusal.list} ${outcome.refusal.id}` : outcome.again;
};
const end = async (id: string, to: string, reason = '复查已治愈') => {
  const outcome = await store.db.transaction().execute((trx) => endEntitlement(trx, { ...hand(), id, to, reason }));
  return 'refusal' in outcome ? `${outcome.refusal.list} ${outcome.refusal.id}` : outcome.again;
};
const visit = async () => {
  const { visit: of, bill, ...rest } = stay(person, 'MT-1', clerk);
  const chronic = { ...of, kind: 'chronic' as const, item: 'coronary', from: '2024-06-01', to: '2024-06-01' };
  const outcome = await preSettle(store.db, await parametersOf(store.db), { ...rest, visit: chronic, bill });
  return 'refusal' in outcome ? outcome.refusal.id : 'settled';
};

test('the diseases are those of the scheme, the place and the day', async () => {
  const found = await diseasesFor(store.db, await parametersOf(store.db), { department, person, day: '2024-03-01' });
  expect(found.chronic).toContainEqual({ id: 'coronary', name: expect.stringContaining('冠心病') });
  const before = await diseasesFor(store.db, await parametersOf(store.db), { department, person, day: '2023-03-01' });
  expect(before.chronic).toEqual([]);
});

test('entered, it waits; reviewed by another, it pays; ended, it pays no longer', async () => {
  const id = await grant();
  expect(await visit()).toBe('not-entitled');
  expect(await review(id, clerk)).toBe('access checker-is-maker');
  expect(await review(id, reviewer)).toBe(false);
  expect(await review(id, reviewer)).toBe(true);
  expect(await review(id, newId())).toBe('settlement entitlement-reviewed');
  expect(await visit()).toBe('settled');
  expect(await grant()).toBe('settlement entitlement-held');
  expect(await end(id, '2024-02-28')).toBe('settlement date-malformed');
  expect(await end(id, '2024-05-31', ' ')).toBe('settlement text-malformed');
  expect(await end(id, '2024-05-31')).toBe(false);
  expect(await end(id, '2024-05-31')).toBe(true);
  expect(await end(id, '2024-04-30')).toBe('settlement entitlement-ended');
  expect(await visit()).toBe('not-entitled');
  expect(await listEntitlements(store.db, person)).toMatchObject([
    { id, personName: '参保人001', state: 'checked', to: '2024-05-31', endReason: '复查已治愈', checkedBy: reviewer },
  ]);
});

test('rejected with a reason, it may be entered again', async () => {
  const other = await insured(store.db, '002');
  const id = await grant({ person: other });
  const reject = (by: string, reason: string) =>
    store.db
      .transaction()
      .execute((trx) => reviewEntitlement(trx, { person: other, id, by, at, decision: 'reject', reason }));
  expect(await reject(reviewer, '')).toMatchObject({ refusal: { id: 'text-malformed' } });
  expect(await reject(reviewer, '缺少检查报告')).toMatchObject({ again: false });
  const again = await grant({ person: other });
  expect(again).toMatch(/^[0-9a-f-]{36}$/);
  const list = { department, kind: null, text: '参保人002', limit: 10, offset: 0 };
  expect(await listDepartmentEntitlements(store.db, { ...list, state: null })).toMatchObject({ total: 2 });
  expect(await listDepartmentEntitlements(store.db, { ...list, state: 'made' })).toMatchObject({
    total: 1,
    entitlements: [{ id: again, person: other, scheme: 'resident' }],
  });
});

test.each([
  ['nobody', { person: newId() }, 'registry person-unknown'],
  ['a bureau that is not there', { department: 'nowhere' }, 'settlement department-unknown'],
  ['a number that is none', { id: '17' }, 'settlement id-malformed'],
  ['a disease without a rule', { item: 'asthma-of-nowhere' }, 'settlement entitlement-unknown'],
  ['before the person was insured', { from: '2023-03-01' }, 'settlement not-enrolled'],
  ['no doctor', { doctor: '' }, 'settlement text-malformed'],
])('%s', async (_, other, refusal) => {
  expect(await grant(other)).toBe(refusal);
});

test('the same id is the same entitlement, and what is not there cannot be ended', async () => {
  const someone = await insured(store.db, '003');
  const id = newId();
  expect(await grant({ person: someone, id })).toBe(id);
  expect(await grant({ person: someone, id })).toBe(id);
  expect(await grant({ person: someone, id, from: '2024-04-01' })).toBe('settlement id-used');
  expect(await end(newId(), '2024-05-31')).toBe('settlement entitlement-unknown');
});
