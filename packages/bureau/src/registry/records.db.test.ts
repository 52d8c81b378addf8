/** The registry on a database: one human being once, nothing forgotten, the number never in the clear. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCharacter, identityKey } from '../access/index.ts';
import { coverageOn } from './decide.ts';
import {
  type Entered,
  endCategory,
  endSpell,
  enterCategory,
  enterDeath,
  enterSpell,
  findInsured,
  registerInsured,
  resume,
  searchInsured,
  suspend,
  type Trx,
  unmaskInsured,
} from './records.ts';
import { registryVerifiers } from './verify.ts';

const key = identityKey(Buffer.alloc(32, 7));
const by = newId();
const at = new Date('2024-06-30T02:00:00Z');
const today = '2024-06-30';
const who = { by, at, today };

let store: Store;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

const numberOf = (order: string): string => {
  const first = `99010219900101${order}`;
  return `${first}${checkCharacter(first)}`;
};

const within = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => store.db.transaction().execute(work);

async function registered(name: string, order: string): Promise<string> {
  const id = newId();
  const draft = { name, number: numberOf(order), bornOn: '1990-01-01', area: '990102' };
  expect(await within((trx) => registerInsured(trx, key, { id, ...who, ...draft }))).toEqual({ id, again: false });
  return id;
}

const idOf = (outcome: Entered): string =>
  'refusal' in outcome ? outcome.refusal.id : outcome.again ? 'again' : 'new';

const resident = {
  scheme: 'resident',
  area: '990102',
  member: 'resident',
  civilServant: false,
  from: '2024-01-01',
  to: '2024-12-31',
  waitingUntil: null,
} as const;

test('a human being is registered once, also where two clerks do it at the same moment', async () => {
  const draft = { name: '杜若', number: numberOf('001'), bornOn: '1990-01-01', area: '990102' };
  const ids = [newId(), newId()];
  const outcomes = await Promise.all(
    ids.map((id) =>
      store.db
        .transaction()
        .execute(async (trx) => {
          const outcome = await registerInsured(trx, key, { id, ...who, ...draft });
          if ('refusal' in outcome) throw Object.assign(new Error('refused'), { outcome });
          return outcome;
        })
        .catch((error: { readonly outcome: Entered }) => error.outcome),
    ),
  );
  expect(outcomes.map(idOf).sort()).toEqual(['new', 'number-registered']);
  const kept = ids[outcomes.findIndex((outcome) => 'id' in outcome)] ?? '';
  expect(idOf(await within((trx) => registerInsured(trx, key, { id: kept, ...who, ...draft })))).toBe('again');
  const other = { ...draft, name: '杜衡' };
  expect(idOf(await within((trx) => registerInsured(trx, key, { id: kept, ...who, ...other })))).toBe('id-used');
  const wrong = { ...draft, number: '990102199001010019' };
  expect(idOf(await within((trx) => registerInsured(trx, key, { id: newId(), ...who, ...wrong })))).toBe(
    'identity-check-digit-wrong',
  );
});

test('a person is found by name or whole number; the number is masked, sealed, and shown for a reason', async () => {
  const id = await registered('沈青禾', '002');
  const byNumber = await searchInsured(store.db, key, { text: numberOf('002'), limit: 10 });
  const byName = await searchInsured(store.db, key, { text: '沈青', limit: 10 });
  expect(byNumber).toEqual(byName);
  expect(byNumber).toMatchObject([{ id, name: '沈青禾', identity: expect.stringMatching(/^990102\*{8}\d{3}[\dX]$/) }]);
  expect(await searchInsured(store.db, key, { text: '%', limit: 10 })).toEqual([]);
  const { rows } = await sql<{ text: string }>`
    select p::text || (select string_agg(t::text, '') from trail_action t) as text from insured_person p`.execute(
    store.db,
  );
  expect(rows.filter(({ text }) => text.includes(numberOf('002').slice(6)))).toEqual([]);
  const asked = { person: id, by, at, reason: '核对参保资料' };
  expect(await within((trx) => unmaskInsured(trx, key, asked))).toEqual({ number: numberOf('002') });
});

test('spells, suspensions and categories are entered, ended and never lost', async () => {
  const person = await registered('江临', '003');
  const [spell, pause, low] = [newId(), newId(), newId()];
  const enter = () => within((trx) => enterSpell(trx, { person, id: spell, ...who, ...resident }));
  expect([idOf(await enter()), idOf(await enter())]).toEqual(['new', 'again']);
  const employee = { ...resident, scheme: 'employee', member: 'in-service', from: '2024-06-01', to: null } as const;
  const enterEmployee = () => within((trx) => enterSpell(trx, { person, id: newId(), ...who, ...employee }));
  expect(idOf(await enterEmployee())).toBe('spell-overlaps');
  const end = (to: string) => within((trx) => endSpell(trx, { person, id: spell, ...who, to, reason: '转职工' }));
  expect(idOf(await end('2023-12-30'))).toBe('end-before-start');
  expect(idOf(await end('2024-05-31'))).toBe('new');
  expect(idOf(await end('2024-12-31'))).toBe('entry-ended');
  expect(idOf(await enterEmployee())).toBe('new');
  expect(
    idOf(await within((trx) => suspend(trx, { person, id: pause, ...who, spell, from: '2024-02-01', reason: '欠费' }))),
  ).toBe('new');
  expect(idOf(await within((trx) => resume(trx, { person, id: pause, ...who, to: '2024-02-29' })))).toBe('new');
  const category = { category: 'low-income', from: '2024-01-01', knownSince: '2024-02-01', document: '低保名单' };
  expect(idOf(await within((trx) => enterCategory(trx, { person, id: low, ...who, ...category })))).toBe('new');
  expect(
    idOf(
      await within((trx) => endCategory(trx, { person, id: low, ...who, to: '2024-03-31', knownSince: '2024-04-10' })),
    ),
  ).toBe('new');
  const found = await findInsured(store.db, person);
  if (found === null) throw new Error('nobody');
  expect(
    ['2024-01-15', '2024-02-15', '2024-03-01', '2024-06-15'].map((day) => {
      const coverage = coverageOn(found.spells, found.suspensions, day);
      return `${coverage.kind} ${coverage.kind === 'none' ? '' : coverage.spell.scheme}`;
    }),
  ).toEqual(['covered resident', 'suspended resident', 'covered resident', 'covered employee']);
  expect(found.categories).toMatchObject([{ to: '2024-03-31', endKnownSince: '2024-04-10' }]);
  expect(idOf(await within((trx) => enterDeath(trx, { person, ...who, diedOn: '2024-06-20' })))).toBe('new');
  expect(
    idOf(await within((trx) => enterCategory(trx, { person, id: newId(), ...who, ...category, from: '2024-06-21' }))),
  ).toBe('person-dead');
});

test('nobody is told apart from somebody unknown, and ids have their form', async () => {
  const spell = { ...who, ...resident };
  expect(idOf(await within((trx) => enterSpell(trx, { person: newId(), id: newId(), ...spell })))).toBe(
    'person-unknown',
  );
  expect(idOf(await within((trx) => enterSpell(trx, { person: newId(), id: '1', ...spell })))).toBe('id-malformed');
});

test('what can be proved of the registry holds, and a second spell on a day is found', async () => {
  const all = async () => Promise.all(registryVerifiers.map(async ({ run }) => (await run(store.db)).failures.length));
  expect(await all()).toEqual([0, 0]);
  const person = await registered('苏叶', '004');
  await within((trx) => enterSpell(trx, { person, id: newId(), ...who, ...resident }));
  await sql`insert into insured_spell (person_id, id, scheme, area, member, civil_servant, from_date, made_by, made_at)
    values (${person}, ${newId()}, 'employee', '990102', 'in-service', false, '2024-12-31', ${by}, ${at})`.execute(
    store.db,
  );
  await sql`delete from insured_identity where person_id = ${person}`.execute(store.db);
  expect(await all()).toEqual([1, 1]);
});
