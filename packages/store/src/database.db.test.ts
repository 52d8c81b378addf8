import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabase } from './describe-database.ts';
import { type Store } from './store.ts';
import { testDatabase } from './testing.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

test('the committed types are those of the migrated database', async () => {
  const committed = readFileSync(join(import.meta.dirname, 'database.ts'), 'utf8');
  expect(committed, 'run node packages/store/scripts/generate-database-types.ts').toBe(
    await describeDatabase(store.db),
  );
});
