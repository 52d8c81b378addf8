/**
 * What hledger and Beancount make of our exported books, for tests that hold it against what we say ourselves. Where a program is not
 * on the machine, its test is skipped with the advice.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFen, type Fen, type Month, parseYuan } from '@mingzhang/kernel';
import { type AccountSet, closingOf, latestRow } from '@mingzhang/ledger';
import { balancesAt } from './balances.ts';
import { type ExportFormat, exportBooks } from './export.ts';
import { type Db } from './sets.ts';

type Balances = Readonly<Record<string, Fen>>;

interface OtherProgram {
  readonly name: string;
  missing(): boolean;
  /** What is said where it is missing. */
  readonly advice: string;
  /** Checks the set's export, kept in the directory, and reads its balances by account code; none that is nothing. */
  balances(db: Db, set: AccountSet, directory: string): Promise<Balances>;
}

export const otherPrograms: readonly OtherProgram[] = [
  {
    name: 'hledger',
    missing: () => isMissing('hledger'),
    advice: 'no hledger on this machine: install it, e.g. apt-get install hledger',
    async balances(db, set, directory) {
      const file = join(directory, `${set.id}.journal`);
      writeFileSync(file, await exported(db, set, 'hledger'));
      run('hledger', ['-f', file, 'check']);
      return balancesIn(run('hledger', ['-f', file, 'balance', '--flat', '--no-total', '-O', 'csv']));
    },
  },
  {
    name: 'Beancount',
    missing: () => isMissing('bean-check'),
    advice: 'no Beancount on this machine: install it, e.g. apt-get install beancount',
    async balances(db, set, directory) {
      const file = join(directory, `${set.id}.beancount`);
      writeFileSync(file, await exported(db, set, 'beancount'));
      run('bean-check', [file]);
      return balancesIn(run('bean-query', ['-f', 'csv', file, 'select account, sum(number) group by account']));
    },
  },
];

/** The whole export, as it goes through the door. */
export async function exported(db: Db, set: AccountSet, format: ExportFormat): Promise<string> {
  let text = '';
  for await (const piece of exportBooks(db, set, format)) text += piece;
  return text;
}

/** What every account stands at by our own reckoning at the end of a month, by code; nothing where it stands at nothing. */
export async function ourBalances(db: Db, set: AccountSet, month: Month): Promise<Balances> {
  const balances: Record<string, Fen> = {};
  for (const row of (await balancesAt(db, set, month)).rows) {
    const code = latestRow(set.accounts, row.account).code ?? row.account;
    balances[code] = addFen(balances[code] ?? 0, closingOf(row));
  }
  return Object.fromEntries(Object.entries(balances).filter(([, balance]) => balance !== 0));
}

/** From lines of `"account","12.00 CNY"`; the account's last part begins with its code. */
function balancesIn(csv: string): Balances {
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
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

function isMissing(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0;
}
