/**
 * Programs of others read our books: a year of them by chance is exported as it goes through the door, and what hledger and
 * Beancount make of it is, account by account, what we say, to the fen.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccountSet, exportBeancount, exportHledger, voucherRules } from '@mingzhang/ledger';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postYearEnd, readJournal } from './index.ts';
import { accountSets } from './sets.ts';
import { line, salary, setUpBooks, unit } from './testing.ts';
import { exported, otherPrograms, ourBalances } from './testing-other-programs.ts';

const seed = Number(process.env.MINGZHANG_TEST_SEED ?? 20_240_612);
let store: Store;
let directory: string;
let sets: readonly AccountSet[];

beforeAll(async () => {
  store = await testDatabase();
  directory = mkdtempSync(join(tmpdir(), 'mingzhang-export-'));
  const books = await setUpBooks(store.db, '2024-12');
  sets = await accountSets(store.db, unit);
  let chance = seed;
  const below = (limit: number): number => {
    chance = (Math.imul(chance, 1_103_515_245) + 12_345) & 0x7fffffff;
    return chance % limit;
  };
  const rules = voucherRules.filter(({ id }) => ruleIds.includes(id));
  for (let made = 0; made < 60; made += 1) {
    const rule = rules[below(rules.length)];
    if (rule === undefined) continue;
    const date = `2024-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
    const choices = Object.fromEntries(
      Object.entries(rule.choices ?? {}).map(([name, accounts]) => [name, accounts[below(accounts.length)] ?? '']),
    );
    const amounts = [`${1 + below(9_000_000)}.${10 + below(90)}`, `0.0${1 + below(9)}`];
    const lines = amounts.map((yuan, index) => line(yuan, index === 0 ? salary : { ...salary, economyCode: '30201' }));
    const posted = await books.post(books.voucher(rule.id, date, lines, choices));
    if (posted.outcome !== 'accepted') throw new Error(posted.outcome === 'refused' ? posted.refusal.message : '');
  }
  const at = new Date('2025-01-02T01:00:00Z');
  const command = { set: `${sets[0]?.id}`, year: 2024, today: '2025-01-02', by: '李会计', at, newId };
  await postYearEnd(store.db, books.charts, command);
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const ruleIds = [
  'salary-paid-by-treasury',
  'expense-paid-by-treasury',
  'asset-bought-by-treasury',
  'depreciation',
  'fine-collected',
  'fine-handed-in',
  'deposit-received',
  'other-income-received',
];

test('the export piece by piece is the text of the whole', async () => {
  for (const set of sets) {
    const filter = { first: '2024-01', last: '2024-12' };
    const { entries } = await readJournal(store.db, set, filter, { limit: 1000, offset: 0 });
    expect(await exported(store.db, set, 'hledger')).toBe(exportHledger(set, entries));
    expect(await exported(store.db, set, 'beancount')).toBe(exportBeancount(set, entries));
  }
});

test.for(otherPrograms)('$name’s balances are ours', async ({ missing, balances, advice }, { skip }) => {
  if (missing()) skip(advice);
  for (const set of sets) {
    const theirs = await balances(store.db, set, directory);
    expect(theirs, `seed ${seed}`).toEqual(await ourBalances(store.db, set, '2024-12'));
  }
});
