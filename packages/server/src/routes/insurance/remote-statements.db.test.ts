/** 异地就医清算单 through the door: looked at, taken in, put right row by row, withdrawn; who may not, and what is wrong, changes nothing. */
import { addDepartment, registerInstitution } from '@mingzhang/bureau';
import { type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Door, formOf, openDoor } from '../../testing/door.ts';
import { rowsIn } from '../../testing/rows.ts';

let store: Store;
let door: Door;
let clerk: SignedIn;
let auditor: SignedIn;
let accountant: SignedIn;
let elsewhere: SignedIn;

const at = '/api/remote-statements';
const hospital = 'H99010100001';

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
  await addDepartment(store.db, { id: 'other', name: '云泽县医疗保障局', area: '990102' });
  elsewhere = await signedIn(store.db, ['fund-accountant'], { name: '温知夏', department: 'other' });
  const hand = { by: clerk.personId, at: new Date('2023-01-04T02:00:00Z'), today: '2023-01-04' };
  const kind = 'hospital';
  const one = { code: hospital, name: '青禾县人民医院', area: '990101', kind, level: 'level-2', dip: true } as const;
  const made = await store.db.transaction().execute((trx) => registerInstitution(trx, { ...hand, ...one }));
  expect(made).not.toHaveProperty('refusal');
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const header =
  '医药机构编号,医药机构名称,清算年月,参保地,清算类别,病种名称,结算方式,人次,医疗费总额（元）,基金支付总额（元）';
const row = (
  month: string,
  other: Partial<Record<'institution' | 'channel' | 'total' | 'area' | 'visit', string>> = {},
) =>
  [
    other.institution ?? hospital,
    '县人民医院',
    month,
    other.area ?? '980101',
    other.visit ?? '住院',
    '',
    other.channel ?? '直接结算',
    '3',
    other.total ?? '1200.50',
    '0',
  ].join(',');
const csv = (...rows: readonly string[]): string => [header, ...rows].join('\n');

function post(text: string, path: string, other: Record<string, string>, who: SignedIn): Promise<Answer> {
  const { body, headers } = formOf(text, '清算单.csv', { id: newId(), department: 'qinghe', ...other });
  return door.ask(who, 'POST', `${at}${path}`, body, headers);
}

/** A file that is to be taken in is looked at before. */
async function send(text: string, path = '', other: Record<string, string> = {}, who = clerk): Promise<Answer> {
  const seen = path === '' ? (await post(text, '/preview', other, who)).json?.seen : undefined;
  return post(text, path, { ...(typeof seen === 'string' ? { seen } : {}), ...other }, who);
}
const get = async (path: string, who = auditor) =>
  (await door.ask(who, 'GET', `${at}${path}${path.includes('?') ? '&' : '?'}department=qinghe`)).json;
const act = (path: string, body: object, who = clerk): Promise<Answer> =>
  door.ask(who, 'POST', `${at}/${path}`, { department: 'qinghe', ...body });
const said = async (answer: Promise<Answer>) => {
  const { refusal, json } = await answer;
  return `${refusal}: ${json?.detail}`;
};
const kept = () => rowsIn(store, 'remote_statement', 'remote_statement_row', 'trail_action');

test('where people are insured is said by name; a place without one by its code', async () => {
  const text = csv(
    row('202104', { area: '440103' }),
    row('202104', { area: '430199' }),
    row('202104', { area: '9902' }),
  );
  const looked = await send(text, '/preview');
  expect(looked.json.lines).toMatchObject([{ row: 4, insuredPlace: '9902' }]);
  const made = await send(text);
  expect(made.status, made.text).toBe(201);
  expect((await get(`/${made.json.id}/rows`)).rows).toMatchObject([
    { cells: { insuredArea: '440103' }, insuredPlace: '广东省广州市荔湾区' },
    { insuredPlace: '湖南省长沙市（430199）' },
    { insuredPlace: '9902' },
  ]);
  await act(`${made.json.id}/withdrawal`, { reason: '传错' });
});

test('a good file is looked at, which writes nothing, then counts at once and is read back', async () => {
  const text = csv(
    row('202101'),
    row('202101', { area: '990201', total: '800' }),
    row('202102', { channel: '现金结算' }),
  );
  const before = await kept();
  const seen = await send(text, '/preview');
  expect(seen.status, seen.text).toBe(200);
  expect(seen.json).toMatchObject({
    rows: 3,
    taken: 3,
    keptOut: 0,
    lines: [],
    sums: [
      { reach: 'cross-province', visit: 'inpatient', channel: 'direct', rows: 1, visits: 3, total: '1200.50' },
      { channel: 'manual', total: '1200.50' },
      { reach: 'in-province', total: '800.00' },
    ],
  });
  expect(await kept()).toEqual(before);
  const made = await send(text);
  expect(made.status, made.text).toBe(201);
  const { id } = made.json;
  expect((await get('')).statements).toContainEqual(
    expect.objectContaining({
      id,
      name: '清算单.csv',
      maker: '罗小满',
      rows: 3,
      open: 0,
      from: '2021-01',
      to: '2021-02',
      visits: 9,
      total: '3201.00',
    }),
  );
  expect((await get(`/${id}`)).sums).toEqual(seen.json.sums);
  expect(await get(`/${id}/rows`)).toMatchObject({
    rows: [
      { row: 2, institutionName: '青禾县人民医院', taken: true, cells: { month: '202101' } },
      { row: 3, insuredPlace: '990201' },
      { row: 4 },
    ],
    next: null,
  });
  const year = (await door.ask(auditor, 'GET', '/api/remote-care?department=qinghe&year=2021')).json;
  // Direct of all stays: 2000.50 of 3201.00.
  expect(year.figures).toContainEqual({
    row: 'E04',
    figure: 'direct-settlement-rate',
    name: '异地就医直接结算率（住院，就医地）',
    value: '62.50',
    unit: '%',
    remark: null,
  });
  expect(year.months).toMatchObject([
    { month: '2021-01', name: '青禾县人民医院', reach: 'cross-province', direct: '1200.50' },
    { month: '2021-01', reach: 'in-province' },
    { month: '2021-02', total: '1200.50', direct: '0.00' },
  ]);
});

test('of a file with one wrong line the rest counts; the line is corrected or taken on purpose, with the reason', async () => {
  const text = csv(row('202203'), row('202213'), row('202203', { institution: 'H99010100002' }));
  const seen = await send(text, '/preview');
  expect(seen.json).toMatchObject({
    taken: 1,
    keptOut: 2,
    lines: [
      { row: 3, problems: [{ problem: 'month-malformed', name: '清算年月不对' }], mayBeTaken: false },
      { row: 4, problems: [{ problem: 'institution-unregistered' }], mayBeTaken: true },
    ],
  });
  const { id } = (await send(text)).json;
  expect((await get(`/${id}/rows?state=open`)).rows).toMatchObject([{ row: 3 }, { row: 4, institutionName: null }]);
  const settle = (line: number, body: object, who = clerk) =>
    act(`${id}/rows/${line}/settlement`, { corrected: {}, onPurpose: false, reason: '对照原单', ...body }, who);
  expect(await said(settle(3, { onPurpose: true }))).toMatch(
    /^travel#row-still-wrong: 第3行没有收下：清算年月“202213”/,
  );
  expect(await said(settle(4, {}))).toMatch(/row-still-wrong.*写明理由照收/);
  expect((await settle(3, { corrected: { month: '202204' } }, accountant)).refusal).toBe('access#action-not-permitted');
  expect((await settle(3, { corrected: { month: '202204' }, reason: '' })).refusal).toBe('travel#text-malformed');
  expect((await settle(3, { corrected: { month: '202204' } })).json).toEqual({ id, again: false });
  expect((await settle(4, { onPurpose: true })).status).toBe(200);
  expect(await settle(4, { onPurpose: true })).toMatchObject({ status: 409, refusal: 'travel#row-settled' });
  expect(await settle(99, {})).toMatchObject({ status: 404, refusal: 'travel#row-unknown' });
  expect((await get(`/${id}/rows?state=taken&after=2`)).rows).toMatchObject([
    { row: 3, cells: { month: '202204' }, settler: '罗小满', settledReason: '对照原单' },
    { row: 4, settler: '罗小满' },
  ]);
  expect(await get(`/${id}`)).toMatchObject({ open: 0, rows: 3, total: '3601.50' });
});

test('the same file counts once; withdrawn with the reason it may come again', async () => {
  const text = csv(row('202205'));
  const id = newId();
  expect((await send(text, '', { id })).json).toEqual({ id, again: false });
  expect((await send(text, '', { id })).json).toEqual({ id, again: true });
  const before = await kept();
  expect(await said(send(text))).toMatch(/^travel#file-repeated: 同样内容的清算单“清算单.csv”已由罗小满收过/);
  expect(await send(text, '/preview')).toMatchObject({ status: 409, refusal: 'travel#file-repeated' });
  expect((await send(csv(row('202206')), '', { id })).refusal).toBe('travel#id-used');
  // The same month's sum in another file is known again and kept out.
  expect((await send(csv(row('202205', { total: '1200.5' })), '/preview')).json).toMatchObject({
    taken: 0,
    lines: [{ problems: [{ problem: 'repeated' }], mayBeTaken: true }],
  });
  expect((await act(`${id}/withdrawal`, { reason: '' })).refusal).toBe('travel#text-malformed');
  expect((await act(`${id}/withdrawal`, { reason: '传错月份' }, auditor)).refusal).toBe('access#action-not-permitted');
  expect(await kept()).toEqual(before);
  expect((await act(`${id}/withdrawal`, { reason: '传错月份' })).status).toBe(200);
  expect(await act(`${id}/withdrawal`, { reason: '传错月份' })).toMatchObject({
    status: 409,
    refusal: 'travel#statement-withdrawn',
  });
  expect(await get(`/${id}`)).toMatchObject({ withdrawer: '罗小满', withdrawnReason: '传错月份' });
  expect((await send(text)).status).toBe(201);
});

test('what is taken in is the file that was looked at, with the outcome that was shown', async () => {
  const text = csv(row('202207'), row('202208'));
  const { seen } = (await send(text, '/preview')).json;
  const before = await kept();
  expect(await said(send(csv(row('202207'), row('202209')), '', { seen }))).toMatch(
    /^travel#file-not-as-seen: “清算单.csv”没有收下：它不是核对过的那一份/,
  );
  expect(await post(text, '', {}, clerk)).toMatchObject({ status: 409, refusal: 'travel#file-not-as-seen' });
  expect(await kept()).toEqual(before);
  // Somebody takes in one of its months in between.
  expect((await send(csv(row('202208')))).status).toBe(201);
  expect((await send(text, '', { seen })).refusal).toBe('travel#file-not-as-seen');
  const again = (await send(text, '/preview')).json;
  expect(again).toMatchObject({ taken: 1, keptOut: 1 });
  expect((await send(text, '', { seen: again.seen })).status).toBe(201);
});

test.each<[string, () => Promise<Answer>, string, string]>([
  ['a file without a header', () => send('甲,乙\n1,2\n'), 'travel#file-header-missing', '没有找到表头'],
  ['a header alone', () => send(csv()), 'travel#file-without-rows', '没有清算的行'],
  ['no table at all', () => send('\u0000\u0001\u0002\uffff'), 'travel#file-unreadable', '请'],
  ['a page of the web', () => send('<html><table></table></html>', '/preview'), 'travel#file-unreadable', '网页'],
  ['an id that is none', () => send(csv(row('202301')), '', { id: '17' }), 'travel#id-malformed', 'UUID'],
  ['no bureau', () => send(csv(row('202301')), '', { department: '' }), 'request-invalid', 'department'],
  [
    'a bureau that is none',
    () => send(csv(row('202301')), '', { department: 'no' }),
    'travel#department-unknown',
    '“no”',
  ],
  ['an auditor', () => send(csv(row('202301')), '', {}, auditor), 'access#action-not-permitted', '登记异地就医清算单'],
  ['the clerk of another bureau', () => send(csv(row('202301')), '', {}, elsewhere), 'access#action-not-permitted', ''],
  [
    'whoever may not read',
    () => door.ask(accountant, 'GET', `${at}?department=qinghe`),
    'access#action-not-permitted',
    '',
  ],
  ['nobody', () => door.ask(null, 'GET', `${at}?department=qinghe`), 'access#sign-in-required', ''],
  [
    'a statement that is none',
    () => door.ask(clerk, 'GET', `${at}/x?department=qinghe`),
    'travel#statement-unknown',
    '',
  ],
  [
    'rows of none',
    () => door.ask(clerk, 'GET', `${at}/${newId()}/rows?department=qinghe`),
    'travel#statement-unknown',
    '',
  ],
])('%s', async (_, run, refusal, words) => {
  const before = await kept();
  const answer = await run();
  expect([answer.refusal?.replace(/^#/, ''), answer.json?.detail]).toEqual([refusal, expect.stringContaining(words)]);
  expect(answer.json.detail).toMatch(/。$/);
  expect(await kept()).toEqual(before);
});
