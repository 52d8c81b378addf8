/**
 * Whoever reads a row first notes on its page that its transaction is over, and so the page is written to disk once more. Rows that
 * come by the million are therefore read at once, while their pages are in memory and still to be written anyway.
 *
 *     const before = await endsOf(db, ['settlement']);
 *     await db.transaction()…                              // COPY
 *     await readFresh(db, before);
 */
import { type Kysely, sql } from 'kysely';
import { type Database } from './database.ts';

/** How many pages each table has. */
export async function endsOf(
  db: Kysely<Database>,
  tables: readonly (keyof Database)[],
): Promise<ReadonlyMap<keyof Database, number>> {
  const { rows } = await sql<{ name: keyof Database; pages: number }>`
    select name, pg_relation_size(name::regclass) / current_setting('block_size')::integer as pages
    from unnest(${tables}::text[]) as t (name)`.execute(db);
  return new Map(rows.map(({ name, pages }) => [name, pages]));
}

/** Reads what has been added to tables since they ended there, the last page of then included. */
export async function readFresh(db: Kysely<Database>, ends: ReadonlyMap<keyof Database, number>): Promise<void> {
  for (const [table, pages] of ends) {
    const first = `(${Math.max(0, pages - 1)},0)`;
    await sql`select count(*) from ${sql.table(table)} where ctid >= ${first}::tid`.execute(db);
  }
}
