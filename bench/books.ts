/**
 * `mingzhang bench books`: how fast the books take vouchers and give statements, beside what the same PostgreSQL does with the
 * same rows and no decisions.
 *
 *   posting, 8 connections, one durable transaction a voucher   ≥ 1,500 /s   beside inserting the same rows by one statement
 *   closing twelve months of 5,000,000 legs                     said, no target
 *   trial balance and ten statements of such a year             ≤ 1 s        beside counting the same rows
 *   full verification of those legs                             ≤ 60 s       beside adding them up once
 *   the workbench's first page in a cold browser                ≤ 2 s        beside a page of one line
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
  Charts,
  closePeriod,
  openPeriod,
  postVoucher,
  postYearEnd,
  readAccounts,
  readTrialBalance,
  SharedReads,
  verifiers,
} from '@mingzhang/bureau';
import { statements, statementTemplate } from '@mingzhang/disclosure';
import { productVersion } from '@mingzhang/documents';
import { addMonths } from '@mingzhang/kernel';
import { type AccountSet, type Dimensions, draftVoucher, type Voucher } from '@mingzhang/ledger';
import { createApp, createAuditPool } from '@mingzhang/server';
import { newId, openStore, type Store } from '@mingzhang/store';
import { chromium } from 'playwright-core';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { newClient } from '../packages/store/src/pool.ts';
import { buildWorkbench } from '../tools/build-workbench.ts';
import { findChromium } from '../tools/chromium.ts';
import { describeMachine, median } from './measure.ts';

type Say = (line: string) => void;

const connections = 8;
const measured = 4;
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
    for (const measure of [posting, yearOfBooks, firstPage]) {
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

/** The first column of the first row. */
async function one(store: Store, statement: string): Promise<unknown> {
  const client = newClient(store.url);
  await client.connect();
  try {
    const { rows } = await client.query<[unknown]>({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** Runs `work` on eight connections for some seconds and says how often it was done in one. */
async function perSecond(work: (worker: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  const counts = await Promise.all(
    Array.from({ length: connections }, async (_, worker) => {
      let count = 0;
      while (performance.now() - started < measured * 1000) {
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
      const client = newClient(store.url);
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
  assert.equal(await one(store, 'select sum(amount)::text from ledger_leg'), '0');
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

function seconds(
  name: string,
  values: readonly number[],
  limits: readonly number[],
  limitName: string,
  target: number,
): BenchResult {
  const [value, limit] = [median(values), median(limits)];
  return { name, value, unit: 's', limit, limitName, ratio: value / limit, target, met: value <= target };
}

/** A unit whose year of five million legs is closed. */
async function closedYear(store: Store, say: Say): Promise<readonly AccountSet[]> {
  const { db } = store;
  const { charts, sets } = await setUp(store, 'year');
  say(`写入一年的账，${legs} 行……`);
  await fillYear(store);
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
  const taken: number[] = [];
  const counting: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const started = performance.now();
    for (const set of sets) {
      const trial = await readTrialBalance(db, set, '2024-01', '2024-12');
      assert.equal(trial.total.closing, 0);
    }
    const accounts = await readAccounts(db, 'year', 2024);
    assert(accounts !== null && 'facts' in accounts.outcome);
    const template = statementTemplate('shanxi-2024');
    assert(template !== null);
    assert.equal(statements(accounts.outcome.facts, template).length, 10);
    taken.push((performance.now() - started) / 1000);
    const bare = performance.now();
    await one(store, "select count(*) from ledger_snapshot where month = '2024-12'");
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
    await one(store, 'select sum(amount), count(distinct entry_id) from ledger_leg');
    added.push((performance.now() - bare) / 1000);
  }
  return [
    seconds(`结账后的科目余额表和十张决算表，${legs} 行的一年`, taken, counting, '数出同样的余额行', 1),
    seconds(`全部验证，${legs} 行`, verified, added, '把这些行加一遍', 60),
  ];
}

/** The workbench's first page in a browser that has nothing of it yet, from asking for it until one can sign in. */
async function firstPage(store: Store, say: Say): Promise<readonly BenchResult[]> {
  const found = await findChromium();
  if (found === null) {
    say('没有测量首页：这台机器上没有 Chromium。');
    return [];
  }
  buildWorkbench();
  const pool = createAuditPool();
  const webRoot = join(import.meta.dirname, '../packages/web/dist');
  const app = await createApp({ db: store.db, pool, checks: [], version: productVersion, webRoot });
  const browser = await chromium.launch({ executablePath: found.path, args: [...found.args] });
  try {
    say('浏览器冷打开首页……');
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const open = async (url: string, seen: string): Promise<number> => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const started = performance.now();
      await page.goto(url);
      await page.locator(seen).first().waitFor();
      const taken = (performance.now() - started) / 1000;
      await context.close();
      return taken;
    };
    const taken: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      taken.push(await open(address, 'input[type=password]'));
      bare.push(await open('data:text/html,<p>1</p>', 'p'));
    }
    return [seconds('浏览器冷打开工作台首页', taken, bare, '同一浏览器打开一个只有一行字的页面', 2)];
  } finally {
    await browser.close();
    await app.close();
    await pool.close();
  }
}

/** A year of vouchers of four legs each, spread over months, items and kinds of expense. */
async function fillYear(store: Store): Promise<void> {
  const series = `generate_series(1, ${legs / 4}) as n`;
  const uuid = (kind: number): string =>
    `(lpad(to_hex((1704067200000 + n)::bigint), 12, '0') || '7${kind}000008' || lpad(to_hex(n), 12, '0'))::uuid`;
  const date = "(date '2024-01-01' + (n % 365)::int)";
  const functionCode = "(array['2101501','2101502','2101504','2101505','2101506','2080505','2210201'])[1 + n % 7]";
  const economyCode = "(array['30101','30102','30201','30202','30211','30213','30216','30227','31002'])[1 + n % 9]";
  const source = "' source=general-public-budget'";
  const spending = "case when n % 3 = 0 then ' spending=basic' else ' spending=project' end";
  const project = "case when n % 3 = 0 then '' else ' project=XM-' || (n % 40) end";
  const item = (economy: string): string =>
    `'functionCode=' || ${functionCode} || ${economy} || ${spending} || ${source} || ${project}`;
  const client = newClient(store.url);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`insert into ledger_voucher (unit_id, id, kind, date, text, posted_by, posted_at)
      select 'year', ${uuid(0)}, 'ordinary', ${date}, '付款', 'bench', now() from ${series}`);
    const books = [
      { set: 'year-financial', kind: 1, accounts: ['5001', '4001'], dimensions: ["''", "''"] },
      {
        set: 'year-budgetary',
        kind: 2,
        accounts: ['7101', '6001'],
        dimensions: [item(`' economyCode=' || ${economyCode}`), item("''")],
      },
    ] as const;
    for (const { set, kind, accounts, dimensions } of books) {
      await client.query(`insert into ledger_entry (set_id, id, voucher_id, date, kind)
        select '${set}', ${uuid(kind)}, ${uuid(0)}, ${date}, 'ordinary' from ${series}`);
      await client.query(`insert into ledger_leg (set_id, entry_id, line, date, kind, account, amount, dimensions)
        select '${set}', ${uuid(kind)}, line, ${date}, 'ordinary',
               case line when 1 then '${accounts[0]}' else '${accounts[1]}' end,
               case line when 1 then 1 else -1 end * (100 + n % 999983)::bigint,
               case line when 1 then ${dimensions[0]} else ${dimensions[1]} end
        from ${series}, generate_series(1, 2) as line`);
    }
    await client.query('commit');
    await client.query('vacuum analyze ledger_leg, ledger_entry, ledger_voucher');
  } finally {
    await client.end();
  }
}
