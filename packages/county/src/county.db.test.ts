/** A small county on a real database: loaded once, gone on with where it was stopped, its books right, and the same whoever loads it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountSets, identityKey, listEmployers, listSettlements, SharedReads, verifiers } from '@mingzhang/bureau';
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
      select md5(string_agg(person_id::text || id::text || cash::text || used_after::text, '' order by person_id, id)) as digest from settlement`.execute(
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
