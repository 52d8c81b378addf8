/** 门诊待遇资格 through the door: who may do what, and what is said to whom may not or typed something wrong. */
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let auditor: SignedIn;
let accountant: SignedIn;
let person: string;
let other: string;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer', 'desk-clerk'], { name: '秦望舒' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
  person = await insured(store.db, '001');
  other = await insured(store.db, '002');
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const entry = {
  department: 'qinghe',
  kind: 'chronic',
  item: 'coronary',
  from: '2024-03-01',
  to: null,
  doctor: '闻医师',
  institution: '青禾县人民医院',
  opinion: '冠心病，需长期用药',
};
const at = (): string => `/api/insured/${person}/entitlements`;
const ask = (who: SignedIn, path: string, body: object): Promise<Answer> => door.ask(who, 'POST', path, body);
const said = async (answer: Promise<Answer>) => {
  const { refusal, json } = await answer;
  return `${refusal}: ${json?.detail}`;
};

test('entered by a clerk, agreed to by another, named by the rules, listed for the department', async () => {
  const id = newId();
  expect((await ask(clerk, at(), { id, ...entry })).json).toEqual({ id, again: false });
  const list = async (query: string) =>
    (
      await door.ask(
        auditor,
        'GET',
        `/api/entitlements?department=qinghe&text=${encodeURIComponent('参保人001')}${query}`,
      )
    ).json;
  expect(await list('&state=made')).toMatchObject({
    total: 1,
    entitlements: [{ id, personName: '参保人001', itemName: expect.stringContaining('冠心病'), mine: false }],
  });
  expect(await said(ask(clerk, `${at()}/${id}/review`, { decision: 'confirm' }))).toContain('action-not-permitted');
  expect((await ask(reviewer, `${at()}/${id}/review`, { decision: 'confirm' })).status).toBe(200);
  expect(await list('&state=made')).toMatchObject({ total: 0 });
  expect(await list('&kind=chronic')).toMatchObject({
    total: 1,
    entitlements: [{ state: 'checked', maker: '罗小满', checker: '秦望舒' }],
  });
  expect((await ask(clerk, `${at()}/${id}/end`, { to: '2024-05-31', reason: '已迁出' })).status).toBe(200);
  expect((await door.ask(auditor, 'GET', at())).json.entitlements).toMatchObject([{ endReason: '已迁出' }]);
});

test('whoever enters and reviews both still needs another for their own', async () => {
  const id = newId();
  const own = `/api/insured/${other}`;
  const diseases = await door.ask(clerk, 'GET', `${own}/diseases?department=qinghe&day=2024-04-01`);
  expect(diseases.json.chronic).toContainEqual({ id: 'coronary', name: '冠心病' });
  expect((await ask(reviewer, `${own}/entitlements`, { id, ...entry })).status).toBe(201);
  const answer = await ask(reviewer, `${own}/entitlements/${id}/review`, { decision: 'confirm' });
  expect(answer).toMatchObject({ status: 409, refusal: 'access#checker-is-maker' });
  expect(answer.json.detail).toContain('不能由您复核');
});

test.each<[string, () => Promise<Answer>, string]>([
  ['an accountant reads nothing of it', () => door.ask(accountant, 'GET', at()), 'access#action-not-permitted'],
  ['an auditor enters nothing', () => ask(auditor, at(), { id: newId(), ...entry }), 'access#action-not-permitted'],
  [
    'an auditor ends nothing',
    () => ask(auditor, `${at()}/${newId()}/end`, { to: '2024-05-31', reason: '错' }),
    'access#action-not-permitted',
  ],
  ['nobody reads it unsigned', () => door.ask(null, 'GET', at()), 'access#sign-in-required'],
])('%s', async (_, run, refusal) => {
  expect((await run()).refusal).toBe(refusal);
});

test.each([
  ['a disease without a rule', { item: 'asthma-of-nowhere' }, 'settlement#entitlement-unknown', '可认定的是'],
  ['no day', { from: '2024-02-30' }, 'settlement#date-malformed', '2024-02-30'],
  ['before any cover', { from: '2023-03-01' }, 'settlement#not-enrolled', '没有在本地参保'],
  ['no opinion', { opinion: '' }, 'settlement#text-malformed', '医师意见'],
  ['an id that is none', { id: '17' }, 'settlement#id-malformed', '第7版UUID'],
  ['another bureau', { department: 'nowhere' }, 'settlement#department-unknown', '没有“nowhere”'],
])('%s is said in a sentence', async (_, other, refusal, words) => {
  const answer = await ask(clerk, at(), { id: newId(), ...entry, ...other });
  expect(answer.refusal).toBe(refusal);
  expect(answer.json.detail).toContain(words);
});
