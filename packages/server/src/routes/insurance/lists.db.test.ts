/** 救助身份名单 through the door: handed in, looked at, confirmed by another; who may not, and what is wrong, changes nothing. */
import { checkCharacter, identityKey, registerInsured } from '@mingzhang/bureau';
import { type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, formOf, openDoor } from '../../testing/door.ts';
import { rowsIn } from '../../testing/rows.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let both: SignedIn;
let accountant: SignedIn;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦望舒' });
  both = await signedIn(store.db, ['reviewer', 'desk-clerk'], { name: '温知夏' });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
  const key = identityKey(Buffer.alloc(32, 7));
  for (const [index, name] of names.entries()) {
    const draft = { name, number: numberOf(index), bornOn: '1952-01-30', area: '990101' };
    const hand = { by: clerk.personId, at: new Date('2024-01-02T02:00:00Z'), today: '2024-01-02' };
    const made = await store.db
      .transaction()
      .execute((trx) => registerInsured(trx, key, { id: newId(), ...hand, ...draft }));
    expect(made).not.toHaveProperty('refusal');
  }
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const names = ['段守田', '何满秀', '龙大贵'];

function numberOf(index: number): string {
  const first = `99010119520130${600 + index}`;
  return `${first}${checkCharacter(first)}`;
}

const rows = (...people: readonly (readonly [number, string])[]): string =>
  [
    '姓名,身份证号,身份类别',
    ...people.map(([index, category]) => `${names[index]},${numberOf(index)},${category}`),
  ].join('\n');
const fields = {
  department: 'qinghe',
  source: 'civil-affairs',
  categories: 'low-income',
  whole: 'false',
  asOf: '2024-06-01',
  knownSince: '2024-06-20',
  document: '青民函〔2024〕6号',
};

function handIn(csv: string, other: object = {}, who = clerk): Promise<Answer> {
  const { body, headers } = formOf(csv, '名单.csv', { id: newId(), ...fields, ...other });
  return door.ask(who, 'POST', '/api/category-lists', body, headers);
}
const view = async (id: string) => (await door.ask(reviewer, 'GET', `/api/category-lists/${id}`)).json;
const act = (id: string, what: 'confirmation' | 'withdrawal', who: SignedIn, body: object = {}): Promise<Answer> =>
  door.ask(who, 'POST', `/api/category-lists/${id}/${what}`, body);
const kept = () => rowsIn(store, 'category_list', 'category_list_row', 'insured_category');

test('a list changes nothing until another confirms what they saw; numbers are never shown', async () => {
  const csv = `${rows([0, '低保'])}\n某人,${numberOf(7)},低保`;
  const made = await handIn(csv, {}, both);
  expect(made.status, made.text).toBe(201);
  const { id } = made.json;
  expect((await handIn(csv)).json).toEqual({ id, again: true });
  const seen = await view(id);
  expect(seen).toMatchObject({
    list: { state: 'open', maker: '温知夏', rows: 2 },
    counts: { started: 1, ended: 0, problems: 1 },
    started: [{ name: '段守田', category: '低保对象' }],
  });
  expect(JSON.stringify(seen)).not.toMatch(/\d{17}[\dX]/);
  const [, , categories] = await kept();
  expect((await act(id, 'confirmation', both, { seen: seen.seen })).refusal).toBe('access#checker-is-maker');
  expect((await act(id, 'confirmation', clerk, { seen: seen.seen })).refusal).toBe('access#action-not-permitted');
  expect((await act(id, 'confirmation', reviewer, { seen: 'something else' })).refusal).toBe('registry#list-changed');
  expect((await kept())[2]).toBe(categories);
  expect((await act(id, 'confirmation', reviewer, { seen: seen.seen })).status).toBe(200);
  expect((await kept())[2]).toBe((categories ?? 0) + 1);
  expect((await act(id, 'withdrawal', clerk)).refusal).toBe('registry#list-settled');
});

test('a list that was withdrawn confirms nothing, and may come again', async () => {
  const csv = rows([1, '低保']);
  const one = (await handIn(csv)).json.id;
  const { seen } = await view(one);
  expect((await act(one, 'withdrawal', reviewer)).refusal).toBe('access#action-not-permitted');
  expect((await act(one, 'withdrawal', clerk)).status).toBe(200);
  expect((await act(one, 'confirmation', reviewer, { seen })).refusal).toBe('registry#list-settled');
  const two = await handIn(csv);
  expect(two.json).toMatchObject({ again: false });
  await act(two.json.id, 'withdrawal', clerk);
});

test.each<[string, () => Promise<Answer>, string, string]>([
  ['a file without a header', () => handIn('甲,乙\n1,2\n'), 'registry#list-unreadable', '表头'],
  [
    'an office that is none',
    () => handIn(rows([2, '低保']), { source: 'weather' }),
    'registry#list-unreadable',
    '哪一家',
  ],
  [
    'what the office does not say',
    () => handIn(rows([2, '低保']), { categories: 'severe-disability' }),
    'registry#category-unknown',
    '不由这个部门认定',
  ],
  ['no document', () => handIn(rows([2, '低保']), { document: '' }), 'registry#text-malformed', '名单文号'],
  [
    'a day that is none',
    () => handIn(rows([2, '低保']), { asOf: '2024-02-30' }),
    'registry#date-malformed',
    '2024-02-30',
  ],
  [
    'a list that came before it was made',
    () => handIn(rows([2, '低保']), { asOf: '2024-06-21' }),
    'registry#end-before-start',
    '2024-06-21',
  ],
  [
    'a bureau that is none',
    () => handIn(rows([2, '低保']), { department: 'nowhere' }),
    'registry#list-unknown',
    'nowhere',
  ],
  [
    'a reviewer who hands in',
    () => handIn(rows([2, '低保']), {}, reviewer),
    'access#action-not-permitted',
    '登记参保人员',
  ],
  [
    'an accountant who looks',
    () => door.ask(accountant, 'GET', '/api/category-lists'),
    'access#action-not-permitted',
    '查看参保人员',
  ],
  ['a list that is not there', () => act(newId(), 'confirmation', reviewer, { seen: '' }), 'registry#list-unknown', ''],
])('%s is refused, and nothing of it stays', async (_, run, refusal, words) => {
  const before = await kept();
  expect(await run()).toMatchObject({ refusal, json: { detail: expect.stringContaining(words) } });
  expect(await kept()).toEqual(before);
});
