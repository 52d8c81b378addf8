/** Signing in and out, and who is behind a request. The token is known to the browser only; here is its hash. */
import { createHash, randomBytes } from 'node:crypto';
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { type Grant, type Place, permits } from './decide.ts';
import { decideAttempt, decideSession, decideSignIn, type Failures } from './decide-sign-in.ts';
import { decidePassword, hashPassword, isOutdated, passwordMatches } from './password.ts';
import { grantsKnown, type StoredGrant } from './people.ts';
import { type Refused, refuse } from './refusals.ts';
import { type ActionId } from './roles.ts';
import { accessRules } from './rules.ts';
import { recordAction, systemPerson } from './trail.ts';

type Db = Kysely<Database>;

/** The person behind a request. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly sessionId: string;
  readonly mustChangePassword: boolean;
  readonly demonstration: boolean;
  /** Those that have not been taken away, whatever their days. */
  readonly grants: readonly Grant[];
}

/** True if the actor may do it on the day at the place; without a place, anywhere. */
export function actorPermits(actor: Actor, action: ActionId, on: DateText, place?: Place): boolean {
  return permits(actor.grants, action, on, place);
}

interface SignIn {
  readonly signIn: string;
  readonly password: string;
  readonly at: Date;
  /** Where it comes from, and with what; kept with the session for the person to recognise it. */
  readonly address: string;
  readonly agent: string;
  readonly exposed: boolean;
}

/** Lets somebody in: the token for the cookie. What was refused is on the trail too. */
export async function signIn(db: Db, command: SignIn): Promise<{ readonly token: string } | Refused> {
  const { at, address, exposed } = command;
  const name = command.signIn.trim().toLowerCase().slice(0, 100);
  const failures = await db.transaction().execute((trx) => countAttempt(trx, name, at));
  if ('refusal' in failures) return failures;
  const person = await db.selectFrom('access_person').selectAll().where('sign_in', '=', name).executeTakeFirst();
  const matches = await passwordMatches(command.password, person?.password ?? null);
  const facts =
    person === undefined ? null : { disabled: person.disabled_at !== null, demonstration: person.demonstration };
  const refused = decideSignIn({ person: facts, passwordMatches: matches, failures, exposed });
  if (refused !== null || person === undefined) {
    const known = person === undefined ? { person: systemPerson } : { person: person.id };
    const reason = refused?.refusal.id ?? '';
    const detail = {
      address,
      refused: reason,
      ...(failures.lockedUntil === null ? {} : { locked: failures.lockedUntil.toISOString() }),
    };
    await db.transaction().execute((trx) =>
      // A name that nobody has may be a password typed into the wrong field: it does not go on the trail.
      recordAction(trx, {
        id: newId(),
        at,
        ...known,
        action: 'session.refuse',
        subject: person === undefined ? '' : `person:${person.id}`,
        detail,
      }),
    );
    if (refused === null) throw new Error('nobody is let in');
    return refused;
  }
  const token = randomBytes(32).toString('base64url');
  const password = isOutdated(person.password) ? await hashPassword(command.password) : person.password;
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('access_failure').where('sign_in', '=', name).execute();
    await trx
      .updateTable('access_person')
      .set({ password })
      .where('id', '=', person.id)
      .where('password', '=', person.password)
      .execute();
    await startSession(trx, { token, personId: person.id, at, address, agent: command.agent });
  });
  return { token };
}

async function countAttempt(trx: Transaction<Database>, signInName: string, at: Date): Promise<Failures | Refused> {
  // The row is made first, so that attempts under one name wait for each other.
  await trx
    .insertInto('access_failure')
    .values({ sign_in: signInName, failures: 0, failed_at: at, locked_until: null })
    .onConflict((conflict) => conflict.column('sign_in').doNothing())
    .execute();
  const row = await trx
    .selectFrom('access_failure')
    .selectAll()
    .where('sign_in', '=', signInName)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const decided = decideAttempt({ failures: row.failures, failedAt: row.failed_at, lockedUntil: row.locked_until }, at);
  if ('refusal' in decided) return decided;
  await trx
    .updateTable('access_failure')
    .set({ failures: decided.failures, failed_at: decided.failedAt, locked_until: decided.lockedUntil })
    .where('sign_in', '=', signInName)
    .execute();
  return decided;
}

interface NewSession {
  readonly token: string;
  readonly personId: string;
  readonly at: Date;
  readonly address: string;
  readonly agent: string;
}

/** Opens a session for a token. Who the person is has been established before. */
export async function startSession(trx: Transaction<Database>, session: NewSession): Promise<void> {
  const { personId, at, address } = session;
  const id = newId();
  await trx
    .insertInto('access_session')
    .values({
      token_hash: hashOf(session.token),
      id,
      person_id: personId,
      started_at: at,
      seen_at: at,
      address,
      agent: session.agent.slice(0, 200),
    })
    .execute();
  await recordAction(trx, {
    id: newId(),
    at,
    person: personId,
    action: 'session.start',
    subject: `session:${id}`,
    detail: { address },
  });
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

interface ActorRow {
  readonly session_id: string;
  readonly started_at: Date;
  readonly seen_at: Date;
  readonly id: string;
  readonly name: string;
  readonly sign_in: string;
  readonly must_change_password: boolean;
  readonly demonstration: boolean;
  readonly grants: readonly StoredGrant[];
}

const readActor = `/* prepared: find-actor */
  select s.id as session_id, s.started_at, s.seen_at, p.id, p.name, p.sign_in, p.must_change_password, p.demonstration,
    (select coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'department', g.department_id,
       'unit', g.unit_id, 'from', g.from_date, 'to', g.to_date) order by g.from_date, g.id), '[]')
     from access_grant g where g.person_id = p.id and g.ended_at is null) as grants
  from access_session s join access_person p on p.id = s.person_id
  where s.token_hash = $1 and p.disabled_at is null`;

/** The actor behind a token; null without a session, a refusal where it is over. */
export async function findActor(db: Db, token: string, at: Date): Promise<Actor | Refused | null> {
  const { rows } = await db.executeQuery<ActorRow>(CompiledQuery.raw(readActor, [hashOf(token)]));
  const row = rows[0];
  if (row === undefined) return null;
  const over = decideSession({ startedAt: row.started_at, seenAt: row.seen_at }, at);
  if (over !== null) {
    await db.deleteFrom('access_session').where('id', '=', row.session_id).execute();
    return over;
  }
  if (at.getTime() - row.seen_at.getTime() > accessRules.seenSeconds * 1000) {
    await db.updateTable('access_session').set({ seen_at: at }).where('id', '=', row.session_id).execute();
  }
  return {
    id: row.id,
    name: row.name,
    signIn: row.sign_in,
    sessionId: row.session_id,
    mustChangePassword: row.must_change_password,
    demonstration: row.demonstration,
    grants: grantsKnown(row.grants),
  };
}

/** Ends the actor's own session. */
export async function signOut(db: Db, actor: Pick<Actor, 'id' | 'sessionId'>, at: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('access_session').where('id', '=', actor.sessionId).execute();
    await recordAction(trx, {
      id: newId(),
      at,
      person: actor.id,
      action: 'session.end',
      subject: `session:${actor.sessionId}`,
      detail: {},
    });
  });
}

interface PasswordChange {
  readonly actor: Pick<Actor, 'id' | 'name' | 'signIn' | 'sessionId'>;
  readonly current: string;
  readonly password: string;
  readonly at: Date;
}

/** Changes the actor's own password and ends all their other sessions; null when done. */
export async function changePassword(
  db: Db,
  { actor, current, password, at }: PasswordChange,
): Promise<Refused | null> {
  const failures = await db.transaction().execute((trx) => countAttempt(trx, actor.signIn, at));
  if ('refusal' in failures) return failures;
  const stored = await db
    .selectFrom('access_person')
    .select('password')
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  if (!(await passwordMatches(current, stored.password))) {
    return refuse('password-current-wrong', '原口令不对，口令没有修改。请核对大小写后再试。');
  }
  await db.deleteFrom('access_failure').where('sign_in', '=', actor.signIn).execute();
  const refused = decidePassword({ password, name: actor.name, signIn: actor.signIn });
  if (refused !== null) return refused;
  if (password === current) return refuse('password-unchanged', '新口令与原口令相同，没有修改。请换一个。');
  const hash = await hashPassword(password);
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('access_person')
      .set({ password: hash, password_set_at: at, must_change_password: false })
      .where('id', '=', actor.id)
      .execute();
    await trx
      .deleteFrom('access_session')
      .where('person_id', '=', actor.id)
      .where('id', '<>', actor.sessionId)
      .execute();
    await recordAction(trx, {
      id: newId(),
      at,
      person: actor.id,
      action: 'password.change',
      subject: `person:${actor.id}`,
      detail: {},
    });
  });
  return null;
}

export interface ListedSession {
  readonly id: string;
  readonly startedAt: string;
  readonly seenAt: string;
  readonly address: string;
  readonly agent: string;
}

/** Where a person is signed in, the latest first; sessions that are over are not listed. */
export async function listSessions(db: Db, personId: string, at: Date): Promise<readonly ListedSession[]> {
  const rows = await db
    .selectFrom('access_session')
    .select(['id', 'started_at', 'seen_at', 'address', 'agent'])
    .where('person_id', '=', personId)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute();
  return rows
    .filter((row) => decideSession({ startedAt: row.started_at, seenAt: row.seen_at }, at) === null)
    .map(({ id, started_at, seen_at, address, agent }) => ({
      id,
      startedAt: started_at.toISOString(),
      seenAt: seen_at.toISOString(),
      address,
      agent,
    }));
}

interface EndSession {
  /** Whose session. */
  readonly person: string;
  readonly session: string;
  /** Who ends it: the person, or an administrator. */
  readonly actor: string;
  readonly at: Date;
}

/** Ends a session somewhere else; null when done. */
export async function endSession(db: Db, { person, session, actor, at }: EndSession): Promise<Refused | null> {
  return db.transaction().execute(async (trx) => {
    const ended = await trx
      .deleteFrom('access_session')
      .where('person_id', '=', person)
      .where('id', '=', session)
      .executeTakeFirst();
    if (ended.numDeletedRows === 0n) return refuse('session-not-found', '没有这次登录，或已经结束。请刷新后再看。');
    await recordAction(trx, {
      id: newId(),
      at,
      person: actor,
      action: 'session.end',
      subject: `session:${session}`,
      detail: actor === person ? {} : { person },
    });
    return null;
  });
}

/** Removes sessions that are over and failures that are forgotten; nothing depends on it but the tables' size. */
export async function tidySessions(db: Db, at: Date): Promise<void> {
  const before = (milliseconds: number): Date => new Date(at.getTime() - milliseconds);
  await db
    .deleteFrom('access_session')
    .where((eb) =>
      eb.or([
        eb('seen_at', '<', before(accessRules.idleMinutes * 60_000)),
        eb('started_at', '<', before(accessRules.sessionHours * 3_600_000)),
      ]),
    )
    .execute();
  await db
    .deleteFrom('access_failure')
    .where('failed_at', '<', before(accessRules.lockMinutes * 60_000))
    .execute();
}
