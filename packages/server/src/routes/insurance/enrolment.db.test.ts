/** Enrolment through the door: employers by the name that the registry has, or as what nobody registered; where a transfer comes from. */
import { creditCheckCharacter } from '@mingzhang/bureau';
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';
import { rowsIn } from '../../testing/rows.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let auditor: SignedIn;
let registered = 100;

const school = `12990101MB0000202${creditCheckCharacter('12990101MB0000202')}`;
const unknown = '91990101MA0000001X';

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
  const draft = { code: school, name: '青禾县第一中学', area: '990101', kind: 'institution', from: '2024-01-04' };
  const made = await door.ask(clerk, 'POST', '/api/employers', draft);
  expect(made.status, made.text).toBe(201);
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const employed = {
  department: 'qinghe',
  employer: school,
  kind: 'in-service',
  wage: '6000',
  fromMonth: '2025-01',
  civilServant: false,
};

function enrol(person: string, other: object = {}, who = clerk): Promise<Answer> {
  return door.ask(who, 'POST', `/api/insured/${person}/enrolment/employee`, { id: newId(), ...employed, ...other });
}

function somebody(): Promise<string> {
  registered += 1;
  return insured(store.db, String(registered));
}

async function employersOf(person: string): Promise<readonly string[]> {
  const { json } = await door.ask(auditor, 'GET', `/api/insured/${person}/enrolment`);
  return json.employments.map((one: { employerName: string }) => one.employerName);
}

test.each<[string, object, string]>([
  ['a registered employer has its name', {}, '青禾县第一中学'],
  ['a code that nobody registered stays readable', { employer: unknown }, `${unknown}（未登记单位）`],
  ['who pays alone has none', { employer: '', kind: 'flexible', wage: '0' }, ''],
])('%s', async (_, other, shown) => {
  const person = await somebody();
  const made = await enrol(person, other);
  expect(made.status, made.text).toBe(201);
  expect(await employersOf(person)).toEqual([shown]);
});

test.each<[string, object, () => SignedIn, string, string]>([
  ['half a code', { employer: '9199' }, () => clerk, 'enrolment#employer-malformed', '9199'],
  ['no employer', { employer: '' }, () => clerk, 'enrolment#employer-malformed', '用人单位'],
  ['a wage that is none', { wage: '六千' }, () => clerk, 'enrolment#wage-malformed', ''],
  ['an auditor enrols nobody', {}, () => auditor, 'access#action-not-permitted', '办理参保'],
])('%s is refused, and nothing of it stays', async (_, other, who, refusal, words) => {
  const person = await somebody();
  const before = await rowsIn(store, 'insured_employment', 'insured_spell');
  const answer = await enrol(person, other, who());
  expect(answer).toMatchObject({ refusal, json: { detail: expect.stringContaining(words) } });
  expect(await rowsIn(store, 'insured_employment', 'insured_spell')).toEqual(before);
});

const transferred = {
  department: 'qinghe',
  direction: 'in',
  scheme: 'resident',
  onDate: '2024-06-01',
  months: 12,
  account: '0',
};

test.each<[string, string, string, string]>([
  ['by its code', 'PZ-1', '430104', '湖南省长沙市岳麓区'],
  ['by its name in full', 'PZ-2', '湖南省长沙市岳麓区', '湖南省长沙市岳麓区'],
])('the other place of a transfer is entered %s, and shown by its name', async (_, certificate, otherArea, shown) => {
  const person = await somebody();
  const body = { id: newId(), ...transferred, certificate, otherArea };
  const made = await door.ask(clerk, 'POST', `/api/insured/${person}/enrolment/transfers`, body);
  expect(made.status, made.text).toBe(201);
  const { json } = await door.ask(auditor, 'GET', `/api/insured/${person}/enrolment`);
  expect(json.transfers).toMatchObject([{ otherArea: '430104', otherPlace: shown }]);
});

test.each<[string, string, string]>([
  ['a code that nobody has', '431199', '没有“431199”这个参保地'],
  ['nothing', '', '没有填对方参保地'],
  ['a name that two places have', '朝阳区', '叫“朝阳区”的有2处：北京市朝阳区（110105）、吉林省长春市朝阳区（220104）'],
])('%s is no place to transfer from, and nothing is entered', async (_, otherArea, words) => {
  const person = await somebody();
  const body = { id: newId(), ...transferred, certificate: 'PZ-9', otherArea };
  const refused = await door.ask(clerk, 'POST', `/api/insured/${person}/enrolment/transfers`, body);
  expect(refused).toMatchObject({
    refusal: 'enrolment#other-area-unknown',
    json: { detail: expect.stringContaining(words) },
  });
  const { json } = await door.ask(auditor, 'GET', `/api/insured/${person}/enrolment`);
  expect(json.transfers).toEqual([]);
});

test('places of the whole country are found by name or code', async () => {
  const find = async (text: string) =>
    (await door.ask(auditor, 'GET', `/api/divisions?text=${encodeURIComponent(text)}`)).json.divisions;
  expect(await find('长沙 岳麓')).toEqual([{ code: '430104', name: '湖南省长沙市岳麓区' }]);
  expect(await find('430104')).toEqual([{ code: '430104', name: '湖南省长沙市岳麓区' }]);
  expect(await find('')).toHaveLength(30);
});

test('the years with residents enrolled are told to whoever may read them', async () => {
  const years = (who: SignedIn) => door.ask(who, 'GET', '/api/enrolment/years?department=qinghe');
  expect((await years(auditor)).json).toEqual({ enrolled: [], subsidised: [] });
  const person = await somebody();
  const enrolled = { id: newId(), department: 'qinghe', year: 2023, enrolledOn: '2022-11-20' };
  const made = await door.ask(clerk, 'POST', `/api/insured/${person}/enrolment/resident`, enrolled);
  expect(made.status, made.text).toBe(201);
  expect((await years(clerk)).json).toEqual({ enrolled: [2023], subsidised: [] });
});
