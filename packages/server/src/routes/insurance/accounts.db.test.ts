/** 个人账户 through the door: a month listed by one and approved by another; who may not, and what is wrong, changes nothing. */
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';
import { rowsIn } from '../../testing/rows.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let both: SignedIn;
let auditor: SignedIn;
let outside: SignedIn;
let worker: string;

const employer = '91990101MA00000017';

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦望舒' });
  both = await signedIn(store.db, ['reviewer', 'desk-clerk'], { name: '温知夏' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
  await store.db.insertInto('department').values({ id: 'next-door', name: '邻县医疗保障局', area: '990199' }).execute();
  outside = await signedIn(store.db, ['desk-clerk'], { name: '乔外乡', department: 'next-door' });
  worker = await insured(store.db, '001', { scheme: 'employee', member: 'in-service' });
  for (const month of ['2024-03', '2024-04', '2024-05']) await paid(month);
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

/** A month's contribution of which 100.00 belong on the account. */
async function paid(month: string): Promise<void> {
  const due = {
    person_id: worker,
    id: newId(),
    department_id: 'qinghe',
    scheme: 'employee',
    period: month,
    kind: 'in-service',
    employer,
    base: 500_000,
    standard: 50_000,
    subsidy: 0,
    person: 10_000,
    employer_share: 40_000,
    account: 10_000,
    fiscal: 0,
    covered_from: `${month}-01`,
    enrolled_on: `${month}-01`,
    paid_person: 10_000,
    paid_employer: 40_000,
    settled_on: `${month}-20`,
    made_by: clerk.personId,
    made_at: new Date('2024-06-01T02:00:00Z'),
  };
  await store.db.insertInto('contribution_due').values(due).execute();
}

const wanted = { department: 'qinghe', kind: 'in-service', month: '2024-05', employer: null };
const list = (other: object = {}, who = clerk): Promise<Answer> =>
  door.ask(who, 'POST', '/api/account-credits', { id: newId(), ...wanted, ...other });
const look = (who: SignedIn): Promise<Answer> => door.ask(who, 'POST', '/api/account-credits/preview', wanted);
const decide = (id: string, who: SignedIn, other: object = {}): Promise<Answer> =>
  door.ask(who, 'POST', `/api/account-credits/${id}/decision`, {
    department: 'qinghe',
    approve: true,
    reason: '',
    ...other,
  });
const statement = async () => (await door.ask(auditor, 'GET', `/api/insured/${worker}/account`)).json.account;
const kept = () => rowsIn(store, 'account_credit_list', 'account_credit', 'personal_account_entry');

test('a month is looked at, listed, approved by another, and stands on the statement', async () => {
  const seen = await door.ask(clerk, 'POST', '/api/account-credits/preview', { ...wanted, employer });
  expect(seen.json).toMatchObject({ persons: 1, amount: '100.00', credits: [{ person: worker, name: '参保人001' }] });
  const before = (await statement())?.balance ?? '0.00';
  const id = newId();
  expect((await list({ id }, both)).json).toEqual({ id, again: false });
  expect((await list({ id }, both)).json).toEqual({ id, again: true });
  expect((await list()).refusal).toBe('enrolment#list-empty');
  expect((await decide(id, both)).refusal).toBe('access#checker-is-maker');
  expect((await decide(id, clerk)).refusal).toBe('access#action-not-permitted');
  expect((await statement())?.balance ?? '0.00').toBe(before);
  expect((await decide(id, reviewer)).status).toBe(200);
  expect((await decide(id, reviewer, { approve: false, reason: '改主意' })).refusal).toBe('enrolment#proposal-decided');
  expect((await statement()).entries).toContainEqual(
    expect.objectContaining({ amount: '100.00', text: '2024-05划入个人账户' }),
  );
  const { json } = await door.ask(auditor, 'GET', '/api/account-credits?department=qinghe');
  expect(json.lists).toContainEqual(
    expect.objectContaining({ id, employerName: '全部', decided: 'approved', maker: '温知夏', checker: '秦望舒' }),
  );
});

test('a list that was turned down may be made again, and says of whom it was where nobody is registered', async () => {
  const first = newId();
  await list({ id: first, month: '2024-04', employer });
  expect((await decide(first, reviewer, { approve: false })).refusal).toBe('enrolment#text-malformed');
  expect((await decide(first, reviewer, { approve: false, reason: '单位有误' })).status).toBe(200);
  const second = await list({ month: '2024-04', employer });
  expect(second.status, second.text).toBe(201);
  const { json } = await door.ask(auditor, 'GET', '/api/account-credits?department=qinghe');
  expect(json.lists).toContainEqual(
    expect.objectContaining({ id: first, employerName: `${employer}（未登记单位）`, decidedReason: '单位有误' }),
  );
});

test.each<[string, () => Promise<Answer>, string, string]>([
  ['a month that is none', () => list({ month: '2024-13' }), 'enrolment#date-malformed', '2024-13'],
  ['a month to come', () => list({ month: '2999-01' }), 'enrolment#date-in-future', '2999-01'],
  ['an employer of the retired', () => list({ kind: 'retired', employer }), 'enrolment#kind-unfit', '退休人员'],
  ['a bureau that is none', () => list({ department: 'nowhere' }), 'enrolment#department-unknown', 'nowhere'],
  ['nobody who paid', () => list({ month: '2024-01' }), 'enrolment#list-empty', '没有缴清'],
  ['an id that is none', () => list({ id: '1' }), 'enrolment#id-malformed', ''],
  ['an auditor who lists', () => list({ month: '2024-03' }, auditor), 'access#action-not-permitted', '办理参保'],
  ['a reviewer who lists', () => list({ month: '2024-03' }, reviewer), 'access#action-not-permitted', '办理参保'],
  ['a clerk of another bureau who looks', () => look(outside), 'access#action-not-permitted', '在这个单位'],
  [
    'a clerk of another bureau who lists',
    () => list({ month: '2024-03' }, outside),
    'access#action-not-permitted',
    '在这个单位',
  ],
  ['a list that is not there', () => decide(newId(), reviewer), 'enrolment#proposal-unknown', '刷新'],
])('%s is refused, and nothing of it stays', async (_, run, refusal, words) => {
  const before = await kept();
  expect(await run()).toMatchObject({ refusal, json: { detail: expect.stringContaining(words) } });
  expect(await kept()).toEqual(before);
});
