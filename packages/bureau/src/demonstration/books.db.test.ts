import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { computedFigures } from '../catalogue.ts';
import { FigureReader } from '../figures/index.ts';
import { readAccounts } from '../office/accounts/index.ts';
import { listVouchers } from '../office/vouchers/index.ts';
import { verifiers } from '../verify.ts';
import { loadDemonstration } from './index.ts';

let store: Store;
const today = '2026-05-20';

beforeAll(async () => {
  store = await testDatabase();
  expect(await loadDemonstration(store.db, today, new Date(`${today}T02:00:00Z`))).toBe(true);
});
afterAll(() => store.close());

test('it is loaded once', async () => {
  expect(await loadDemonstration(store.db, today, new Date(`${today}T02:00:00Z`))).toBe(false);
});

test('everything that can be proved of the books holds', async () => {
  for (const verifier of verifiers) {
    const { failures } = await verifier.run(store.db);
    expect(failures, verifier.id).toEqual([]);
  }
});

test('three years are closed and have their statements; the one under way goes through its month', async () => {
  const closed = await Promise.all(
    [2023, 2024, 2025, 2026].map(async (year) => {
      const accounts = await readAccounts(store.db, 'demo', year);
      return [accounts?.through, accounts?.closed, accounts !== null && 'facts' in accounts.outcome];
    }),
  );
  expect(closed).toEqual([
    ['2023-12', true, true],
    ['2024-12', true, true],
    ['2025-12', true, true],
    ['2026-05', false, true],
  ]);
  expect(await readAccounts(store.db, 'demo', 2022)).toBeNull();
});

test('a year begins with what the year before left', async () => {
  const reader = new FigureReader(store.db, computedFigures());
  const value = async (id: string, year: number) =>
    Number((await reader.value(id, { department: 'demo', year, at: {} })).value);
  for (const year of [2024, 2025]) {
    const total = await value('accounts-total', year);
    const began = total - (await value('income-final', year));
    const left = (await value('accounts-total', year - 1)) - (await value('expenditure-final', year - 1));
    expect(began).toBeCloseTo(left, 2);
    expect(began).toBeGreaterThan(0);
  }
});

test('vouchers of the month under way wait for checking and booking', async () => {
  const counts = await Promise.all(
    (['made', 'checked', 'booked'] as const).map(
      async (state) => (await listVouchers(store.db, { unit: 'demo-bureau', state, limit: 1, offset: 0 })).total,
    ),
  );
  expect(counts.every((count) => count > 0)).toBe(true);
});
