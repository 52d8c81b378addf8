import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseBigint } from './pool.ts';
import { type Store } from './store.ts';
import { testDatabase } from './testing.ts';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

async function value(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(store.db);
  return rows[0]?.value;
}

test.each([
  ['9007199254740991::bigint', 9007199254740991],
  ['-5::bigint', -5],
  ['1552.690::numeric', '1552.690'],
  ["date '2024-02-29'", '2024-02-29'],
  ["timestamptz '2024-02-29 08:00+08'", new Date('2024-02-29T00:00:00Z')],
  ["array['明', '账']", ['明', '账']],
  ['\'{"年": 2024}\'::jsonb', { 年: 2024 }],
  ["'\\x00ff'::bytea", Buffer.from([0, 255])],
  ['null::date', null],
])('%s arrives as %j', async (expression, expected) => {
  expect(await value(expression)).toEqual(expected);
});

test('a bigint that a number cannot hold is never rounded', () => {
  expect(() => parseBigint('9007199254740992')).toThrow('bigint 9007199254740992 does not fit into a number');
});

test('a connection that the server ends does not end the process, and soon another takes its place', async () => {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()`.execute(store.db);
  await expect(sql`select pg_terminate_backend(pg_backend_pid())`.execute(store.db)).rejects.toThrow();
  // The pool may lend out the dying connection once more before it hears of its end.
  await expect.poll(() => value('1').catch(() => null)).toBe(1);
});
