/**
 * Figures that a statement counts over a whole county: the statement gives the rows, their sum is the value, and page by page they are
 * its evidence. Where the rows are millions, sums that are kept beside them give the value (`verify` holds the two together), and only
 * a page's rows are read.
 *
 *     counted({ figure: 'remote-registrations', register: '异地就医备案', kept, places, rows: async (_, query) => sql`select …` })
 */
import { formatYuan } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type ComputedFigure, type Evidence, type FigureQuery } from './computed.ts';
import { coordinateText } from './coordinates.ts';
import { type Coordinates } from './figure.ts';
import { readOnce } from './shared-reads.ts';

type Db = Kysely<Database>;

export interface CountedQuery extends FigureQuery {
  /** Six digits of the county. */
  readonly area: string;
}

/** The county of a department; null where there is none. Read once for a reader of figures. */
export async function divisionOf(db: Db, department: string): Promise<string | null> {
  const row = await readOnce(db, `area ${department}`, () =>
    db.selectFrom('department').select('area').where('id', '=', department).executeTakeFirst(),
  );
  return row?.area ?? null;
}

/** One row of evidence as a statement gives it. */
export interface CountedRow {
  readonly id: string;
  readonly date: string | null;
  readonly text: string;
  readonly amount: string;
  readonly reference: string | null;
}

/** Which rows of the evidence are asked for; null for all of them, to be added up. */
export type Paging = Parameters<ComputedFigure['evidence']>[2] | null;

/**
 * Ends a statement whose `id` is two keys of one index with a stroke between, so that no more than a page of its rows is read: without it
 * all of them would be found and sorted for each page.
 */
export function pageBy(
  page: Paging,
  [first, second]: readonly [RawBuilder<unknown>, RawBuilder<unknown>],
): RawBuilder<unknown> {
  if (page === null) return sql``;
  const order = sql`order by ${first}, ${second} limit ${page.limit + 1}`;
  if (page.after === null) return order;
  const after = twoIds.exec(page.after);
  // No page of ours ended there.
  if (after === null) return sql`and false ${order}`;
  return sql`and (${first}, ${second}) > (${after[1]}::uuid, ${after[2]}::uuid) ${order}`;
}

const uuid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const twoIds = new RegExp(`^${uuid}/${uuid}$`);

interface Counted {
  readonly figure: string;
  readonly register: string;
  /** Of money: the sum in fen. */
  readonly money?: boolean;
  /** Rows (id text, date, text, amount, reference), one for each thing counted; null where nothing of the kind is kept. */
  readonly rows: (db: Db, query: CountedQuery, page: Paging) => Promise<RawBuilder<CountedRow> | null>;
  /** What the rows add up to, from sums that are kept; null where there are no rows. Left out: the rows are added up. */
  readonly sum?: (db: Db, query: CountedQuery) => Promise<number | null>;
  readonly places: readonly Coordinates[];
  /** True where the duty has anything of that year; else the figure has no value. */
  readonly kept: (db: Db, query: CountedQuery) => Promise<boolean>;
}

/** A figure that a statement counts: its value is the sum of the rows that are its evidence. */
export function counted({ figure, register, money = false, rows, sum, places, kept }: Counted): ComputedFigure {
  const asking = async (db: Db, query: FigureQuery): Promise<CountedQuery | null> => {
    const area = await divisionOf(db, query.department);
    if (area === null) return null;
    const full = { ...query, area };
    const key = `${figure} kept ${query.department} ${query.year}`;
    return (await readOnce(db, key, () => kept(db, full))) ? full : null;
  };
  const addUp = async (db: Db, query: FigureQuery): Promise<number | null> => {
    const full = await asking(db, query);
    if (full === null) return null;
    if (sum !== undefined) return sum(db, full);
    const of = await rows(db, full, null);
    if (of === null) return null;
    const [row] = (
      await sql<{ sum: number }>`select coalesce(sum(amount), 0)::bigint as sum from (${of}) as r`.execute(db)
    ).rows;
    return row?.sum ?? 0;
  };
  // The places of a figure are found by their sums, which are asked for again as its values.
  const sumOf = (db: Db, query: FigureQuery): Promise<number | null> =>
    readOnce(db, `${figure} sum ${query.department} ${query.year} ${coordinateText(query.at)}`, () => addUp(db, query));
  return {
    figure,
    async value(db, query) {
      const value = await sumOf(db, query);
      if (value === null) return null;
      return money ? formatYuan(value) : String(value);
    },
    async evidence(db, query, page) {
      const { after, limit } = page;
      const full = await asking(db, query);
      const of = full === null ? null : await rows(db, full, page);
      if (of === null) return { rows: [], next: null };
      const found = await sql<CountedRow>`
        select id, date::text as date, text, amount::text as amount, reference from (${of}) as r
        where ${after}::text is null or id > ${after} order by id limit ${limit + 1}`.execute(db);
      const shown = found.rows.slice(0, limit);
      return {
        rows: shown.map(
          ({ id, date, text, amount, reference }): Evidence => ({
            id,
            register,
            date,
            text,
            amount: money ? formatYuan(Number(amount)) : amount,
            ...(reference === null ? {} : { reference }),
          }),
        ),
        next: found.rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    },
    async coordinates(db, query) {
      const held: Coordinates[] = [];
      for (const at of places) if (((await sumOf(db, { ...query, at })) ?? 0) !== 0) held.push(at);
      return held;
    },
  };
}
