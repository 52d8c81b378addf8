/**
 * Programs of others read our books: a year of them by chance is exported as it goes through the door, and what hledger and
 * Beancount make of it is, account by account, what we say, to the fen.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addFen, parseYuan } from '@mingzhang/kernel';
import { type AccountSet, closingOf, exportBeancount, exportHledger, latestRow, voucherRules } from '@mingzhang/ledger';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balancesAt, exportBooks, postYearEnd, readJournal } from './index.ts';
import { accountSets } from './sets.ts';
import { line, salary, setUpBooks, unit } from './testing.ts';

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

async function exported(set: AccountSet, format: 'hledger' | 'beancount'): Promise<string> {
  let text = '';
  for await (const piece of exportBooks(store.db, set, format)) text += piece;
  return text;
}

/** What every account stands at, by code; nothing where it stands at nothing. */
async function ours(set: AccountSet): Promise<Readonly<Record<string, number>>> {
  const balances: Record<string, number> = {};
  for (const row of (await balancesAt(store.db, set, '2024-12')).rows) {
    const code = latestRow(set.accounts, row.account).code ?? row.account;
    balances[code] = addFen(balances[code] ?? 0, closingOf(row));
  }
  return Object.fromEntries(Object.entries(balances).filter(([, balance]) => balance !== 0));
}

/** The same from lines of `"account","12.00 CNY"`; the account's last part begins with its code. */
function theirs(csv: string): Readonly<Record<string, number>> {
  const rows = csv.split('\n').flatMap((text) => {
    const [, code, amount] = /^"?(?:.*:)?(\d{4,12})[ -][^",]*"?,\s*"?(-?[\d.]+)(?: CNY)?\s*"?\s*$/.exec(text) ?? [];
    const fen = parseYuan(amount ?? '');
    return code === undefined || fen === null || fen === 0 ? [] : [[code, fen] as const];
  });
  return Object.fromEntries(rows);
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

function missing(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0;
}

test('the export piece by piece is the text of the whole', async () => {
  for (const set of sets) {
    const filter = { first: '2024-01', last: '2024-12' };
    const { entries } = await readJournal(store.db, set, filter, { limit: 1000, offset: 0 });
    expect(await exported(set, 'hledger')).toBe(exportHledger(set, entries));
    expect(await exported(set, 'beancount')).toBe(exportBeancount(set, entries));
  }
});

test('hledger’s balances are ours', async ({ skip }) => {
  if (missing('hledger')) skip('no hledger on this machine: install it, e.g. apt-get install hledger');
  for (const set of sets) {
    const file = join(directory, `${set.id}.journal`);
    writeFileSync(file, await exported(set, 'hledger'));
    run('hledger', ['-f', file, 'check']);
    const csv = run('hledger', ['-f', file, 'balance', '--flat', '--no-total', '-O', 'csv']);
    expect(theirs(csv), `seed ${seed}`).toEqual(await ours(set));
  }
});

test('Beancount’s balances are ours', async ({ skip }) => {
  if (missing('bean-check')) skip('no Beancount on this machine: install it, e.g. apt-get install beancount');
  for (const set of sets) {
    const file = join(directory, `${set.id}.beancount`);
    writeFileSync(file, await exported(set, 'beancount'));
    run('bean-check', [file]);
    const csv = run('bean-query', ['-f', 'csv', file, 'select account, sum(number) group by account']);
    expect(theirs(csv), `seed ${seed}`).toEqual(await ours(set));
  }
});
