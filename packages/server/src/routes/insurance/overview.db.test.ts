/** The overview through the door: ratios are worked out once, on the server, and nobody outside the insurance duties reads it. */
import { type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Door, openDoor } from '../../testing/door.ts';

let store: Store;
let door: Door;
let director: SignedIn;

beforeAll(async () => {
  store = await testDatabase();
  door = await openDoor(store);
  await setUpFunds(store.db, '2024-06');
  director = await signedIn(store.db, ['director'], { name: '高明远' });
});
afterAll(async () => {
  await door.app.close();
  await store.close();
});

test('kinds of care and levels stand as they are read, from stays down and from the smallest up', async () => {
  const row = (kind: string, level: string) => sql`
    insert into settlement_summary values ('qinghe', '2024-03-01', 'employee', ${kind}, ${level}, 0, 1, 100, 0, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0, '', '', 'direct')`;
  for (const [kind, level] of [
    ['chronic', 'level-1'],
    ['inpatient', 'level-1'],
    ['inpatient', 'provincial'],
    ['inpatient', 'primary'],
    ['outpatient', 'level-1'],
  ] as const) {
    await row(kind, level).execute(store.db);
  }
  const { json } = await door.ask(director, 'GET', '/api/overview?department=qinghe&through=2024-06');
  await sql`delete from settlement_summary where scheme = 'employee'`.execute(store.db);
  const { kinds, levels } = json.schemes.find(({ key }: { key: string }) => key === 'employee');
  const keysOf = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);
  expect(keysOf(kinds)).toEqual(['inpatient', 'outpatient', 'chronic']);
  expect(keysOf(levels)).toEqual(['primary', 'level-1', 'provincial']);
});

test('a month of settlements is told by scheme, kind and level', async () => {
  await sql`
    insert into settlement_summary
    values ('qinghe', '2024-03-01', 'resident', 'inpatient', 'level-2', 0, 4, 1000000, 58200, 800000, 600000, 20000, 0, 0, 10000, 0, 0, 0,
            370000, '', '', 'direct'),
           ('qinghe', '2023-03-01', 'resident', 'inpatient', 'level-2', 0, 2, 500000, 0, 500000, 250000, 0, 0, 0, 0, 0, 0, 0, 250000, '', '', 'direct')`.execute(
    store.db,
  );
  const { status, json } = await door.ask(director, 'GET', '/api/overview?department=qinghe&through=2024-06');
  expect(status).toBe(200);
  expect(json.funds.map(({ fund }: { fund: string }) => fund)).toEqual([
    'employee-pooled',
    'employee-personal',
    'resident',
    'assistance',
  ]);
  expect(json.funds[2]).toMatchObject({ income: '0.00', incomeGrowth: null, monthsCovered: null });
  expect(json.schemes).toMatchObject([
    {
      key: 'resident',
      name: '城乡居民',
      insured: null,
      fundsPerHead: null,
      reimbursed: '63.00',
      before: { visits: 2, reimbursed: '50.00' },
      kinds: [{ key: 'inpatient', visits: 4, perVisit: '2500.00', outOfCatalogue: '5.82' }],
      levels: [{ key: 'level-2', total: '10000.00' }],
    },
  ]);
  expect(json.layers).toContainEqual({
    key: 'cash',
    name: '个人现金',
    amount: '3700.00',
    share: '37.00',
    before: '2500.00',
  });
});

test.each([
  ['a bureau that is not there', 'department=nowhere', 404, '#department-unknown'],
  ['a month that is none', 'department=qinghe&through=2024-13', 400, '#request-invalid'],
])('%s', async (_, query, status, refusal) => {
  expect(await door.ask(director, 'GET', `/api/overview?${query}`)).toMatchObject({ status, refusal });
});

test('a publication officer does not read it', async () => {
  const other = await signedIn(store.db, ['publication-officer'], { name: `文员${newId().slice(0, 4)}` });
  expect((await door.ask(other, 'GET', '/api/overview?department=qinghe')).refusal).toBe('access#action-not-permitted');
});
