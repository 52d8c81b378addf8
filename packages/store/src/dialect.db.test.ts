/** Transactions that begin without being waited for are transactions all the same. */
import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrayRows } from './array-rows.ts';
import { type Store } from './store.ts';
import { testDatabase } from './testing.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
  await sql`create table kept (id integer primary key, name text)`.execute(store.db);
});
afterAll(() => store.close());

const kept = async (): Promise<readonly number[]> =>
  (await sql<{ id: number }>`select id from kept order by id`.execute(store.db)).rows.map(({ id }) => id);

test('what is sent at once stands together, and what fails leaves nothing', async () => {
  await store.db.transaction().execute(async (trx) => {
    await Promise.all([1, 2, 3].map((id) => sql`insert into kept (id) values (${id})`.execute(trx)));
  });
  expect(await kept()).toEqual([1, 2, 3]);
  const twice = store.db.transaction().execute(async (trx) => {
    await Promise.all([4, 1].map((id) => sql`insert into kept (id) values (${id})`.execute(trx)));
  });
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  const thrown = store.db.transaction().execute(async (trx) => {
    await sql`insert into kept (id) values (5)`.execute(trx);
    throw new Error('not this one');
  });
  await expect(thrown).rejects.toThrow('not this one');
  expect(await kept()).toEqual([1, 2, 3]);
});

test('a transaction in which nothing was asked, or whose isolation is named, ends as any other', async () => {
  expect(await store.db.transaction().execute(async () => 'nothing')).toBe('nothing');
  const level = await store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(
      async (trx) =>
        (await sql<{ level: string }>`select current_setting('transaction_isolation') as level`.execute(trx)).rows,
    );
  expect(level).toEqual([{ level: 'repeatable read' }]);
});

test('rows out of arrays keep their order, their types and what is missing', async () => {
  const columns = { id: 'integer', name: 'text' };
  const { rows } = await store.db.executeQuery(
    CompiledQuery.raw(`select * from ${arrayRows(columns, 1, 'r')}`, [
      [7, 5, 6],
      ['seven, "7"', null, ''],
    ]),
  );
  expect(rows).toEqual([
    { id: 7, name: 'seven, "7"' },
    { id: 5, name: null },
    { id: 6, name: '' },
  ]);
});
