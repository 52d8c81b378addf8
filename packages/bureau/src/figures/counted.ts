/**
 * Figures that a statement counts over a whole county: the statement gives the rows, their sum is the value, and page by page they are
 * its evidence.
 *
 *     counted({ figure: 'remote-registrations', register: '异地就医备案', kept, places, rows: async (_, query) => sql`select …` })
 */
import { formatYuan } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type ComputedFigure, type Evidence, type FigureQuery } from './computed.ts';
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

interface Counted {
  readonly figure: string;
  readonly register: string;
  /** Of money: the sum in fen. */
  readonly money?: boolean;
  /** Rows (id text, date, text, amount, reference), one for each thing counted; null where nothing of the kind is kept. */
  readonly rows: (db: Db, query: CountedQuery) => Promise<RawBuilder<CountedRow> | null>;
  readonly places: readonly Coordinates[];
  /** True where the duty has anything of that year; else the figure has no value. */
  readonly kept: (db: Db, query: CountedQuery) => Promise<boolean>;
}

/** A figure that a statement counts: its value is the sum of the rows that are its evidence. */
export function counted({ figure, register, money = false, rows, places, kept }: Counted): ComputedFigure {
  const statement = async (db: Db, query: FigureQuery): Promise<RawBuilder<CountedRow> | null> => {
    const area = await divisionOf(db, query.department);
    if (area === null) return null;
    const full = { ...query, area };
    const key = `${figure} kept ${query.department} ${query.year}`;
    return (await readOnce(db, key, () => kept(db, full))) ? rows(db, full) : null;
  };
  const sumOf = async (db: Db, query: FigureQuery): Promise<number | null> => {
    const of = await statement(db, query);
    if (of === null) return null;
    const [row] = (
      await sql<{ sum: number }>`select coalesce(sum(amount), 0)::bigint as sum from (${of}) as r`.execute(db)
    ).rows;
    return row?.sum ?? 0;
  };
  return {
    figure,
    async value(db, query) {
      const sum = await sumOf(db, query);
      if (sum === null) return null;
      return money ? formatYuan(sum) : String(sum);
    },
    async evidence(db, query, { after, limit }) {
      const of = await statement(db, query);
      if (of === null) return { rows: [], next: null };
      const found = await sql<CountedRow>`
        select id, date::text as date, text, amount::text as amount, reference from (${of}) as r
        where ${after}::text is null or id > ${after} order by id limit ${limit + 1}`.execute(db);
      const page = found.rows.slice(0, limit);
      return {
        rows: page.map(
          ({ id, date, text, amount, reference }): Evidence => ({
            id,
            register,
            date,
            text,
            amount: money ? formatYuan(Number(amount)) : amount,
            ...(reference === null ? {} : { reference }),
          }),
        ),
        next: found.rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
    async coordinates(db, query) {
      const held: Coordinates[] = [];
      for (const at of places) if (((await sumOf(db, { ...query, at })) ?? 0) !== 0) held.push(at);
      return held;
    },
  };
}
