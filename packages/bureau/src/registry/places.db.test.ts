import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCharacter, identityKey } from '../access/index.ts';
import { creditCheckCharacter } from './credit-code.ts';
import {
  agreedOn,
  areaNames,
  divisionsTyped,
  endAgreement,
  endEmployer,
  enterAgreement,
  findDivisions,
  findInstitution,
  householdOn,
  joinHousehold,
  keepAreas,
  leaveHousehold,
  listAreas,
  listEmployers,
  listInstitutions,
  registerEmployer,
  registerInstitution,
} from './places.ts';
import { registerInsured, type Trx } from './records.ts';

let store: Store;
const key = identityKey(Buffer.alloc(32, 7));
const hand = { by: newId(), at: new Date('2024-06-30T02:00:00Z'), today: '2024-06-30' };

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => store.db.transaction().execute(work);
const said = (outcome: object): string =>
  'refusal' in outcome
    ? (outcome.refusal as { id: string }).id
    : (outcome as { again: boolean }).again
      ? 'again'
      : 'new';

test('areas have names, and an address is read from its code', async () => {
  await within((trx) =>
    keepAreas(trx, [
      { code: '990102', name: '禾丰县' },
      { code: '990102101', name: '清溪镇' },
      { code: '990102101203', name: '旧名村' },
    ]),
  );
  await within((trx) => keepAreas(trx, [{ code: '990102101203', name: '石塘村' }]));
  const place = await areaNames(store.db, ['990102101203', '990102', '990102999', '990103']);
  expect(['990102101203', '990102', '990102999', '990103', ''].map(place)).toEqual([
    '禾丰县清溪镇石塘村',
    '禾丰县',
    '禾丰县（990102999）',
    '990103',
    '',
  ]);
  expect(['430104', '4301', '43', '430104001', '430199'].map(await areaNames(store.db, []))).toEqual([
    '湖南省长沙市岳麓区',
    '湖南省长沙市',
    '湖南省',
    '湖南省长沙市岳麓区（430104001）',
    '湖南省长沙市（430199）',
  ]);
  expect(await findDivisions(store.db, '禾丰', 5)).toEqual([{ code: '990102', name: '禾丰县' }]);
  expect(await divisionsTyped(store.db, '990102')).toEqual([{ code: '990102', name: '禾丰县' }]);
  expect((await areaNames(store.db, []))('990102')).toBe('990102');
  expect((await listAreas(store.db, '990102')).map(({ name }) => name)).toEqual(['禾丰县', '清溪镇', '石塘村']);
});

test('people join a household, one at a time, and leave it', async () => {
  const register = async (name: string, order: string): Promise<string> => {
    const id = newId();
    const first = `99010219900101${order}`;
    const draft = { name, number: `${first}${checkCharacter(first)}`, bornOn: '1990-01-01', area: '990102' };
    expect(said(await within((trx) => registerInsured(trx, key, { id, ...hand, ...draft })))).toBe('new');
    return id;
  };
  const [one, two] = [await register('罗春山', '501'), await register('邹桂兰', '502')];
  const join = { ...hand, number: '4-018', area: '990102101203', relation: 'head', from: '2024-01-01' } as const;
  const id = newId();
  expect(said(await within((trx) => joinHousehold(trx, { person: one, id, ...join })))).toBe('new');
  expect(said(await within((trx) => joinHousehold(trx, { person: one, id, ...join })))).toBe('again');
  const spouse = { ...join, relation: 'spouse' } as const;
  expect(said(await within((trx) => joinHousehold(trx, { person: two, id: newId(), ...spouse })))).toBe('new');
  const other = { ...join, number: '4-019' };
  expect(said(await within((trx) => joinHousehold(trx, { person: one, id: newId(), ...other })))).toBe(
    'household-joined',
  );
  expect(said(await within((trx) => joinHousehold(trx, { person: one, id: newId(), ...join, area: '99' })))).toBe(
    'area-malformed',
  );
  const found = await householdOn(store.db, two, '2024-06-30');
  expect(found?.members.map(({ name, relation }) => `${name} ${relation}`)).toEqual(['罗春山 head', '邹桂兰 spouse']);
  expect(said(await within((trx) => leaveHousehold(trx, { person: one, id, ...hand, to: '2024-05-31' })))).toBe('new');
  expect(said(await within((trx) => leaveHousehold(trx, { person: one, id, ...hand, to: '2024-06-01' })))).toBe(
    'entry-ended',
  );
  expect(
    said(await within((trx) => leaveHousehold(trx, { person: one, id: newId(), ...hand, to: '2024-06-01' }))),
  ).toBe('entry-unknown');
  expect((await householdOn(store.db, two, '2024-06-30'))?.members).toHaveLength(1);
  expect(await householdOn(store.db, one, '2024-06-30')).toBeNull();
});

test('an employer is registered once, found and struck off', async () => {
  const first = '91990102MA4L8X3K5';
  const code = `${first}${creditCheckCharacter(first)}`;
  const draft = {
    ...hand,
    code,
    name: '禾丰县青禾粮油有限公司',
    area: '990102',
    kind: 'enterprise',
    from: '2023-03-01',
  } as const;
  const register = (more: object = {}) => within((trx) => registerEmployer(trx, { ...draft, ...more }));
  expect(said(await register({ code: `${first}0` }))).toBe('credit-code-wrong');
  expect([said(await register()), said(await register()), said(await register({ name: '另一家' }))]).toEqual([
    'new',
    'again',
    'code-registered',
  ]);
  expect(await listEmployers(store.db, { text: '青禾', limit: 10, offset: 0 })).toMatchObject({
    total: 1,
    employers: [{ code, to: null }],
  });
  expect((await listEmployers(store.db, { text: '%', limit: 10, offset: 0 })).total).toBe(0);
  const end = (to: string, of = code) => within((trx) => endEmployer(trx, { ...hand, code: of, to }));
  expect([
    said(await end('2024-01-31', '91990102MA4L8X3K50')),
    said(await end('2023-01-01')),
    said(await end('2024-01-31')),
    said(await end('2024-01-31')),
    said(await end('2024-02-01')),
  ]).toEqual(['employer-unknown', 'end-before-start', 'new', 'again', 'entry-ended']);
});

test('an institution has its agreements, one after the other', async () => {
  const code = 'H99010200001';
  const draft = {
    ...hand,
    code,
    name: '禾丰县人民医院',
    area: '990102',
    kind: 'hospital',
    level: 'level-2',
    dip: true,
  } as const;
  const register = (more: object = {}) => within((trx) => registerInstitution(trx, { ...draft, ...more }));
  expect([
    said(await register({ code: 'H9901' })),
    said(await register({ code: 'P99010200001', kind: 'pharmacy' })),
    said(await register()),
    said(await register()),
    said(await register({ level: 'level-3' })),
    said(await register({ code: 'P99010200001', name: '康宁大药房', kind: 'pharmacy', level: '', dip: false })),
  ]).toEqual(['institution-code-wrong', 'institution-code-wrong', 'new', 'again', 'code-registered', 'new']);
  const id = newId();
  const year = { from: '2024-01-01', to: '2024-12-31' };
  const enter = (more: object = {}) =>
    within((trx) => enterAgreement(trx, { ...hand, institution: code, id, ...year, ...more }));
  expect([
    said(await enter({ institution: 'H99010200099' })),
    said(await enter()),
    said(await enter()),
    said(await enter({ id: newId() })),
    said(await enter({ id: newId(), from: '2025-12-31', to: '2025-01-01' })),
  ]).toEqual(['institution-unknown', 'new', 'again', 'agreement-overlaps', 'end-before-start']);
  const end = (to: string) =>
    within((trx) => endAgreement(trx, { ...hand, institution: code, id, to, reason: '分解住院，解除协议' }));
  expect([said(await end('2025-01-01')), said(await end('2024-05-31')), said(await end('2024-05-31'))]).toEqual([
    'entry-ended',
    'new',
    'again',
  ]);
  const past = { id: newId(), from: '2023-01-01', to: '2023-12-31' };
  const coming = { id: newId(), from: '2025-01-01', to: '2025-12-31' };
  const lastDay = { id: newId(), from: '2024-06-01', to: '2024-06-30' };
  for (const one of [past, coming, lastDay]) expect(said(await enter(one))).toBe('new');
  const endOf = (one: { readonly id: string }, to: string) =>
    within((trx) => endAgreement(trx, { ...hand, institution: code, id: one.id, to, reason: '机构停业' }));
  expect([
    said(await endOf(past, '2023-11-30')),
    said(await endOf(coming, '2025-06-30')),
    said(await endOf(lastDay, '2024-06-29')),
  ]).toEqual(['agreement-over', 'new', 'new']);
  const found = await findInstitution(store.db, code);
  if (found === null) throw new Error('none');
  expect(['2022-12-31', '2024-05-31', '2024-06-30'].map((day) => agreedOn(found, day))).toEqual([false, true, false]);
  expect((await listInstitutions(store.db, { text: '', limit: 1, offset: 0 })).total).toBe(2);
});
