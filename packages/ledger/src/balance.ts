/**
 * Balances. A snapshot holds, at the end of a closed month, what every account stands at, by dimensions: the balance the year
 * began with and what was debited and credited since. Snapshot and the entries after it give any later balance, without
 * reading the closed months again:
 *
 *     balancesThrough(set, snapshot of 2024-03, entries of April and May, '2024-05') = a replay of all five months
 *
 * Balances are signed: a debit balance is positive. With January the year begins anew: what an account stood at becomes its
 * opening (年初结转), and accounts that stand at nothing are dropped.
 */
import {
  addFen,
  addMonths,
  type Fen,
  type Month,
  monthOf,
  negateFen,
  subtractFen,
  sumFen,
  yearOf,
} from '@mingzhang/kernel';
import { type Dimensions, latestRow } from './account.ts';
import { type AccountSet } from './account-set.ts';
import { dimensionText, type Entry } from './entry.ts';

export interface BalanceRow {
  readonly account: string;
  readonly dimensions: Dimensions;
  /** At the beginning of the year. */
  readonly opening: Fen;
  /** Since the beginning of the year. */
  readonly debit: Fen;
  readonly credit: Fen;
}

export interface Snapshot {
  readonly set: string;
  readonly through: Month;
  /** In order of account and dimensions. */
  readonly rows: readonly BalanceRow[];
}

/** What the row stands at: opening + debit − credit. */
export function closingOf({ opening, debit, credit }: BalanceRow): Fen {
  return subtractFen(addFen(opening, debit), credit);
}

/** The books before their first entry. */
export function emptySnapshot(set: AccountSet): Snapshot {
  return { set: set.id, through: addMonths(set.firstMonth, -1), rows: [] };
}

/**
 * Balances through `month`, from a snapshot and the entries after it; entries of later months are left aside. An entry of
 * another set, or of a month that the snapshot has closed, is a broken promise.
 */
export function balancesThrough(start: Snapshot, entries: Iterable<Entry>, month: Month): Snapshot {
  if (month < start.through) throw new Error(`the snapshot goes through ${start.through}, past ${month}`);
  const byMonth = new Map<Month, Entry[]>();
  for (const entry of entries) {
    const period = monthOf(entry.date);
    if (entry.set !== start.set) throw new Error(`entry ${entry.id} belongs to ${entry.set}, not to ${start.set}`);
    if (period <= start.through) throw new Error(`entry ${entry.id} of ${entry.date} is in a closed period`);
    const list = byMonth.get(period);
    if (list === undefined) byMonth.set(period, [entry]);
    else list.push(entry);
  }
  let rows = new Map(start.rows.map((row) => [keyOf(row), { ...row }]));
  for (let through = start.through; through < month; ) {
    if (through.endsWith('-12')) rows = intoNewYear(rows);
    through = addMonths(through, 1);
    for (const entry of byMonth.get(through) ?? []) addEntry(rows, entry);
  }
  return { set: start.set, through: month, rows: sortedRows(rows) };
}

function sortedRows(rows: ReadonlyMap<string, BalanceRow>): readonly BalanceRow[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** What an account was debited and credited within a month, by dimensions. */
export type Turnover = Pick<BalanceRow, 'account' | 'dimensions' | 'debit' | 'credit'>;

/** The balances of the next month, from what was moved in it: what `balancesThrough` gives for its entries. */
export function nextMonth(start: Snapshot, turnover: Iterable<Turnover>): Snapshot {
  const yearEnded = start.through.endsWith('-12');
  const before = new Map(start.rows.map((row) => [keyOf(row), { ...row }]));
  const rows = yearEnded ? intoNewYear(before) : before;
  for (const { account, dimensions, debit, credit } of turnover) {
    const row = rowOf(rows, account, dimensions);
    row.debit = addFen(row.debit, debit);
    row.credit = addFen(row.credit, credit);
  }
  return { set: start.set, through: addMonths(start.through, 1), rows: sortedRows(rows) };
}

/** The balances that the year after the snapshot begins with (年初结转); the snapshot must end a year. */
export function carryOver(snapshot: Snapshot): readonly BalanceRow[] {
  if (!snapshot.through.endsWith('-12')) throw new Error(`${snapshot.through} does not end a year`);
  return [...intoNewYear(new Map(snapshot.rows.map((row) => [keyOf(row), row]))).values()];
}

function keyOf({ account, dimensions }: Pick<BalanceRow, 'account' | 'dimensions'>): string {
  return `${account}|${dimensionText(dimensions)}`;
}

/** A row while it is being added up: half a million entries are read in some seconds, so it is written in place. */
type OpenRow = { -readonly [Field in keyof BalanceRow]: BalanceRow[Field] };

function addEntry(rows: Map<string, OpenRow>, entry: Entry): void {
  for (const { account, dimensions, side, amount } of entry.legs) {
    const row = rowOf(rows, account, dimensions);
    row[side] = addFen(row[side], amount);
  }
}

function rowOf(rows: Map<string, OpenRow>, account: string, dimensions: Dimensions): OpenRow {
  const key = keyOf({ account, dimensions });
  const found = rows.get(key);
  if (found !== undefined) return found;
  const row = { account, dimensions, opening: 0, debit: 0, credit: 0 };
  rows.set(key, row);
  return row;
}

function intoNewYear(rows: ReadonlyMap<string, BalanceRow>): Map<string, OpenRow> {
  const carried = [...rows]
    .map(([key, row]) => [key, { ...row, opening: closingOf(row), debit: 0, credit: 0 }] as const)
    .filter(([, row]) => row.opening !== 0);
  return new Map(carried);
}

/** A line of the trial balance (科目余额表); figures are signed, a debit balance is positive. */
export interface TrialRow {
  readonly account: string;
  readonly code: string | null;
  readonly name: string;
  /** How deep the account lies in the chart: 1 for the accounts of the system itself. */
  readonly level: number;
  readonly opening: Fen;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly closing: Fen;
}

export interface TrialBalance {
  /** In order of code; an account that has details shows their sum above them. */
  readonly rows: readonly TrialRow[];
  /** Over the rows of level 1. */
  readonly total: Pick<TrialRow, 'opening' | 'debit' | 'credit' | 'closing'>;
}

/** The trial balance of the months after `start` to the end of `end`, both of one fiscal year or `start` the end of the last. */
export function trialBalance(set: AccountSet, start: Snapshot, end: Snapshot): TrialBalance {
  const sameYear = yearOf(start.through) === yearOf(end.through);
  const lastYear = start.through === `${yearOf(end.through) - 1}-12`;
  if (start.set !== set.id || end.set !== set.id || start.through > end.through || !(sameYear || lastYear)) {
    throw new Error(`no trial balance from ${start.through} to ${end.through}`);
  }
  const sums = new Map<string, { opening: Fen; debit: Fen; credit: Fen }>();
  const add = (account: string, opening: Fen, debit: Fen, credit: Fen): void => {
    const sum = sums.get(account) ?? { opening: 0, debit: 0, credit: 0 };
    sums.set(account, {
      opening: addFen(sum.opening, opening),
      debit: addFen(sum.debit, debit),
      credit: addFen(sum.credit, credit),
    });
    const { parent } = latestRow(set.accounts, account);
    if (parent !== null) add(parent, opening, debit, credit);
  };
  for (const row of end.rows) add(row.account, row.opening, row.debit, row.credit);
  if (sameYear) {
    // What the months up to `start` moved belongs to the opening.
    for (const { account, debit, credit } of start.rows) {
      add(account, subtractFen(debit, credit), negateFen(debit), negateFen(credit));
    }
  }
  const rows = [...sums].map(([account, { opening, debit, credit }]): TrialRow => {
    const { code, name } = latestRow(set.accounts, account);
    const closing = subtractFen(addFen(opening, debit), credit);
    return { account, code, name, level: levelOf(set, account), opening, debit, credit, closing };
  });
  const order = ({ code, account }: TrialRow): string => `${code ?? '~'}|${account}`;
  rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const top = rows.filter((row) => row.level === 1);
  const totalOf = (figure: 'opening' | 'debit' | 'credit' | 'closing'): Fen => sumFen(top.map((row) => row[figure]));
  return {
    rows,
    total: {
      opening: totalOf('opening'),
      debit: totalOf('debit'),
      credit: totalOf('credit'),
      closing: totalOf('closing'),
    },
  };
}

function levelOf(set: AccountSet, account: string): number {
  const { parent } = latestRow(set.accounts, account);
  return parent === null ? 1 : 1 + levelOf(set, parent);
}
