import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migration, readMigrations } from './migrate.ts';
import { newClient } from './pool.ts';
import { migrateDatabase } from './store.ts';
import { emptyTestDatabase } from './testing.ts';

let database: Awaited<ReturnType<typeof emptyTestDatabase>>;
beforeAll(async () => {
  database = await emptyTestDatabase();
});
afterAll(() => database.close());

function migration(number: number, sql: string): Migration {
  return { number, name: 'sample', checksum: sql, sql };
}

async function tables(): Promise<string[]> {
  const client = newClient(database.url);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  await client.end();
  return rows.map(({ name }) => name);
}

const first = migration(1, 'create table first ()');
const second = migration(2, 'create table second ()');

test('migrations run in order, once, each in its own transaction', { timeout: 20_000 }, async () => {
  expect(await migrateDatabase(database.url, [first])).toEqual([1]);
  expect(await migrateDatabase(database.url, [first, second])).toEqual([2]);
  expect(await migrateDatabase(database.url, [first, second])).toEqual([]);
  expect(await tables()).toEqual(['first', 'migration', 'second']);

  const halfBroken = migration(3, 'create table third (); select 1 / 0');
  await expect(migrateDatabase(database.url, [first, second, halfBroken])).rejects.toThrow('migration 3 sample failed');
  expect(await tables()).toEqual(['first', 'migration', 'second']);

  const changed = { ...first, sql: 'create table other ()', checksum: 'other' };
  await expect(migrateDatabase(database.url, [changed, second])).rejects.toMatchObject({ reason: 'migration-changed' });
  await expect(migrateDatabase(database.url, [first])).rejects.toMatchObject({ reason: 'migration-unknown' });
});

test('two processes that migrate at once do it once', async () => {
  const other = await emptyTestDatabase();
  const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(other.url, [first, second])));
  expect(applied.flat().sort()).toEqual([1, 2]);
  await other.close();
});

test('a gap, a repeated number or another name is a broken promise', () => {
  const directory = mkdtempSync(join(tmpdir(), 'migrations-'));
  const write = (name: string) => writeFileSync(join(directory, name), '');
  write('0001-a.sql');
  write('0003-c.sql');
  expect(() => readMigrations(directory)).toThrow('migration 2 is missing or there twice: 0003-c.sql');
  write('0002-b.sql');
  expect(readMigrations(directory).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  write('notes.txt');
  expect(() => readMigrations(directory)).toThrow('not the name of a migration: notes.txt');
  rmSync(directory, { recursive: true });
});
