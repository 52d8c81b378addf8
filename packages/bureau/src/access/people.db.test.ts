import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../testing.ts';
import { identityKey } from './identity.ts';
import { checkCharacter } from './identity-number.ts';
import { listTrail } from './list-trail.ts';
import {
  addGrant,
  addPerson,
  administratorExists,
  endGrant,
  findGrants,
  listPeople,
  resetPassword,
  setDisabled,
  setIdentity,
  unmaskPerson,
} from './people.ts';
import { type RoleId } from './roles.ts';
import { changePassword, endSession, findActor, listSessions, signIn, tidySessions } from './sessions.ts';

let store: Store;
let actor: string;
beforeAll(async () => {
  store = await testDatabase();
  actor = (await signedIn(store.db, ['administrator'])).personId;
});
afterAll(() => store.close());

const key = identityKey(Buffer.alloc(32, 1));
const at = new Date();
const today = '2024-06-01';
const from = (role: string, more: object = {}) => ({
  role,
  department: null,
  unit: null,
  from: '2024-01-01',
  to: null,
  ...more,
});
const idOf = (outcome: object | null): string | null =>
  outcome !== null && 'refusal' in outcome ? (outcome.refusal as { id: string }).id : null;

let count = 0;
async function added(
  role: RoleId,
): Promise<{ readonly id: string; readonly signIn: string; readonly password: string }> {
  count += 1;
  const name = `person-${count}`;
  const outcome = await addPerson(store.db, {
    actor,
    at,
    id: newId(),
    name: '新人',
    signIn: name,
    roles: [from(role)],
  });
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return { ...outcome, signIn: name };
}

async function enter(name: string, password: string, when = at) {
  return signIn(store.db, { signIn: name, password, at: when, address: '127.0.0.1', agent: 'test', exposed: false });
}

async function changes(person: string): Promise<readonly unknown[]> {
  const filter = { person: null, action: 'people.manage', subject: `person:${person}`, from: null, to: null };
  return (await listTrail(store.db, { filter, after: null, limit: 100 }))
    .map(({ detail }) => detail.change)
    .toReversed();
}

describe('somebody new', () => {
  test('comes in with the initial password, and must change it', async () => {
    const person = await added('desk-clerk');
    const came = await enter(person.signIn, person.password);
    if ('refusal' in came) throw new Error(came.refusal.message);
    const found = await findActor(store.db, came.token, at);
    if (found === null || 'refusal' in found) throw new Error('no session');
    expect(found).toMatchObject({ name: '新人', mustChangePassword: true, grants: [{ role: 'desk-clerk' }] });
    const change = (current: string, password: string) =>
      changePassword(store.db, { actor: found, current, password, at });
    expect(idOf(await change('wrong', 'Another-1234'))).toBe('password-current-wrong');
    expect(idOf(await change(person.password, 'short'))).toBe('password-too-short');
    expect(idOf(await change(person.password, person.password))).toBe('password-unchanged');
    const elsewhere = await enter(person.signIn, person.password);
    expect(await change(person.password, 'Another-1234')).toBeNull();
    expect(await findActor(store.db, came.token, at)).toMatchObject({ mustChangePassword: false });
    expect(await findActor(store.db, 'refusal' in elsewhere ? '' : elsewhere.token, at)).toBeNull();
    expect(idOf(await enter(person.signIn, person.password))).toBe('sign-in-failed');
    expect(idOf(await enter(person.signIn, 'Another-1234'))).toBeNull();
  });

  test.each`
    more                                                  | answer
    ${{ name: ' ' }}                                      | ${'person-name-missing'}
    ${{ signIn: '登录' }}                                 | ${'sign-in-malformed'}
    ${{ signIn: 'TAKEN' }}                                | ${'sign-in-taken'}
    ${{ roles: [] }}                                      | ${'role-missing'}
    ${{ roles: [from('director'), from('auditor')] }}     | ${'roles-incompatible'}
    ${{ roles: [from('director', { department: 'x' })] }} | ${'department-unknown'}
  `('is refused: $answer', async ({ more, answer }) => {
    await addPerson(store.db, { actor, at, id: newId(), name: '某', signIn: 'taken', roles: [from('director')] });
    const id = newId();
    const given = { actor, at, id, name: '某', signIn: 'free', roles: [from('director')], ...more };
    expect(idOf(await addPerson(store.db, given))).toBe(answer);
    expect((await listPeople(store.db, key)).some((person) => person.id === id)).toBe(false);
  });

  test('of two at once with one sign-in name, one is added', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () =>
        addPerson(store.db, { actor, at, id: newId(), name: '某', signIn: 'race', roles: [from('director')] }),
      ),
    );
    expect(outcomes.map(idOf).toSorted()).toEqual([null, 'sign-in-taken', 'sign-in-taken', 'sign-in-taken'].toSorted());
  });
});

describe('a role', () => {
  test('is given and taken away; either ends the sessions, and both are on the trail', async () => {
    const person = await added('desk-clerk');
    const session = async (): Promise<string> => {
      const came = await enter(person.signIn, person.password);
      return 'refusal' in came ? '' : came.token;
    };
    const first = await session();
    const given = await addGrant(store.db, {
      actor,
      at,
      person: person.id,
      grant: from('reviewer', { to: '2024-12-31' }),
    });
    if ('refusal' in given) throw new Error(given.refusal.message);
    expect(await findActor(store.db, first, at)).toBeNull();
    const second = await session();
    expect(await endGrant(store.db, { actor, at, today, person: person.id, grant: given.id })).toBeNull();
    expect(await findActor(store.db, second, at)).toBeNull();
    expect((await findGrants(store.db, person.id)).map(({ role }) => role)).toEqual(['desk-clerk']);
    expect(idOf(await endGrant(store.db, { actor, at, today, person: person.id, grant: given.id }))).toBe(
      'grant-not-found',
    );
    expect(await changes(person.id)).toEqual(['added', 'role-added', 'role-ended']);
  });

  test('is not given to oneself, nor to nobody', async () => {
    expect(idOf(await addGrant(store.db, { actor, at, person: actor, grant: from('director') }))).toBe(
      'change-of-oneself',
    );
    expect(idOf(await addGrant(store.db, { actor, at, person: newId(), grant: from('director') }))).toBe(
      'person-not-found',
    );
  });

  test('of the last administrator stays, whoever tries at once', async () => {
    const own = await testDatabase();
    const people = await Promise.all([0, 1].map(() => signedIn(own.db, ['administrator'])));
    const outcomes = await Promise.all(
      people.map(({ personId }, index) =>
        setDisabled(own.db, { actor: people[1 - index]?.personId ?? '', at, today, person: personId, disabled: true }),
      ),
    );
    expect(outcomes.map(idOf).toSorted()).toEqual(['last-administrator', null].toSorted());
    expect(await administratorExists(own.db, today)).toBe(true);
    await own.close();
  });
});

test('somebody shut out is out at once, and in again when let in', async () => {
  const person = await added('director');
  const came = await enter(person.signIn, person.password);
  expect(await setDisabled(store.db, { actor, at, today, person: person.id, disabled: true })).toBeNull();
  expect(await findActor(store.db, 'refusal' in came ? '' : came.token, at)).toBeNull();
  expect(idOf(await enter(person.signIn, person.password))).toBe('person-disabled');
  expect(await setDisabled(store.db, { actor, at, today, person: person.id, disabled: false })).toBeNull();
  expect(idOf(await enter(person.signIn, person.password))).toBeNull();
});

test('a new password lifts a lock and ends what the old one opened', async () => {
  const person = await added('director');
  const came = await enter(person.signIn, person.password);
  for (let attempt = 0; attempt < 5; attempt += 1) await enter(person.signIn, 'wrong');
  expect(idOf(await enter(person.signIn, person.password))).toBe('sign-in-locked');
  const reset = await resetPassword(store.db, { actor, at, person: person.id });
  if ('refusal' in reset) throw new Error(reset.refusal.message);
  expect(await findActor(store.db, 'refusal' in came ? '' : came.token, at)).toBeNull();
  expect(idOf(await enter(person.signIn, person.password))).toBe('sign-in-failed');
  expect(idOf(await enter(person.signIn, reset.password))).toBeNull();
});

test('guesses made all at once are no more than guesses one after another', async () => {
  const person = await added('director');
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => enter(person.signIn, 'wrong')));
  const counted = Object.groupBy(outcomes.map(idOf), (id) => id ?? '');
  expect([counted['sign-in-failed']?.length, counted['sign-in-locked']?.length]).toEqual([5, 7]);
});

test('a session is listed where it was opened, ended from elsewhere, and tidied away when it is over', async () => {
  const person = await added('director');
  await enter(person.signIn, person.password);
  await enter(person.signIn, person.password);
  const [latest, ...others] = await listSessions(store.db, person.id, at);
  expect([latest?.address, latest?.agent, others.length]).toEqual(['127.0.0.1', 'test', 1]);
  const end = { person: person.id, session: latest?.id ?? '', actor, at };
  expect(await endSession(store.db, end)).toBeNull();
  expect(idOf(await endSession(store.db, end))).toBe('session-not-found');
  const later = new Date(at.getTime() + 31 * 60_000);
  expect(await listSessions(store.db, person.id, later)).toEqual([]);
  const { count: before } = await countSessions();
  await tidySessions(store.db, later);
  expect((await countSessions()).count).toBeLessThan(before);
});

async function countSessions(): Promise<{ readonly count: number }> {
  return store.db
    .selectFrom('access_session')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
}

describe('an identity number', () => {
  const number = (order: string): string => {
    const first = `99010219900307${order}`;
    return `${first}${checkCharacter(first)}`;
  };

  test('is kept encrypted, shown masked, and whole for a reason that the trail keeps', async () => {
    const person = await added('director');
    const whole = number('101');
    expect(await setIdentity(store.db, key, { actor, at, person: person.id, number: whole })).toBeNull();
    const row = await store.db
      .selectFrom('access_person')
      .select(['identity_sealed', 'identity_index'])
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow();
    for (const bytes of Object.values(row)) expect(bytes?.toString('latin1')).not.toContain(whole);
    const listed = (await listPeople(store.db, key)).find(({ id }) => id === person.id);
    expect(listed?.identity).toBe(`990102********${whole.slice(-4)}`);
    const show = (reason: string) => unmaskPerson(store.db, key, { actor, at, person: person.id, reason });
    expect(idOf(await show('看看'))).toBe('reason-too-short');
    expect(await show(`核对 ${whole} 是否本人`)).toEqual({ number: whole });
    const filter = { person: null, action: 'pii.unmask', subject: `person:${person.id}`, from: null, to: null };
    const trail = await listTrail(store.db, { filter, after: null, limit: 10 });
    expect(trail.map(({ detail }) => detail)).toEqual([{ reason: `核对 990102********${whole.slice(-4)} 是否本人` }]);
  });

  test('belongs to one account', async () => {
    const [one, two] = [await added('director'), await added('reviewer')];
    const set = (person: string, of: string) => setIdentity(store.db, key, { actor, at, person, number: of });
    expect(await set(one.id, number('202'))).toBeNull();
    expect(await set(one.id, number('202'))).toBeNull();
    expect(idOf(await set(two.id, number('202')))).toBe('identity-taken');
    expect(idOf(await set(two.id, '1'))).toBe('identity-malformed');
    expect(idOf(await unmaskPerson(store.db, key, { actor, at, person: two.id, reason: '核对本人身份' }))).toBe(
      'identity-missing',
    );
  });

  test('is not kept with a second key', async () => {
    const person = await added('director');
    await setIdentity(store.db, key, { actor, at, person: person.id, number: number('303') });
    const other = identityKey(Buffer.alloc(32, 2));
    expect(idOf(await setIdentity(store.db, other, { actor, at, person: person.id, number: number('404') }))).toBe(
      'key-missing',
    );
    expect((await listPeople(store.db, other)).find(({ id }) => id === person.id)?.identity).toBe('（缺少密钥）');
  });
});
