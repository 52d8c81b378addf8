import { type Database } from '@mingzhang/store';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import { readOnce, sharingReads } from './shared-reads.ts';

const db = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

test('one handle reads each thing once, another reads it again, and a plain database always', async () => {
  let reads = 0;
  const read = (): Promise<number> => {
    reads += 1;
    return Promise.resolve(reads);
  };
  const shared = sharingReads(db);
  expect([await readOnce(shared, 'a', read), await readOnce(shared, 'a', read)]).toEqual([1, 1]);
  expect(await readOnce(shared, 'b', read)).toBe(2);
  expect(await readOnce(sharingReads(db), 'a', read)).toBe(3);
  expect([await readOnce(db, 'a', read), await readOnce(db, 'a', read)]).toEqual([4, 5]);
});
