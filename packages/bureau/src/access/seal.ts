/**
 * The seal of the trail: one sealer at a time gives every action that waits the next number, without gaps, and a hash over the
 * hash before it and the whole row. Whoever changes, deletes, inserts or reorders a sealed row breaks the chain from there on.
 *
 *     hash(n) = SM3(hash(n − 1) · JSON of [n, person, id, time, action, subject, detail])      hash(0) = 32 zero bytes
 *
 * The chain needs no secret, so that anybody with a copy can prove it; what it cannot show by itself is that its end was cut
 * off. Therefore its head is shown wherever it is verified: a head noted outside must be found in the chain again.
 */
import { createHash } from 'node:crypto';
import { type Database } from '@mingzhang/store';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';

type Db = Kysely<Database>;
type ActionRow = Pick<
  Selectable<Database['trail_action']>,
  'person_id' | 'id' | 'at' | 'action' | 'subject' | 'detail'
>;

/** Few at a time: hashing what a thousand settlements left at once would hold everybody up. */
const batch = 200;
const firstHash = Buffer.alloc(32);

/** The advisory lock of the sealer, any number that nobody else uses. */
const sealerLock = 4_206_001;

export function hashAction(previous: Uint8Array, sequence: number, row: ActionRow): Buffer {
  const fields = [sequence, row.person_id, row.id, row.at.toISOString(), row.action, row.subject, row.detail];
  return createHash('sm3').update(previous).update(JSON.stringify(fields)).digest();
}

/** Seals what waits; returns how many. Another sealer at work is waited for. A kill on the way loses one batch at most. */
export async function sealTrail(db: Db): Promise<number> {
  let sealed = 0;
  for (;;) {
    const { count, more } = await sealSome(db);
    sealed += count;
    if (!more) return sealed;
  }
}

/** One step of it; `more` is true where others may still wait. */
export async function sealSome(db: Db): Promise<{ readonly count: number; readonly more: boolean }> {
  const count = await db.transaction().execute(sealBatch);
  return { count, more: count === batch };
}

/** What is sealed next. */
async function nextWaiting(trx: Transaction<Database>): Promise<readonly ActionRow[]> {
  const waiting = trx.selectFrom('trail_waiting').select(['person_id', 'action_id']);
  // Each is looked up by itself: a join might go through the whole trail to find the few that wait.
  const actionsOf = (some: typeof waiting) =>
    trx
      .selectFrom(some.as('next'))
      .leftJoinLateral(
        (of) =>
          of
            .selectFrom('trail_action')
            .selectAll()
            .whereRef('trail_action.person_id', '=', 'next.person_id')
            .whereRef('trail_action.id', '=', 'next.action_id')
            .limit(1)
            .as('action'),
        (join) => join.onTrue(),
      )
      .select(['action.person_id', 'action.id', 'action.at', 'action.action', 'action.subject', 'action.detail'])
      .orderBy('action.at')
      .orderBy('action.id')
      .limit(batch)
      .execute();
  const there = (rows: Awaited<ReturnType<typeof actionsOf>>): readonly ActionRow[] =>
    rows.filter((row): row is typeof row & ActionRow => row.id !== null);
  // Ids are in the order of time, near enough to choose by.
  const first = await actionsOf(waiting.orderBy('action_id').limit(batch));
  const found = there(first);
  // Rows whose action somebody took away are there to be found, and must hold up nobody behind them.
  return first.length < batch || found.length === batch ? found : there(await actionsOf(waiting));
}

async function sealBatch(trx: Transaction<Database>): Promise<number> {
  await sql`select pg_advisory_xact_lock(${sealerLock})`.execute(trx);
  const rows = await nextWaiting(trx);
  if (rows.length === 0) return 0;
  const head = await findHead(trx);
  let hash: Uint8Array = head?.hash ?? firstHash;
  let sequence = head?.sequence ?? 0;
  const seals = rows.map((row) => {
    sequence += 1;
    hash = hashAction(hash, sequence, row);
    return { sequence, person_id: row.person_id, action_id: row.id, hash: Buffer.from(hash) };
  });
  const people = seals.map(({ person_id }) => person_id);
  const ids = seals.map(({ action_id }) => action_id);
  await sql`
    with done as (
      select * from unnest(${seals.map((seal) => seal.sequence)}::bigint[], ${people}::uuid[], ${ids}::uuid[],
                           ${seals.map((seal) => seal.hash)}::bytea[]) as seal (sequence, person_id, action_id, hash)
    ), sealed as (
      insert into trail_seal (sequence, person_id, action_id, hash) select * from done
    )
    delete from trail_waiting w using done where w.person_id = done.person_id and w.action_id = done.action_id`.execute(
    trx,
  );
  return rows.length;
}

interface Head {
  readonly sequence: number;
  readonly hash: Buffer;
}

async function findHead(db: Db): Promise<Head | null> {
  const head = await db
    .selectFrom('trail_seal')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? null;
}

export interface TrailState {
  readonly sealed: number;
  /** Recorded but not sealed yet: nothing vouches for these. */
  readonly unsealed: number;
  /** Of the last seal, hexadecimal; null while nothing is sealed. */
  readonly head: string | null;
}

/** How far the trail is sealed, without looking at the chain itself. */
export async function findTrailState(db: Db): Promise<TrailState> {
  const head = await findHead(db);
  const waiting = await db
    .selectFrom('trail_waiting')
    .select(db.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return { sealed: head?.sequence ?? 0, unsealed: waiting.count, head: head?.hash.toString('hex') ?? null };
}

/** True if the chain had this head once, as `findTrailState` tells it; with the chain whole, nothing up to there was cut off. */
export async function hadHead(db: Db, sequence: number, hash: string): Promise<boolean> {
  const seal = await db.selectFrom('trail_seal').select('hash').where('sequence', '=', sequence).executeTakeFirst();
  return seal?.hash.toString('hex') === hash;
}

export interface TrailProof extends TrailState {
  /** Chinese sentences, the first hundred; empty if the chain is whole. */
  readonly failures: readonly string[];
}

/** Goes through the whole chain, against one snapshot of the database, so that appenders may go on meanwhile. */
export async function verifyTrail(db: Db): Promise<TrailProof> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const failures: string[] = [];
      const fail = (sentence: string): void => {
        if (failures.length < 100) failures.push(sentence);
      };
      await walkChain(trx, fail);
      await findStrays(trx, fail);
      return { ...(await findTrailState(trx)), failures };
    });
}

async function walkChain(trx: Transaction<Database>, fail: (sentence: string) => void): Promise<void> {
  let previous: Uint8Array = firstHash;
  let last = 0;
  for (;;) {
    const rows = await trx
      .selectFrom('trail_seal')
      .leftJoin('trail_action', (join) =>
        join
          .onRef('trail_action.person_id', '=', 'trail_seal.person_id')
          .onRef('trail_action.id', '=', 'trail_seal.action_id'),
      )
      .select([
        'sequence',
        'hash',
        'trail_seal.person_id',
        'trail_seal.action_id as id',
        'at',
        'action',
        'subject',
        'detail',
      ])
      .where('sequence', '>', last)
      .orderBy('sequence')
      .limit(batch)
      .execute();
    for (const { sequence, hash, person_id, id, at, action, subject, detail } of rows) {
      if (sequence !== last + 1) fail(`留痕第 ${last + 1} 至 ${sequence - 1} 号的封存不见了`);
      last = sequence;
      if (at === null || action === null || subject === null || detail === null) {
        fail(`留痕第 ${sequence} 号（编号 ${id}）已被删除`);
      } else if (!hashAction(previous, sequence, { person_id, id, at, action, subject, detail }).equals(hash)) {
        fail(`留痕第 ${sequence} 号（编号 ${id}）或它在链中的位置被改动过`);
      }
      // From the stored hash on, so that each broken place is told once.
      previous = hash;
    }
    if (rows.length < batch) return;
  }
}

/** What is in one place and not in the other: sealed and waiting are exactly what there is. */
async function findStrays(trx: Transaction<Database>, fail: (sentence: string) => void): Promise<void> {
  const { rows } = await sql<{ id: string; recorded: boolean; sealed: boolean; waiting: boolean }>`
    select id, recorded, sealed, waiting from (
      select coalesce(a.id, w.action_id) as id, a.id is not null as recorded, s.action_id is not null as sealed,
             w.action_id is not null as waiting
        from trail_action a
        full join trail_waiting w on w.person_id = a.person_id and w.action_id = a.id
        left join trail_seal s on s.person_id = a.person_id and s.action_id = a.id) as found
     where not recorded or sealed = waiting
     order by id limit 100`.execute(trx);
  for (const { id, recorded, sealed } of rows) {
    if (!recorded) fail(`一条等待封存的留痕（编号 ${id}）已被删除`);
    else if (sealed) fail(`留痕（编号 ${id}）已经封存，又在等待封存`);
    else fail(`留痕（编号 ${id}）不是经系统记下的：既未封存，也不在等待封存`);
  }
}
