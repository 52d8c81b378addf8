/** Years settled again on a database: the same where nothing changed; differences with their reasons; booked once, by another person. */
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Charts } from '../../books/index.ts';
import { parametersOf } from '../../parameters/index.ts';
import { enterCategory } from '../../registry/index.ts';
import { listSettlements } from '../read.ts';
import { cancelSettlement, settleVisit } from '../records.ts';
import { department, insured, setUpFunds, stay } from '../testing.ts';
import { settlementVerifiers } from '../verify.ts';
import { findRerun, listReruns, yearsSettled } from './read.ts';
import { bookRerun, computeRerun, dropRerun, enterRerun, type RerunCommand } from './records.ts';
import { rerunYear } from './rerun-year.ts';

const [clerk, reviewer] = [newId(), newId()];
const day = { at: new Date('2024-07-05T03:00:00Z'), today: '2024-07-05' };

let store: Store;
let charts: Charts;
let parameters: ParameterSet;
let minutes = 0;

beforeEach(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  const shipped = await parametersOf(store.db);
  parameters = shipped.confirming(
    shipped.rows
      .filter(({ key, value }) => key.startsWith('assistance/benefit/low-income/') && value !== null)
      .map(({ area, key, from, value }) => ({ area, key, from, value: value ?? 0, document: '试验', by: '周敏' })),
  );
});
afterEach(() => store.close());

async function settle(person: string, number: string, today = '2024-06-30'): Promise<string> {
  minutes += 1;
  const command = {
    ...stay(person, number, clerk),
    today,
    at: new Date(day.at.getTime() - 86_400_000 * 5 + minutes * 60_000),
  };
  const done = await settleVisit(store.db, charts, parameters, command);
  if ('refusal' in done) throw new Error(done.refusal.message);
  return command.id;
}

const takeBack = (person: string, cancels: string) => {
  minutes += 1;
  const at = new Date(day.at.getTime() - 86_400_000 * 5 + minutes * 60_000);
  return cancelSettlement(store.db, charts, {
    department,
    person,
    id: newId(),
    cancels,
    reason: '传错',
    by: reviewer,
    today: '2024-06-30',
    at,
  });
};

/** 低保 from January, known in July. */
async function knownLate(person: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const entered = await enterCategory(trx, {
      person,
      id: newId(),
      by: clerk,
      ...day,
      category: 'low-income',
      from: '2024-01-01',
      knownSince: '2024-07-02',
      document: '青民认〔2024〕8号',
    });
    if ('refusal' in entered) throw new Error(entered.refusal.message);
  });
}

function runOf(more: Partial<RerunCommand> = {}): RerunCommand {
  return {
    id: newId(),
    department,
    year: 2024,
    scope: 'year',
    scopeValue: '',
    basis: '青民认〔2024〕8号',
    by: clerk,
    ...day,
    ...more,
  };
}

async function outcome(work: Promise<object>): Promise<string> {
  const done = (await work) as { refusal?: { list: string; id: string }; again?: boolean };
  if (done.refusal !== undefined) return `${done.refusal.list} ${done.refusal.id}`;
  return done.again === true ? 'again' : 'new';
}

async function tried(command: RerunCommand, by = parameters) {
  expect(await outcome(enterRerun(store.db, command))).toBe('new');
  return computeRerun(store, command.id, by);
}

const book = (id: string, by = reviewer) => bookRerun(store.db, charts, parameters, { id, department, by, ...day });

async function failures(): Promise<readonly string[]> {
  return (await Promise.all(settlementVerifiers.map(({ run }) => run(store.db)))).flatMap((one) => one.failures);
}

test('where nothing changed the same comes out to the fen, with cancellations in between', async () => {
  for (const order of ['001', '002', '003']) {
    const person = await insured(store.db, order, order === '003' ? { category: 'low-income' } : {});
    const first = await settle(person, 'ZY-1');
    await settle(person, 'ZY-2');
    if (order !== '001') await takeBack(person, first);
    await settle(person, 'ZY-3');
  }
  const run = runOf();
  expect(await tried(run)).toMatchObject({ persons: 3, settlements: 9, differing: 0, stopped: 0 });
  expect(await outcome(book(run.id))).toBe('rerun nothing-differs');
});

test('an identity known later: who pays what instead and why; booked by another, and then nothing differs', async () => {
  const person = await insured(store.db, '001');
  const other = await insured(store.db, '002');
  const first = await settle(person, 'ZY-1');
  const second = await settle(person, 'ZY-2');
  await settle(other, 'ZY-1');
  await knownLate(person);
  const run = runOf();
  expect(await tried(run)).toMatchObject({ persons: 2, settlements: 3, differing: 2, stopped: 0 });
  const before = (await listSettlements(store.db, person)).length;
  const shown = await findRerun(store.db, run.id);
  // 70 % of the 2640.00 and 2320.00 that were left.
  expect(shown).toMatchObject({
    state: 'computed',
    differing: { persons: 1, settlements: 2 },
    total: { assistance: 347_200, cash: -347_200 },
  });
  expect(shown?.differences.find(({ settlement }) => settlement === first)).toMatchObject({
    payers: { assistance: 184_800, cash: -184_800 },
    why: expect.arrayContaining(['身份：无 → 低保对象（2024-07-02获知）', '医疗救助比例（低保对象）：没有用到 → 70%']),
    booked: false,
  });
  expect(await outcome(book(run.id, clerk))).toBe('access checker-is-maker');
  expect(await book(run.id)).toEqual({ id: run.id, booked: 1 });
  expect(await outcome(book(run.id))).toBe('rerun state-unfit');
  const after = await listSettlements(store.db, person);
  expect(after).toHaveLength(before + 2);
  expect(
    after
      .filter(({ kind }) => kind === 'adjusted')
      .map(({ corrects }) => corrects)
      .sort(),
  ).toEqual([first, second].sort());
  expect(await failures()).toEqual([]);
  const again = runOf();
  expect(await tried(again)).toMatchObject({ differing: 0 });
  // What is settled next goes on from the corrected year, and is the same when it is done again.
  await settle(person, 'ZY-3', day.today);
  const last = runOf();
  expect(await tried(last)).toMatchObject({ settlements: 4, differing: 0 });
  // Made in one moment, they come in any order.
  expect((await listReruns(store.db, department)).map(({ state }) => state).sort()).toEqual([
    'booked',
    'computed',
    'computed',
  ]);
});

test('other numbers: the first settlement differs by them, the later one by what was used before it', async () => {
  const person = await insured(store.db, '001');
  await settle(person, 'ZY-1');
  await settle(person, 'ZY-2');
  const supposing = parameters.supposing([
    {
      area: 'hunan/yongzhou',
      key: 'resident/inpatient/deductible/level-2',
      value: 60_000,
      from: '2024-01-01',
      to: null,
    },
  ]);
  const run = runOf({ scope: 'person', scopeValue: person });
  expect(await tried(run, supposing)).toMatchObject({ persons: 1, differing: 2 });
  const shown = await findRerun(store.db, run.id);
  expect(shown?.differences.flatMap(({ why }) => why)).toContainEqual(
    expect.stringMatching(/起付.*800.00元 → 600.00元/),
  );
  // A run that was tried on other numbers than those in force is not booked.
  expect(await outcome(book(run.id))).toBe('rerun changed-since');
  expect(await outcome(dropRerun(store.db, { id: run.id, department, by: clerk, at: day.at }))).toBe('new');
  expect(await outcome(book(run.id))).toBe('rerun state-unfit');
  // Laid aside after it was drawn up, it keeps what it found.
  expect(await findRerun(store.db, run.id)).toMatchObject({ personName: '参保人001', differing: { settlements: 2 } });
  const traced = await store.db
    .selectFrom('trail_action')
    .select('detail')
    .where('subject', '=', `rerun:${run.id}`)
    .execute();
  expect(traced.map(({ detail }) => Object.keys(JSON.parse(detail)).join(' ')).sort()).toEqual([
    'dropped',
    'year scope basis',
  ]);
  expect(await yearsSettled(store.db, department)).toEqual([2024]);
  expect(await yearsSettled(store.db, 'nowhere')).toEqual([]);
});

test('an institution takes whoever was treated there, with all of their year', async () => {
  const [here, elsewhere] = [await insured(store.db, '001'), await insured(store.db, '002')];
  await settle(here, 'ZY-1');
  await settle(elsewhere, 'ZY-1');
  await sql`update settlement set institution = '邻镇卫生院' where person_id = ${elsewhere}`.execute(store.db);
  expect(await tried(runOf({ scope: 'institution', scopeValue: '邻镇卫生院' }))).toMatchObject({
    persons: 1,
    settlements: 1,
  });
});

test('whose rules are missing is named and left; the others go on', async () => {
  const [whole, missing] = [await insured(store.db, '001'), await insured(store.db, '002')];
  await settle(whole, 'ZY-1');
  await settle(missing, 'ZY-1');
  await sql`update settlement set institution_level = 'level-9' where person_id = ${missing}`.execute(store.db);
  const run = runOf();
  expect(await tried(run)).toMatchObject({ persons: 2, differing: 0, stopped: 1 });
  expect((await findRerun(store.db, run.id))?.stopped).toMatchObject([
    { name: '参保人002', message: expect.stringContaining('没有适用的规定') },
  ]);
});

test('a year by worker threads is the same as by one', async () => {
  for (let order = 1; order <= 20; order += 1) {
    const person = await insured(store.db, String(order).padStart(3, '0'));
    await settle(person, 'ZY-1');
    if (order % 4 === 0) await knownLate(person);
  }
  const told: number[] = [];
  const supposed = parameters.rows
    .filter(
      ({ area, key, value }) => area === 'hunan' && key.startsWith('assistance/benefit/low-income/') && value !== null,
    )
    .map(({ area, key, value }) => ({ area, key, value: value ?? 0, from: '2024-01-01', to: null }));
  const run = runOf({ supposed });
  await enterRerun(store.db, run);
  const options = { workers: 2, progress: ({ persons }: { persons: number }) => told.push(persons) };
  expect(await rerunYear(store, run.id, options)).toMatchObject({
    persons: 20,
    settlements: 20,
    differing: 5,
    stopped: 0,
  });
  expect(told.at(-1)).toBe(20);
  expect(await outcome(book(run.id))).toBe('rerun only-supposed');
  const { suppositions = [] } = (await findRerun(store.db, run.id)) ?? {};
  expect(suppositions).toHaveLength(supposed.length);
  expect(suppositions).toContainEqual({ name: '医疗救助比例（低保对象）', printed: '70%' });
  expect(await findRerun(store.db, run.id)).toMatchObject({
    state: 'computed',
    persons: 20,
    differing: { persons: 5 },
  });
});

test('lines classified again by the catalogue of their day; a code that it lacks stops that person alone', async () => {
  const importId = newId();
  await sql`insert into catalogue_import (id, file, sha256, added, changed, ended, unchanged, whole, document, made_by, made_at, confirmed_by, confirmed_at)
    values (${importId}, '目录.csv', '', 1, 0, 0, 0, false, '试验', ${clerk}, ${day.at}, ${reviewer}, ${day.at})`.execute(
    store.db,
  );
  await sql`insert into catalogue_item (code, from_date, kind, name, specification, class, first_pay, import_id)
    values ('XA01', '2020-01-01', 'drug', '药一', '', 'a', 0, ${importId}), ('XA02', '2020-01-01', 'drug', '药二', '', 'a', 0, ${importId})`.execute(
    store.db,
  );
  const persons = [await insured(store.db, '001'), await insured(store.db, '002'), await insured(store.db, '003')];
  for (const [index, person] of persons.entries()) {
    const command = stay(person, 'ZY-1', clerk);
    const code = index === 1 ? 'XA02' : 'XA01';
    const line = { code, quantity: 10_000, price: 12_000_000_000, amount: 1_200_000, day: '2024-06-05' };
    const bill = index === 2 ? command.bill : { lines: [line], hospitalBorne: 0, account: 0 };
    const done = await settleVisit(store.db, charts, parameters, { ...command, bill });
    if ('refusal' in done) throw new Error(done.refusal.message);
  }
  await sql`update catalogue_item set class = 'b', first_pay = 1000 where code = 'XA01'`.execute(store.db);
  await sql`delete from catalogue_item where code = 'XA02'`.execute(store.db);
  expect(await tried(runOf())).toMatchObject({ persons: 3, differing: 0, stopped: 0 });
  const run = runOf({ catalogue: true });
  expect(await tried(run)).toMatchObject({ persons: 3, differing: 1, stopped: 1 });
  const shown = await findRerun(store.db, run.id);
  expect(shown).toMatchObject({ catalogue: true, stopped: [{ name: '参保人002' }] });
  // 10 % of 12000.00 is paid first; the pool pays 80 % of it less.
  expect(shown?.differences).toMatchObject([
    {
      payers: { pool: -96_000, cash: 96_000 },
      why: ['费用按目录重新归类，增减：先行自付1200.00元、政策范围内-1200.00元'],
    },
  ]);
  expect(shown?.differences[0]?.staff.join()).toContain('先行自付');
  expect(await book(run.id)).toEqual({ id: run.id, booked: 1 });
  expect(await tried(runOf({ catalogue: true }))).toMatchObject({ differing: 0, stopped: 1 });
  // Nor does one that leaves fees as they are classified take the booked classification back.
  expect(await tried(runOf())).toMatchObject({ differing: 0, stopped: 0 });
});

test('what cannot be asked for', async () => {
  const enter = (more: Partial<RerunCommand>) => outcome(enterRerun(store.db, runOf(more)));
  expect(await enter({ id: '1' })).toBe('rerun id-malformed');
  expect(await enter({ department: 'nowhere' })).toBe('rerun department-unknown');
  expect(await enter({ basis: '' })).toBe('rerun text-malformed');
  expect(await enter({ scope: 'person', scopeValue: newId() })).toBe('rerun scope-unfit');
  expect(await enter({ scope: 'person' })).toBe('rerun scope-unfit');
  expect(await enter({ scope: 'institution' })).toBe('rerun scope-unfit');
  expect(await enter({ scopeValue: '邻镇卫生院' })).toBe('rerun scope-unfit');
  expect(await enter({ year: 2025 })).toBe('rerun scope-unfit');
  expect(await enter({ year: 10_000 })).toBe('rerun scope-unfit');
  const run = runOf();
  expect(await outcome(enterRerun(store.db, run))).toBe('new');
  expect(await outcome(enterRerun(store.db, run))).toBe('again');
  expect(await outcome(enterRerun(store.db, { ...run, year: 2023 }))).toBe('rerun id-used');
  expect(await outcome(book(newId()))).toBe('rerun run-unknown');
  expect(await outcome(dropRerun(store.db, { id: newId(), department, by: clerk, at: day.at }))).toBe(
    'rerun run-unknown',
  );
});
