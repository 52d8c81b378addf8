/**
 * Posting: one voucher, one durable transaction. The decision is the ledger's; here its facts are looked up and what it
 * accepts is written.
 *
 * A voucher is nearly always new, so it is first decided without looking for earlier ones: the primary keys would refuse its
 * ids. Only where they do, or where the answer is no, the earlier entries are looked up and the decision is made again.
 */
import { type DateText } from '@mingzhang/kernel';
import {
  type AccountSet,
  decidePosting,
  dimensionText,
  type Entry,
  type Leg,
  type PeriodState,
  type PostingDecision,
  parseDimensions,
  type Voucher,
  type VoucherKind,
} from '@mingzhang/ledger';
import { CompiledQuery, sql } from 'kysely';
import { type Charts, type Db } from './sets.ts';

export interface PostCommand {
  readonly voucher: Voucher;
  readonly today: DateText;
  /** The person who posts. */
  readonly by: string;
  readonly at: Date;
}

/** Posts a voucher in a transaction of its own; it is on disk when this returns. */
export async function postVoucher(db: Db, charts: Charts, command: PostCommand): Promise<PostingDecision> {
  try {
    const decision = await db.transaction().execute((trx) => decideAndWrite(trx, charts, command, false));
    if (decision.outcome === 'accepted') return decision;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute((trx) => decideAndWrite(trx, charts, command, true));
    } catch (error) {
      // Another transaction has recorded the same ids, or taken back the same entry, since they were looked up.
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}

/** Posts a voucher within a transaction that also writes its record; a refusal leaves the transaction to the caller. */
export async function postVoucherWithin(trx: Db, charts: Charts, command: PostCommand): Promise<PostingDecision> {
  return decideAndWrite(trx, charts, command, true);
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

async function decideAndWrite(
  trx: Db,
  charts: Charts,
  { voucher, today, by, at }: PostCommand,
  lookUp: boolean,
): Promise<PostingDecision> {
  const { sets, periods } = await lockSets(
    trx,
    charts,
    voucher.entries.map(({ set }) => set),
  );
  const recorded = lookUp ? await recordedEntries(trx, voucher) : [];
  const decision = decidePosting({ today, sets, periods, recorded }, voucher);
  if (decision.outcome === 'accepted') await writeVoucher(trx, sets, voucher, by, at);
  return decision;
}

interface SetRow {
  readonly id: string;
  readonly chart_version: number;
  readonly opened_through: string | null;
  readonly closed_through: string | null;
}

/** The sets and where their periods stand; none of them can close before this transaction ends. */
async function lockSets(
  trx: Db,
  charts: Charts,
  ids: readonly string[],
): Promise<{ readonly sets: readonly AccountSet[]; readonly periods: readonly PeriodState[] }> {
  const { rows } = await trx.executeQuery<SetRow>(
    CompiledQuery.raw(
      'select id, chart_version, opened_through, closed_through from account_set where id = any($1) order by id for share',
      [ids],
    ),
  );
  const sets = await charts.of(trx, rows);
  return { sets, periods: rows.map(periodOf) };
}

export function periodOf({ id, opened_through, closed_through }: SetRow): PeriodState {
  return { set: id, openedThrough: opened_through, closedThrough: closed_through };
}

/**
 * The recorded entries that a voucher may meet: of its own id and its entries' ids in every set of the unit, those that it takes
 * back, with the others of their vouchers, and what has taken any of them back.
 */
export async function recordedEntries(trx: Db, { id, entries }: Voucher): Promise<readonly Entry[]> {
  const uuids = [id, ...entries.flatMap((entry) => [entry.id, ...(entry.reverses === null ? [] : [entry.reverses])])];
  if (!uuids.every(isUuid)) return [];
  const { rows } = await sql<{ set_id: string; voucher_id: string }>`
    with sets as (
      select id from account_set
      where unit_id in (select unit_id from account_set where id = any(${entries.map(({ set }) => set)}))
    )
    select distinct set_id, voucher_id from ledger_entry
    where set_id in (select id from sets)
      and (voucher_id = ${id} or id = any(${uuids}) or reverses = any(${uuids}))`.execute(trx);
  return readEntries(trx, rows);
}

const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** The entries of these vouchers in all sets of their units, with their legs. */
export async function readEntries(
  db: Db,
  vouchers: readonly { readonly set_id: string; readonly voucher_id: string }[],
): Promise<readonly Entry[]> {
  if (vouchers.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    select e.set_id, e.id, e.voucher_id, e.kind, e.date, e.reverses, v.text,
           array_agg(l.account order by l.line) as accounts,
           array_agg(l.amount::text order by l.line) as amounts,
           array_agg(l.dimensions order by l.line) as dimensions
    from (
      select distinct s.unit_id, w.voucher_id
      from unnest(${vouchers.map(({ set_id }) => set_id)}::text[], ${vouchers.map(({ voucher_id }) => voucher_id)}::uuid[])
        as w (set_id, voucher_id)
      join account_set s on s.id = w.set_id
    ) wanted
    join ledger_voucher v on v.unit_id = wanted.unit_id and v.id = wanted.voucher_id
    join account_set o on o.unit_id = wanted.unit_id
    join ledger_entry e on e.set_id = o.id and e.voucher_id = wanted.voucher_id
    join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
    group by e.set_id, e.id, v.text, o.book
    order by e.date, e.voucher_id, o.book desc`.execute(db);
  return rows.map(entryOf);
}

interface EntryRow {
  readonly set_id: string;
  readonly id: string;
  readonly voucher_id: string;
  readonly kind: string;
  readonly date: string;
  readonly reverses: string | null;
  readonly text: string;
  readonly accounts: readonly string[];
  readonly amounts: readonly string[];
  readonly dimensions: readonly string[];
}

function entryOf(row: EntryRow): Entry {
  const { set_id: set, id, voucher_id: voucher, kind, date, reverses, text } = row;
  const legs = row.accounts.map((account, index): Leg => {
    const amount = Number(row.amounts[index]);
    const dimensions = parseDimensions(row.dimensions[index] ?? '');
    return { account, side: amount > 0 ? 'debit' : 'credit', amount: Math.abs(amount), dimensions };
  });
  return { set, id, voucher, kind: kind as VoucherKind, date, reverses, text, legs };
}

const insertVoucher = `
  with voucher as (
    insert into ledger_voucher (unit_id, id, kind, date, text, posted_by, posted_at)
    values ($1, $2, $3, $4, $5, $6, $7)
  ), entry as (
    insert into ledger_entry (set_id, id, voucher_id, date, kind, reverses)
    select set_id, id, $2, $4, $3, reverses from unnest($8::text[], $9::uuid[], $10::uuid[]) as e (set_id, id, reverses)
  )
  insert into ledger_leg (set_id, entry_id, line, date, kind, account, amount, dimensions)
  select set_id, entry_id, line, $4, $3, account, amount, dimensions
  from unnest($11::text[], $12::uuid[], $13::smallint[], $14::text[], $15::bigint[], $16::text[])
    as l (set_id, entry_id, line, account, amount, dimensions)`;

async function writeVoucher(
  trx: Db,
  sets: readonly AccountSet[],
  { id, kind, date, text, entries }: Voucher,
  by: string,
  at: Date,
): Promise<void> {
  const unit = sets[0]?.unit;
  if (unit === undefined) throw new Error(`the voucher ${id} belongs to no unit`);
  const legs = entries.flatMap((entry) =>
    entry.legs.map(({ account, side, amount, dimensions }, index) => ({
      set: entry.set,
      entry: entry.id,
      line: index + 1,
      account,
      amount: side === 'debit' ? amount : -amount,
      dimensions: dimensionText(dimensions),
    })),
  );
  await trx.executeQuery(
    CompiledQuery.raw(insertVoucher, [
      unit,
      id,
      kind,
      date,
      text,
      by,
      at,
      entries.map(({ set }) => set),
      entries.map((entry) => entry.id),
      entries.map(({ reverses }) => reverses),
      legs.map(({ set }) => set),
      legs.map(({ entry }) => entry),
      legs.map(({ line }) => line),
      legs.map(({ account }) => account),
      legs.map(({ amount }) => amount),
      legs.map(({ dimensions }) => dimensions),
    ]),
  );
}
