/**
 * The months of a unit: both its books open and close together, in the caller's transaction and on the trail. A refusal may come
 * after the first of the books has been written, so the caller takes the transaction back.
 */
import { type DateText, formatYuan, lastDayOf, type Month, monthOf, yearOf } from '@mingzhang/kernel';
import { type PeriodState, type Voucher } from '@mingzhang/ledger';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { recordAction, type TrailDetail } from '../../access/index.ts';
import {
  type AccountingSetState,
  type Charts,
  closePeriod,
  type Db,
  lockUnitSets,
  openPeriod,
  type PeriodOutcome,
  postYearEnd,
} from '../../books/index.ts';
import { type DeskRefusal, numberVoucher, type Trx } from './records.ts';

export interface MonthCommand {
  readonly unit: string;
  readonly month: Month;
  readonly today: DateText;
  readonly person: string;
  readonly at: Date;
}

export type MonthOutcome = { readonly periods: readonly PeriodState[] } | { readonly refusal: DeskRefusal };

/** Opens a month in every book of the unit that has not opened it yet. */
export async function openMonth(trx: Trx, charts: Charts, command: MonthCommand): Promise<MonthOutcome> {
  const { unit, month } = command;
  const sets = await lockUnitSets(trx, charts, unit);
  if (sets.length === 0) return unknownUnit(unit);
  const due = sets.filter(({ state }) => (state.openedThrough ?? '') < month);
  return inEach(trx, 'period.open', command, due.length === 0 ? sets : due, (set) =>
    openPeriod(trx, charts, set, month),
  );
}

/** Closes a month in every book of the unit that has not closed it yet; every voucher of it must be booked by then. */
export async function closeMonth(trx: Trx, charts: Charts, command: MonthCommand): Promise<MonthOutcome> {
  const { unit, month, today } = command;
  const sets = await lockUnitSets(trx, charts, unit);
  if (sets.length === 0) return unknownUnit(unit);
  const unbooked = await findUnbooked(trx, unit, month);
  if (unbooked !== null) return { refusal: unbooked };
  const due = sets.filter(({ state }) => (state.closedThrough ?? '') < month);
  return inEach(trx, 'period.close', command, due.length === 0 ? sets : due, (set) =>
    closePeriod(trx, charts, set, month, today),
  );
}

async function inEach(
  trx: Trx,
  action: 'period.open' | 'period.close',
  { unit, month, person, at }: MonthCommand,
  sets: readonly AccountingSetState[],
  change: (set: string) => Promise<PeriodOutcome>,
): Promise<MonthOutcome> {
  const periods: PeriodState[] = [];
  for (const { set } of sets) {
    const outcome = await change(set.id);
    if ('refusal' in outcome) return outcome;
    periods.push(outcome.state);
  }
  await trace(trx, action, person, at, unit, { month, sets: sets.map(({ set }) => set.id).join('、') });
  return { periods };
}

export interface YearCommand extends Omit<MonthCommand, 'month'> {
  readonly year: number;
  /** The unit's own detail account of a target that has details. */
  readonly targets?: Readonly<Record<string, string>>;
  /** Makes the ids of the vouchers and entries; new ones where left out. */
  readonly newId?: () => string;
}

export interface ClosingVoucher {
  readonly id: string;
  readonly text: string;
  readonly number: number;
}

/**
 * Posts the year-end vouchers of every book of the unit and numbers them; a second run posts what has been left over since. They
 * follow from the rules and the balances and leave nothing to be judged, so that nobody checks them before they are booked.
 */
export async function postUnitYearEnd(
  trx: Trx,
  charts: Charts,
  { unit, year, today, person, at, targets, newId: newClosingId = newId }: YearCommand,
): Promise<{ readonly vouchers: readonly ClosingVoucher[] } | { readonly refusal: DeskRefusal }> {
  const sets = await lockUnitSets(trx, charts, unit);
  if (sets.length === 0) return unknownUnit(unit);
  const unbooked = await findUnbooked(trx, unit, `${year}-12`);
  if (unbooked !== null) return { refusal: unbooked };
  const posted: Voucher[] = [];
  for (const { set } of sets.filter((one) => yearOf(one.set.firstMonth) <= year)) {
    const closing = { set: set.id, year, today, by: person, at, newId: newClosingId };
    const command = { ...closing, ...(targets === undefined ? {} : { targets }) };
    const outcome = await postYearEnd(trx, charts, command);
    if ('refusal' in outcome) return outcome;
    posted.push(...outcome.vouchers);
  }
  const vouchers: ClosingVoucher[] = [];
  for (const voucher of posted) {
    const number = await numberVoucher(trx, unit, monthOf(voucher.date));
    await keepClosing(trx, unit, voucher, number, person, at);
    vouchers.push({ id: voucher.id, text: voucher.text, number });
  }
  await trace(trx, 'period.close', person, at, unit, { step: 'year-end', year, vouchers: vouchers.length });
  return { vouchers };
}

/** A year-end voucher as the desk shows it: drawn up by the rules, booked by whoever ran them. */
async function keepClosing(trx: Trx, unit: string, voucher: Voucher, number: number, person: string, at: Date) {
  const legs = voucher.entries.flatMap((entry) => entry.legs);
  await trx
    .insertInto('office_voucher')
    .values({
      unit_id: unit,
      id: voucher.id,
      state: 'booked',
      date: voucher.date,
      text: voucher.text,
      content: JSON.stringify(voucher),
      fingerprint: `year-end:${voucher.id}`,
      total: legs.reduce((sum, { side, amount }) => (side === 'debit' ? sum + amount : sum), 0),
      source: `year-end:${yearOf(voucher.date)}`,
      made_by: person,
      made_at: at,
      booked_by: person,
      booked_at: at,
      month: monthOf(voucher.date),
      number,
    })
    .execute();
}

/** Why the month cannot close: how many vouchers of it wait for what, and the first of them. */
async function findUnbooked(db: Db, unit: string, month: Month): Promise<DeskRefusal | null> {
  const rows = await db
    .selectFrom('office_voucher')
    .select(['state', 'date', 'text', 'total'])
    .where('unit_id', '=', unit)
    .where('state', 'in', ['made', 'checked'])
    .where('date', '>=', `${month}-01`)
    .where('date', '<=', lastDayOf(month))
    .orderBy('date')
    .orderBy('id')
    .execute();
  const [first] = rows;
  if (first === undefined) return null;
  const made = rows.filter(({ state }) => state === 'made').length;
  const parts = [
    ...(made === 0 ? [] : [`待复核${made}张`]),
    ...(made === rows.length ? [] : [`待记账${rows.length - made}张`]),
  ];
  const example = `最早的是${first.date}“${first.text}”${formatYuan(first.total)}元`;
  return {
    id: 'month-vouchers-unbooked',
    message: `${month}还有${rows.length}张凭证没有记账（${parts.join('，')}；${example}）。请复核并记账，或退回、撤销，再办理。`,
  };
}

function unknownUnit(unit: string): { readonly refusal: DeskRefusal } {
  return {
    refusal: { id: 'unit-unknown', message: `没有会计主体“${unit}”的账。请从列表中选择，或先为它设置账套。` },
  };
}

async function trace(
  trx: Trx,
  action: 'period.open' | 'period.close',
  person: string,
  at: Date,
  unit: string,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person, action, subject: `unit:${unit}`, detail });
}

/** How many vouchers of a month stand where. */
export interface MonthVouchers {
  readonly month: Month;
  readonly made: number;
  readonly checked: number;
  readonly returned: number;
  readonly booked: number;
}

/** The months of a year that have vouchers. */
export async function countVouchers(db: Db, unit: string, year: number): Promise<readonly MonthVouchers[]> {
  const { rows } = await sql<MonthVouchers>`
    select to_char(date, 'YYYY-MM') as month,
           count(*) filter (where state = 'made') as made, count(*) filter (where state = 'checked') as checked,
           count(*) filter (where state = 'returned') as returned, count(*) filter (where state = 'booked') as booked
    from office_voucher
    where unit_id = ${unit} and date between ${`${year}-01-01`} and ${`${year}-12-31`} and state <> 'withdrawn'
    group by 1 order by 1`.execute(db);
  return rows;
}

/** How many year-end vouchers of a year stand in each of the unit's sets that has some. */
export async function countYearEnd(db: Db, unit: string, year: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ set: string; n: number }>`
    select e.set_id as set, count(*) as n from ledger_voucher v
    join account_set s on s.unit_id = v.unit_id
    join ledger_entry e on e.set_id = s.id and e.voucher_id = v.id
    where v.unit_id = ${unit} and v.date = ${`${year}-12-31`} and v.kind = 'closing'
    group by e.set_id`.execute(db);
  return new Map(rows.map(({ set, n }) => [set, n]));
}

/** The numbers of those of the vouchers that have one. */
export async function findVoucherNumbers(
  db: Db,
  unit: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; number: number }>`
    select id, number from office_voucher
    where unit_id = ${unit} and id = any(${[...ids]}::uuid[]) and number is not null`.execute(db);
  return new Map(rows.map(({ id, number }) => [id, number]));
}
