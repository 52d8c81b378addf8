/**
 * Reading the books as people do: the ledger of an account (明细账) from its opening through every leg to its closing, the journal
 * (序时账) in order of time. Ranges are whole months of one fiscal year, as the trial balance has them.
 */
import { addFen, addMonths, type DateText, type Fen, firstDayOf, lastDayOf, type Month } from '@mingzhang/kernel';
import {
  type AccountSet,
  closingOf,
  type DimensionName,
  type Dimensions,
  dimensionNames,
  type Entry,
  lineage,
  parseDimensions,
  type VoucherKind,
} from '@mingzhang/ledger';
import { sql } from 'kysely';
import { balancesAt, type Stage, turnovers } from './balances.ts';
import { readEntries } from './post.ts';
import { type Db } from './sets.ts';

/** The years in which something was booked of a department's funds, the latest first; opened months alone are none. */
export async function bookedFundYears(db: Db, department: string): Promise<readonly number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct y.year
    from accounting_unit u
    join account_set s on s.unit_id = u.id and s.book = 'fund'
    cross join generate_series(left(s.first_month, 4)::integer, left(s.opened_through, 4)::integer) as y (year)
    where u.department_id = ${department} and exists (
      select from ledger_voucher v
      where v.unit_id = u.id and v.kind = 'ordinary' and v.date between make_date(y.year, 1, 1) and make_date(y.year, 12, 31))
    order by y.year desc`.execute(db);
  return rows.map(({ year }) => year);
}

/** The latest month in which something was booked of a department's funds; null where nothing was. */
export async function lastFundMonth(db: Db, department: string): Promise<Month | null> {
  const { rows } = await sql<{ month: Month | null }>`
    select to_char(max(v.date), 'YYYY-MM') as month
    from accounting_unit u
    cross join lateral (
      select v.date from ledger_voucher v where v.unit_id = u.id and v.kind = 'ordinary' order by v.date desc limit 1) v
    where u.department_id = ${department} and exists (select from account_set s where s.unit_id = u.id and s.book = 'fund')`.execute(
    db,
  );
  return rows[0]?.month ?? null;
}

/** Which legs: those on the account or its details whose dimensions are these. */
export interface LegFilter {
  readonly account: string;
  readonly first: Month;
  readonly last: Month;
  /** A functional or economic code may be the beginning of one: '21015' stands for all its items. */
  readonly dimensions: Dimensions;
  /** `before-closing` leaves the year-end vouchers of the year aside. */
  readonly stage: Stage;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export interface LedgerLine {
  readonly voucher: string;
  readonly entry: string;
  readonly line: number;
  readonly date: DateText;
  readonly kind: VoucherKind;
  readonly text: string;
  readonly account: string;
  readonly dimensions: Dimensions;
  readonly debit: Fen;
  readonly credit: Fen;
  /** What the account stands at after this leg; a debit balance is positive. */
  readonly balance: Fen;
  /** The accounts on the other side of its entry. */
  readonly counterparts: readonly string[];
}

export interface LedgerMonth {
  readonly month: Month;
  /** 本月合计. */
  readonly debit: Fen;
  readonly credit: Fen;
  /** 本年累计. */
  readonly debitToDate: Fen;
  readonly creditToDate: Fen;
  readonly balance: Fen;
}

export interface AccountLedger {
  readonly opening: Fen;
  readonly closing: Fen;
  readonly debit: Fen;
  readonly credit: Fen;
  /** How many legs there are in all. */
  readonly total: number;
  readonly lines: readonly LedgerLine[];
  /** One for each month of the range. */
  readonly months: readonly LedgerMonth[];
}

/** The ledger of an account: every figure of it from the same legs, so that opening + debit − credit is the closing. */
export async function readAccountLedger(
  db: Db,
  set: AccountSet,
  filter: LegFilter,
  { limit, offset }: Page,
): Promise<AccountLedger> {
  const { first, last, dimensions, stage } = filter;
  const keys = new Set(
    set.accounts.filter(({ key }) => lineage(set.accounts, key).includes(filter.account)).map(({ key }) => key),
  );
  const wanted = (row: { readonly account: string; readonly dimensions: Dimensions }): boolean =>
    keys.has(row.account) && dimensionNames.every((name) => matches(name, row.dimensions[name], dimensions[name]));
  const before = (await balancesAt(db, set, addMonths(first, -1))).rows.filter(wanted);
  const opening = before.reduce((sum, row) => addFen(sum, closingOf(row)), 0);
  const sameYear = !first.endsWith('-01');
  const moved = (await turnovers(db, set.id, first, last)).filter(
    (row) => wanted(row) && (stage === 'closed' || row.kind !== 'closing'),
  );
  const months = monthsOf(first, last, moved, {
    balance: opening,
    debit: sameYear ? before.reduce((sum, row) => addFen(sum, row.debit), 0) : 0,
    credit: sameYear ? before.reduce((sum, row) => addFen(sum, row.credit), 0) : 0,
  });
  const legs = sql`
    from ledger_leg l
    join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
    where l.set_id = ${set.id} and l.account = any(${[...keys]})
      and l.date between ${firstDayOf(first)} and ${lastDayOf(last)}
      ${stage === 'closed' ? sql`` : sql`and l.kind <> 'closing'`}
      ${sql.join(
        dimensionNames.flatMap((name) => {
          const token = tokenOf(name, dimensions[name]);
          return token === null ? [] : [sql`and strpos(' ' || l.dimensions || ' ', ${token}) > 0`];
        }),
        sql` `,
      )}`;
  const { rows } = await sql<LineRow>`
    with page as (
      select l.set_id, l.entry_id, l.line, l.date, l.kind, l.account, l.dimensions, l.amount, e.voucher_id,
             sum(l.amount) over (order by l.date, e.voucher_id, l.entry_id, l.line)::bigint as running,
             row_number() over (order by l.date, e.voucher_id, l.entry_id, l.line) as position,
             count(*) over () as total
      ${legs}
      order by position limit ${limit} offset ${offset}
    )
    select p.voucher_id, p.entry_id, p.line, p.date, p.kind, v.text, p.account, p.dimensions, p.amount, p.running, p.total,
           (select array_agg(distinct o.account) from ledger_leg o
            where o.set_id = p.set_id and o.entry_id = p.entry_id and sign(o.amount) <> sign(p.amount)) as counterparts
    from page p
    join ledger_voucher v on v.unit_id = ${set.unit} and v.id = p.voucher_id
    order by p.position`.execute(db);
  const end = months.at(-1);
  return {
    opening,
    closing: end?.balance ?? opening,
    debit: months.reduce((sum, month) => addFen(sum, month.debit), 0),
    credit: months.reduce((sum, month) => addFen(sum, month.credit), 0),
    total: rows[0]?.total ?? 0,
    lines: rows.map((row) => ({
      voucher: row.voucher_id,
      entry: row.entry_id,
      line: row.line,
      date: row.date,
      kind: row.kind,
      text: row.text,
      account: row.account,
      dimensions: parseDimensions(row.dimensions),
      debit: Math.max(row.amount, 0),
      credit: Math.max(-row.amount, 0),
      balance: addFen(opening, row.running),
      counterparts: row.counterparts ?? [],
    })),
    months,
  };
}

interface LineRow {
  readonly voucher_id: string;
  readonly entry_id: string;
  readonly line: number;
  readonly date: DateText;
  readonly kind: VoucherKind;
  readonly text: string;
  readonly account: string;
  readonly dimensions: string;
  readonly amount: number;
  readonly running: number;
  readonly total: number;
  readonly counterparts: readonly string[] | null;
}

/** Codes are asked for by their beginning, everything else as it is. */
const byBeginning: readonly DimensionName[] = ['functionCode', 'economyCode'];

function matches(name: DimensionName, value: string | undefined, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (value === undefined) return false;
  return byBeginning.includes(name) ? value.startsWith(wanted) : value === wanted;
}

/** The piece of a dimension text that says so; no value has a blank in it. */
function tokenOf(name: DimensionName, wanted: string | undefined): string | null {
  if (wanted === undefined) return null;
  return byBeginning.includes(name) ? ` ${name}=${wanted}` : ` ${name}=${wanted} `;
}

function monthsOf(
  first: Month,
  last: Month,
  moved: readonly { readonly month: Month; readonly debit: Fen; readonly credit: Fen }[],
  start: { readonly balance: Fen; readonly debit: Fen; readonly credit: Fen },
): readonly LedgerMonth[] {
  const months: LedgerMonth[] = [];
  let { balance, debit: debitToDate, credit: creditToDate } = start;
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    const own = moved.filter((row) => row.month === month);
    const debit = own.reduce((sum, row) => addFen(sum, row.debit), 0);
    const credit = own.reduce((sum, row) => addFen(sum, row.credit), 0);
    balance = addFen(balance, debit - credit);
    debitToDate = addFen(debitToDate, debit);
    creditToDate = addFen(creditToDate, credit);
    months.push({ month, debit, credit, debitToDate, creditToDate, balance });
  }
  return months;
}

export interface JournalFilter {
  readonly first: Month;
  readonly last: Month;
  /** Part of the 摘要. */
  readonly words?: string | undefined;
}

export interface Journal {
  /** How many entries there are in all, and what they debit (and credit). */
  readonly total: number;
  readonly amount: Fen;
  readonly entries: readonly Entry[];
}

/** The entries of a set by date and voucher. */
export async function readJournal(
  db: Db,
  set: AccountSet,
  { first, last, words = '' }: JournalFilter,
  { limit, offset }: Page,
): Promise<Journal> {
  const found = sql`
    from ledger_voucher v
    join ledger_entry e on e.set_id = ${set.id} and e.voucher_id = v.id
    where v.unit_id = ${set.unit} and v.date between ${firstDayOf(first)} and ${lastDayOf(last)}
      and (${words} = '' or strpos(v.text, ${words}) > 0)`;
  const { rows: sums } = await sql<{ total: number; amount: number }>`
    select count(distinct e.id) as total, coalesce(sum(l.amount), 0)::bigint as amount
    from (select e.id ${found}) e
    left join ledger_leg l on l.set_id = ${set.id} and l.entry_id = e.id and l.amount > 0`.execute(db);
  const { rows } = await sql<{ voucher_id: string }>`
    select e.voucher_id ${found} order by v.date, v.id limit ${limit} offset ${offset}`.execute(db);
  const entries = await readEntries(
    db,
    rows.map(({ voucher_id }) => ({ set_id: set.id, voucher_id })),
  );
  return {
    total: sums[0]?.total ?? 0,
    amount: sums[0]?.amount ?? 0,
    entries: entries.filter((entry) => entry.set === set.id),
  };
}
