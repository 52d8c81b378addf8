/**
 * Opening and closing months, and the year-end vouchers. Each takes the set's row for update, so that postings under way are
 * finished first and of two people who close the same month the second is told so.
 */
import { addMonths, type DateText, type Month } from '@mingzhang/kernel';
import {
  type AccountSet,
  type ClosingIds,
  decideClosing,
  decideOpening,
  decidePosting,
  dimensionText,
  type PeriodState,
  type Refusal,
  type Snapshot,
  type Voucher,
  yearEndStepCount,
  yearEndVouchers,
} from '@mingzhang/ledger';
import { sql } from 'kysely';
import { balancesAt, type Stage } from './balances.ts';
import { periodOf, postVoucherWithin } from './post.ts';
import { type Charts, type Db, within } from './sets.ts';

export type PeriodOutcome = { readonly state: PeriodState } | { readonly refusal: Refusal };

/** Opens a month of one set. */
export async function openPeriod(db: Db, charts: Charts, set: string, month: string): Promise<PeriodOutcome> {
  return changePeriods(db, charts, set, async (trx, chart, state) => {
    const decision = decideOpening(chart, state, month);
    if ('state' in decision) await writeState(trx, decision.state);
    return decision;
  });
}

/** Closes a month of one set and keeps its balances; in December both stages of them. */
export async function closePeriod(
  db: Db,
  charts: Charts,
  set: string,
  month: string,
  today: DateText,
): Promise<PeriodOutcome> {
  return changePeriods(db, charts, set, async (trx, chart, state) => {
    const wellFormed = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month);
    const closable = wellFormed && month > (state.closedThrough ?? addMonths(chart.firstMonth, -1));
    const snapshot = closable ? await balancesAt(trx, chart, month) : { set: chart.id, through: month, rows: [] };
    const decision = decideClosing(chart, state, month, snapshot, today);
    if ('refusal' in decision) return decision;
    if (month.endsWith('-12')) {
      await writeSnapshot(trx, await balancesAt(trx, chart, month, 'before-closing'), 'before-closing');
    }
    await writeSnapshot(trx, snapshot, 'closed');
    await writeState(trx, decision.state);
    return decision;
  });
}

export interface YearEndCommand {
  readonly set: string;
  readonly year: number;
  readonly today: DateText;
  readonly by: string;
  readonly at: Date;
  /** Makes a fresh UUID of version 7. */
  readonly newId: () => string;
  /** The unit's own detail account of a target that has details. */
  readonly targets?: Readonly<Record<string, string>>;
}

/** Posts the year-end vouchers of a set, all or none; a second run finds nothing left and posts none. */
export async function postYearEnd(
  db: Db,
  charts: Charts,
  { set, year, today, by, at, newId, targets }: YearEndCommand,
): Promise<{ readonly vouchers: readonly Voucher[] } | { readonly refusal: Refusal }> {
  return within(db, async (trx) => {
    const { chart, state } = await lockSet(trx, charts, set);
    const december: Month = `${year}-12`;
    const ids = Array.from(
      { length: yearEndStepCount(chart) },
      (): ClosingIds => ({ voucher: newId(), entry: newId() }),
    );
    const vouchers = yearEndVouchers(chart, await balancesAt(trx, chart, december), ids, targets);
    // All are decided before the first is written, so that a refusal leaves nothing behind.
    for (const voucher of vouchers) {
      const facts = { today, sets: [chart], periods: [state], recorded: [] };
      const decision = decidePosting(facts, voucher);
      if (decision.outcome === 'refused') return { refusal: decision.refusal };
    }
    for (const voucher of vouchers) {
      const decision = await postVoucherWithin(trx, charts, { voucher, today, by, at });
      if (decision.outcome !== 'accepted') throw new Error(`year-end voucher ${voucher.id}: ${decision.outcome}`);
    }
    return { vouchers };
  });
}

async function changePeriods(
  db: Db,
  charts: Charts,
  set: string,
  change: (trx: Db, chart: AccountSet, state: PeriodState) => Promise<PeriodOutcome>,
): Promise<PeriodOutcome> {
  return within(db, async (trx) => {
    const { chart, state } = await lockSet(trx, charts, set);
    return change(trx, chart, state);
  });
}

export interface AccountingSetState {
  readonly set: AccountSet;
  readonly state: PeriodState;
}

/** Every set of a unit, in the order of their ids; nobody else posts into them or changes their months until the caller is done. */
export async function lockUnitSets(trx: Db, charts: Charts, unit: string): Promise<readonly AccountingSetState[]> {
  const rows = await trx
    .selectFrom('account_set')
    .select(['id', 'chart_version', 'opened_through', 'closed_through'])
    .where('unit_id', '=', unit)
    .orderBy('id')
    .forUpdate()
    .execute();
  const sets = await charts.of(trx, rows);
  return sets.flatMap((set) => {
    const row = rows.find(({ id }) => id === set.id);
    return row === undefined ? [] : { set, state: periodOf(row) };
  });
}

async function lockSet(
  trx: Db,
  charts: Charts,
  set: string,
): Promise<{ readonly chart: AccountSet; readonly state: PeriodState }> {
  const row = await trx
    .selectFrom('account_set')
    .select(['id', 'chart_version', 'opened_through', 'closed_through'])
    .where('id', '=', set)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const [chart] = await charts.of(trx, [row]);
  if (chart === undefined) throw new Error(`no account set ${set}`);
  return { chart, state: periodOf(row) };
}

/** Where the months of a set stand. */
export async function readPeriods(db: Db, set: string): Promise<PeriodState | null> {
  const row = await db
    .selectFrom('account_set')
    .select(['id', 'chart_version', 'opened_through', 'closed_through'])
    .where('id', '=', set)
    .executeTakeFirst();
  return row === undefined ? null : periodOf(row);
}

async function writeState(trx: Db, { set, openedThrough, closedThrough }: PeriodState): Promise<void> {
  await trx
    .updateTable('account_set')
    .set({ opened_through: openedThrough, closed_through: closedThrough })
    .where('id', '=', set)
    .execute();
}

async function writeSnapshot(trx: Db, { set, through, rows }: Snapshot, stage: Stage): Promise<void> {
  await sql`
    insert into ledger_snapshot (set_id, month, stage, account, dimensions, opening, debit, credit)
    select ${set}, ${through}, ${stage}, account, dimensions, opening, debit, credit
    from unnest(
      ${rows.map(({ account }) => account)}::text[],
      ${rows.map(({ dimensions }) => dimensionText(dimensions))}::text[],
      ${rows.map(({ opening }) => opening)}::bigint[],
      ${rows.map(({ debit }) => debit)}::bigint[],
      ${rows.map(({ credit }) => credit)}::bigint[]
    ) as r (account, dimensions, opening, debit, credit)`.execute(trx);
}
