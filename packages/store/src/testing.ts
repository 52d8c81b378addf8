/**
 * Databases for tests: each a fresh copy of a migrated template, made in some tens of milliseconds.
 *
 *     const store = await testDatabase();
 *     afterAll(() => store.close());
 */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { newClient } from './pool.ts';
import { openStore, type Store } from './store.ts';
import { runSql, template, withDatabase } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the test server, from vitest's global setup. */
    testServer: string;
  }
}

/** The address of the test server, for tests that make their own databases; throws where there is none. */
export function testServerUrl(): string {
  const url: string | undefined = inject('testServer');
  if (url === undefined) throw new Error('there is no test server: run this file in the project "db"');
  return url;
}

/** A store on a database of its own; `close` drops the database. */
export function testDatabase(): Promise<Store> {
  return copyOf(testServerUrl(), template);
}

/**
 * The same with something in it that takes long to make: it is made once in a run of the tests, by whoever needs it first, and
 * copied from then on. What has the same name must be the same.
 */
export async function filledTestDatabase(name: string, fill: (store: Store) => Promise<unknown>): Promise<Store> {
  const server = testServerUrl();
  const filled = `filled_${name}`;
  const client = newClient(server);
  await client.connect();
  try {
    // Held until the connection ends: others wait here, and then find it made.
    await client.query('select pg_advisory_lock(hashtext($1))', [filled]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [filled]);
    if (rowCount === 0) await make(server, filled, fill);
  } finally {
    await client.end();
  }
  return copyOf(server, filled);
}

/** Under a name of its own until it is whole: one that could not be filled is not taken for one that was. */
async function make(server: string, filled: string, fill: (store: Store) => Promise<unknown>): Promise<void> {
  const unfinished = `unfinished_${randomUUID().replaceAll('-', '')}`;
  await runSql(server, `create database ${unfinished} template ${template}`);
  const store = await openStore({
    dataDirectory: '',
    databaseUrl: withDatabase(server, unfinished),
    connectionsMax: 2,
  });
  try {
    await fill(store);
  } finally {
    await store.close();
  }
  await runSql(server, `alter database ${unfinished} rename to ${filled}`);
}

async function copyOf(server: string, original: string): Promise<Store> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runSql(server, `create database ${name} template ${original}`);
  const store = await openStore({ dataDirectory: '', databaseUrl: withDatabase(server, name), connectionsMax: 5 });
  return {
    ...store,
    close: async () => {
      await store.close();
      await runSql(server, `drop database ${name} with (force)`);
    },
  };
}

/** The address of a database without any tables; `close` drops it. */
export async function emptyTestDatabase(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = testServerUrl();
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  await runSql(server, `create database ${name}`);
  return { url: withDatabase(server, name), close: () => runSql(server, `drop database ${name} with (force)`) };
}
