/** Loaded at any hour of a day, the demonstration knows nothing that is still to come: the trail shows the latest first. */
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { demonstrationKey } from '../testing.ts';
import { loadDemonstration } from './index.ts';

test.each([
  // A publication is in the making.
  ['2026-03-27', new Date('2026-03-26T16:01:00Z')],
  ['2026-11-27', new Date('2026-11-26T16:01:00Z')],
])(
  'loaded on %s, a minute past midnight in China',
  async (today, at) => {
    const store = await testDatabase();
    try {
      await loadDemonstration(store.db, today, at, demonstrationKey);
      const { rows } = await sql<{ table: string; column: string }>`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and data_type = 'timestamp with time zone' and table_name <> 'migration'`.execute(
        store.db,
      );
      expect(rows.length).toBeGreaterThan(50);
      const later: string[] = [];
      for (const { table, column } of rows) {
        const found = await sql`select from ${sql.table(table)} where ${sql.ref(column)} > ${at} limit 1`.execute(
          store.db,
        );
        if (found.rows.length > 0) later.push(`${table}.${column}`);
      }
      expect(later).toEqual([]);
    } finally {
      await store.close();
    }
    // A whole demonstration is loaded here and not shared.
  },
  240_000,
);
