/**
 * Posting: one voucher, one durable transaction. The decision is the ledger's; here its facts are looked up and what it
 * accepts is written.
 *
 * A voucher is nearly always new and its months stand as they stood a moment ago. So it is first decided on the facts last seen,
 * and written by one statement that holds the sets' rows and writes nothing unless they are still as seen; the primary keys
 * refuse ids that are taken. Only where one of these fails, or where the answer is no, are the facts looked up anew, the
 * earlier entries among them, and the decision is made again.
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
import { arrayRows } from '@mingzhang/store';
import { CompiledQuery, sql } from 'kysely';
import { type Charts, type Db, type SetRow } from './sets.ts';

export interface PostCommand {
  readonly voucher: Voucher;
  readonly today: DateText;
  /** The person who posts. */
  readonly by: string;
  readonly at: Date;
}

/** Posts a voucher in a transaction of its own; it is on disk when this returns. */
export async function postVoucher(db: Db, charts: Charts, command: PostCommand): Promise<PostingDecision> {
  const posted = await postAsLastSeen(db, charts, command);
  if (posted !== null) return posted;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute((trx) => decideAndWrite(trx, charts, command));
    } catch (error) {
      // Another transaction has recorded the same ids, or taken back the same entry, since they were looked up.
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}

/** Posts on the facts last seen, by one statement; null where that was not possible and nothing was written. */
async function postAsLastSeen(db: Db, charts: Charts, command: PostCommand): Promise<PostingDecision | null> {
  try {
    return await writeAsLastSeen(db, charts, command);
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

async function writeAsLastSeen(db: Db, charts: Charts, command: PostCommand): Promise<PostingDecision | null> {
  const { voucher, today } = command;
  const seen = charts.lastSeen(voucher.entries.map(({ set }) => set));
  if (seen === null || voucher.entries.some(({ reverses }) => reverses !== null)) return null;
  const decision = decidePosting({ today, sets: seen.sets, periods: seen.rows.map(periodOf), recorded: [] }, voucher);
  if (decision.outcome !== 'accepted') return null;
  return (await writeVouchers(db, seen.rows, seen.sets, [command])) ? decision : null;
}

/** Posts a voucher within a transaction that also writes its record; a refusal leaves the transaction to the caller. */
export async function postVoucherWithin(trx: Db, charts: Charts, command: PostCommand): Promise<PostingDecision> {
  return decideAndWrite(trx, charts, command);
}

/**
 * Posts vouchers whose ids the caller has just made, and which take nothing back, within the caller's transaction: on the facts last
 * seen where they still stand, all by one statement. Gives the decisions in their order; where one is a refusal, nothing is written.
 * Ids that are taken after all fail the transaction.
 */
export async function postFreshVouchersWithin(
  trx: Db,
  charts: Charts,
  commands: readonly PostCommand[],
): Promise<readonly PostingDecision[]> {
  if (commands.length === 0) return [];
  const ids = [...new Set(commands.flatMap(({ voucher }) => voucher.entries.map(({ set }) => set)))].sort();
  const decide = ({ rows, sets }: Seen): readonly PostingDecision[] => {
    const periods = rows.map(periodOf);
    return commands.map(({ voucher, today }) => decidePosting({ today, sets, periods, recorded: [] }, voucher));
  };
  const seen = charts.lastSeen(ids);
  if (seen !== null) {
    const decisions = decide(seen);
    if (allAccepted(decisions) && (await writeVouchers(trx, seen.rows, seen.sets, commands))) return decisions;
  }
  const held = await lockSets(trx, charts, ids);
  const decisions = decide(held);
  if (allAccepted(decisions) && !(await writeVouchers(trx, held.rows, held.sets, commands))) {
    throw new Error(`the sets ${ids.join(', ')} changed while they were held`);
  }
  return decisions;
}

type Seen = Awaited<ReturnType<typeof lockSets>>;

function allAccepted(decisions: readonly PostingDecision[]): boolean {
  return decisions.every(({ outcome }) => outcome === 'accepted');
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

async function decideAndWrite(trx: Db, charts: Charts, command: PostCommand): Promise<PostingDecision> {
  const { voucher, today } = command;
  const { rows, sets } = await lockSets(
    trx,
    charts,
    voucher.entries.map(({ set }) => set),
  );
  const recorded = await recordedEntries(trx, voucher);
  const decision = decidePosting({ today, sets, periods: rows.map(periodOf), recorded }, voucher);
  if (decision.outcome === 'accepted' && !(await writeVouchers(trx, rows, sets, [command]))) {
    throw new Error(`the sets of voucher ${voucher.id} changed while they were held`);
  }
  return decision;
}

/** The sets and where their periods stand; none of them can close before this transaction ends. */
export async function lockSets(
  trx: Db,
  charts: Charts,
  ids: readonly string[],
): Promise<{ readonly rows: readonly SetRow[]; readonly sets: readonly AccountSet[] }> {
  const { rows } = await trx.executeQuery<SetRow>(
    CompiledQuery.raw(
      'select id, chart_version, opened_through, closed_through from account_set where id = any($1) order by id for share',
      [ids],
    ),
  );
  const sets = await charts.of(trx, rows);
  charts.saw(rows);
  return { rows, sets };
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

const voucherColumns = {
  unit_id: 'text',
  id: 'uuid',
  kind: 'text',
  date: 'date',
  text: 'text',
  posted_by: 'text',
  posted_at: 'timestamptz',
};
const entryColumns = { set_id: 'text', id: 'uuid', voucher_id: 'uuid', date: 'date', kind: 'text', reverses: 'uuid' };
const legColumns = {
  set_id: 'text',
  entry_id: 'uuid',
  line: 'smallint',
  date: 'date',
  kind: 'text',
  account: 'text',
  amount: 'bigint',
  dimensions: 'text',
};
const seenColumns = { id: 'text', version: 'integer', opened: 'text', closed: 'text' };
const list = (columns: Readonly<Record<string, string>>): string => Object.keys(columns).join(', ');

/** Holds the sets' rows and writes the vouchers if they are still as they were seen. */
const insertVouchers = `/* prepared: post-vouchers */
  with held as (
    select s.id from account_set s
    join ${arrayRows(seenColumns, 22, 'seen')} on seen.id = s.id
    where s.chart_version = seen.version
      and s.opened_through is not distinct from seen.opened and s.closed_through is not distinct from seen.closed
    for share of s
  ), unchanged as (
    select from held having count(*) = cardinality($22::text[])
  ), voucher as (
    insert into ledger_voucher (${list(voucherColumns)})
    select ${list(voucherColumns)} from unchanged, ${arrayRows(voucherColumns, 1, 'v')}
  ), entry as (
    insert into ledger_entry (${list(entryColumns)})
    select ${list(entryColumns)} from unchanged, ${arrayRows(entryColumns, 8, 'e')}
  )
  insert into ledger_leg (${list(legColumns)})
  select ${list(legColumns)} from unchanged, ${arrayRows(legColumns, 14, 'l')}`;

/** True if they were written; false, and nothing written, if a set's row is no longer as it was seen. */
async function writeVouchers(
  db: Db,
  seen: readonly SetRow[],
  sets: readonly AccountSet[],
  commands: readonly PostCommand[],
): Promise<boolean> {
  const unitOf = ({ id, entries }: Voucher): string => {
    const unit = sets.find((set) => set.id === entries[0]?.set)?.unit;
    if (unit === undefined) throw new Error(`the voucher ${id} belongs to no unit`);
    return unit;
  };
  const vouchers = commands.map(({ voucher, by, at }) => ({ ...voucher, unit: unitOf(voucher), by, at }));
  const entries = vouchers.flatMap(({ id: voucher, date, kind, entries: own }) =>
    own.map((entry) => ({ ...entry, voucher, date, kind })),
  );
  const legs = entries.flatMap(({ set, id: entry, date, kind, legs: own }) =>
    own.map(({ account, side, amount, dimensions }, index) => ({
      set,
      entry,
      line: index + 1,
      date,
      kind,
      account,
      amount: side === 'debit' ? amount : -amount,
      dimensions: dimensionText(dimensions),
    })),
  );
  const { numAffectedRows = 0n } = await db.executeQuery(
    CompiledQuery.raw(insertVouchers, [
      vouchers.map(({ unit }) => unit),
      vouchers.map(({ id }) => id),
      vouchers.map(({ kind }) => kind),
      vouchers.map(({ date }) => date),
      vouchers.map(({ text }) => text),
      vouchers.map(({ by }) => by),
      vouchers.map(({ at }) => at),
      entries.map(({ set }) => set),
      entries.map(({ id }) => id),
      entries.map(({ voucher }) => voucher),
      entries.map(({ date }) => date),
      entries.map(({ kind }) => kind),
      entries.map(({ reverses }) => reverses),
      legs.map(({ set }) => set),
      legs.map(({ entry }) => entry),
      legs.map(({ line }) => line),
      legs.map(({ date }) => date),
      legs.map(({ kind }) => kind),
      legs.map(({ account }) => account),
      legs.map(({ amount }) => amount),
      legs.map(({ dimensions }) => dimensions),
      seen.map((row) => row.id),
      seen.map((row) => row.chart_version),
      seen.map((row) => row.opened_through),
      seen.map((row) => row.closed_through),
    ]),
  );
  return numAffectedRows === BigInt(legs.length);
}
