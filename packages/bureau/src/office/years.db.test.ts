/** Of which years a unit has a budget or a voucher. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDepartment, addUnit } from '../books/index.ts';
import { officeYears } from './years.ts';

let store: Store;
const by = newId();
const at = new Date('2024-03-01T02:00:00Z');

beforeAll(async () => {
  store = await testDatabase();
  await addDepartment(store.db, { id: 'cloud', name: '云泽县医疗保障局', area: '990101' });
  for (const [index, id] of ['office', 'centre', 'empty'].entries()) {
    const nature = 'administrative' as const;
    await addUnit(store.db, { id, department: 'cloud', name: id, nature, position: index + 1 });
  }
});
afterAll(() => store.close());

async function budgeted(unit: string, year: number): Promise<void> {
  await sql`insert into budget_document (unit_id, id, year, kind, number, date, text, centrally_held, made_by, made_at)
    values (${unit}, ${newId()}, ${year}, 'start', '云财预1号', ${`${year}-02-01`}, '', false, ${by}, ${at})`.execute(
    store.db,
  );
}

async function drawnUp(unit: string, date: string, state: string): Promise<void> {
  await sql`insert into office_voucher (unit_id, id, state, date, text, content, fingerprint, total, made_by, made_at)
    values (${unit}, ${newId()}, ${state}, ${date}, '', '{}', '', 0, ${by}, ${at})`.execute(store.db);
}

test('a budget makes a year, and so does a voucher from when it is drawn up; one that was withdrawn does not', async () => {
  await budgeted('office', 2024);
  await drawnUp('office', '2024-03-01', 'made');
  await drawnUp('office', '2023-12-31', 'made');
  await drawnUp('office', '2025-01-01', 'withdrawn');
  await budgeted('centre', 2022);
  expect(await officeYears(store.db)).toEqual(
    new Map([
      ['office', [2024, 2023]],
      ['centre', [2022]],
    ]),
  );
});
