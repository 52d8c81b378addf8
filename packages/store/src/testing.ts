/**
 * Databases for tests: each a fresh copy of a migrated template, made in some tens of milliseconds.
 *
 *     const store = await testDatabase();
 *     afterAll(() => store.close());
 */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
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
export async function testDatabase(): Promise<Store> {
  const server = testServerUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runSql(server, `create database ${name} template ${template}`);
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
