/**
 * Writes `src/database.ts`, Kysely's types, from a migrated database:
 *
 *     node packages/store/scripts/generate-database-types.ts
 *
 * It starts the embedded PostgreSQL in a temporary directory, so it needs no database of anybody's.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDatabase } from '../src/describe-database.ts';
import { openStore } from '../src/store.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'mingzhang-types-'));
try {
  const store = await openStore({ dataDirectory });
  try {
    writeFileSync(join(import.meta.dirname, '..', 'src', 'database.ts'), await describeDatabase(store.db));
  } finally {
    await store.close();
  }
} finally {
  rmSync(dataDirectory, { recursive: true, force: true });
}
