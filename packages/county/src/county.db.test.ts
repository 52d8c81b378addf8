/** A small county on a real database: loaded once, gone on with where it was stopped, its books right, and the same whoever loads it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accountSets,
  identityKey,
  listBurdenEvents,
  listEmployers,
  listSettlements,
  listSources,
  meetOf,
  parametersOf,
  readOverview,
  SharedReads,
  scanBurdens,
  verifiers,
} from '@mingzhang/bureau';
import { otherPrograms, ourBalances } from '@mingzhang/bureau/testing';
import { newId, openBulk, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBatchWriter } from './batch-writer.ts';
import { countyDepartment, setUpCountyBureau } from './bureau.ts';
import { beginLoad, findCountyLoad, type Loaded, type LoadOptions, loadCounty } from './load.ts';
import { confirmParameters } from './parameters.ts';
import { type CountyPlan, drawCounty } from './parts.ts';
import { openSealedList, sealList } from './sealed-list.ts';

const { id: department, area } = countyDepartment;
const plan: CountyPlan = { people: 420, seed: 5, years: { first: 2024, last: 2024 }, area };
const key = identityKey(Buffer.alloc(32, 9));
const at = new Date('2025-03-01T02:00:00Z');
const [by, checker, accountant] = [newId(), newId(), newId()];

async function ready(): Promise<{ readonly store: Store; readonly options: LoadOptions }> {
  const store = await testDatabase();
  await setUpCountyBureau(store.db, { years: plan.years, today: '2025-03-01', by: '邵会计' });
  await confirmParameters(store.db, { area: 'hunan/yongzhou', years: plan.years, maker: by, checker, at });
  return {
    store,
    options: {
      db: store.db,
      url: store.url,
      plan,
      department,
      by,
      checker,
      accountant,
      key,
      workers: 2,
      now: () => at,
    },
  };
}

let store: Store;
let options: LoadOptions;
let loaded: Loaded;
beforeAll(async () => {
  ({ store, options } = await ready());
  const outcome = await loadCounty(options);
  if ('refusal' in outcome) throw new Error(outcome.refusal);
  loaded = outcome;
});
afterAll(() => store.close());

test('everybody is there, and nobody at the desk was refused', async () => {
  expect(loaded.refused).toEqual({});
  expect(loaded.people).toBeGreaterThanOrEqual(420);
  expect(loaded.settlements).toBeGreaterThan(1_500);
  const { rows } = await sql<{ people: number; settlements: number; records: number }>`
    select (select count(*)::integer from insured_person) as people, (select count(*)::integer from settlement) as settlements,
           (select count(*)::integer from visit_record) as records`.execute(store.db);
  expect(rows).toEqual([{ people: loaded.people, settlements: loaded.settlements, records: loaded.settlements }]);
  const load = await findCountyLoad(store.db, department);
  expect(load?.digest).toBe(loaded.digest);
});

test('everything that is proved of a database holds of it', async () => {
  const shared = new SharedReads();
  for (const { id, run } of verifiers) expect((await run(store.db, shared)).failures, id).toEqual([]);
});

test('places, households, employers and institutions are in the registry', async () => {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::integer from area where length(code) = 9) as townships,
           (select count(*)::integer from area where length(code) = 12) as villages,
           (select count(*)::integer from care_institution where kind in ('hospital', 'township-hospital') and area like ${`${area}%`}) as hospitals,
           (select count(*)::integer from care_institution where kind = 'village-clinic') as clinics,
           (select count(*)::integer from insured_person p where not exists (
              select from household_member m where m.person_id = p.id)) as "withoutHousehold",
           (select count(*)::integer from household h where 1 <> (
              select count(*) from household_member m where m.household_id = h.id and m.relation = 'head')) as headless`.execute(
    store.db,
  );
  expect(rows).toEqual([
    { townships: 22, villages: 369, hospitals: 42, clinics: 369, withoutHousehold: 0, headless: 0 },
  ]);
  const { employers } = await listEmployers(store.db, { text: '', limit: 10, offset: 0 });
  expect(employers.length).toBeGreaterThan(3);
});

test('what was done for people insured elsewhere is in clearing statements, and two lines of the last wait', async () => {
  const { rows } = await sql<Record<string, number>>`
    select count(distinct statement_id)::integer as statements, count(*) filter (where taken)::integer as taken,
           count(*) filter (where not taken)::integer as waiting
    from remote_statement_row where department_id = ${department}`.execute(store.db);
  expect(rows).toEqual([{ statements: expect.any(Number), taken: expect.any(Number), waiting: 2 }]);
  expect(rows[0]?.statements).toBeGreaterThan(3);
  expect(rows[0]?.taken).toBeGreaterThan(5);
});

test('what was paid wrongly is in the files as the sealed list says', async () => {
  const wrong = loaded.planted.filter(({ detail }) => 'receipt' in detail);
  expect(wrong.length).toBeGreaterThan(0);
  const { rows } = await sql<{ receipt: string; match: string }>`
    select receipt, match from contribution_row where receipt = any(${wrong.map(({ detail }) => String(detail.receipt))}::text[])`.execute(
    store.db,
  );
  const matches = new Map(rows.map(({ receipt, match }) => [receipt, match]));
  for (const { pattern, detail } of wrong) expect(matches.get(String(detail.receipt)), pattern).toBe(detail.match);
  const owed = loaded.planted.filter(({ pattern }) => pattern === 'contribution-owed');
  const { rows: unpaid } = await sql<{ n: number }>`
    select count(distinct person_id)::integer as n from contribution_due
    where scheme = 'resident' and settled_on is null and paid_person = 0 and person_id = any(${owed.flatMap(({ persons }) => persons)}::uuid[])`.execute(
    store.db,
  );
  expect(unpaid).toEqual([{ n: owed.length }]);
});

test('the funds have income, expenditure and a balance in every month, and visits are paid from accounts', async () => {
  const overview = await readOverview(store.db, department, '2024-12');
  expect(overview?.funds.map(({ fund }) => fund).toSorted()).toEqual([
    'assistance',
    'employee-personal',
    'employee-pooled',
    'resident',
  ]);
  for (const { fund, income, expense, balance } of overview?.funds ?? []) {
    expect(income, fund).toBeGreaterThan(0);
    expect(expense, fund).toBeGreaterThan(0);
    expect(balance, fund).toBeGreaterThan(0);
  }
  const { rows } = await sql<{ paid: number; waiting: number; drawn: number }>`
    select (select count(*)::integer from fund_batch_line where state = 'paid') as paid,
           (select count(*)::integer from fund_batch_line where state = 'waiting') as waiting,
           (select count(*)::integer from personal_account_entry where kind = 'settled') as drawn`.execute(store.db);
  expect(Math.min(...Object.values(rows[0] ?? { none: 0 }))).toBeGreaterThan(0);
  const { rows: unpaid } = await sql<{ months: number; month: string }>`
    select count(distinct to_char(s.settled_on, 'YYYY-MM'))::integer as months, max(to_char(s.settled_on, 'YYYY-MM')) as month
    from settlement_fund f
    join settlement s on s.person_id = f.person_id and s.id = f.settlement_id
    where not exists (select from fund_batch_item i
                      join fund_batch_line l on l.batch_id = i.batch_id and l.line = i.line and l.state = 'paid'
                      where i.live and i.person_id = f.person_id and i.settlement_id = f.settlement_id and i.payer = f.payer)`.execute(
    store.db,
  );
  expect(unpaid).toEqual([{ months: 1, month: '2024-12' }]);
});

test('subsidies of the documents and of the books meet, but for what is under way', async () => {
  const meeting = await meetOf(store.db, department);
  expect(meeting?.failures).toEqual([]);
  expect(meeting?.lines.length).toBeGreaterThan(7);
  expect(meeting?.timing.length).toBeGreaterThan(0);
});

test('what came into the assistance fund is in its register by source, and no more is left of it than may be', async () => {
  const check = async (id: string) => verifiers.find((one) => one.id === id)?.run(store.db, new SharedReads());
  expect(await check('assistance-sources-equal-income')).toMatchObject({ checked: 1, failures: [] });
  expect(await check('assistance-balance-within-limit')).toMatchObject({ checked: 1, failures: [] });
  const sources = await listSources(store.db, { department, year: 2024 });
  expect(new Set(sources.map(({ state, by: maker, checkedBy }) => [state, maker, checkedBy].join()))).toEqual(
    new Set([['checked', by, checker].join()]),
  );
  const levels = ['central', 'city', 'county', 'interest', 'province'];
  const of = (kind: string) =>
    [...new Set(sources.filter((one) => one.kind === kind).map(({ level }) => level))].sort();
  expect([of('received'), of('budget'), of('carried-over')]).toEqual([
    levels,
    levels.filter((level) => level !== 'interest'),
    ['other'],
  ]);
});

test('who bears much is warned of as a look through all settlements would say, and that look finds nothing new', async () => {
  const parameters = await parametersOf(store.db);
  const events = await listBurdenEvents(store.db, key, { department, year: 2024 });
  expect(events.length).toBeGreaterThan(0);
  for (const { burden, line, direction } of events) expect([burden >= line, direction]).toEqual([true, 'above']);
  const hand = { department, by, at, today: '2025-03-01' };
  const look = { ...hand, year: 2024, all: true };
  expect(await scanBurdens(store.db, parameters, look)).toMatchObject({ above: 0, below: 0 });
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from (
      select person_id from settlement group by person_id having sum(in_scope - funds) >= 1000000) as beyond
    where not exists (select from burden_event e where e.person_id = beyond.person_id)`.execute(store.db);
  expect(rows).toEqual([{ n: 0 }]);
});

test('a person’s settlements stand at the desk with how they came about', async () => {
  const { rows } = await sql<{
    id: string;
  }>`select person_id as id from settlement order by total desc limit 1`.execute(store.db);
  const [first] = await listSettlements(store.db, rows[0]?.id ?? '');
  expect(first?.amounts.total).toBeGreaterThan(0);
});

test('loading it again changes nothing; another one beside it is refused', async () => {
  expect(await loadCounty(options)).toMatchObject({ before: true, digest: loaded.digest });
  const other = await loadCounty({ ...options, plan: { ...plan, seed: 6 } });
  expect(other).toMatchObject({ refusal: expect.stringContaining('已有另一个虚构县（420人，种子5，2024至2024年）') });
});

test('a load that was stopped is gone on with, and comes to the same county', async () => {
  const { store: second, options: again } = await ready();
  try {
    const county = drawCounty(plan);
    await beginLoad(county, again);
    const bulk = await openBulk(second.url);
    await (await openBatchWriter(bulk, county, { department, by, checker, key }))(0);
    await bulk.close();
    expect(await loadCounty({ ...again, workers: 1 })).toMatchObject({
      before: false,
      digest: loaded.digest,
      settlements: loaded.settlements,
    });
    const ids = (db: Store['db']) =>
      sql<{ digest: string }>`
      select md5((select string_agg(person_id::text || id::text || cash::text || used_after::text, '' order by person_id, id) from settlement)
              || (select string_agg(id::text || paid_person || paid_employer, '' order by id) from contribution_due)
              || (select string_agg(id::text || amount, '' order by id) from fund_movement)
              || (select string_agg(batch_id::text || line || amount || state, '' order by batch_id, line) from fund_batch_line)) as digest`.execute(
        db,
      );
    expect((await ids(second.db)).rows).toEqual((await ids(store.db)).rows);
  } finally {
    await second.close();
  }
});

test('a batch that fails leaves nothing', async () => {
  const { store: third } = await ready();
  const bulk = await openBulk(third.url);
  try {
    const write = await openBatchWriter(bulk, drawCounty(plan), { department, by, checker, key });
    // Without its load there are no files that its payments could be in.
    await expect(write(0)).rejects.toThrow(/contribution_row/);
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from insured_person`.execute(third.db);
    expect(rows).toEqual([{ n: 0 }]);
  } finally {
    await bulk.close();
    await third.close();
  }
});

test.for(otherPrograms)(
  '$name’s balances of the funds’ books are ours',
  async ({ missing, balances, advice }, { skip }) => {
    if (missing()) skip(advice);
    const directory = mkdtempSync(join(tmpdir(), 'mingzhang-county-'));
    try {
      const sets = await accountSets(store.db);
      expect(sets.length).toBeGreaterThan(2);
      for (const set of sets) {
        expect(await balances(store.db, set, directory)).toEqual(await ourBalances(store.db, set, '2025-01'));
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);

test('the list of what is wrong opens with its key alone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mingzhang-county-'));
  try {
    const file = join(directory, 'list.json');
    const content = { people: 420, seed: 5, years: '2024-2024', planted: loaded.planted };
    const secret = sealList(file, content);
    expect(openSealedList(file, secret)).toEqual(content);
    expect(openSealedList(file, sealList(join(directory, 'other.json'), content))).toBeNull();
    expect(openSealedList(file, '')).toBeNull();
  } finally {
    rmSync(directory, { recursive: true });
  }
});
