/**
 * Forward only, with data inside: a database at every earlier migration, with a row in whatever can take one, is brought to the
 * newest. A migration that works on empty tables and fails on full ones – a new column that may not be null, say – is found here.
 */
import { afterEach, expect, test } from 'vitest';
import { migrationDirectory, readMigrations } from './migrate.ts';
import { newClient } from './pool.ts';
import { migrateDatabase } from './store.ts';
import { emptyTestDatabase } from './testing.ts';

const migrations = readMigrations(migrationDirectory);
let database: Awaited<ReturnType<typeof emptyTestDatabase>>;

afterEach(() => database.close());

/** Rows of the first tables: a document, a department with its unit and books, a voucher in them, a person, a trail. */
const rows: readonly (readonly [from: number, sql: string])[] = [
  [3, "insert into department (id, name, area) values ('d', '云泽县医疗保障局', '990101')"],
  [
    3,
    "insert into accounting_unit (id, department_id, name, nature, position) values ('u', 'd', '机关', 'administrative', 1)",
  ],
  [
    3,
    "insert into account_set (id, unit_id, book, funds, first_month, opened_through) values ('s', 'u', 'financial', '{}', '2024-01', '2024-01')",
  ],
  [
    3,
    "insert into ledger_voucher (unit_id, id, kind, date, text, posted_by, posted_at) values ('u', '018d0000-0000-7000-8000-000000000001', 'ordinary', '2024-01-05', '付电费', '李会计', now())",
  ],
  [
    3,
    "insert into ledger_entry (set_id, id, voucher_id, date, kind) values ('s', '018d0000-0000-7000-8000-000000000002', '018d0000-0000-7000-8000-000000000001', '2024-01-05', 'ordinary')",
  ],
  [
    3,
    "insert into ledger_leg (set_id, entry_id, line, date, kind, account, amount, dimensions) values ('s', '018d0000-0000-7000-8000-000000000002', 1, '2024-01-05', 'ordinary', '5001', 100, ''), ('s', '018d0000-0000-7000-8000-000000000002', 2, '2024-01-05', 'ordinary', '4001', -100, '')",
  ],
  [
    4,
    "insert into access_person (id, name, sign_in, password, password_set_at, must_change_password, added_at) values ('018d0000-0000-7000-8000-000000000003', '林知微', 'lin', 'none', now(), false, now())",
  ],
  [
    4,
    "insert into trail_action (person_id, id, at, action, subject, detail) values ('018d0000-0000-7000-8000-000000000003', '018d0000-0000-7000-8000-000000000004', now(), 'voucher.make', 'voucher:u/1', '{}')",
  ],
  [
    6,
    "insert into office_voucher (unit_id, id, state, date, text, content, fingerprint, total, made_by, made_at) values ('u', '018d0000-0000-7000-8000-000000000005', 'made', '2024-01-05', '付电费', '{}', 'f', 100, '018d0000-0000-7000-8000-000000000003', now())",
  ],
];

test.each(migrations.slice(2).map(({ number, name }) => ({ number, name })))(
  'from $number ($name) with rows in it to the newest',
  async ({ number }) => {
    database = await emptyTestDatabase();
    await migrateDatabase(database.url, migrations.slice(0, number));
    const planted = rows.filter(([from]) => from <= number);
    const client = newClient(database.url);
    await client.connect();
    try {
      for (const [, sql] of planted) await client.query(sql);
      expect(await migrateDatabase(database.url, migrations)).toEqual(
        migrations.slice(number).map((later) => later.number),
      );
      const sum = await client.query<{ amount: number }>('select sum(abs(amount))::bigint as amount from ledger_leg');
      expect(sum.rows[0]?.amount).toBe(200);
      const people = await client.query<{ n: number }>('select count(*) as n from access_person');
      expect(people.rows[0]?.n).toBe(number >= 4 ? 1 : 0);
      const vouchers = await client.query<{ n: number }>('select count(*) as n from office_voucher');
      expect(vouchers.rows[0]?.n).toBe(number >= 6 ? 1 : 0);
    } finally {
      await client.end();
    }
  },
);
