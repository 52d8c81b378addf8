/** 追溯重算 through the door: tried by one, booked by another; who may not, and what is wrong, changes nothing. */
import { enterRerun } from '@mingzhang/bureau';
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { type Answer, type Door, formOf, openDoor } from '../../testing/door.ts';
import { rowsIn } from '../../testing/rows.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let both: SignedIn;
let auditor: SignedIn;
let person: string;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, dayOf(new Date()).slice(0, 7));
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦望舒' });
  both = await signedIn(store.db, ['reviewer', 'desk-clerk'], { name: '温知夏' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
  person = await insured(store.db, '001');
  await settleThenReclassify();
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const post = (path: string, body: object, who = clerk): Promise<Answer> => door.ask(who, 'POST', `/api/${path}`, body);

/** A stay settled with a drug of 乙类, which the 目录 that comes later has as 甲类 from before. */
async function settleThenReclassify(): Promise<void> {
  const day = '2024-05-10';
  const line = {
    code: 'XA02',
    class: 'b',
    quantity: '100',
    price: '80',
    amount: '8000',
    firstPay: '0.1',
    priceLimit: null,
  };
  const visit = { kind: 'inpatient', level: 'level-2', filing: 'local', item: '', institution: '青禾县人民医院' };
  const settled = await post('settlements', {
    id: newId(),
    department: 'qinghe',
    person,
    visit: { ...visit, number: 'ZY-1', from: '2024-05-01', to: day },
    lines: [{ ...line, day }],
    sums: null,
    hospitalBorne: '0',
  });
  expect(settled.status, settled.text).toBe(201);
  const csv = '医保目录编码,类别,名称,费用等级\nXA02,药品,示例胶囊,甲类\n';
  const fields = { id: newId(), document: '湘医保发〔2024〕1号', from: '2024-01-01', whole: 'false' };
  const { body, headers } = formOf(csv, 'items.csv', fields);
  const handedIn = await door.ask(clerk, 'POST', '/api/catalogue/imports', body, headers);
  expect(handedIn.status, handedIn.text).toBe(201);
  const path = `catalogue/imports/${fields.id}`;
  const { seen } = (await door.ask(reviewer, 'GET', `/api/${path}`)).json;
  const confirmed = await post(`${path}/confirmation`, { seen }, reviewer);
  expect(confirmed.status, confirmed.text).toBe(200);
}

const wanted = { department: 'qinghe', year: 2024, scope: 'person', basis: '目录更正' };
const make = (other: object = {}, who = clerk): Promise<Answer> =>
  post('reruns', { id: newId(), scopeValue: person, ...wanted, ...other }, who);
const act = (id: string, what: 'booking' | 'drop' | 'restart', who: SignedIn): Promise<Answer> =>
  post(`reruns/${id}/${what}`, { department: 'qinghe' }, who);
const view = async (id: string) => (await door.ask(auditor, 'GET', `/api/reruns/${id}`)).json;
const kept = () => rowsIn(store, 'rerun_run', 'rerun_difference', 'settlement', 'ledger_voucher');

test('what a trial finds is booked once, by somebody who did not make it', async () => {
  const id = newId();
  expect((await make({ id, catalogue: true }, both)).status).toBe(201);
  expect((await make({ id, catalogue: true }, both)).json.again).toBe(true);
  expect((await make({ id, catalogue: false }, both)).refusal).toBe('rerun#id-used');
  expect(await view(id)).toMatchObject({
    state: 'computed',
    differing: { persons: 1, settlements: 1 },
    differences: [{ person, institution: '青禾县人民医院', booked: false }],
    stopped: [],
  });
  const before = await kept();
  expect((await act(id, 'booking', both)).refusal).toBe('access#checker-is-maker');
  expect((await act(id, 'booking', clerk)).refusal).toBe('access#action-not-permitted');
  expect(await kept()).toEqual(before);
  expect((await act(id, 'booking', reviewer)).json).toEqual({ id, booked: 1 });
  const booked = await kept();
  expect(await act(id, 'booking', reviewer)).toMatchObject({ status: 409, refusal: 'rerun#state-unfit' });
  expect((await act(id, 'drop', clerk)).refusal).toBe('rerun#run-unknown');
  expect(await kept()).toEqual(booked);
  expect(await view(id)).toMatchObject({ state: 'booked', maker: '温知夏', booker: '秦望舒' });
});

test('where nothing differs there is nothing to book, and a trial may be laid aside', async () => {
  const other = await insured(store.db, '002');
  const id = newId();
  await make({ id, scopeValue: other });
  expect((await act(id, 'booking', reviewer)).refusal).toBe('rerun#nothing-differs');
  expect((await act(id, 'drop', clerk)).status).toBe(200);
  expect(await view(id)).toMatchObject({ state: 'dropped', differing: { settlements: 0 } });
  expect((await act(id, 'booking', reviewer)).refusal).toBe('rerun#state-unfit');
});

test('what is supposed is named, and is never booked', async () => {
  const id = newId();
  const supposed = [{ key: 'resident/inpatient/deductible/level-2', value: '600' }];
  expect((await make({ id, supposed })).status).toBe(201);
  expect((await make({ id, supposed })).json.again).toBe(true);
  expect((await make({ id })).refusal).toBe('rerun#id-used');
  expect(await view(id)).toMatchObject({
    supposed: 1,
    suppositions: [{ name: '居民住院起付标准（二级医院）', printed: '600.00元' }],
    differing: { settlements: 1 },
  });
  expect((await act(id, 'booking', reviewer)).refusal).toBe('rerun#only-supposed');
});

test('who asks for a run is told of which years there are settlements, and where the parameters stand', async () => {
  const choices = (of: string) => door.ask(auditor, 'GET', `/api/reruns/choices?department=${of}`);
  expect((await choices('qinghe')).json).toEqual({ years: [2024], area: expect.any(String) });
  expect((await choices('nowhere')).json).toEqual({ years: [], area: null });
});

test('a run laid aside before it was drawn up does not say that nothing differs', async () => {
  const id = newId();
  const at = new Date();
  const entered = { id, department: 'qinghe', year: 2024, scope: 'year', scopeValue: '', basis: '目录更正' } as const;
  await enterRerun(store.db, { ...entered, by: clerk.personId, at, today: dayOf(at) });
  expect(await view(id)).toMatchObject({ state: 'interrupted', differing: null });
  expect((await act(id, 'drop', clerk)).status).toBe(200);
  expect(await view(id)).toMatchObject({ state: 'dropped', differing: null, differences: [], total: [] });
});

test('a run that nobody draws up any more says so, and is drawn up for whoever asks for it again', async () => {
  const other = await insured(store.db, '003');
  const id = newId();
  const entered = {
    id,
    department: 'qinghe',
    year: 2024,
    scope: 'person',
    scopeValue: other,
    basis: '目录更正',
  } as const;
  const at = new Date();
  // As a server leaves it that is killed while it draws the run up.
  await enterRerun(store.db, { ...entered, by: clerk.personId, at, today: dayOf(at) });
  expect(await view(id)).toMatchObject({ state: 'interrupted', stateName: '已中断', maker: '罗小满' });
  expect(await act(id, 'restart', auditor)).toMatchObject({ refusal: 'access#action-not-permitted' });
  expect((await act(id, 'restart', both)).json).toEqual({ id, again: false });
  expect(await view(id)).toMatchObject({ state: 'computed', maker: '温知夏' });
  expect(await act(id, 'restart', both)).toMatchObject({ status: 409, refusal: 'rerun#state-unfit' });
});

test.each<[string, () => Promise<Answer>, string, string]>([
  ['nobody', () => make({ scopeValue: newId() }), 'rerun#scope-unfit', '请查找后选定'],
  ['a person not chosen', () => make({ scopeValue: '' }), 'rerun#scope-unfit', '请先按姓名或身份证号查找'],
  ['no institution', () => make({ scope: 'institution', scopeValue: '' }), 'rerun#scope-unfit', '请写明机构名称'],
  ['a year to come', () => make({ year: 2999 }), 'rerun#scope-unfit', '2999'],
  ['a year of five figures', () => make({ year: 20_240 }), 'rerun#scope-unfit', '20240'],
  [
    'a parameter that is not there',
    () => make({ supposed: [{ key: 'no/such', value: '1' }] }),
    'parameters#supposed-unknown',
    'no/such',
  ],
  [
    'a value that is none',
    () => make({ supposed: [{ key: 'resident/inpatient/deductible/level-2', value: '八百' }] }),
    'parameters#supposed-malformed',
    '八百',
  ],
  ['a year of one person', () => make({ scope: 'year' }), 'rerun#scope-unfit', '全年'],
  ['no grounds', () => make({ basis: '' }), 'rerun#text-malformed', '依据'],
  ['a bureau that is none', () => make({ department: 'nowhere' }), 'rerun#department-unknown', 'nowhere'],
  ['an id that is none', () => make({ id: '1' }), 'rerun#id-malformed', ''],
  ['a reviewer who tries', () => make({}, reviewer), 'access#action-not-permitted', '追溯重算试算'],
  ['an auditor who books', () => act(newId(), 'booking', auditor), 'access#action-not-permitted', '追溯重算入账'],
  ['a run that is not there', () => act(newId(), 'booking', reviewer), 'rerun#run-unknown', ''],
])('%s is refused, and nothing of it stays', async (_, run, refusal, words) => {
  const before = await kept();
  expect(await run()).toMatchObject({ refusal, json: { detail: expect.stringContaining(words) } });
  expect(await kept()).toEqual(before);
});
