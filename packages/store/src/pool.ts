/**
 * Connections, and how PostgreSQL's types arrive in TypeScript. The parsers are set here and nowhere else:
 *
 *     bigint   → number, or a thrown error where a number cannot hold it exactly
 *     numeric  → string, as printed        date → string, YYYY-MM-DD        timestamptz → Date
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { GatheredSocket } from './gathered-socket.ts';

/** An integer column of eight bytes as a number; throws where it is not exact (from 9,007,199,254,740,992 on). */
export function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} does not fit into a number`);
  return value;
}

const textParsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, parseBigint],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.NUMERIC, (text) => text],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'text' ? textParsers.get(oid) : undefined) ?? pg.types.getTypeParser(oid, format),
};

/** A single connection with our parsers; the caller connects and ends it. */
export function newClient(url: string): pg.Client {
  return new pg.Client({ connectionString: url, types });
}

export function newPool(url: string, connectionsMax: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: connectionsMax,
    pipeline: true,
    stream: () => new GatheredSocket(),
    allowExitOnIdle: true,
  });
  // Without these listeners a connection that breaks would end the process: the pool reports for idle connections, each
  // connection for itself while it is lent out. The pool drops it, its query is rejected, and the next one gets another.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();

const preparedName = /^\/\* prepared: ([a-z-]+) \*\//;

/**
 * A connection that prepares the statements which ask for it by how they begin – `/* prepared: post-voucher *\/ …` – once, and
 * afterwards only executes them. It is for the few statements that are run thousands of times a second; a name stands for one
 * text, for ever.
 */
export function preparing(client: pg.PoolClient): PostgresPoolClient {
  const known = wrapped.get(client);
  if (known !== undefined) return known;
  // Cursors, Kysely's other way to ask, are not used anywhere.
  const connection = {
    query: (text: string, parameters: readonly unknown[]) => {
      const name = preparedName.exec(text)?.[1];
      const values = [...parameters];
      return name === undefined ? client.query(text, values) : client.query({ name, text, values });
    },
    release: (destroy?: boolean) => client.release(destroy),
  };
  const lent = connection as unknown as PostgresPoolClient;
  wrapped.set(client, lent);
  return lent;
}

/** What a server answers while it is starting, stopping or being handed from one owner to the next. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03']);

function willPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return passing.has(error.code);
  return error.message === 'Connection terminated unexpectedly';
}

/** Tries `connect` until it succeeds, fails for a reason that will not pass, or `milliseconds` are over. */
export async function connectPatiently<T>(connect: () => Promise<T>, milliseconds: number): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (!willPass(error) || Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
