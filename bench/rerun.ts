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
import { type Bill, parametersOf, rerunYear } from '@mingzhang/bureau';
import { setUpFunds } from '@mingzhang/bureau/testing';
import { type FeeLine, noneUsed, planFor, settle, type VisitCase } from '@mingzhang/policy';
import { newId, openStore, type Store } from '@mingzhang/store';
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
    await setUpFunds(store.db, '2024-01');
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

async function again(store: Store, supposed: Parameters<typeof rerunYear>[1]['supposed'] & {}) {
  const run = newId();
  await sql`
    insert into rerun_run (id, department_id, year, scope, scope_value, basis, as_of, state, persons, settlements, made_by, made_at)
    values (${run}, ${department}, 2024, 'year', '', '测量', ${today}, 'computing', 0, 0, ${newId()}, now())`.execute(
    store.db,
  );
  const started = performance.now();
  const counted = await rerunYear(store, { run, department, year: 2024, asOf: today, workers: threads, supposed });
  assert.deepEqual([counted.persons, counted.settlements, counted.stopped], [persons, settlements, 0]);
  return { seconds: (performance.now() - started) / 1000, differing: counted.differing };
}

/** Rows a second of the same read, by as many connections. */
async function readOnly(store: Store): Promise<number> {
  const started = performance.now();
  await Promise.all(
    [0, 1].map(async (half) => {
      await sql`
        select sum(length(d.visit::text)) from settlement s
        join settlement_derivation d on d.person_id = s.person_id and d.settlement_id = s.id
        where s.department_id = ${department} and s.year = 2024 and hashtext(s.person_id::text) % 2 = ${half}`.execute(
        store.db,
      );
    }),
  );
  return settlements / ((performance.now() - started) / 1000);
}

async function fill(store: Store, say: Say): Promise<void> {
  const parameters = await parametersOf(store.db);
  const maker = newId();
  const batch = 200;
  for (let first = 0; first < persons; first += batch) {
    const people = Array.from({ length: batch }, (_, index) => ({ id: newId(), name: `参保人${first + index}` }));
    await sql`
      insert into insured_person (id, name, born_on, area, identity_sealed, made_by, made_at)
      select id, name, '1980-01-01', '990101', '\\x00', ${maker}, now()
      from jsonb_to_recordset(${JSON.stringify(people)}) as p (id uuid, name text)`.execute(store.db);
    const whole = people.flatMap(({ id }, index) => yearOf(parameters, id, first + index));
    const rows = whole.map(({ visit: _, bill: __, derivation: ___, ...row }) => row);
    await sql`
      insert into settlement (person_id, id, department_id, kind, scheme, year, institution, institution_level, visit_number,
        visit_kind, visit_from, visit_to, total, own, over_limit, first_pay, in_scope, deductible, pool_ratio, pool,
        critical_illness, large_amount, civil_servant, assistance, cadre, funds, hospital_borne, personal, account, cash,
        used_before, used_after, fingerprint, settled_on, reason, made_by, made_at)
      select person, id, ${department}, 'settled', 'resident', 2024, '青禾县人民医院', 'level-2', number, 'inpatient', day, day,
        total, own, "overLimit", "firstPay", "inScope", deductible, "poolRatio", pool, "criticalIllness", 0, 0, 0, 0, funds, 0,
        personal, 0, cash, before, after, '', day, '', ${maker}, day + interval '1 hour'
      from jsonb_to_recordset(${JSON.stringify(rows)}) as r (person uuid, id uuid, number text, day date, total bigint, own bigint,
        "overLimit" bigint, "firstPay" bigint, "inScope" bigint, deductible bigint, "poolRatio" int, pool bigint,
        "criticalIllness" bigint, funds bigint, personal bigint, cash bigint, before jsonb, after jsonb)`.execute(
      store.db,
    );
    await sql`
      insert into settlement_derivation (person_id, settlement_id, visit, bill, steps)
      select person, id, visit, bill, derivation
      from jsonb_to_recordset(${JSON.stringify(whole.map(({ person, id, visit, bill, derivation }) => ({ person, id, visit, bill, derivation })))}) as r (person uuid, id uuid, visit jsonb, bill jsonb, derivation jsonb)`.execute(
      store.db,
    );
    if (first % 1_000 === 0) say(`  准备 ${(first + batch) * visitsEach} / ${settlements} 笔`);
  }
  await sql`analyze`.execute(store.db);
}

function yearOf(parameters: Parameters<typeof planFor>[0], person: string, order: number) {
  let used = noneUsed(2024);
  return Array.from({ length: visitsEach }, (_, index) => {
    const day = `2024-${String(index * 2 + 2).padStart(2, '0')}-${String((order % 28) + 1).padStart(2, '0')}`;
    const visit: VisitCase = {
      area: 'hunan/yongzhou',
      scheme: 'resident',
      kind: 'inpatient',
      member: 'resident',
      day,
      level: 'level-2',
      categories: [],
      filing: 'local',
      civilServant: false,
      item: '',
    };
    const bill: Bill = { lines: linesOf(day, order + index), hospitalBorne: 0, account: 0 };
    const plan = planFor(parameters, visit);
    if ('refusal' in plan) throw new Error(plan.message);
    const settlement = settle(plan, bill, used);
    if ('refusal' in settlement) throw new Error(settlement.message);
    const before = used;
    used = settlement.after;
    return { person, id: newId(), number: `ZY-${index}`, day, visit, bill, before, ...settlement };
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
