/**
 * `mingzhang bench settle`: settlements over HTTP, one patient's stay of 30 fee lines by catalogue code each, with entries in the fund
 * books and premises stored: a server as `npm start` runs it, its own database, client, server and PostgreSQL on the same cores.
 *
 *   settled a second      ≥ 400     beside the same SQL statements with the same values, without rules or HTTP, straight on the driver
 *   p99                   ≤ 50 ms   beside the same
 *
 * Ten who send the next as soon as the one before is answered, for as long as is asked; `--seconds 600` is the ten minutes that the product
 * promises it for. Said beside, without a target: visits that come evenly, 410 a second, whether those before are answered or not, each
 * timed from when it came, so that whoever waits because others wait is counted. Afterwards every settlement is there once, is made again by the
 * engine, and the fund books say the same: not one wrong fen.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Charts,
  confirmParameterValue,
  enterParameterValue,
  parametersOf,
  SharedReads,
  settleVisits,
  verifiers,
} from '@mingzhang/bureau';
import { type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { parameterText } from '@mingzhang/policy';
import { type Database, newId, openStore, type Store } from '@mingzhang/store';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { endProgram, startProgram } from '../packages/server/src/testing/running-server.ts';
import { newPool } from '../packages/store/src/pool.ts';
import { describeMachine } from './measure.ts';

type Say = (line: string) => void;

/** Of those who send the next as soon as the one before is answered. */
const connections = 10;
/** What comes evenly, a little more than is promised; and over how many connections at most. */
const evenPerSecond = 410;
const evenSeconds = 30;
const desks = 64;
const linesEach = 30;
const items = 3_000;
const warmUpSeconds = 5;
/** For the statements without rules; each is used once. */
const barePersons = 12_000;
const bareSeconds = 6;
const department = 'qinghe';

export async function run(say: Say, { seconds = 30 }: { readonly seconds?: number } = {}): Promise<BenchOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  const dataDirectory = join(directory, 'data');
  const server = await startProgram(dataDirectory, { MINGZHANG_DEMO: 'no' });
  const store = await openStore({ dataDirectory, connectionsMax: 2 });
  try {
    const persons = Math.min(60_000, Math.max(4_000, seconds * 120));
    say(`基金账、${items} 个目录项目、${persons} 名参保人员……`);
    const today = todayHere();
    await setUpFunds(store.db, today.slice(0, 7));
    await enterItems(store);
    const insured = await enterPersons(store, persons + barePersons, today);
    const clerk = await signedIn(store.db, ['desk-clerk'], { name: '罗经办' });
    await confirmAssistance(store, clerk);
    await sql`vacuum analyze`.execute(store.db);

    const visits = new Visits(insured.slice(0, persons), today);
    const desk = deskAt(server.address, clerk, visits);
    say(`经 HTTP 结算：先热身 ${warmUpSeconds} 秒……`);
    const warm = await inLanes(warmUpSeconds, desk.settle);
    // As autovacuum would within the minute: statements were planned while the tables were empty.
    await sql`analyze`.execute(store.db);
    say(`${connections} 个连接，答一笔再发一笔，${seconds} 秒……`);
    const measured = await inLanes(seconds, desk.settle);
    say(`  ${inWords(measured)}`);
    if (seconds > 60) say(`  各分钟的 p99：${measured.minutes.map((p99) => p99.toFixed(0)).join('、')} ms`);
    say(`每秒来 ${evenPerSecond} 笔，不等前面的，${evenSeconds} 秒……`);
    const even = await evenly(evenSeconds, desk.settle);
    desk.close();
    say(`  ${inWords(even)}`);

    say('同样的语句、同样的值，不经规则和 HTTP……');
    const bare = await bareStatements(store, visits, insured.slice(persons), clerk.personId);
    say(`  ${Math.round(bare.perSecond)} 笔/秒，p99 ${bare.p99.toFixed(1)} ms`);
    pgbench(store.url, say);

    say('全部重算，与基金账核对……');
    await provenRight(store, warm.settled + measured.settled + even.settled, bare.persons, say);

    const limitName = '同一数据库，同样的语句和值，不经规则和HTTP，直接用驱动执行';
    const results: BenchResult[] = [
      {
        name: `结算一次${linesEach}行的住院，经HTTP，${connections}个连接，${seconds}秒`,
        value: measured.perSecond,
        unit: '笔/秒',
        limit: bare.perSecond,
        limitName,
        ratio: measured.perSecond / bare.perSecond,
        target: 400,
        atLeast: true,
        met: measured.perSecond >= 400,
      },
      {
        name: '同上，每百笔里最慢的一笔（p99）',
        value: measured.p99,
        unit: 'ms',
        limit: bare.p99,
        limitName,
        ratio: measured.p99 / bare.p99,
        target: 50,
        met: measured.p99 <= 50,
      },
    ];
    return { bench: 'settle', machine: describeMachine(), results };
  } finally {
    await store.close();
    await endProgram(server, 'SIGTERM');
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The day as the server counts it. */
function todayHere(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

async function enterItems({ db }: Store): Promise<void> {
  const importId = newId();
  await db
    .insertInto('catalogue_import')
    .values({
      id: importId,
      file: '测试目录.csv',
      sha256: '',
      added: items,
      changed: 0,
      ended: 0,
      unchanged: 0,
      made_by: newId(),
      made_at: new Date(),
      confirmed_at: new Date(),
      whole: true,
      document: '',
    })
    .execute();
  await sql`
    insert into catalogue_item (code, from_date, kind, name, specification, class, price_limit, first_pay, import_id)
    select 'XB' || lpad(n::text, 6, '0'), '2020-01-01', (array['drug', 'service', 'consumable'])[1 + n % 3],
           '项目' || n, '', (array['a', 'a', 'b', 'b', 'c'])[1 + n % 5],
           case when n % 4 = 0 then (n % 90 + 5) * 1000000 end,
           case n % 5 when 2 then 1000 when 3 then 2000 else 0 end, ${importId}
    from generate_series(0, ${items - 1}) as n`.execute(db);
}

/** Residents, every fifth of them 低保对象, so that 医疗救助 is paid and booked beside the pool. */
async function enterPersons({ db }: Store, count: number, today: string): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => newId());
  const by = newId();
  const year = today.slice(0, 4);
  await sql`
    insert into insured_person (id, name, born_on, area, identity_sealed, made_by, made_at)
    select id, '参保人' || n, '1970-01-01', '990101', '\\x00', ${by}, now()
    from unnest(${ids}::uuid[]) with ordinality as p (id, n)`.execute(db);
  await sql`
    insert into insured_spell (person_id, id, scheme, area, member, civil_servant, from_date, to_date, made_by, made_at)
    select id, id, 'resident', '990101', 'resident', false, ${`${year}-01-01`}::date, ${`${year}-12-31`}::date, ${by}, now()
    from unnest(${ids}::uuid[]) as p (id)`.execute(db);
  await sql`
    insert into insured_category (person_id, id, category, from_date, known_since, document, made_by, made_at)
    select id, id, 'low-income', ${`${year}-01-01`}::date, ${`${year}-01-01`}::date, '名单', ${by}, now()
    from unnest(${ids}::uuid[]) with ordinality as p (id, n) where n % 5 = 0`.execute(db);
  return ids;
}

/** What the files have of 低保 as a draft, entered by one and confirmed by another. */
async function confirmAssistance({ db }: Store, maker: SignedIn): Promise<void> {
  const checker = await signedIn(db, ['reviewer'], { name: '秦复核' });
  const rows = (await parametersOf(db)).rows.filter(
    ({ area, key, value, grade }) =>
      area === 'hunan' &&
      key.startsWith('assistance/benefit/low-income/') &&
      value !== null &&
      grade !== 'A' &&
      grade !== 'B',
  );
  for (const { area, key, from, value, unit } of rows) {
    const id = newId();
    const entry = { area, key, from, value: parameterText(value ?? 0, unit), document: '测量用的名单' };
    const at = new Date();
    const done = await db
      .transaction()
      .execute(async (trx) => [
        await enterParameterValue(trx, { id, by: maker.personId, at, ...entry }),
        await confirmParameterValue(trx, { id, by: checker.personId, at }),
      ]);
    for (const outcome of done) assert(!('refusal' in outcome), JSON.stringify(outcome));
  }
}

/** Whose turn it is, and their bill: invented by counting, so that nothing repeats. */
class Visits {
  readonly persons: readonly string[];
  readonly day: string;
  #next = 0;

  constructor(persons: readonly string[], day: string) {
    this.persons = persons;
    this.day = day;
  }

  next(person?: string) {
    this.#next += 1;
    const turn = this.#next;
    const lines = Array.from({ length: linesEach }, (_, index) => {
      const seed = (turn * 7_919 + index * 104_729) % 1_000_003;
      const [quantity, fen] = [1 + (seed % 5), 150 + (seed % 9_000)];
      return {
        code: `XB${String(seed % items).padStart(6, '0')}`,
        quantity: String(quantity),
        price: (fen / 100).toFixed(2),
        amount: ((fen * quantity) / 100).toFixed(2),
        day: this.day,
      };
    });
    return {
      id: newId(),
      department,
      person: person ?? this.persons[(turn * 7_919) % this.persons.length] ?? '',
      visit: {
        kind: 'inpatient' as const,
        level: 'level-2',
        filing: 'local' as const,
        item: '',
        institution: '青禾县人民医院',
        number: `ZY-${turn}`,
        from: this.day,
        to: this.day,
      },
      lines,
      sums: null,
      hospitalBorne: '0',
    };
  }
}

interface Measured {
  readonly settled: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** The p99 of each minute. */
  readonly minutes: readonly number[];
}

/** Every lane sends its next visit, or so many at once, as soon as the one before is answered. */
async function inLanes(
  seconds: number,
  work: (lane: number) => Promise<boolean>,
  { lanes = connections, each = 1 } = {},
): Promise<Measured> {
  const taken: number[] = [];
  const byMinute: number[][] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let now = performance.now(); now < until; ) {
        if (!(await work(lane))) return;
        const then = performance.now();
        taken.push(then - now);
        const minute = Math.floor((now - started) / 60_000);
        byMinute[minute] ??= [];
        byMinute[minute].push(then - now);
        now = then;
      }
    }),
  );
  const elapsed = (performance.now() - started) / 1000;
  const settled = taken.length * each;
  return {
    settled,
    perSecond: settled / elapsed,
    p50: slowest(taken, 0.5),
    p99: slowest(taken, 0.99),
    minutes: byMinute.map((minute) => slowest(minute, 0.99)),
  };
}

/** Evenly so many a second, whether those before are answered or not; each is timed from when it was to come. */
async function evenly(seconds: number, work: () => Promise<unknown>): Promise<Measured> {
  const taken: { readonly due: number; readonly took: number }[] = [];
  const waiting: Promise<void>[] = [];
  const started = performance.now();
  for (let turn = 0; turn < seconds * evenPerSecond; turn += 1) {
    const due = started + (turn * 1000) / evenPerSecond;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    waiting.push(work().then(() => void taken.push({ due: due - started, took: performance.now() - due })));
  }
  await Promise.all(waiting);
  const elapsed = (performance.now() - started) / 1000;
  const times = taken.map(({ took }) => took);
  const minutes = Map.groupBy(taken, ({ due }) => Math.floor(due / 60_000));
  return {
    settled: taken.length,
    perSecond: taken.length / elapsed,
    p50: slowest(times, 0.5),
    p99: slowest(times, 0.99),
    minutes: [...minutes]
      .sort(([a], [b]) => a - b)
      .map(([, own]) =>
        slowest(
          own.map(({ took }) => took),
          0.99,
        ),
      ),
  };
}

const inWords = ({ perSecond, p50, p99 }: Measured): string =>
  `${Math.round(perSecond)} 笔/秒，p50 ${p50.toFixed(1)} ms，p99 ${p99.toFixed(1)} ms`;

/** What this share of them stays within. */
function slowest(taken: readonly number[], share: number): number {
  const sorted = Float64Array.from(taken).sort();
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

/** A clerk at the door: the next visit sent and answered. */
function deskAt(address: string, clerk: SignedIn, visits: Visits) {
  const agent = new Agent({ keepAlive: true, maxSockets: desks });
  const url = new URL('/api/settlements', address);
  const send = (body: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method: 'POST',
          agent,
          headers: {
            cookie: clerk.cookie,
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(body)),
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => {
            if (response.statusCode === 201) resolve();
            else reject(new Error(`${response.statusCode} ${text}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return {
    settle: async (): Promise<boolean> => {
      await send(JSON.stringify(visits.next()));
      return true;
    },
    close: () => agent.destroy(),
  };
}

interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** What the server's queue makes of so many connections: two transactions at a time, each for half of those who wait. */
const bareLanes = 2;
const together = connections / bareLanes;

/**
 * What settlements ask of the database, word for word, with the values as they were, as many in a transaction as the server settles
 * together; run again for other persons with other ids, without waiting for an answer between two statements. Who is asking and which
 * parameters are confirmed is asked with it, as the door does.
 */
async function bareStatements(
  store: Store,
  visits: Visits,
  persons: readonly string[],
  by: string,
): Promise<Measured & { readonly persons: readonly string[] }> {
  const statements: Statement[] = [];
  const pool = newPool(store.url, 1);
  const listening = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      statements.push({ text: query.sql, parameters: query.parameters });
    },
  });
  const charts = new Charts();
  const used: string[] = [];
  const next = (): readonly string[] => {
    const own = persons.slice(used.length, used.length + together);
    used.push(...own);
    return own;
  };
  const settleSome = async (): Promise<readonly string[]> => {
    const own = next();
    const at = new Date();
    const commands = own.map((person) => {
      const { lines, sums: _, ...visit } = visits.next(person);
      return {
        ...visit,
        bill: {
          lines: lines.map(({ code, quantity, price, amount, day }) => ({
            code,
            quantity: Number(quantity) * 10_000,
            price: Math.round(Number(price) * 1_000_000),
            amount: Math.round(Number(amount) * 100),
            day,
          })),
          hospitalBorne: 0,
          account: 0,
        },
        today: visits.day,
        by,
        at,
      };
    });
    const outcomes = await settleVisits(listening, charts, commands);
    assert(
      outcomes?.every((outcome) => 'id' in outcome),
      JSON.stringify(outcomes),
    );
    return own;
  };
  await settleSome();
  statements.length = 0;
  const first = await settleSome();
  await listening.destroy();
  // Every UUID but the clerk's is made anew, the persons' are the next persons.
  const seen = [...new Set(statements.flatMap(({ parameters }) => uuidsIn(parameters)))].filter((id) => id !== by);
  const bare = newPool(store.url, bareLanes);
  const clients = await Promise.all(Array.from({ length: bareLanes }, () => bare.connect()));
  const measured = await inLanes(
    bareSeconds,
    async (lane) => {
      const client = clients[lane];
      const own = next();
      if (client === undefined || own.length < together) return false;
      const fresh = new Map(seen.map((id) => [id, own[first.indexOf(id)] ?? newId()]));
      await Promise.all(
        statements.map(({ text, parameters }) => {
          const name = /^\/\* prepared: ([a-z-]+) \*\//.exec(text)?.[1];
          const values = parameters.map((value) => exchanged(value, fresh));
          return client.query(name === undefined ? { text, values } : { name, text, values });
        }),
      );
      return true;
    },
    { lanes: bareLanes, each: together },
  );
  for (const client of clients) client.release();
  await bare.end();
  return { ...measured, persons: used };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function uuidsIn(values: readonly unknown[]): readonly string[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) return uuidsIn(value);
    return typeof value === 'string' && uuid.test(value) ? [value] : [];
  });
}

function exchanged(value: unknown, fresh: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => exchanged(one, fresh));
  return typeof value === 'string' ? (fresh.get(value) ?? value) : value;
}

/** PostgreSQL's own measure, for who knows it by heart. */
function pgbench(url: string, say: Say): void {
  if (spawnSync('pgbench', ['--version']).status !== 0) {
    say('  这台机器上没有 pgbench，没有对照。');
    return;
  }
  const ran = (words: readonly string[]) => spawnSync('pgbench', [...words, url], { encoding: 'utf8' });
  ran(['-i', '-q', '-s', '10']);
  const said = ran(['-c', String(connections), '-j', '2', '-T', String(bareSeconds), '-n', '-M', 'prepared']).stdout;
  say(`  pgbench（TPC-B，${connections} 个连接）：${/tps = ([\d.]+)/.exec(said)?.[1] ?? '没有测成'} 笔/秒`);
}

/** Every settlement that was answered is there once; the engine makes each again; the fund books say the same to the fen. */
async function provenRight({ db }: Store, settled: number, bare: readonly string[], say: Say): Promise<void> {
  const { rows } = await sql<{ n: number; funds: number; booked: number }>`
    select count(*)::integer as n, sum(funds)::bigint as funds,
      (select sum(l.amount)::bigint from ledger_leg l where l.account in ('benefit-expense', 'serious-illness-expense', 'assistance-expense'))
        as booked
    from settlement`.execute(db);
  const [all] = rows;
  assert(all !== undefined);
  assert.equal(all.n, settled + bare.length, 'every settlement answered is there once');
  assert.equal(all.funds, all.booked, 'the fund books say what the settlements say');
  const shared = new SharedReads();
  const checked = ['settlements-in-fund-books', 'settlements-made-again', 'accumulators-add-up', 'entries-balance'];
  for (const id of checked) {
    const verifier = verifiers.find((one) => one.id === id);
    assert(verifier !== undefined, id);
    const { failures, checked: looked } = await verifier.run(db, shared);
    assert.deepEqual(failures, [], id);
    say(`  ${verifier.name}：${looked}`);
  }
}
