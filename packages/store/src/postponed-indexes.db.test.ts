import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeIndexes, postponeIndexes } from './postponed-indexes.ts';
import { type Store } from './store.ts';
import { testDatabase } from './testing.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

async function made(table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ definition: string }>`
    select indexdef as definition from pg_indexes where tablename = ${table} order by indexname`.execute(store.db);
  return rows.map(({ definition }) => definition);
}

async function vacuumed(table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ options: readonly string[] | null }>`
    select reloptions as options from pg_class where relname = ${table}`.execute(store.db);
  return rows[0]?.options ?? [];
}

test('what no rule depends on is dropped and made again as it was; autovacuum waits meanwhile', async () => {
  const before = await made('settlement');
  const later = await store.db.transaction().execute((trx) => postponeIndexes(trx, ['settlement']));
  const meanwhile = await made('settlement');
  expect(meanwhile.length).toBeLessThan(before.length);
  // Those of some rows only would not be worth going through the table for.
  expect(meanwhile.every((definition) => /^CREATE UNIQUE INDEX|WHERE/.test(definition))).toBe(true);
  expect(await vacuumed('settlement')).toEqual(['autovacuum_enabled=off']);
  await store.db.transaction().execute((trx) => makeIndexes(trx, later));
  // Whoever was stopped behind it comes again.
  await store.db.transaction().execute((trx) => makeIndexes(trx, later));
  expect(await made('settlement')).toEqual(before);
  expect(await vacuumed('settlement')).toEqual([]);
});

async function rulesOf(table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ rule: string }>`
    select conname || ' ' || pg_get_constraintdef(oid) as rule from pg_constraint
    where conrelid = ${table}::regclass order by conname`.execute(store.db);
  return rows.map(({ rule }) => rule);
}

test('foreign keys wait with them, and say at last whether they hold', async () => {
  const before = await rulesOf('insured_spell');
  const later = await store.db.transaction().execute((trx) => postponeIndexes(trx, ['insured_spell']));
  expect(await rulesOf('insured_spell')).toEqual(before.filter((rule) => !rule.includes('FOREIGN KEY')));
  await sql`insert into insured_spell (person_id, id, scheme, area, member, civil_servant, from_date, made_by, made_at)
            values (gen_random_uuid(), gen_random_uuid(), 'resident', '431124', 'resident', false, '2024-01-01', gen_random_uuid(), now())`.execute(
    store.db,
  );
  await expect(makeIndexes(store.db, later)).rejects.toThrow(/foreign key/);
  await sql`delete from insured_spell`.execute(store.db);
  await makeIndexes(store.db, later);
  await makeIndexes(store.db, later);
  expect(await rulesOf('insured_spell')).toEqual(before);
});

test('unique ones and the primary key too, where it is asked for in one transaction', async () => {
  const before = await made('fund_batch_item');
  await store.db.transaction().execute(async (trx) => {
    const later = await postponeIndexes(trx, ['fund_batch_item'], { unique: true });
    const left = await sql`select from pg_indexes where tablename = 'fund_batch_item'`.execute(trx);
    expect(left.rows).toEqual([]);
    await makeIndexes(trx, later);
  });
  expect(await made('fund_batch_item')).toEqual(before);
});

test('a table that holds many rows keeps its own', async () => {
  const before = await made('catalogue_item');
  const work = store.db.transaction().execute(async (trx) => {
    await sql`insert into catalogue_import (id, file, sha256, added, changed, ended, unchanged, made_by, made_at, whole, document)
              values (gen_random_uuid(), '目录.csv', '', 0, 0, 0, 0, gen_random_uuid(), now(), true, '')`.execute(trx);
    await sql`insert into catalogue_item (code, from_date, kind, name, specification, class, first_pay, import_id)
              select 'X' || n, '2024-01-01', 'drug', '药', '', 'a', 0, (select id from catalogue_import limit 1)
              from generate_series(1, 10001) as n`.execute(trx);
    expect(await postponeIndexes(trx, ['catalogue_item'])).toEqual([]);
    throw new Error('taken back');
  });
  await expect(work).rejects.toThrow('taken back');
  expect(await made('catalogue_item')).toEqual(before);
});
