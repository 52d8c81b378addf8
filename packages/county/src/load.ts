/**
 * The whole county into a database: once, batch by batch, on several connections. What was stopped is gone on with by the same command;
 * another county beside it is refused, for the same identity numbers would come twice.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { closeCollection, type IdentityKey, noteLooked, openCollection, writePlaces } from '@mingzhang/bureau';
import { type Database, makeIndexes, openBulk, postponeIndexes } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type BatchWritten, filled, type WorkerAnswer, type WorkerInput } from './batch-writer.ts';
import { digestOfCounty } from './digest.ts';
import { filesOf } from './dues.ts';
import { type Planted } from './faults.ts';
import { finishFunds, openFunds } from './funds.ts';
import { type CountyPlan, type DrawnCounty, drawCounty } from './parts.ts';
import { placesOf } from './registry.ts';
import { writeRemoteCare } from './remote-care.ts';

export interface LoadOptions {
  readonly db: Kysely<Database>;
  /** For the workers' own connections. */
  readonly url: string;
  readonly plan: CountyPlan;
  readonly department: string;
  readonly by: string;
  /** Who checks what moves money: somebody else. */
  readonly checker: string;
  /** Who keeps the funds' books. */
  readonly accountant: string;
  readonly key: IdentityKey;
  readonly workers?: number;
  readonly now: () => Date;
  onProgress?(progress: LoadProgress): void;
}

export interface LoadProgress {
  readonly batches: number;
  readonly batchesDone: number;
  readonly people: number;
  readonly settlements: number;
}

export interface Loaded extends LoadProgress {
  /** The same people, seed and years give the same. */
  readonly digest: string;
  /** True if it had been there already. */
  readonly before: boolean;
  /** How many visits the desk refused, by refusal; honest ones never. */
  readonly refused: Readonly<Record<string, number>>;
  /** Of the batches of this run; of all of them where the load was never stopped. */
  readonly planted: readonly Planted[];
}

export interface LoadRefused {
  readonly refusal: string;
}

export interface CountyLoad {
  readonly plan: CountyPlan;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly digest: string | null;
  readonly progress: LoadProgress;
}

/** Which county is in the database and how far it has come; null where there is none. */
export async function findCountyLoad(db: Kysely<Database>, department: string): Promise<CountyLoad | null> {
  const row = await db
    .selectFrom('county_load as l')
    .innerJoin('department as d', 'd.id', 'l.department_id')
    .selectAll('l')
    .select('d.area')
    .where('l.department_id', '=', department)
    .executeTakeFirst();
  if (row === undefined) return null;
  const done = await db
    .selectFrom('county_batch')
    .where('department_id', '=', department)
    .select(({ fn }) => [
      fn.countAll<number>().as('batchesDone'),
      fn.coalesce(fn.sum<number>('people'), sql<number>`0`).as('people'),
      fn.coalesce(fn.sum<number>('settlements'), sql<number>`0`).as('settlements'),
    ])
    .executeTakeFirstOrThrow();
  return {
    plan: { people: row.people, seed: row.seed, years: { first: row.first_year, last: row.last_year }, area: row.area },
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    digest: row.digest,
    progress: {
      batches: row.batches,
      batchesDone: Number(done.batchesDone),
      people: Number(done.people),
      settlements: Number(done.settlements),
    },
  };
}

export async function loadCounty(options: LoadOptions): Promise<Loaded | LoadRefused> {
  const { db, plan, department } = options;
  const county = drawCounty(plan);
  const other = await db
    .selectFrom('county_load')
    .select('department_id')
    .where('department_id', '<>', department)
    .executeTakeFirst();
  if (other !== undefined) {
    return {
      refusal: `库里的“${other.department_id}”名下已有一个虚构县，没有再装：两个县的人会重号。请换一个空的数据库。`,
    };
  }
  await beginLoad(county, options);
  const standing = await findCountyLoad(db, department);
  if (standing === null) throw new Error('the load was noted and is not there');
  const { people, seed, years } = standing.plan;
  if (
    people !== plan.people ||
    seed !== plan.seed ||
    years.first !== plan.years.first ||
    years.last !== plan.years.last
  ) {
    return {
      refusal: `库里已有另一个虚构县（${people}人，种子${seed}，${years.first}至${years.last}年），没有再装。一个库只装一个：请换一个空的数据库，或沿用原来的参数。`,
    };
  }
  if (standing.digest !== null) {
    return { ...standing.progress, digest: standing.digest, before: true, refused: {}, planted: [] };
  }
  const done = await db.selectFrom('county_batch').select('batch').where('department_id', '=', department).execute();
  const had = new Set(done.map(({ batch }) => batch));
  const waiting = county.batches.map((_, index) => index).filter((index) => !had.has(index));
  const progress = { ...standing.progress };
  const refused: Record<string, number> = {};
  const planted = new Map<number, readonly Planted[]>();
  await inWorkers(options, waiting, (written) => {
    progress.batchesDone += 1;
    progress.people += written.people;
    progress.settlements += written.settlements;
    for (const [id, count] of Object.entries(written.refused)) refused[id] = (refused[id] ?? 0) + count;
    planted.set(written.batch, written.planted);
    options.onProgress?.(progress);
  });
  const digests = await db
    .selectFrom('county_batch')
    .select('digest')
    .where('department_id', '=', department)
    .orderBy('batch')
    .execute();
  const digest = digestOfCounty(digests.map((row) => row.digest));
  await finishLoad(county, options, digest);
  await analyseOthers(db);
  const inOrder = [...planted].sort(([a], [b]) => a - b).flatMap(([, list]) => list);
  return { ...progress, digest, before: false, refused, planted: inOrder };
}

/** Notes the load, once, and writes what the county has before its people. */
export async function beginLoad(
  county: DrawnCounty,
  { url, department, by, checker, accountant, now }: Omit<LoadOptions, 'db' | 'plan' | 'key'>,
): Promise<void> {
  const { plan, batches } = county;
  const bulk = await openBulk(url);
  try {
    await bulk.db.transaction().execute(async (trx) => {
      const noted = await trx
        .insertInto('county_load')
        .values({
          department_id: department,
          people: plan.people,
          seed: plan.seed,
          first_year: plan.years.first,
          last_year: plan.years.last,
          batches: batches.length,
          indexes: '[]',
          started_at: now(),
        })
        .onConflict((conflict) => conflict.column('department_id').doNothing())
        .returning('department_id')
        .executeTakeFirst();
      if (noted === undefined) return;
      // Their indexes are made once all is there.
      const later = await postponeIndexes(trx, filled);
      await trx
        .updateTable('county_load')
        .set({ indexes: JSON.stringify(later) })
        .where('department_id', '=', department)
        .execute();
      const { window, resident, employee, lists } = filesOf(plan);
      await openCollection(
        bulk,
        {
          files: [window, resident, employee].flatMap((files) => [...files.values()]),
          lists: [...lists.values()].flat(),
        },
        { department, by, checker },
      );
      await openFunds(bulk, trx, county, { department, clerk: by, accountant, checker });
      await writePlaces(bulk, trx, placesOf(county), { by, today: `${plan.years.first}-01-02` });
    });
  } finally {
    await bulk.close();
  }
}

/** Of what the funds ask first. */
const asked = ['settlement', 'settlement_fund'] as const;

/** What the overview counts is read from indexes alone once pages are known to be seen by all. */
const counted = ['settlement_accumulator', 'insured_spell'] as const;

async function analyseOthers(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> all(${[...asked, ...counted]}::text[])
    order by relpages desc, relname`.execute(db);
  // Each statement on a connection of its own.
  const shares = [0, 1].map((share) => rows.filter((_, index) => index % 2 === share));
  await allOf([
    ...shares.map((share) => sql`analyze ${sql.join(share.map(({ name }) => sql.table(name)))}`.execute(db)),
    sql`vacuum (analyze) ${sql.join(counted.map((table) => sql.table(table)))}`.execute(db),
  ]);
}

/** Writes what is of all the county's people together, makes the indexes beside it, and marks that it is whole. */
async function finishLoad(
  county: DrawnCounty,
  { db, url, department, by, accountant, checker, now }: LoadOptions,
  digest: string,
): Promise<void> {
  const { indexes } = await db
    .selectFrom('county_load')
    .select('indexes')
    .where('department_id', '=', department)
    .executeTakeFirstOrThrow();
  // What is asked of millions of rows next is planned badly where nothing says how many they are.
  await sql`analyze ${sql.join(asked.map((table) => sql.table(table)))}`.execute(db);
  await db.transaction().execute((trx) => closeCollection(trx, department));
  const [bulk, indexing] = [await openBulk(url), await openBulk(url)];
  try {
    await bulk.db.transaction().execute(async (trx) => {
      // Only tables that the funds read, and none that these name: neither waits for the other.
      await allOf([
        finishFunds(bulk, trx, county, { department, clerk: by, accountant, checker }),
        makeIndexes(indexing.db, indexes as readonly string[]),
      ]);
      const { first, last } = county.plan.years;
      const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      await noteLooked(trx, department, years);
      await writeRemoteCare(trx, county, { department, by: checker });
      await trx
        .updateTable('county_load')
        .set({ digest, finished_at: now(), indexes: '[]' })
        .where('department_id', '=', department)
        .execute();
    });
  } finally {
    await indexing.close();
    await bulk.close();
  }
}

/** Waits for all, and only then rejects with the first failure: nothing goes on behind a connection that is closed. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Hands the batches out, the next to whoever has finished one. Rejects with the first failure, once all have stopped. */
async function inWorkers(
  { url, plan, department, by, checker, key, workers = Math.max(1, Math.min(4, availableParallelism())) }: LoadOptions,
  waiting: readonly number[],
  take: (written: BatchWritten) => void,
): Promise<void> {
  const queue = [...waiting];
  const workerData: WorkerInput = { url, plan, target: { department, by, checker, key } };
  let failure: Error | null = null;
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData,
        // A batch's rows live as long as the batch: with the usual young generation most would be moved twice.
        resourceLimits: { maxYoungGenerationSizeMb: 192 },
      });
      const next = (): void => worker.postMessage(failure === null ? (queue.shift() ?? null) : null);
      worker.on('message', (answer: WorkerAnswer) => {
        if ('failed' in answer) failure ??= new Error(answer.failed);
        else take(answer.written);
        next();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      next();
    });
  await Promise.all(Array.from({ length: Math.min(workers, Math.max(1, queue.length)) }, run));
  if (failure !== null) throw failure;
}
