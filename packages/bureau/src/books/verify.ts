/**
 * What must hold of the recorded books, proved over the whole database. Sums are made where the rows lie: one pass over the legs
 * of a set gives what every month moved, and from it every kept snapshot is made again.
 */
import { addMonths, type Certainty, formatYuan, type Month, yearOf } from '@mingzhang/kernel';
import {
  type AccountSet,
  accountOn,
  type BooksView,
  dimensionText,
  type Entry,
  emptySnapshot,
  type LedgerFinding,
  ledgerChecks,
  nextMonth,
  type Snapshot,
} from '@mingzhang/ledger';
import { sql } from 'kysely';
import { SharedReads, type Verification, type Verifier } from '../verifier.ts';
import { type MonthTurnover, monthsThrough, turnovers } from './balances.ts';
import { readPeriods } from './periods.ts';
import { accountSets, type Db } from './sets.ts';

/** The first failures are listed, all are counted. */
const listed = 20;

export const booksVerifiers: readonly Verifier[] = [
  {
    id: 'entries-balance',
    name: '每笔分录至少两行，借贷相等',
    run: async (db) => {
      const found = await unbalancedEntries(db, null);
      return { checked: await count(db, 'ledger_entry'), failures: found.map(({ message }) => message) };
    },
  },
  {
    id: 'vouchers-whole',
    name: '凭证、分录、分录行彼此齐全，日期一致',
    run: async (db) => {
      const { rows } = await roomy(db, (trx) =>
        sql<{ what: string }>`
          (select '凭证' || v.id || '没有分录，或分录的日期、性质与凭证不同' as what
           from ledger_voucher v
           left join (select s.unit_id, e.* from ledger_entry e join account_set s on s.id = e.set_id) e
             on e.unit_id = v.unit_id and e.voucher_id = v.id
           where e.id is null or e.date <> v.date or e.kind <> v.kind limit ${listed})
          union all
          (select '分录' || e.id || '没有凭证' from ledger_entry e join account_set s on s.id = e.set_id
           left join ledger_voucher v on v.unit_id = s.unit_id and v.id = e.voucher_id
           where v.id is null limit ${listed})
          union all
          (select '分录' || coalesce(e.id, l.entry_id) || '没有分录行，或分录行没有分录，或日期、性质与分录不同'
           from ledger_entry e
           full join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
           where e.id is null or l.entry_id is null or l.date <> e.date or l.kind <> e.kind limit ${listed})`.execute(
          trx,
        ),
      );
      return { checked: await count(db, 'ledger_voucher'), failures: rows.map(({ what }) => what) };
    },
  },
  {
    id: 'reversals-mirror',
    name: '冲销与原分录逐行相反，一笔只冲一次',
    run: async (db) => {
      const { rows: all } = await sql<{ n: number }>`
        select count(*) as n from ledger_entry where reverses is not null`.execute(db);
      const found = await unevenReversals(db, null);
      return { checked: all[0]?.n ?? 0, failures: found.map(({ message }) => message) };
    },
  },
  {
    id: 'accounts-in-force',
    name: '分录行的科目在记账日适用',
    run: async (db, shared = new SharedReads()) => {
      const failures: string[] = [];
      let checked = 0;
      for (const { set, moved } of await booksAsMoved(db, shared)) {
        checked += new Set(moved.map(({ account }) => account)).size;
        const wrong = moved.filter(({ account, first, last }) =>
          [first, last].some((day) => accountOn(set.accounts, account, day) === null),
        );
        const lines = wrong.map(({ account, month }) => `账套${set.id}的科目${account}在${month}有分录而不适用`);
        failures.push(...new Set(lines));
      }
      return { checked, failures };
    },
  },
  {
    id: 'months-in-bounds',
    name: '分录都在已打开的月份',
    run: async (db, shared = new SharedReads()) => {
      const books = await booksAsMoved(db, shared);
      const failures = books.flatMap(({ set, openedThrough, moved }) => {
        const outside = moved.filter(({ month }) => month < set.firstMonth || month > (openedThrough ?? ''));
        const months = [...new Set(outside.map(({ month }) => month))].sort();
        return months.length === 0 ? [] : [`账套${set.id}有${months.join('、')}的分录，超出已打开的月份`];
      });
      return { checked: books.length, failures };
    },
  },
  {
    id: 'snapshots-replay',
    name: '结账时留存的余额与分录重算一致',
    run: (db, shared = new SharedReads()) => verifySnapshots(db, shared),
  },
  {
    id: 'books-agree',
    name: '账簿之间的勾稽（记账检查）',
    run: (db, shared = new SharedReads()) => verifyChecks(db, shared),
  },
];

interface EntryFinding {
  readonly set: string;
  readonly entry: string;
  readonly message: string;
}

/** Among the sets, or all of them. */
function within(sets: readonly string[] | null, column: string) {
  return sets === null ? sql`true` : sql`${sql.ref(column)} = any(${[...sets]})`;
}

async function unbalancedEntries(db: Db, sets: readonly string[] | null): Promise<readonly EntryFinding[]> {
  const { rows } = await roomy(db, (trx) =>
    sql<{ set: string; entry: string; difference: number; lines: number }>`
      select set_id as set, entry_id as entry, sum(amount)::bigint as difference, count(*) as lines from ledger_leg
      where ${within(sets, 'set_id')}
      group by set_id, entry_id having sum(amount) <> 0 or count(*) < 2 order by 1, 2 limit ${listed}`.execute(trx),
  );
  return rows.map(({ set, entry, difference, lines }) => {
    const what = lines < 2 ? '不足两行' : `借贷相差${formatYuan(difference)}元`;
    return { set, entry, message: `账套${set}的分录${entry}${what}` };
  });
}

async function unevenReversals(db: Db, sets: readonly string[] | null): Promise<readonly EntryFinding[]> {
  const { rows } = await sql<{ set: string; entry: string }>`
    with reversal as (
      select set_id, id, reverses from ledger_entry where reverses is not null and ${within(sets, 'set_id')}
    ), legs as (
      select r.set_id, r.id, l.account, l.dimensions, l.amount from reversal r
      join ledger_leg l on l.set_id = r.set_id and l.entry_id = r.id
      union all
      select r.set_id, r.id, l.account, l.dimensions, l.amount from reversal r
      join ledger_leg l on l.set_id = r.set_id and l.entry_id = r.reverses
    ), uneven as (
      select set_id, id from legs group by set_id, id, account, dimensions, abs(amount)
      having sum(amount) <> 0
    ), lost as (
      select r.set_id, r.id from reversal r
      where not exists (select from ledger_entry e
                        where e.set_id = r.set_id and e.id = r.reverses and e.reverses is null)
    )
    select distinct set_id as set, id as entry from (select * from uneven union all select * from lost) wrong
    order by 1, 2 limit ${listed}`.execute(db);
  return rows.map(({ set, entry }) => {
    return { set, entry, message: `账套${set}的冲销分录${entry}与原分录不是逐行相反，或原分录不在` };
  });
}

async function countEntries(db: Db, sets: readonly string[]): Promise<number> {
  const row = await db
    .selectFrom('ledger_entry')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('set_id', 'in', [...sets, ''])
    .executeTakeFirstOrThrow();
  return row.n;
}

/** In a transaction that may use much memory and several workers: these queries go over every leg there is. */
function roomy<T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`set local work_mem = '256MB'`.execute(trx);
    await sql`set local max_parallel_workers_per_gather = 2`.execute(trx);
    return run(trx);
  });
}

async function count(db: Db, table: 'ledger_entry' | 'ledger_voucher'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

interface MovedBook {
  readonly set: AccountSet;
  readonly openedThrough: Month | null;
  readonly closedThrough: Month | null;
  /** What every month moved, whether it should have or not. */
  readonly moved: readonly MonthTurnover[];
}

/** Every set with what its months moved: one pass over its legs, for all that ask. */
function booksAsMoved(db: Db, shared: SharedReads): Promise<readonly MovedBook[]> {
  return shared.once('books-as-moved', async () => movedOf(db, await accountSets(db)));
}

async function movedOf(db: Db, sets: readonly AccountSet[]): Promise<readonly MovedBook[]> {
  const books: MovedBook[] = [];
  for (const set of sets) {
    const periods = await readPeriods(db, set.id);
    const moved = await roomy(db, (trx) => turnovers(trx, set.id, '1900-01', '2999-12'));
    const { openedThrough = null, closedThrough = null } = periods ?? {};
    books.push({ set, openedThrough, closedThrough, moved });
  }
  return books;
}

async function verifySnapshots(db: Db, shared: SharedReads): Promise<Verification> {
  const failures: string[] = [];
  let checked = 0;
  for (const { set, closedThrough, moved: all } of await booksAsMoved(db, shared)) {
    const kept = await db.selectFrom('ledger_snapshot').selectAll().where('set_id', '=', set.id).execute();
    const byMonth = Map.groupBy(kept, ({ month, stage }) => `${month} ${stage}`);
    const stray = [...byMonth.keys()].find((key) => closedThrough === null || key.slice(0, 7) > closedThrough);
    if (stray !== undefined) failures.push(`账套${set.id}留有未结账月份的余额：${stray}`);
    if (closedThrough === null) continue;
    const moved = Map.groupBy(all, ({ month }) => month);
    let snapshot = emptySnapshot(set);
    while (snapshot.through < closedThrough) {
      const rows = moved.get(addMonths(snapshot.through, 1)) ?? [];
      const before = nextMonth(
        snapshot,
        rows.filter(({ kind }) => kind !== 'closing'),
      );
      snapshot = nextMonth(snapshot, rows);
      const stages: readonly (readonly [string, Snapshot])[] = snapshot.through.endsWith('-12')
        ? [
            ['before-closing', before],
            ['closed', snapshot],
          ]
        : [['closed', snapshot]];
      for (const [stage, expected] of stages) {
        checked += expected.rows.length;
        const stated = byMonth.get(`${snapshot.through} ${stage}`) ?? [];
        const found = differences(stated, expected);
        failures.push(...found.map((what) => `账套${set.id}的${snapshot.through}（${stage}）${what}`));
      }
    }
  }
  return { checked, failures };
}

interface KeptRow {
  readonly account: string;
  readonly dimensions: string;
  readonly opening: number;
  readonly debit: number;
  readonly credit: number;
}

function differences(stated: readonly KeptRow[], expected: Snapshot): readonly string[] {
  const lineOf = ({ account, dimensions, opening, debit, credit }: KeptRow): string =>
    `${account} ${dimensions}：年初${formatYuan(opening)}，借${formatYuan(debit)}，贷${formatYuan(credit)}`;
  const wanted = new Set(expected.rows.map((row) => lineOf({ ...row, dimensions: dimensionText(row.dimensions) })));
  const have = new Set(stated.map(lineOf));
  return [
    ...[...wanted].filter((line) => !have.has(line)).map((line) => `应有 ${line}`),
    ...[...have].filter((line) => !wanted.has(line)).map((line) => `多出 ${line}`),
  ].slice(0, listed);
}

async function verifyChecks(db: Db, shared: SharedReads): Promise<Verification> {
  const failures: string[] = [];
  let checked = 0;
  const units = Map.groupBy(await booksAsMoved(db, shared), ({ set }) => set.unit);
  for (const books of units.values()) {
    for (const { runs, findings } of checkBalances(books) ?? []) {
      checked += runs;
      failures.push(...findings.map(({ message }) => message));
    }
  }
  return { checked, failures };
}

/** The checks that look at single entries; over a database they are asked where the entries lie. */
const entryChecks: readonly string[] = ['entries-balance', 'reversals-mirror-once'];

/** What one of the ledger's checks found in the books of a unit. */
export interface BooksCheck {
  readonly id: string;
  readonly name: string;
  /** What should be true. */
  readonly help: string;
  readonly certainty: Certainty;
  /** How many entries or years it was asked of. */
  readonly runs: number;
  readonly findings: readonly Pick<LedgerFinding, 'set' | 'account' | 'entry' | 'message'>[];
}

/** Runs every check of the ledger over the books of one unit, from their first month on. */
export async function checkBooks(db: Db, unit: string): Promise<readonly BooksCheck[]> {
  const sets = await accountSets(db, unit);
  const ids = sets.map(({ id }) => id);
  const entries = await countEntries(db, ids);
  const onEntries = new Map<string, readonly EntryFinding[]>([
    ['entries-balance', await unbalancedEntries(db, ids)],
    ['reversals-mirror-once', await unevenReversals(db, ids)],
  ]);
  const onBalances = checkBalances(await movedOf(db, sets)) ?? [];
  return ledgerChecks.map(({ meta }) => {
    const found = onEntries.get(meta.id);
    if (found !== undefined) return { ...meta, runs: entries, findings: found };
    const { runs = 0, findings = [] } = onBalances.find(({ id }) => id === meta.id) ?? {};
    return { ...meta, runs, findings };
  });
}

/**
 * The ledger's own checks over balances, once for each year of a unit's sets. They are given what each month moved as if it were
 * one entry: none of those run here looks at single entries. Null where a leg is on an account that is none or outside the open
 * months, of which other verifiers tell: nothing could be said of such books here.
 */
function checkBalances(
  books: readonly MovedBook[],
): readonly { id: string; runs: number; findings: readonly LedgerFinding[] }[] | null {
  const sound = books.every(({ set, openedThrough, moved }) =>
    moved.every(
      (row) =>
        set.accounts.some(({ key }) => key === row.account) &&
        row.month >= set.firstMonth &&
        row.month <= (openedThrough ?? ''),
    ),
  );
  if (!sound) return null;
  const views = yearlyViews(books);
  return ledgerChecks
    .filter(({ meta }) => !entryChecks.includes(meta.id))
    .map((check) => ({
      id: check.meta.id,
      runs: views.length,
      findings: views.flatMap((view) => check.run(view)),
    }));
}

function yearlyViews(books: readonly MovedBook[]): readonly BooksView[] {
  const opened = books.flatMap(({ set, openedThrough, moved }) =>
    openedThrough === null ? [] : [{ set, through: openedThrough, moved }],
  );
  if (opened.length === 0) return [];
  const first = Math.min(...opened.map(({ set }) => yearOf(set.firstMonth)));
  const last = Math.max(...opened.map(({ through }) => yearOf(through)));
  const views: BooksView[] = [];
  for (let year = first; year <= last; year += 1) {
    const own = opened.filter(({ set, through }) => yearOf(set.firstMonth) <= year && yearOf(through) >= year);
    if (own.length === 0) continue;
    const latest = own.map(({ through }) => through).reduce((a, b) => (a > b ? a : b));
    const through: Month = latest < `${year}-12` ? latest : `${year}-12`;
    const starts = own.map(({ set, moved }) => {
      const yearStart = `${year - 1}-12`;
      return set.firstMonth > yearStart ? emptySnapshot(set) : monthsThrough(emptySnapshot(set), moved, yearStart);
    });
    const entries = own.flatMap(({ set, moved }) =>
      asEntries(
        set,
        moved.filter(({ month }) => yearOf(month) === year),
      ),
    );
    views.push({ sets: own.map(({ set }) => set), starts, entries, through });
  }
  return views;
}

/** One entry for what each month moved, the year-end vouchers apart. */
function asEntries(set: AccountSet, moved: readonly MonthTurnover[]): readonly Entry[] {
  const groups = Map.groupBy(moved, ({ month, kind }) => `${month} ${kind}`);
  return [...groups.values()].map((rows): Entry => {
    const [{ month, kind }] = rows as [MonthTurnover, ...MonthTurnover[]];
    const date = kind === 'closing' ? `${month}-31` : `${month}-01`;
    const legs = rows.flatMap(({ account, dimensions, debit, credit }) => [
      ...(debit === 0 ? [] : [{ account, dimensions, side: 'debit' as const, amount: debit }]),
      ...(credit === 0 ? [] : [{ account, dimensions, side: 'credit' as const, amount: credit }]),
    ]);
    return {
      id: `${set.id} ${month} ${kind}`,
      voucher: month,
      set: set.id,
      kind,
      date,
      text: '',
      reverses: null,
      legs,
    };
  });
}
