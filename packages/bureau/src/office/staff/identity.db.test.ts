import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkCharacter, identityKey, maskedIdentity } from '../../access/index.ts';
import { addUnit } from '../../books/index.ts';
import { setUpBooks, unit } from '../../books/testing.ts';
import { maker, must, person, refusalOf, today } from '../testing.ts';
import { listSealedIdentities, setStaffIdentity, unmaskStaffIdentity } from './identity.ts';
import { enterStaffEvent } from './records.ts';
import { staffVerifiers } from './verify.ts';

let store: Store;
let clerk: string;

const key = identityKey(Buffer.alloc(32, 1));
const other = identityKey(Buffer.alloc(32, 2));
/** A place that does not exist, a day, a number in order, and what checks. */
const numberOf = (first: string): string => `${first}${checkCharacter(first)}`;
const number = numberOf('99010219900307747');
const otherNumber = numberOf('99010219851102003');
const joined = { date: '2020-01-01', kind: 'joined', post: 'administrative', rank: 'other' } as const;

beforeEach(async () => {
  store = await testDatabase();
  await setUpBooks(store.db, '2024-12');
  clerk = await person(store.db, '王一', joined);
});
afterEach(() => store.close());

const set = (id: string, typed: string, with_ = key, of = unit) =>
  setStaffIdentity(store.db, with_, { unit: of, id, number: typed, today, ...maker });
const show = (id: string, reason = '核对工资发放名册', with_ = key) =>
  unmaskStaffIdentity(store.db, with_, { unit, id, reason, ...maker });
const trail = async () =>
  (await store.db.selectFrom('trail_action').select(['action', 'subject', 'detail']).execute()).at(-1);

test('a number is kept encrypted, listed masked and shown for a reason that stays', async () => {
  expect(refusalOf(await show(clerk))).toBe('identity-missing');
  expect(await set(clerk, ` ${number.toLowerCase()} `)).toEqual({ id: clerk, again: false, warnings: [] });
  expect(await trail()).toEqual({
    action: 'register.write',
    subject: `staff:${unit}/${clerk}`,
    detail: '{"change":"identity-recorded"}',
  });
  const sealed = (await listSealedIdentities(store.db, unit)).get(clerk);
  expect(sealed?.toString('latin1')).not.toContain(number.slice(6, 14));
  expect(maskedIdentity(key, sealed ?? Buffer.alloc(0))).toBe(`990102********${number.slice(-4)}`);
  expect(refusalOf(await show(clerk, '看看'))).toBe('reason-too-short');
  expect(await show(clerk)).toEqual({ number });
  expect(await trail()).toEqual({
    action: 'pii.unmask',
    subject: `staff:${unit}/${clerk}`,
    detail: '{"reason":"核对工资发放名册"}',
  });
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from trail_action where detail like ${`%${number.slice(6, 14)}%`}`.execute(store.db);
  expect(rows[0]?.n).toBe(0);
});

test('a mistyped number is refused, and one that was wrong can be corrected', async () => {
  const last = number.at(-1) === '1' ? '2' : '1';
  expect(refusalOf(await set(clerk, number.slice(0, 17)))).toBe('identity-malformed');
  expect(refusalOf(await set(clerk, `${number.slice(0, 17)}${last}`))).toBe('identity-check-digit-wrong');
  expect(refusalOf(await set(newId(), number))).toBe('record-unknown');
  expect(refusalOf(await set('x', number))).toBe('record-unknown');
  must(await set(clerk, number));
  must(await set(clerk, otherNumber));
  expect(await show(clerk)).toEqual({ number: otherNumber });
});

test('one human being is on a unit’s list once', async () => {
  must(await set(clerk, number));
  const twin = await person(store.db, '王乙', joined);
  const refused = await set(twin, number);
  expect(refusalOf(refused)).toBe('identity-taken');
  expect('refusal' in refused && refused.refusal.message).toContain('“王一”');
  expect(refusalOf(await show(twin))).toBe('identity-missing');
  expect(refusalOf(await set(clerk, number))).toBeNull();
});

test('in post in two units is told; after the transfer it is not', async () => {
  must(await set(clerk, number));
  const centre = 'qinghe-centre';
  await addUnit(store.db, { id: centre, department: 'qinghe', name: '中心', nature: 'institution', position: 2 });
  const there = newId();
  const event = { unit: centre, id: newId(), person: there, name: '王一', document: '', today, ...maker };
  must(
    await enterStaffEvent(store.db, {
      ...event,
      date: '2024-06-01',
      kind: 'transferred-in',
      post: 'institution',
      rank: null,
    }),
  );
  expect(must(await set(there, number, key, centre))).toMatchObject({
    warnings: [expect.stringContaining('“青禾县医疗保障局（机关）”的“王一”')],
  });
  const leaving = { unit, id: newId(), person: clerk, name: null, document: '', today, ...maker };
  must(
    await enterStaffEvent(store.db, {
      ...leaving,
      date: '2024-05-31',
      kind: 'transferred-out',
      post: null,
      rank: null,
    }),
  );
  expect(must(await set(there, number, key, centre))).toMatchObject({ warnings: [] });
});

test('with another key nothing is added and nothing shown', async () => {
  must(await set(clerk, number));
  expect(refusalOf(await set(clerk, otherNumber, other))).toBe('key-missing');
  expect(refusalOf(await show(clerk, undefined, other))).toBe('key-missing');
});

test('the verifier finds a torn number and an unknown key', async () => {
  const [verifier] = staffVerifiers;
  const failures = async () => (await verifier?.run(store.db))?.failures;
  must(await set(clerk, number));
  expect(await verifier?.run(store.db)).toEqual({ checked: 1, failures: [] });
  await store.db.deleteFrom('access_key').execute();
  expect(await failures()).toEqual([expect.stringContaining('没有登记')]);
  await store.db
    .updateTable('staff_person')
    .set({ identity_sealed: Buffer.alloc(10) })
    .execute();
  expect(await failures()).toEqual([expect.stringContaining('残缺')]);
});
