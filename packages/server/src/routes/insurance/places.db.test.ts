/** Areas, households, employers and institutions through the door: who may, what is said of wrong input, and that nothing of it stays. */
import { checkCharacter, creditCheckCharacter, identityKey, keepAreas, registerInsured } from '@mingzhang/bureau';
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
let accountant: SignedIn;
let person: string;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗小满' });
  auditor = await signedIn(store.db, ['auditor'], { name: '章明远' });
  accountant = await signedIn(store.db, ['department-accountant'], { name: '林知微' });
  person = await insured(store.db, '001');
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

const codeOf = (first: string): string => `${first}${creditCheckCharacter(first)}`;
const post = (path: string, body: object, who = clerk): Promise<Answer> => door.ask(who, 'POST', `/api/${path}`, body);
const employer = { code: codeOf('12990101MB0000202'), name: '青禾县第一中学', area: '990101', kind: 'institution' };
const hospital = { name: '青禾县人民医院', area: '990101', kind: 'hospital', level: 'level-2', dip: true };
const joining = { number: '青禾-0001', area: '990101', relation: 'head', from: '2024-02-01' };
const tables = ['employer', 'care_institution', 'care_agreement', 'household', 'household_member'] as const;

test('an employer is registered once, found by a part of its name, and struck off', async () => {
  const body = { ...employer, from: '2024-01-04' };
  expect((await post('employers', body)).json).toEqual({ id: employer.code, again: false });
  expect((await post('employers', { ...body, code: ` ${employer.code.toLowerCase()} ` })).json.again).toBe(true);
  expect(await post('employers', { ...body, name: '青禾县第二中学' })).toMatchObject({
    refusal: 'registry#code-registered',
    json: { detail: expect.stringContaining('青禾县第一中学') },
  });
  const found = await door.ask(auditor, 'GET', `/api/employers?text=${encodeURIComponent('第一')}`);
  expect(found.json).toMatchObject({ total: 1, employers: [{ code: employer.code, to: null }] });
  const end = { to: '2024-05-31' };
  expect((await post(`employers/${employer.code}/end`, end, auditor)).refusal).toBe('access#action-not-permitted');
  expect((await post(`employers/${employer.code}/end`, { to: '2024-01-01' })).refusal).toBe(
    'registry#end-before-start',
  );
  expect((await post(`employers/${employer.code}/end`, end)).json.again).toBe(false);
  expect((await post(`employers/${employer.code}/end`, { to: '2024-06-30' })).refusal).toBe('registry#entry-ended');
});

test('an institution has one agreement at a time, which may be ended early', async () => {
  const code = 'H99010100001';
  expect((await post('institutions', { ...hospital, code })).status).toBe(201);
  const id = newId();
  const agreements = `institutions/${code}/agreements`;
  const year = { from: '2024-01-01', to: '2024-12-31' };
  expect((await post(agreements, { id, ...year })).status).toBe(201);
  expect((await post(agreements, { id: newId(), ...year })).refusal).toBe('registry#agreement-overlaps');
  const coming = newId();
  expect((await post(agreements, { id: coming, from: '2098-01-01', to: '2098-12-31' })).status).toBe(201);
  const end = { to: '2098-06-30', reason: '违规' };
  expect((await post(`${agreements}/${coming}/end`, { ...end, reason: '' })).refusal).toBe('registry#text-malformed');
  expect((await post(`${agreements}/${coming}/end`, end)).status).toBe(200);
  expect((await post(`${agreements}/${id}/end`, { ...end, to: '2024-06-30' })).refusal).toBe('registry#agreement-over');
  const { json } = await door.ask(auditor, 'GET', `/api/institutions?text=${code}`);
  expect(json.institutions).toMatchObject([
    {
      agreements: [
        { id: coming, endedOn: '2098-06-30' },
        { id, endedOn: null },
      ],
    },
  ]);
});

test('a person is in one household at a time', async () => {
  const id = newId();
  const path = `insured/${person}/household`;
  expect((await post(path, { id, ...joining })).status).toBe(201);
  expect(await post(path, { id: newId(), ...joining, number: '青禾-0002' })).toMatchObject({
    refusal: 'registry#household-joined',
    json: { detail: expect.stringContaining('青禾-0001') },
  });
  const { json } = await door.ask(auditor, 'GET', `/api/${path}`);
  expect(json.household).toMatchObject({ number: '青禾-0001', members: [{ id, relation: 'head' }] });
  expect((await post(`${path}/${id}/end`, { to: '2024-03-31' })).status).toBe(200);
  expect((await door.ask(auditor, 'GET', `/api/${path}`)).json.household).toBeNull();
});

test('people and whoever they stand with are shown with the place by name; a place without one by its code', async () => {
  const key = identityKey(Buffer.alloc(32, 7));
  const names = [
    { code: '990103', name: '云泽县' },
    { code: '990103100', name: '白石镇' },
    { code: '990103100201', name: '上湾村' },
  ];
  const hand = { by: clerk.personId, at: new Date('2024-01-02T02:00:00Z'), today: '2024-01-02' };
  await store.db.transaction().execute(async (trx) => {
    await keepAreas(trx, names);
    for (const [name, area, order] of [
      ['钟晓岚甲', '990103100201', '601'],
      ['钟晓岚乙', '990104100201', '602'],
    ] as const) {
      const first = `99010119880301${order}`;
      const draft = { name, number: `${first}${checkCharacter(first)}`, bornOn: '1988-03-01', area };
      expect(await registerInsured(trx, key, { id: newId(), ...hand, ...draft })).not.toHaveProperty('refusal');
    }
  });
  const { people } = (await door.ask(auditor, 'POST', '/api/insured/search', { text: '钟晓岚' })).json;
  const placed = people.map(({ name, place }: { readonly name: string; readonly place: string }) => [name, place]);
  expect(new Map(placed)).toEqual(
    new Map([
      ['钟晓岚甲', '云泽县白石镇上湾村'],
      ['钟晓岚乙', '990104100201'],
    ]),
  );
  const spell = { scheme: 'resident', member: 'resident', area: '990103', civilServant: false };
  const at = `insured/${people[0].id}`;
  const span = { from: '2024-01-01', to: '2024-12-31', waitingUntil: null };
  expect((await post(`${at}/spells`, { id: newId(), ...spell, ...span })).status).toBe(201);
  expect((await door.ask(auditor, 'GET', `/api/${at}`)).json.spells).toMatchObject([
    { area: '990103', place: '云泽县' },
  ]);
});

test.each<[string, () => Promise<Answer>, string, string]>([
  [
    'a mistyped credit code',
    () => post('employers', { ...employer, code: `${employer.code.slice(0, 16)}00`, from: '2024-01-04' }),
    'registry#credit-code-wrong',
    '末位校验不符',
  ],
  [
    'an employer of tomorrow',
    () => post('employers', { ...employer, code: codeOf('12990101MB0000303'), from: '2999-01-01' }),
    'registry#date-in-future',
    '2999-01-01',
  ],
  [
    'an employer by an auditor',
    () => post('employers', { ...employer, from: '2024-01-04' }, auditor),
    'access#action-not-permitted',
    '登记参保人员',
  ],
  [
    "a pharmacy with a hospital's code",
    () => post('institutions', { ...hospital, code: 'H99010100009', kind: 'pharmacy' }),
    'registry#institution-code-wrong',
    'H99010100009',
  ],
  [
    'an agreement with nobody',
    () => post('institutions/H99010100099/agreements', { id: newId(), from: '2024-01-01', to: '2024-12-31' }),
    'registry#institution-unknown',
    'H99010100099',
  ],
  [
    'a household nowhere',
    () => post(`insured/${person}/household`, { id: newId(), ...joining, number: '青禾-0009', area: '99' }),
    'registry#area-malformed',
    '99',
  ],
  [
    'a household of nobody',
    () => post(`insured/${newId()}/household`, { id: newId(), ...joining, number: '青禾-0009' }),
    'registry#person-unknown',
    '',
  ],
  [
    'areas by an accountant',
    () => door.ask(accountant, 'GET', '/api/areas?county=990101'),
    'access#action-not-permitted',
    '查看参保人员',
  ],
])('%s is refused, and nothing of it stays', async (_, run, refusal, words) => {
  const before = await rowsIn(store, ...tables);
  expect(await run()).toMatchObject({ refusal, json: { detail: expect.stringContaining(words) } });
  expect(await rowsIn(store, ...tables)).toEqual(before);
});
