/** The PostgreSQL of a test run: a server in a temporary directory, with a migrated template to copy databases from. */
import { newClient } from './pool.ts';
import { openEmbeddedServer } from './postgres/server.ts';
import { openStore } from './store.ts';

export { findPostgresBinaries } from './postgres/binaries.ts';

export const template = 'mingzhang_template';

export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server in `dataDirectory` and makes the template. Main thread only: this is for vitest's global setup. */
export async function startTestServer(dataDirectory: string): Promise<TestServer> {
  const server = await openEmbeddedServer(dataDirectory);
  const url = server.url('postgres');
  await runSql(url, `create database ${template}`);
  const migrated = await openStore({ dataDirectory, databaseUrl: withDatabase(url, template), connectionsMax: 1 });
  await migrated.close();
  return { url, close: () => server.close() };
}

/** The same server's address with another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** Runs one statement over a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  const client = newClient(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
