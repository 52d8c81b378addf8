/**
 * `mingzhang bench county`: how fast an invented county comes into the database through the duties' own decisions, beside the plain COPY
 * of the same rows.
 *
 *   settlements decided and written a second   ≥ 12,800 /s   a county of 650,000 with three years in fifteen minutes
 *   memory of ours at the peak                 ≤ 2,048 MB
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { identityKey } from '@mingzhang/bureau';
import { newId, openStore, type Store } from '@mingzhang/store';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { confirmParameters, countyDepartment, loadCounty, setUpCountyBureau } from '../packages/county/src/index.ts';
import { newClient } from '../packages/store/src/pool.ts';
import { describeMachine, median } from './measure.ts';

type Say = (line: string) => void;

const rounds = 3;
const people = Number(process.env.MINGZHANG_BENCH_PEOPLE ?? 6_500);
const years = { first: 2024, last: 2024 };
const key = identityKey(Buffer.alloc(32, 5));

export async function run(say: Say): Promise<BenchOutcome> {
  const rates: number[] = [];
  const limits: number[] = [];
  const digests = new Set<string>();
  for (let round = 1; round <= rounds; round += 1) {
    const directory = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
    const store = await openStore({ dataDirectory: join(directory, 'data'), databaseUrl: process.env.DATABASE_URL });
    try {
      const { settlements, seconds, digest } = await load(store);
      digests.add(digest);
      rates.push(settlements / seconds);
      const copied = await plainCopy(store);
      limits.push(settlements / copied);
      say(
        `第${round}次：${people} 人一年，${settlements} 笔，${seconds.toFixed(1)} s；同样的行只作 COPY ${copied.toFixed(1)} s`,
      );
    } finally {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }
  }
  assert.equal(digests.size, 1, 'the same seed gave different counties');
  const [value, limit] = [median(rates), median(limits)];
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const results: BenchResult[] = [
    {
      name: `装入虚构县，${people} 人一年`,
      value,
      unit: '笔/s',
      limit,
      limitName: '同一数据库，同样的行一条连接 COPY 进同样的表（索引在，无判断、无外键）',
      ratio: value / limit,
      target: 12_800,
      atLeast: true,
      met: value >= 12_800,
    },
    {
      name: '内存峰值（不含数据库）',
      value: megabytes,
      unit: 'MB',
      limit: process.memoryUsage().rss / 1024 ** 2,
      limitName: '装完以后本进程所占',
      ratio: megabytes / (process.memoryUsage().rss / 1024 ** 2),
      target: 2_048,
      met: megabytes <= 2_048,
    },
  ];
  return { bench: 'county', machine: describeMachine(), results };
}

async function load({ db, url }: Store): Promise<{ settlements: number; seconds: number; digest: string }> {
  const [maker, checker, accountant] = [newId(), newId(), newId()];
  const at = new Date('2025-03-01T02:00:00Z');
  await confirmParameters(db, { area: 'hunan/yongzhou', years, maker, checker, at });
  await setUpCountyBureau(db, { years, today: '2025-03-01', by: '测速' });
  const plan = { people, seed: 1, years, area: countyDepartment.area };
  const started = performance.now();
  const loaded = await loadCounty({
    db,
    url,
    plan,
    department: countyDepartment.id,
    by: maker,
    checker,
    accountant,
    key,
    now: () => at,
  });
  const seconds = (performance.now() - started) / 1000;
  assert('digest' in loaded);
  assert.deepEqual(loaded.refused, {});
  return { settlements: loaded.settlements, seconds, digest: loaded.digest };
}

const tables = [
  'insured_person',
  'insured_identity',
  'insured_spell',
  'insured_category',
  'settlement',
  'settlement_derivation',
  'settlement_fund',
  'settlement_accumulator',
  'visit_record',
] as const;

/** The seconds that writing the same bytes takes when nothing is decided. */
async function plainCopy({ url }: Store): Promise<number> {
  const client = newClient(url);
  await client.connect();
  let seconds = 0;
  try {
    for (const table of tables) {
      await client.query(`create table bare_${table} (like ${table} including all)`);
      const { rows } = await client.query<{ column_name: string }>(
        `select column_name from information_schema.columns
         where table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
        [table],
      );
      const columns = rows.map((row) => row.column_name).join(', ');
      const text: Buffer[] = [];
      for await (const chunk of client.query(copyTo(`copy ${table} (${columns}) to stdout`)))
        text.push(chunk as Buffer);
      const started = performance.now();
      await pipeline(Readable.from(text), client.query(copyFrom(`copy bare_${table} (${columns}) from stdin`)));
      seconds += (performance.now() - started) / 1000;
    }
    return seconds;
  } finally {
    await client.end();
  }
}
