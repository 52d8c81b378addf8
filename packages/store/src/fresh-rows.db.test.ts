import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endsOf, readFresh } from './fresh-rows.ts';
import { type Store } from './store.ts';
import { testDatabase } from './testing.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
  await sql`alter table trail_waiting set (autovacuum_enabled = off)`.execute(store.db);
});
afterAll(() => store.close());

async function fill(): Promise<void> {
  await sql`insert into trail_waiting (person_id, action_id)
            select gen_random_uuid(), gen_random_uuid() from generate_series(1, 10000)`.execute(store.db);
}

/** How many pages reading the whole table makes to be written once more, once all is on disk. */
async function writtenAgain(): Promise<number> {
  await sql`checkpoint`.execute(store.db);
  const { rows } = await sql<{ 'QUERY PLAN': readonly [{ readonly Plan: Record<string, number> }] }>`
    explain (analyze, buffers, format json) select count(*) from trail_waiting`.execute(store.db);
  return rows[0]?.['QUERY PLAN'][0].Plan['Shared Dirtied Blocks'] ?? -1;
}

test('what was read while fresh is not written again by who reads it later', async () => {
  const empty = await endsOf(store.db, ['trail_waiting', 'area']);
  expect(empty.get('trail_waiting')).toBe(0);
  await fill();
  const ends = await endsOf(store.db, ['trail_waiting']);
  const pages = ends.get('trail_waiting') ?? 0;
  expect(pages).toBeGreaterThan(50);
  expect(await writtenAgain()).toBe(pages);
  expect(await writtenAgain()).toBe(0);
  await fill();
  await readFresh(store.db, ends);
  expect(await writtenAgain()).toBe(0);
});
