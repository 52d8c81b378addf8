/** How many rows tables have, so that a test can say that what was refused left nothing behind. */
import { type Database, type Store } from '@mingzhang/store';
import { sql } from 'kysely';

export async function rowsIn(
  { db }: Store,
  ...tables: readonly (keyof Database & string)[]
): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db);
    counts.push(rows[0]?.n ?? 0);
  }
  return counts;
}
