/**
 * `mingzhang bench rerun`: a year of settlements settled again by two worker threads, beside reading the same rows and doing nothing with
 * them.
 *
 *   100,000 settlements of 30 lines (MINGZHANG_BENCH_PERSONS=20000, five each), under the same rules: bit-identical, nothing written
 *   the same under another deductible: every difference kept with its derivation and its reasons
 *
 * The target is a county's year, 3.8 million settlements, in ten minutes: 6,333 a second. What is said of it is the measured speed carried
 * on; the year itself is not run here.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import {
  BulkDesk,
  type BulkVisit,
  Charts,
  checkCharacter,
  copyBulk,
  enterRerun,
  fundSetsOf,
  parametersOf,
  postManyWithin,
  rerunYear,
  writeInsured,
} from '@mingzhang/bureau';
import { demonstrationKey, setUpFunds } from '@mingzhang/bureau/testing';
import { type SupposedValue } from '@mingzhang/kernel';
import { type FeeLine } from '@mingzhang/policy';
import { newId, openBulk, openStore, type Store } from '@mingzhang/store';
import { sql } from 'kysely';
import { type BenchOutcome, type BenchResult } from '../packages/cli/src/commands/bench.ts';
import { describeMachine, median } from './measure.ts';

type Say = (line: string) => void;

/** Fewer where the machine is shared: MINGZHANG_BENCH_PERSONS. */
const persons = Number(process.env.MINGZHANG_BENCH_PERSONS ?? 20_000);
const visitsEach = 5;
const settlements = persons * visitsEach;
const countyYear = 3_800_000;
const target = countyYear / 600;
const department = 'qinghe';
const division = '990101';
const today = '2024-12-31';
const threads = 2;

export async function run(say: Say): Promise<BenchOutcome> {
  const directory = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'));
  const store = await openStore({
    dataDirectory: join(directory, 'data'),
    databaseUrl: process.env.DATABASE_URL,
    connectionsMax: 4,
  });
  try {
    await setUpFunds(store.db, '2024-12');
    await fill(store, say);
    const reading = await readOnly(store);
    const results: BenchResult[] = [];
    const speeds: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const { seconds, differing } = await again(store, []);
      assert.equal(differing, 0, 'nothing changed and something differs');
      speeds.push(settlements / seconds);
    }
    const same = median(speeds);
    results.push(result('规定没有变：逐笔相同，不写', same, reading));
    say(
      `  ${Math.round(same)} 笔/秒；照此 ${countyYear} 笔要 ${(countyYear / same / 60).toFixed(1)} 分钟（推算，没有实跑）`,
    );
    const deductible = {
      area: 'hunan/yongzhou',
      key: 'resident/inpatient/deductible/level-2',
      from: '2024-01-01',
      to: null,
    };
    const { seconds, differing } = await again(store, [{ ...deductible, value: 70_000 }]);
    assert.ok(differing > 0);
    const share = Math.round((differing / settlements) * 100);
    results.push(result(`起付标准改动，${share}%的结算有差异并写下`, settlements / seconds, reading));
    for (const one of results) say(`  ${one.name}：${one.value.toPrecision(4)} ${one.unit}`);
    return { bench: 'rerun', machine: describeMachine(), results };
  } finally {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function result(name: string, value: number, limit: number): BenchResult {
  return {
    name,
    value,
    unit: '笔/秒',
    limit,
    limitName: '只读出同样的行',
    ratio: limit / value,
    target,
    atLeast: true,
    met: value >= target,
  };
}

async function again(store: Store, supposed: readonly SupposedValue[]) {
  const entered = await enterRerun(store.db, {
    id: newId(),
    department,
    year: 2024,
    scope: 'year',
    scopeValue: '',
    basis: '测量',
    supposed,
    by: newId(),
    at: new Date(),
    today,
  });
  if ('refusal' in entered) throw new Error(entered.refusal.message);
  const started = performance.now();
  const counted = await rerunYear(store, entered.id, { workers: threads });
  assert.deepEqual([counted.persons, counted.settlements, counted.stopped], [persons, settlements, 0]);
  return { seconds: (performance.now() - started) / 1000, differing: counted.differing };
}

/** Rows a second of the same read, by as many connections. */
async function readOnly(store: Store): Promise<number> {
  const started = performance.now();
  await Promise.all(
    [0, 1].map(async (half) => {
      await sql`
        select sum(length(s.used_before::text) + length(s.used_after::text)) from settlement s
        where s.department_id = ${department} and s.year = 2024 and hashtext(s.person_id::text) % 2 = ${half}`.execute(
        store.db,
      );
    }),
  );
  return settlements / ((performance.now() - started) / 1000);
}

/** Everybody through the registry's bulk and the desk's, as a county is loaded: what these write is what is read. */
async function fill(store: Store, say: Say): Promise<void> {
  const parameters = await parametersOf(store.db);
  const sets = await fundSetsOf(store.db, department);
  const by = newId();
  const bulk = await openBulk(store.url);
  const charts = new Charts();
  try {
    const desk = new BulkDesk({ department, division, parameters, sets, by, gather: 'month' });
    const batch = 500;
    for (let first = 0; first < persons; first += batch) {
      const people = Array.from({ length: Math.min(batch, persons - first) }, (_, index) => personOf(first + index));
      for (const [index, person] of people.entries()) {
        for (const visit of yearOf(first + index)) {
          const settled = desk.settle({ ...person, diedOn: null, filings: [], entitlements: [], balance: 0 }, visit);
          if ('refusal' in settled) throw new Error(settled.refusal.message);
        }
        desk.leave(person.id);
      }
      await bulk.db.transaction().execute(async (trx) => {
        await writeInsured(bulk, trx, people, { key: demonstrationKey, by, today });
        await copyBulk(bulk, trx, desk.take());
      });
      if (first % 2_000 === 0) say(`  准备 ${(first + people.length) * visitsEach} / ${settlements} 笔`);
    }
    await bulk.db.transaction().execute(async (trx) => {
      for (const set of new Set(sets.values())) await postManyWithin(trx, charts, desk.vouchers(set), { today, by });
    });
  } finally {
    await bulk.close();
  }
  await sql`vacuum analyze`.execute(store.db);
}

function personOf(order: number) {
  const day = String((order % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(order / 28) % 12) + 1).padStart(2, '0');
  const year = 1940 + (Math.floor(order / 336) % 60);
  const first = `${division}${year}${month}${day}${String(Math.floor(order / 20_160) + 1).padStart(3, '0')}`;
  return {
    id: newId(),
    name: `参保人${order}`,
    number: `${first}${checkCharacter(first)}`,
    bornOn: `${year}-${month}-${day}`,
    area: division,
    registeredOn: '2024-01-02',
    spells: [
      {
        id: newId(),
        scheme: 'resident',
        member: 'resident',
        area: division,
        civilServant: false,
        from: '2024-01-01',
        to: '2024-12-31',
        waitingUntil: null,
        enteredOn: '2024-01-02',
      },
    ],
    suspensions: [],
    categories: [],
    death: null,
  } as const;
}

function yearOf(order: number): readonly BulkVisit[] {
  return Array.from({ length: visitsEach }, (_, index) => {
    const day = `2024-${String(index * 2 + 2).padStart(2, '0')}-${String((order % 28) + 1).padStart(2, '0')}`;
    return {
      id: newId(),
      visit: {
        kind: 'inpatient',
        level: 'level-2',
        filing: 'local',
        item: '',
        institution: '青禾县人民医院',
        number: `ZY-${order}-${index}`,
        from: day,
        to: day,
      },
      bill: { lines: linesOf(day, order + index), hospitalBorne: 0, account: 0 },
      settledOn: day,
      at: new Date(`${day}T02:00:00Z`),
    };
  });
}

function linesOf(day: string, order: number): readonly FeeLine[] {
  return Array.from({ length: 30 }, (_, index) => {
    const yuan = ((order * 7 + index * 13) % 90) + 10;
    return {
      code: `XA${String(index).padStart(4, '0')}`,
      class: (['a', 'b', 'c'] as const)[index % 3] ?? 'a',
      quantity: 30_000,
      price: yuan * 1_000_000,
      amount: yuan * 300,
      firstPay: index % 3 === 1 ? 1_000 : 0,
      priceLimit: null,
      day,
      inForceFrom: '2000-01-01',
      inForceTo: null,
    };
  });
}
