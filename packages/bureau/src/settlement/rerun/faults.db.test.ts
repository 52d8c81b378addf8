/**
 * A process that is killed (`kill -9`) while it draws up a run leaves one that says so and holds nothing; a run that is alive in another
 * process is left alone; asked for again, it comes out as if nothing had been.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Charts } from '../../books/index.ts';
import { parametersOf } from '../../parameters/index.ts';
import { settleVisit } from '../records.ts';
import { department, insured, setUpFunds, stay } from '../testing.ts';
import { findRerun, listReruns } from './read.ts';
import { bookRerun, dropRerun, enterRerun, type RerunCommand, restartRerun } from './records.ts';
import { rerunYear } from './rerun-year.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'test', 'rerun-child.ts');
const [clerk, second, reviewer] = [newId(), newId(), newId()];
const day = { at: new Date('2024-07-05T03:00:00Z'), today: '2024-07-05' };
const persons = 20;
let store: Store;
let charts: Charts;
let parameters: ParameterSet;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  parameters = await parametersOf(store.db);
  for (let order = 101; order < 101 + persons; order += 1) {
    const person = await insured(store.db, String(order));
    const done = await settleVisit(store.db, charts, parameters, stay(person, 'ZY-1', clerk));
    if ('refusal' in done) throw new Error(done.refusal.message);
  }
}, 120_000);
afterAll(() => store.close());

/** Everybody comes out otherwise. */
const supposed = [
  { area: 'hunan/yongzhou', key: 'resident/inpatient/deductible/level-2', value: 60_000, from: '2024-01-01', to: null },
];
const runOf = (more: Partial<RerunCommand> = {}): RerunCommand => ({
  id: newId(),
  department,
  year: 2024,
  scope: 'year',
  scopeValue: '',
  basis: '青民认〔2024〕8号',
  supposed,
  by: clerk,
  ...day,
  ...more,
});
const restart = (id: string, more: object = {}) =>
  restartRerun(store.db, { id, department, by: second, ...day, ...more });
const stateOf = async (id: string) => (await findRerun(store.db, id))?.state;
const listed = async (id: string) => (await listReruns(store.db, department)).find((run) => run.id === id);

async function differencesKept(run: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from rerun_difference where run_id = ${run}`.execute(store.db);
  return rows[0]?.n ?? 0;
}

/** Killed after the first of it was kept; `meanwhile` while it lives. */
async function killedAt(run: string, meanwhile: () => Promise<void>): Promise<void> {
  const words = ['--disable-warning=ExperimentalWarning', program, store.url, run];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    await meanwhile();
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}

test('a run of a killed process is broken off, holds nothing and is drawn up again; one that is alive is left alone', async () => {
  const run = runOf();
  await enterRerun(store.db, run);
  await killedAt(run.id, async () => {
    expect(await stateOf(run.id)).toBe('computing');
    expect(await restart(run.id)).toMatchObject({
      refusal: { id: 'state-unfit', message: expect.stringContaining('正在试算') },
    });
  });
  await expect.poll(() => stateOf(run.id), { timeout: 10_000 }).toBe('interrupted');
  expect(await differencesKept(run.id)).toBeGreaterThan(0);
  expect(await findRerun(store.db, run.id)).toMatchObject({
    differing: null,
    differences: [],
    stopped: [],
  });
  expect(await listed(run.id)).toMatchObject({ state: 'interrupted' });
  const book = () => bookRerun(store.db, charts, parameters, { id: run.id, department, by: reviewer, ...day });
  expect(await book()).toMatchObject({ refusal: { id: 'state-unfit', message: expect.stringContaining('中断') } });

  expect(await restart(run.id, { department: 'nowhere' })).toMatchObject({ refusal: { id: 'run-unknown' } });
  expect(await restart(run.id)).toEqual({ id: run.id, again: false, scope: 'year' });
  expect(await differencesKept(run.id)).toBe(0);
  expect(await rerunYear(store, run.id, { workers: 2 })).toMatchObject({ persons, differing: persons });
  expect(await findRerun(store.db, run.id)).toMatchObject({
    state: 'computed',
    differing: { settlements: persons },
    by: second,
  });
  expect(await restart(run.id)).toMatchObject({ refusal: { id: 'state-unfit' } });
}, 120_000);

test('a run that was broken off may be laid aside instead', async () => {
  const run = runOf();
  await enterRerun(store.db, run);
  await killedAt(run.id, async () => {});
  await expect.poll(() => stateOf(run.id), { timeout: 10_000 }).toBe('interrupted');
  expect(await dropRerun(store.db, run)).toEqual({ id: run.id, again: false });
  expect(await findRerun(store.db, run.id)).toMatchObject({
    state: 'dropped',
    differing: null,
    differences: [],
    stopped: [],
  });
  expect(await restart(run.id)).toMatchObject({ refusal: { id: 'state-unfit' } });
}, 120_000);
