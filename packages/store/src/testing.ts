/**
 * Databases for tests: each a fresh copy of a migrated template, made in some tens of milliseconds.
 *
 *     const store = await testDatabase();
 *     afterAll(() => store.close());
 */
import { randomUUID } from 'node:crypto';
import { newClient } from './pool.ts';
import { openEmbeddedServer } from './postgres/server.ts';
import { openStore, type Store } from './store.ts';

/** Names the test server to the workers, which inherit it: any database in it will do as an address. */
const serverVariable = 'MINGZHANG_TEST_SERVER';

const template = 'mingzhang_template';

/** Starts a server in `dataDirectory` with the migrated template. Main thread only: this is for vitest's globalSetup. */
export async function startTestServer(dataDirectory: string): Promise<{ close(): Promise<void> }> {
  const server = await openEmbeddedServer(dataDirectory);
  const url = server.url('postgres');
  await run(url, `create database ${template}`);
  const migrated = await openStore({ dataDirectory, databaseUrl: withDatabase(url, template), connectionsMax: 1 });
  await migrated.close();
  process.env[serverVariable] = url;
  return server;
}

/** The address of the test server, for tests that make their own databases; throws where there is none. */
export function testServerUrl(): string {
  const url = process.env[serverVariable];
  if (url === undefined) throw new Error('there is no test server: run this file in the project "db"');
  return url;
}

/** A store on a database of its own; `close` drops the database. */
export async function testDatabase(): Promise<Store> {
  const server = testServerUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${name} template ${template}`);
  const store = await openStore({ dataDirectory: '', databaseUrl: withDatabase(server, name), connectionsMax: 5 });
  return {
    ...store,
    close: async () => {
      await store.close();
      await run(server, `drop database ${name} with (force)`);
    },
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = newClient(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
