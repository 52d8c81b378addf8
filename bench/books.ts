/**
 * `mingzhang bench books`: how fast the books take vouchers and give statements, beside what the same PostgreSQL does with the
 * same rows and no decisions.
 *
 *   posting, 8 connections, one durable transaction a voucher   ≥ 1,500 /s   beside inserting the same rows by one statement
 *   closing twelve months of 5,000,000 legs                     said, no target
 *   trial balance and statements of such a year                 ≤ 1 s        beside counting the same rows
 *   full verification of those legs                             ≤ 60 s       beside adding them up once
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import {
  addAccountSet,
  addDepartment,
  addUnit,
  balancesAt,
  Charts,
  closePeriod,
  openPeriod,
  postVoucher,
  postYearEnd,
  readTrialBalance,
  SharedReads,
  verifiers,
} from '@mingzhang/bureau';
import { addMonths } from '@mingzhang/kernel';
import { type AccountSet, type Dimensions, draftVoucher, type Voucher } from '@mingzhang/ledger';
import { newId, openStore, type Store } from '@mingzhang/store';
import { sql } from 'kysely';
import pg from 'pg';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { describeMachine, median } from './measure.ts';

type Say = (line: string) => void;

const connections = 8;
const seconds = 4;
const legs = 5_000_000;

export async function run(say: Say): Promise<BenchOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  const store = await openStore({
    dataDirectory: join(directory, 'data'),
    databaseUrl: process.env.DATABASE_URL,
    connectionsMax: connections,
  });
  try {
    const results: BenchResult[] = [];
    for (const measure of [posting, yearOfBooks]) {
      for (const one of await measure(store, say)) {
        results.push(one);
        say(`  ${one.name}：${one.value.toPrecision(4)} ${one.unit}`);
      }
    }
    return { bench: 'books', machine: describeMachine(), results };
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Unit {
  readonly charts: Charts;
  readonly sets: readonly AccountSet[];
}

/** A unit with its two sets, open for the whole of 2024. */
async function setUp({ db }: Store, id: string): Promise<Unit> {
  await addDepartment(db, { id, name: '青禾县医疗保障局', area: '990101' });
  await addUnit(db, { id, department: id, name: '青禾县医疗保障局', nature: 'administrative', position: 1 });
  const charts = new Charts();
  const sets: AccountSet[] = [];
  for (const book of ['financial', 'budgetary'] as const) {
    const added = await addAccountSet(db, { id: `${id}-${book}`, unit: id, book, firstMonth: '2024-01' });
    assert('set' in added);
    sets.push(added.set);
    for (let month = '2024-01'; month <= '2024-12'; month = addMonths(month, 1)) {
      assert('state' in (await openPeriod(db, charts, added.set.id, month)));
    }
  }
  return { charts, sets };
}

const dimensions: Dimensions = {
  functionCode: '2101501',
  economyCode: '30101',
  spending: 'basic',
  source: 'general-public-budget',
};

function newVoucher(sets: readonly AccountSet[]): Voucher {
  const event = { rule: 'salary-paid-by-treasury', date: '2024-03-15', lines: [{ amount: 123_456, dimensions }] };
  const drafted = draftVoucher(event, sets, { voucher: newId(), entries: [newId(), newId()] });
  assert('voucher' in drafted);
  return drafted.voucher;
}

/** Runs `work` on eight connections for some seconds and says how often it was done in one. */
async function perSecond(work: (worker: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  const counts = await Promise.all(
    Array.from({ length: connections }, async (_, worker) => {
      let count = 0;
      while (performance.now() - started < seconds * 1000) {
        await work(worker);
        count += 1;
      }
      return count;
    }),
  );
  return counts.reduce((a, b) => a + b, 0) / ((performance.now() - started) / 1000);
}

async function posting(store: Store, say: Say): Promise<readonly BenchResult[]> {
  const { charts, sets } = await setUp(store, 'posting');
  const post = async (): Promise<void> => {
    const at = new Date('2024-04-01T08:00:00Z');
    const command = { voucher: newVoucher(sets), today: '2024-04-01', by: 'bench', at };
    const { outcome } = await postVoucher(store.db, charts, command);
    assert.equal(outcome, 'accepted');
  };
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: store.url });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query(`create table bare_voucher (like ledger_voucher including all);
    create table bare_entry (like ledger_entry including all); create table bare_leg (like ledger_leg including all)`);
  const insert = async (worker: number): Promise<void> => {
    const [voucher, one, other] = [newId(), newId(), newId()];
    await clients[worker]?.query({ name: 'bare', text: bareInsert, values: [voucher, one, other] });
  };
  say(`记一张两套账的凭证，${connections} 个连接，一张一次落盘……`);
  await perSecond(post);
  const posted: number[] = [];
  const inserted: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    posted.push(await perSecond(post));
    inserted.push(await perSecond(insert));
  }
  await Promise.all(clients.map((client) => client.end()));
  const { rows } = await sql<{ n: number; total: string }>`
    select count(*) as n, sum(amount)::text as total from ledger_leg`.execute(store.db);
  assert.equal(rows[0]?.total, '0');
  const value = median(posted);
  const limit = median(inserted);
  return [
    {
      name: `记账，${connections} 个连接`,
      value,
      unit: '张/s',
      limit,
      limitName: '同一数据库，一条语句插入同样的行，不作判断',
      ratio: value / limit,
      target: 1500,
      atLeast: true,
      met: value >= 1500,
    },
  ];
}

const bareInsert = `
  with voucher as (
    insert into bare_voucher (unit_id, id, kind, date, text, posted_by, posted_at)
    values ('posting', $1, 'ordinary', '2024-03-15', '财政直接支付工资', 'bench', now())
  ), entry as (
    insert into bare_entry (set_id, id, voucher_id, date, kind, reverses)
    values ('posting-financial', $2, $1, '2024-03-15', 'ordinary', null),
           ('posting-budgetary', $3, $1, '2024-03-15', 'ordinary', null)
  )
  insert into bare_leg (set_id, entry_id, line, date, kind, account, amount, dimensions)
  values ('posting-financial', $2, 1, '2024-03-15', 'ordinary', '5001', 123456, ''),
         ('posting-financial', $2, 2, '2024-03-15', 'ordinary', '4001', -123456, ''),
         ('posting-budgetary', $3, 1, '2024-03-15', 'ordinary', '7101', 123456,
          'functionCode=2101501 economyCode=30101 spending=basic source=general-public-budget'),
         ('posting-budgetary', $3, 2, '2024-03-15', 'ordinary', '6001', -123456,
          'functionCode=2101501 spending=basic source=general-public-budget')`;

/** A unit whose year of five million legs is closed. */
export async function closedYear(store: Store, say: Say): Promise<readonly AccountSet[]> {
  const { db } = store;
  const { charts, sets } = await setUp(store, 'year');
  say(`写入一年的账，${legs} 行……`);
  await fillYear(db);
  const closingStarted = performance.now();
  for (const { id: set } of sets) {
    for (let month = '2024-01'; month <= '2024-11'; month = addMonths(month, 1)) {
      assert('state' in (await closePeriod(db, charts, set, month, '2025-01-05')));
    }
    const at = new Date('2025-01-05T08:00:00Z');
    assert(
      'vouchers' in (await postYearEnd(db, charts, { set, year: 2024, today: '2025-01-05', by: 'bench', at, newId })),
    );
    assert('state' in (await closePeriod(db, charts, set, '2024-12', '2025-01-05')));
  }
  const closing = (performance.now() - closingStarted) / 1000;
  say(`  十二个月结账共 ${closing.toFixed(1)} s`);

  return sets;
}

async function yearOfBooks(store: Store, say: Say): Promise<readonly BenchResult[]> {
  const { db } = store;
  const sets = await closedYear(store, say);
  const statements: number[] = [];
  const counting: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    for (const set of sets) {
      const trial = await readTrialBalance(db, set, '2024-01', '2024-12');
      assert.equal(trial.total.closing, 0);
      const before = await balancesAt(db, set, '2024-12', 'before-closing');
      assert(before.rows.length > 0);
    }
    statements.push((performance.now() - started) / 1000);
    const bare = performance.now();
    await sql`select count(*) from ledger_snapshot where month = '2024-12'`.execute(db);
    counting.push((performance.now() - bare) / 1000);
  }
  say('全部验证……');
  const verified: number[] = [];
  const added: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const started = performance.now();
    const shared = new SharedReads();
    for (const verifier of verifiers) {
      const { failures } = await verifier.run(db, shared);
      assert.deepEqual(failures, [], verifier.id);
    }
    verified.push((performance.now() - started) / 1000);
    const bare = performance.now();
    await sql`select sum(amount), count(distinct entry_id) from ledger_leg`.execute(db);
    added.push((performance.now() - bare) / 1000);
  }
  const result = (
    name: string,
    values: readonly number[],
    limits: readonly number[],
    limitName: string,
    target: number,
  ) => {
    const [value, limit] = [median(values), median(limits)];
    return { name, value, unit: 's', limit, limitName, ratio: value / limit, target, met: value <= target };
  };
  return [
    result(`结账后的科目余额表和决算表，${legs} 行的一年`, statements, counting, '数出同样的余额行', 1),
    result(`全部验证，${legs} 行`, verified, added, '把这些行加一遍', 60),
  ];
}

/** A year of vouchers of four legs each, spread over months, items and kinds of expense. */
async function fillYear(db: Store['db']): Promise<void> {
  const vouchers = legs / 4;
  const uuid = (kind: string) => sql`(lpad(to_hex((1704067200000 + n)::bigint), 12, '0') || '7' || ${sql.lit(kind)} ||
    '000' || to_hex(8) || lpad(to_hex(n), 14, '0'))::uuid`;
  const date = sql`(date '2024-01-01' + (n % 365)::int)`;
  const amount = sql`(100 + n % 999983)::bigint`;
  const spending = sql`case when n % 3 = 0 then 'basic' else 'project' end`;
  const functionCode = sql`(array['2101501','2101502','2101504','2101505','2101506','2080505','2210201'])[1 + n % 7]`;
  const economyCode = sql`(array['30101','30102','30201','30202','30211','30213','30216','30227','31002'])[1 + n % 9]`;
  const project = sql`case when n % 3 = 0 then '' else ' project=XM-' || (n % 40) end`;
  const source = sql.lit(' source=general-public-budget');
  const series = sql`generate_series(1, ${vouchers}) as n`;
  await db.transaction().execute(async (trx) => {
    await sql`set local synchronous_commit = off`.execute(trx);
    await sql`insert into ledger_voucher (unit_id, id, kind, date, text, posted_by, posted_at)
      select 'year', ${uuid('0')}, 'ordinary', ${date}, '付款', 'bench', now() from ${series}`.execute(trx);
    for (const [set, kind, debit, credit] of [
      ['year-financial', '1', '5001', '4001'],
      ['year-budgetary', '2', '7101', '6001'],
    ] as const) {
      await sql`insert into ledger_entry (set_id, id, voucher_id, date, kind)
        select ${set}, ${uuid(kind)}, ${uuid('0')}, ${date}, 'ordinary' from ${series}`.execute(trx);
      const dims = (expense: boolean) =>
        kind === '1'
          ? sql`''`
          : sql`'functionCode=' || ${functionCode} || ${expense ? sql`' economyCode=' || ${economyCode}` : sql`''`}
              || ' spending=' || ${spending} || ${source} || ${project}`;
      await sql`insert into ledger_leg (set_id, entry_id, line, date, kind, account, amount, dimensions)
        select ${set}, ${uuid(kind)}, line, ${date}, 'ordinary',
               case line when 1 then ${debit} else ${credit} end,
               case line when 1 then ${amount} else -${amount} end,
               case line when 1 then ${dims(true)} else ${dims(false)} end
        from ${series}, generate_series(1, 2) as line`.execute(trx);
    }
  });
  await sql`vacuum analyze ledger_leg, ledger_entry, ledger_voucher`.execute(db);
}
