/** 医疗救助 through the door: applications, funds by source, warnings; who may not, and what is wrong, changes nothing. */
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { type Answer, type Door, openDoor } from '../../testing/door.ts';
import { rowsIn } from '../../testing/rows.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let reviewer: SignedIn;
let both: SignedIn;
let auditor: SignedIn;
let registered = 0;

const today = dayOf(new Date());
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, today.slice(0, 7));
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  reviewer = await signedIn(store.db, ['reviewer'], { name: '秦望舒' });
  both = await signedIn(store.db, ['reviewer', 'desk-clerk'], { name: '温知夏' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

function somebody(): Promise<string> {
  registered += 1;
  return insured(store.db, String(registered).padStart(3, '0'));
}

const post = (path: string, body: object, who = clerk): Promise<Answer> =>
  door.ask(who, 'POST', `/api/assistance/${path}`, { department: 'qinghe', ...body });

const application = {
  year,
  category: 'illness-poverty',
  householdSize: 3,
  householdIncome: '5,000',
  householdExpense: '9000',
  facts: '户主重病，子在读',
  submittedOn: today,
  attachments: [{ sha256: 'a'.repeat(64), name: '申请书.pdf' }],
  payee: { name: '沈青禾', bank: '青禾农商行', account: '6230580000012345678' },
};
const apply = async (other: object = {}, who = clerk): Promise<Answer> =>
  post('applications', { id: newId(), person: await somebody(), ...application, ...other }, who);
const view = async (id: string) => (await door.ask(auditor, 'GET', `/api/assistance/applications/${id}`)).json;
const tables = [
  'assistance_application',
  'assistance_step',
  'assistance_source',
  'burden_event',
  'burden_push',
  'insured_category',
  'settlement',
] as const;

test('an application goes its steps, is approved by nobody who took it in, and its account is shown masked', async () => {
  const { id } = (await apply({}, both)).json;
  expect((await view(id)).payee.account).not.toContain('6230580000012345678');
  const recognised = { text: '青民认〔2024〕8号' };
  expect((await post(`applications/${id}/recognition`, recognised)).refusal).toBe('assistance#state-unfit');
  expect((await post(`applications/${id}/check`, { text: '青禾镇核查表' })).status).toBe(200);
  expect((await post(`applications/${id}/recognition`, recognised)).status).toBe(200);
  const review = { decision: 'reject', text: '负担没有达到家庭收入的一半', settlement: newId() };
  const before = await rowsIn(store, ...tables);
  expect((await post(`applications/${id}/review`, review)).refusal).toBe('access#action-not-permitted');
  expect((await post(`applications/${id}/review`, review, both)).refusal).toBe('access#checker-is-maker');
  expect((await post(`applications/${id}/review`, { ...review, text: '' }, reviewer)).refusal).toBe(
    'assistance#text-malformed',
  );
  // Not insured this year, or by values that nobody has confirmed: either way nothing is paid.
  expect(
    (await post(`applications/${id}/review`, { ...review, decision: 'approve' }, reviewer)).refusal,
  ).not.toBeNull();
  expect(await rowsIn(store, ...tables)).toEqual(before);
  expect((await view(id)).state).toBe('recognised');
  expect((await post(`applications/${id}/review`, review, reviewer)).status).toBe(200);
  expect((await post(`applications/${id}/withdrawal`, { text: '不办了' })).refusal).toBe('assistance#state-unfit');
  const { steps, letter } = await view(id);
  expect(steps.map(({ by }: { by: string }) => by)).toEqual(['温知夏', '罗小满', '罗小满', '秦望舒']);
  expect(letter.paragraphs.join('')).toContain('负担没有达到家庭收入的一半');
});

const source = {
  year,
  kind: 'received',
  level: 'county',
  purpose: '',
  amount: '1,200,000',
  document: '青财社〔2024〕3号',
  dated: today,
};
const money = async (level: string) => {
  const { json } = await door.ask(auditor, 'GET', `/api/assistance/funds?department=qinghe&year=${year}`);
  return json.sources.filter((one: { level: string }) => one.level === level);
};

test('the years with data are told, so that a page opens at the latest of them', async () => {
  const before = (await door.ask(auditor, 'GET', '/api/assistance/years?department=qinghe')).json;
  expect(before.warnings).toEqual([]);
  // Its months are open, and nothing was settled in them.
  expect(before.funds).not.toContain(year - 1);
  const source = {
    year: 2019,
    kind: 'received',
    level: 'county',
    purpose: '',
    amount: '10.00',
    document: '青财社〔2019〕1号',
  };
  expect((await post('funds', { id: newId(), ...source, dated: '2019-03-01' })).status).toBe(201);
  expect((await door.ask(auditor, 'GET', '/api/assistance/years?department=qinghe')).json.funds).toContain(2019);
});

test('money of a source is entered by one and checked by another, and may be taken back with a reason', async () => {
  const id = newId();
  expect((await post('funds', { id, ...source }, both)).status).toBe(201);
  expect((await post('funds', { id, ...source }, both)).json.again).toBe(true);
  expect((await post(`funds/${id}/check`, {}, both)).refusal).toBe('access#checker-is-maker');
  expect((await post(`funds/${id}/check`, {})).refusal).toBe('access#action-not-permitted');
  expect(await money('county')).toMatchObject([{ state: 'made', amount: '1200000.00', maker: '温知夏' }]);
  expect((await post(`funds/${id}/check`, {}, reviewer)).status).toBe(200);
  expect((await post(`funds/${id}/withdrawal`, { reason: '' }, reviewer)).refusal).toBe('assistance#text-malformed');
  expect((await post(`funds/${id}/withdrawal`, { reason: '文件收回' }, reviewer)).status).toBe(200);
  expect(await money('county')).toMatchObject([{ state: 'withdrawn', reason: '文件收回' }]);
});

const scan = (who = clerk): Promise<Answer> => post('warnings/scan', { year, all: true }, who);
const push = { id: newId(), year, recipient: '青禾县防返贫监测中心' };
const received = { recipientPerson: '何监测', on: today };

test.each<[string, () => Promise<Answer>, string, string]>([
  ['nobody', () => apply({ person: newId() }), 'registry#person-unknown', ''],
  ['an income that is none', () => apply({ householdIncome: '五千' }), 'assistance#amount-malformed', '家庭收入'],
  ['a household of none', () => apply({ householdSize: 0 }), 'assistance#household-malformed', '0'],
  ['a year long past', () => apply({ year: year - 2 }), 'assistance#year-out-of-range', String(year - 2)],
  ['who is on a list anyway', () => apply({ category: 'low-income' }), 'assistance#category-unfit', 'low-income'],
  ['nothing attached', () => apply({ attachments: [] }), 'assistance#attachments-missing', '附件'],
  [
    'half an account',
    () => apply({ payee: { ...application.payee, account: '62 30' } }),
    'assistance#account-malformed',
    '8至30位',
  ],
  ['a bureau that is none', () => apply({ department: 'nowhere' }), 'assistance#department-unknown', 'nowhere'],
  ['a reviewer who takes in', () => apply({}, reviewer), 'access#action-not-permitted', '受理救助申请'],
  [
    'an application that is not there',
    () => post(`applications/${newId()}/check`, { text: '核查表' }),
    'assistance#record-unknown',
    '',
  ],
  ['no money', () => post('funds', { id: newId(), ...source, amount: '0' }), 'assistance#amount-malformed', '零'],
  [
    'an unknown source',
    () => post('funds', { id: newId(), ...source, level: 'planet' }),
    'assistance#level-unfit',
    'planet',
  ],
  ['money by an auditor', () => post('funds', { id: newId(), ...source }, auditor), 'access#action-not-permitted', ''],
  ['warnings by a line that nobody confirmed', () => scan(), 'assistance#line-unconfirmed', '还没有人确认'],
  ['warnings by a reviewer', () => scan(reviewer), 'access#action-not-permitted', '推送高额费用预警'],
  ['nobody to push', () => post('warnings/pushes', push), 'assistance#nothing-to-push', String(year)],
  [
    'a push that is not there',
    () => post(`warnings/pushes/${newId()}/acknowledgement`, received),
    'assistance#record-unknown',
    '',
  ],
])('%s is refused, and nothing of it stays', async (_, run, refusal, words) => {
  const before = await rowsIn(store, ...tables);
  expect(await run()).toMatchObject({ refusal, json: { detail: expect.stringContaining(words) } });
  expect(await rowsIn(store, ...tables)).toEqual(before);
});
