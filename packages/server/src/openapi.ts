/** The OpenAPI description as a file's text, made without a database: nothing is asked of the app but to describe itself. */
import { productVersion } from '@mingzhang/documents';
import { type Database } from '@mingzhang/store';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { createApp } from './app.ts';
import { type AuditPool } from './auditor/pool.ts';

export async function openapiText(): Promise<string> {
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const pool: AuditPool = {
    audit: () => Promise.reject(new Error('nothing is audited here')),
    load: () => ({ running: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  const app = await createApp({ db, pool, checks: [], version: productVersion, webRoot: null });
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  return text;
}
