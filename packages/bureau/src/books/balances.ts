/**
 * Balances from the database: the last snapshot at or before a month, and the months after it added up by account and
 * dimensions where they lie.
 */
import { addMonths, type DateText, firstDayOf, lastDayOf, type Month, monthOf, yearOf } from '@mingzhang/kernel';
import {
  type AccountSet,
  type BalanceRow,
  emptySnapshot,
  nextMonth,
  parseDimensions,
  type Snapshot,
  type TrialBalance,
  type Turnover,
  trialBalance,
  type VoucherKind,
} from '@mingzhang/ledger';
import { sql } from 'kysely';
import { type Db } from './sets.ts';

/** December has two stages: before the year-end vouchers, which statements are made from, and after them. */
export type Stage = 'before-closing' | 'closed';

/** What moved within the months from `first` to `last`, by month and by kind of voucher. */
export interface MonthTurnover extends Turnover {
  readonly month: Month;
  readonly kind: VoucherKind;
  /** The first and the last day on which it moved. */
  readonly first: DateText;
  readonly last: DateText;
}

export async function turnovers(db: Db, set: string, first: Month, last: Month): Promise<readonly MonthTurnover[]> {
  if (first > last) return [];
  const { rows } = await sql<{
    month: DateText;
    kind: VoucherKind;
    account: string;
    dimensions: string;
    debit: string;
    credit: string;
    first: DateText;
    last: DateText;
  }>`
    select date_trunc('month', date)::date as month, kind, account, dimensions, min(date) as first, max(date) as last,
           coalesce(sum(amount) filter (where amount > 0), 0)::bigint::text as debit,
           coalesce(-sum(amount) filter (where amount < 0), 0)::bigint::text as credit
    from ledger_leg
    where set_id = ${set} and date between ${firstDayOf(first)} and ${lastDayOf(last)}
    group by 1, 2, 3, 4
    order by 1`.execute(db);
  return rows.map(({ month, kind, account, dimensions, debit, credit, first, last }) => ({
    month: monthOf(month),
    kind,
    first,
    last,
    account,
    dimensions: parseDimensions(dimensions),
    debit: Number(debit),
    credit: Number(credit),
  }));
}

/**
 * The balances of a set at the end of a month. `before-closing` leaves the year-end vouchers of the month's own year aside: what
 * the year's statements are made from.
 */
export async function balancesAt(db: Db, set: AccountSet, month: Month, stage: Stage = 'closed'): Promise<Snapshot> {
  const stored = await latestSnapshot(db, set, month, stage);
  const start = stored ?? emptySnapshot(set);
  if (start.through === month) return start;
  const moved = await turnovers(db, set.id, addMonths(start.through, 1), month);
  return monthsThrough(start, moved, month, stage);
}

/** The snapshot after all months through `month`, from what moved in each of them. */
export function monthsThrough(
  start: Snapshot,
  moved: readonly MonthTurnover[],
  month: Month,
  stage: Stage = 'closed',
): Snapshot {
  const byMonth = Map.groupBy(moved, (row) => row.month);
  let snapshot = start;
  while (snapshot.through < month) {
    const next = addMonths(snapshot.through, 1);
    const rows = byMonth.get(next) ?? [];
    const aside = stage === 'before-closing' && yearOf(next) === yearOf(month);
    snapshot = nextMonth(snapshot, aside ? rows.filter(({ kind }) => kind !== 'closing') : rows);
  }
  return snapshot;
}

async function latestSnapshot(db: Db, set: AccountSet, month: Month, stage: Stage): Promise<Snapshot | null> {
  if (stage === 'before-closing') {
    const exact = await readSnapshot(db, set, month, stage);
    if (exact !== null) return exact;
    // The year-end vouchers are in no snapshot but December's.
    if (month.endsWith('-12')) return latestSnapshot(db, set, addMonths(month, -1), 'closed');
  }
  const row = await db
    .selectFrom('account_set')
    .select('closed_through')
    .where('id', '=', set.id)
    .executeTakeFirstOrThrow();
  if (row.closed_through === null) return null;
  const through = row.closed_through < month ? row.closed_through : month;
  return through < set.firstMonth ? null : readSnapshot(db, set, through, 'closed');
}

async function readSnapshot(db: Db, set: AccountSet, month: Month, stage: Stage): Promise<Snapshot | null> {
  const state = await db
    .selectFrom('account_set')
    .select('closed_through')
    .where('id', '=', set.id)
    .executeTakeFirstOrThrow();
  if (state.closed_through === null || month > state.closed_through) return null;
  if (stage === 'before-closing' && !month.endsWith('-12')) return readSnapshot(db, set, month, 'closed');
  const rows = await db
    .selectFrom('ledger_snapshot')
    .select(['account', 'dimensions', 'opening', 'debit', 'credit'])
    .where('set_id', '=', set.id)
    .where('month', '=', month)
    .where('stage', '=', stage)
    .execute();
  // In the order of the ledger's own snapshots, whatever the database's collation.
  const sorted = rows.toSorted((a, b) => (`${a.account}|${a.dimensions}` < `${b.account}|${b.dimensions}` ? -1 : 1));
  return {
    set: set.id,
    through: month,
    rows: sorted.map(({ dimensions, ...row }): BalanceRow => ({ ...row, dimensions: parseDimensions(dimensions) })),
  };
}

/** The trial balance (科目余额表) of the months from `first` to `last`, which lie in one year. */
export async function readTrialBalance(
  db: Db,
  set: AccountSet,
  first: Month,
  last: Month,
  stage: Stage = 'closed',
): Promise<TrialBalance> {
  const start = await balancesAt(db, set, addMonths(first, -1));
  return trialBalance(set, start, await balancesAt(db, set, last, stage));
}
