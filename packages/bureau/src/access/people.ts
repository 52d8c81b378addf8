/**
 * People and their grants on the database. Whoever manages people waits for whoever is doing so already, so that what was decided –
 * that an administrator is left, that two roles do not meet – still holds when it is written.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Grant } from './decide.ts';
import {
  decideGrant,
  decideLastAdministrator,
  decideOther,
  decidePerson,
  type GrantDraft,
  type PlaceFacts,
} from './decide-people.ts';
import { type IdentityKey, keepIdentity, maskedIdentity } from './identity.ts';
import { hashPassword, initialPassword } from './password.ts';
import { type Refused, refuse } from './refusals.ts';
import { isRole, roles } from './roles.ts';
import { recordAction, type TrailDetail } from './trail.ts';
import { unmaskIdentity } from './unmask.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** Any number that nobody else locks by. */
const peopleLock = 4_206_003;

/** A grant with the id by which it can be taken away. */
export interface HeldGrant extends Grant {
  readonly id: string;
}

/** A person's grants that have not been taken away; their days are the caller's to look at. */
export async function findGrants(db: Db, personId: string): Promise<readonly HeldGrant[]> {
  return (await grantsOf(db, personId)).get(personId) ?? [];
}

/** A grant as it is stored: its role is any word. */
export type StoredGrant = Omit<HeldGrant, 'role'> & { readonly role: string };

/** A role that a later version knew and this one does not gives nothing. */
export function grantsKnown(grants: readonly StoredGrant[]): readonly HeldGrant[] {
  return grants.flatMap(({ role, ...grant }) => (isRole(role) ? [{ ...grant, role }] : []));
}

async function grantsOf(db: Db, personId: string | null): Promise<ReadonlyMap<string, readonly HeldGrant[]>> {
  const rows = await db
    .selectFrom('access_grant')
    .selectAll()
    .where('ended_at', 'is', null)
    .$if(personId !== null, (query) => query.where('person_id', '=', personId ?? ''))
    .orderBy('from_date')
    .orderBy('id')
    .execute();
  const grants = rows.flatMap(({ id, role, department_id, unit_id, from_date, to_date, person_id: person }) =>
    grantsKnown([{ id, role, department: department_id, unit: unit_id, from: from_date, to: to_date }]).map((grant) => {
      return { person, grant };
    }),
  );
  const byPerson = Map.groupBy(grants, ({ person }) => person);
  return new Map([...byPerson].map(([person, list]) => [person, list.map(({ grant }) => grant)]));
}

/** True if there is anybody, shut out or not. */
export async function peopleExist(db: Db): Promise<boolean> {
  return (await db.selectFrom('access_person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** True if somebody who is not of the demonstration can manage people today. */
export async function administratorExists(db: Db, today: DateText): Promise<boolean> {
  const row = await db
    .selectFrom('access_grant')
    .innerJoin('access_person', 'access_person.id', 'access_grant.person_id')
    .select('access_person.id')
    .where('role', '=', 'administrator')
    .where('ended_at', 'is', null)
    .where('disabled_at', 'is', null)
    .where('demonstration', '=', false)
    .where('from_date', '<=', today)
    .where((eb) => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', today)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  /** From `hashPassword`, made before the transaction begins: it takes a while. */
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly demonstration: boolean;
  readonly at: Date;
  readonly grants: readonly HeldGrant[];
}

/** Writes a person whose facts have been decided. */
export async function insertPerson(trx: Trx, person: NewPerson): Promise<void> {
  const { id, at } = person;
  await trx
    .insertInto('access_person')
    .values({
      id,
      name: person.name,
      sign_in: person.signIn,
      password: person.passwordHash,
      password_set_at: at,
      must_change_password: person.mustChangePassword,
      demonstration: person.demonstration,
      added_at: at,
    })
    .execute();
  for (const grant of person.grants) await insertGrant(trx, id, grant, at);
}

async function insertGrant(trx: Trx, personId: string, grant: HeldGrant, at: Date): Promise<void> {
  await trx
    .insertInto('access_grant')
    .values({
      person_id: personId,
      id: grant.id,
      role: grant.role,
      department_id: grant.department,
      unit_id: grant.unit,
      from_date: grant.from,
      to_date: grant.to,
      granted_at: at,
    })
    .execute();
}

/** Whoever manages people, and when. */
export interface Managing {
  readonly actor: string;
  readonly at: Date;
}

/** One transaction at a time manages people; `change` is what the trail says of it. */
async function managing<Outcome>(
  db: Db,
  { actor, at }: Managing,
  work: (trx: Trx, record: (person: string, detail: TrailDetail) => Promise<void>) => Promise<Outcome>,
): Promise<Outcome> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${peopleLock})`.execute(trx);
    return work(trx, (person, detail) =>
      recordAction(trx, {
        id: newId(),
        at,
        person: actor,
        action: 'people.manage',
        subject: `person:${person}`,
        detail,
      }),
    );
  });
}

interface AddPerson extends Managing {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly roles: readonly GrantDraft[];
  /** Where the command came from, if not from a signed-in administrator: the terminal. */
  readonly from?: string;
}

/** Adds a person with an initial password that is told once, here, and changed at the first sign-in. */
export async function addPerson(
  db: Db,
  command: AddPerson,
): Promise<{ readonly id: string; readonly password: string } | Refused> {
  const { id, at, roles: drafts } = command;
  const password = initialPassword();
  const passwordHash = await hashPassword(password);
  return managing(db, command, async (trx, record) => {
    const taken = await trx
      .selectFrom('access_person')
      .select('id')
      .where('sign_in', '=', command.signIn.trim().toLowerCase())
      .executeTakeFirst();
    const decided = decidePerson({ name: command.name, signIn: command.signIn, taken: taken !== undefined });
    if ('refusal' in decided) return decided;
    if (drafts.length === 0)
      return refuse('role-missing', '没有给角色，没有添加。请至少选一个角色，否则登录后什么也做不了。');
    const places = await findPlaces(trx);
    const grants: HeldGrant[] = [];
    for (const draft of drafts) {
      const grant = decideGrant(draft, { held: grants, places });
      if ('refusal' in grant) return grant;
      grants.push({ ...grant, id: newId() });
    }
    await insertPerson(trx, {
      ...decided,
      id,
      passwordHash,
      mustChangePassword: true,
      demonstration: false,
      at,
      grants,
    });
    const from = command.from === undefined ? {} : { from: command.from };
    await record(id, {
      change: 'added',
      name: decided.name,
      signIn: decided.signIn,
      roles: grants.map(grantText).join('、'),
      ...from,
    });
    return { id, password };
  });
}

/** `部门会计（demo），2024-01-01 起长期有效`: for a reader of the trail. */
function grantText({ role, department, unit, from, to }: Grant): string {
  const place = unit ?? department;
  return `${roles[role]}${place === null ? '' : `（${place}）`}，${from} 起${to === null ? '长期有效' : `至 ${to}`}`;
}

async function findPlaces(db: Db): Promise<readonly PlaceFacts[]> {
  const departments = await db.selectFrom('department').select('id').execute();
  const units = await db.selectFrom('accounting_unit').select(['id', 'department_id']).execute();
  return departments.map(({ id }) => ({
    department: id,
    units: units.filter(({ department_id }) => department_id === id).map((unit) => unit.id),
  }));
}

export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly demonstration: boolean;
  readonly mustChangePassword: boolean;
  readonly disabledAt: string | null;
  /** Until when failed sign-ins keep the name locked; may be past. */
  readonly lockedUntil: string | null;
  readonly addedAt: string;
  readonly lastSeenAt: string | null;
  readonly sessions: number;
  /** Masked; null where none has been recorded. */
  readonly identity: string | null;
  readonly grants: readonly HeldGrant[];
}

/** Everybody, in the order of their names. */
export async function listPeople(db: Db, key: IdentityKey): Promise<readonly ListedPerson[]> {
  const rows = await db
    .selectFrom('access_person as p')
    .leftJoin('access_failure as f', 'f.sign_in', 'p.sign_in')
    .select([
      'p.id',
      'p.name',
      'p.sign_in',
      'p.demonstration',
      'p.must_change_password',
      'p.disabled_at',
      'p.added_at',
      'p.identity_sealed',
      'f.locked_until',
      sql<number>`(select count(*)::integer from access_session s where s.person_id = p.id)`.as('sessions'),
      sql<Date | null>`(select max(seen_at) from access_session s where s.person_id = p.id)`.as('seen_at'),
    ])
    .orderBy(sql`p.name collate "zh-x-icu"`)
    .orderBy('p.sign_in')
    .execute();
  const grants = await grantsOf(db, null);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    signIn: row.sign_in,
    demonstration: row.demonstration,
    mustChangePassword: row.must_change_password,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    lockedUntil: row.locked_until?.toISOString() ?? null,
    addedAt: row.added_at.toISOString(),
    lastSeenAt: row.seen_at?.toISOString() ?? null,
    sessions: row.sessions,
    identity: row.identity_sealed === null ? null : maskedIdentity(key, row.identity_sealed),
    grants: grants.get(row.id) ?? [],
  }));
}

function personNotFound(): Refused {
  return refuse('person-not-found', '没有这位人员，没有执行。请刷新人员列表后再试。');
}

async function findPerson(trx: Trx, id: string) {
  return trx
    .selectFrom('access_person')
    .select(['id', 'name', 'sign_in', 'disabled_at', 'identity_sealed'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Gives a person a role. Their sessions end, so that what they see is what they may. */
export async function addGrant(
  db: Db,
  command: Managing & { readonly person: string; readonly grant: GrantDraft },
): Promise<{ readonly id: string } | Refused> {
  return managing(db, command, async (trx, record) => {
    const { person, at } = command;
    if ((await findPerson(trx, person)) === undefined) return personNotFound();
    const other = decideOther(command.actor, person);
    if (other !== null) return other;
    const decided = decideGrant(command.grant, { held: await findGrants(trx, person), places: await findPlaces(trx) });
    if ('refusal' in decided) return decided;
    const id = newId();
    await insertGrant(trx, person, { ...decided, id }, at);
    await endSessions(trx, person);
    await record(person, { change: 'role-added', role: grantText(decided) });
    return { id };
  });
}

/** Takes a role away, at once. Null when done. */
export async function endGrant(
  db: Db,
  command: Managing & { readonly person: string; readonly grant: string; readonly today: DateText },
): Promise<Refused | null> {
  return managing(db, command, async (trx, record) => {
    const { person, at, today } = command;
    if ((await findPerson(trx, person)) === undefined) return personNotFound();
    const other = decideOther(command.actor, person);
    if (other !== null) return other;
    const grant = (await findGrants(trx, person)).find(({ id }) => id === command.grant);
    if (grant === undefined)
      return refuse('grant-not-found', '这位人员没有这项角色，或已经收回。请刷新人员列表后再试。');
    const last = await decideLast(trx, today, (administrators) =>
      administrators.map(({ person: id, grants }) => ({
        person: id,
        grants: grants.filter((held) => held.id !== grant.id),
      })),
    );
    if (last !== null) return last;
    await trx
      .updateTable('access_grant')
      .set({ ended_at: at })
      .where('person_id', '=', person)
      .where('id', '=', grant.id)
      .execute();
    await endSessions(trx, person);
    await record(person, { change: 'role-ended', role: grantText(grant) });
    return null;
  });
}

interface Enabled {
  readonly person: string;
  readonly grants: readonly HeldGrant[];
}

async function decideLast(
  trx: Trx,
  today: DateText,
  change: (all: readonly Enabled[]) => readonly Enabled[],
): Promise<Refused | null> {
  const people = await trx.selectFrom('access_person').select('id').where('disabled_at', 'is', null).execute();
  const grants = await grantsOf(trx, null);
  const all = people.map(({ id }) => ({ person: id, grants: grants.get(id) ?? [] }));
  return decideLastAdministrator(all, change(all), today);
}

/** Shuts a person out, or lets them in again. Null when done, also where it was so already. */
export async function setDisabled(
  db: Db,
  command: Managing & { readonly person: string; readonly disabled: boolean; readonly today: DateText },
): Promise<Refused | null> {
  return managing(db, command, async (trx, record) => {
    const { person, at, disabled } = command;
    const found = await findPerson(trx, person);
    if (found === undefined) return personNotFound();
    const other = decideOther(command.actor, person);
    if (other !== null) return other;
    if ((found.disabled_at !== null) === disabled) return null;
    if (disabled) {
      const last = await decideLast(trx, command.today, (all) => all.filter((one) => one.person !== person));
      if (last !== null) return last;
      await endSessions(trx, person);
    }
    await trx
      .updateTable('access_person')
      .set({ disabled_at: disabled ? at : null })
      .where('id', '=', person)
      .execute();
    await record(person, { change: disabled ? 'disabled' : 'enabled' });
    return null;
  });
}

/** A new initial password, told once; whoever used the old one is out, and a lock is lifted. */
export async function resetPassword(
  db: Db,
  command: Managing & { readonly person: string; readonly from?: string },
): Promise<{ readonly password: string } | Refused> {
  const password = initialPassword();
  const hash = await hashPassword(password);
  return managing(db, command, async (trx, record) => {
    const { person, at } = command;
    const found = await findPerson(trx, person);
    if (found === undefined) return personNotFound();
    const other = decideOther(command.actor, person);
    if (other !== null) return other;
    await trx
      .updateTable('access_person')
      .set({ password: hash, password_set_at: at, must_change_password: true })
      .where('id', '=', person)
      .execute();
    await trx.deleteFrom('access_failure').where('sign_in', '=', found.sign_in).execute();
    await endSessions(trx, person);
    await record(person, { change: 'password-reset', ...(command.from === undefined ? {} : { from: command.from }) });
    return { password };
  });
}

async function endSessions(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('access_session').where('person_id', '=', personId).execute();
}

/** The id of whoever signs in by this name; null where nobody does. */
export async function findPersonBySignIn(db: Db, signIn: string): Promise<string | null> {
  const row = await db
    .selectFrom('access_person')
    .select('id')
    .where('sign_in', '=', signIn.trim().toLowerCase())
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Records a person's identity number, encrypted; null when done. One number belongs to one account. */
export async function setIdentity(
  db: Db,
  key: IdentityKey,
  command: Managing & { readonly person: string; readonly number: string },
): Promise<Refused | null> {
  return managing(db, command, async (trx, record) => {
    const { person, at } = command;
    if ((await findPerson(trx, person)) === undefined) return personNotFound();
    const kept = await keepIdentity(trx, key, command.number, at);
    if ('refusal' in kept) return kept;
    const holder = await trx
      .selectFrom('access_person')
      .select(['id', 'name'])
      .where('identity_index', '=', kept.index)
      .executeTakeFirst();
    if (holder !== undefined && holder.id !== person) {
      return refuse(
        'identity-taken',
        `这个身份证号已登记在“${holder.name}”名下，没有保存。同一个人只用一个账号；请核对是否输错，或停用多余的账号。`,
      );
    }
    await trx
      .updateTable('access_person')
      .set({ identity_sealed: kept.sealed, identity_index: kept.index })
      .where('id', '=', person)
      .execute();
    await record(person, { change: 'identity-recorded' });
    return null;
  });
}

/** Shows a person's whole identity number, for a reason that stays on the trail. */
export async function unmaskPerson(
  db: Db,
  key: IdentityKey,
  { actor, at, person, reason }: Managing & { readonly person: string; readonly reason: string },
): Promise<{ readonly number: string } | Refused> {
  return db.transaction().execute(async (trx) => {
    const found = await findPerson(trx, person);
    if (found === undefined) return personNotFound();
    if (found.identity_sealed === null) {
      return refuse('identity-missing', `“${found.name}”还没有登记身份证号，没有可以显示的。`);
    }
    return unmaskIdentity(trx, key, {
      subject: `person:${person}`,
      sealed: found.identity_sealed,
      person: actor,
      reason,
      at,
    });
  });
}
