/**
 * Which runs are being drawn up, in whichever process. Whoever draws one up holds a lock of its session, and the database lets go of it
 * when that process dies. So a run that was broken off is known by itself: no server has to mark it when it starts, none can mark what
 * another process is at, and `mingzhang rerun` is seen as the server is.
 */
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';

type Db = Kysely<Database>;

/** The first number of these locks, any that nobody else uses; the second is made of the run's id. */
const lockClass = 20_260_827;

/** Holds a run until the session of `db` ends, which must be one session. Throws where another holds it. */
export async function holdRun(db: Db, run: string): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_lock(${lockClass}::integer, hashtext(${run})) as held`.execute(db);
  if (rows[0]?.held !== true) throw new Error(`the run ${run} is being drawn up by another`);
}

/** Whether nobody draws the run up; nobody can begin to until the transaction ends. */
export async function holdBroken(trx: Db, run: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${lockClass}::integer, hashtext(${run})) as held`.execute(trx);
  return rows[0]?.held === true;
}

/** Those of the runs that somebody is drawing up. */
export async function aliveAmong(db: Db, runs: readonly string[]): Promise<ReadonlySet<string>> {
  if (runs.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select r.id from unnest(${[...runs]}::text[]) as r (id)
    where exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = ${lockClass}
        and l.objid::bigint = (hashtext(r.id)::bigint & 4294967295)
        and l.database = (select oid from pg_database where datname = current_database()))`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
