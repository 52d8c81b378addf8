/**
 * What is kept of a year's settlements in sums, told apart by what published figures ask for: millions of settlements are some
 * thousand rows of it. `verify` (settlement-summary-adds-up) holds the sums to the settlements.
 */
import { type Fen } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type CountedQuery, type CountedRow, type Paging, pageBy } from './counted.ts';
import { readOnce } from './shared-reads.ts';

type Db = Kysely<Database>;

/** Settlements alike, in the year in which they were made; what was taken back counts against. */
export interface SettledAlike {
  readonly scheme: string;
  readonly visitKind: string;
  readonly level: string;
  /** Disease of 慢特病 and 两病; empty for others. */
  readonly item: string;
  /** Place of care, six digits. */
  readonly careArea: string;
  readonly channel: string;
  /** Settled less taken back; a correction is no visit. */
  readonly visits: number;
  readonly total: Fen;
  readonly own: Fen;
  readonly pool: Fen;
  /** 大病保险 and 职工大额. */
  readonly illness: Fen;
  readonly assistance: Fen;
  readonly cadre: Fen;
  /** What all funds paid. */
  readonly funds: Fen;
}

/** The sums of a year; read once by a handle that shares its reads. */
export function settledAlike(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
): Promise<readonly SettledAlike[]> {
  return readOnce(db, `settled ${department} ${year}`, async () => {
    const { rows } = await sql<SettledAlike>`
      select scheme, visit_kind as "visitKind", institution_level as level, visit_item as item, care_area as "careArea", channel,
             sum(visits)::bigint as visits, sum(total)::bigint as total, sum(own)::bigint as own, sum(pool)::bigint as pool,
             sum(critical_illness + large_amount)::bigint as illness, sum(assistance)::bigint as assistance,
             sum(cadre)::bigint as cadre,
             sum(pool + critical_illness + large_amount + civil_servant + assistance + cadre)::bigint as funds
      from settlement_summary
      where department_id = ${department} and month between ${`${year}-01-01`}::date and ${`${year}-12-01`}::date
      group by 1, 2, 3, 4, 5, 6`.execute(db);
    return rows;
  });
}

/** What a settlement comes to in a figure: of sums, and in a statement over `settlement s`. */
export interface Measure {
  readonly of: (alike: SettledAlike) => number;
  readonly column: RawBuilder<number>;
}

export const measures = {
  visits: {
    of: ({ visits }) => visits,
    column: sql<number>`(case s.kind when 'settled' then 1 when 'cancelled' then -1 else 0 end)`,
  },
  total: { of: ({ total }) => total, column: sql<number>`s.total` },
  own: { of: ({ own }) => own, column: sql<number>`s.own` },
  pool: { of: ({ pool }) => pool, column: sql<number>`s.pool` },
  illness: { of: ({ illness }) => illness, column: sql<number>`(s.critical_illness + s.large_amount)` },
  assistance: { of: ({ assistance }) => assistance, column: sql<number>`s.assistance` },
  cadre: { of: ({ cadre }) => cadre, column: sql<number>`s.cadre` },
  funds: { of: ({ funds }) => funds, column: sql<number>`s.funds` },
} as const satisfies Readonly<Record<string, Measure>>;

/** Several measures together; none of them is nought. */
export function together(parts: readonly Measure[]): Measure {
  if (parts.length === 0) return { of: () => 0, column: sql<number>`0` };
  return {
    of: (alike) => parts.reduce((sum, { of }) => sum + of(alike), 0),
    column: sql<number>`(${sql.join(
      parts.map(({ column }) => column),
      sql` + `,
    )})`,
  };
}

/** Which settlements a figure is of. */
export interface Chosen {
  /** Each a list of what is counted; null for all. */
  readonly schemes: readonly string[] | null;
  readonly visitKinds: readonly string[] | null;
  readonly levels: readonly string[] | null;
  readonly items: readonly string[] | null;
  readonly channels: readonly string[] | null;
  /** Whether care in a place counts. */
  readonly careIn: ((area: string) => boolean) | null;
}

const everything: Chosen = { schemes: null, visitKinds: null, levels: null, items: null, channels: null, careIn: null };

/** A figure's settlements: its value from the sums, its evidence from the settlements themselves. */
export function settledFigure(chosenBy: (query: CountedQuery) => { readonly measure: Measure } & Partial<Chosen>) {
  const read = async (db: Db, query: CountedQuery) => {
    const { measure, ...chosen } = chosenBy(query);
    const of: Chosen = { ...everything, ...chosen };
    const alike = (await settledAlike(db, query)).filter(
      (one) =>
        among(of.schemes, one.scheme) &&
        among(of.visitKinds, one.visitKind) &&
        among(of.levels, one.level) &&
        among(of.items, one.item) &&
        among(of.channels, one.channel) &&
        (of.careIn === null || of.careIn(one.careArea)),
    );
    return { measure, of, alike };
  };
  return {
    sum: async (db: Db, query: CountedQuery): Promise<number> => {
      const { measure, alike } = await read(db, query);
      return alike.reduce((sum, one) => sum + measure.of(one), 0);
    },
    /** Null where nothing adds to the figure: millions would be looked through to find that out. */
    rows: async (db: Db, query: CountedQuery, page: Paging): Promise<RawBuilder<CountedRow> | null> => {
      const { measure, of, alike } = await read(db, query);
      const some = alike.filter((one) => measure.of(one) !== 0);
      if (some.length === 0) return null;
      const { department, year } = query;
      const places = of.careIn === null ? null : [...new Set(some.map(({ careArea }) => careArea))];
      return sql<CountedRow>`
        select s.person_id || '/' || s.id as id, s.settled_on as date,
               s.institution || '，' || (case s.kind when 'settled' then '结算' when 'cancelled' then '撤销' else '补差' end)
                 || (case s.channel when 'direct' then '' else '，零星报销' end) as text,
               ${measure.column} as amount, null::text as reference
        from settlement s
        where s.department_id = ${department} and s.settled_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
          and ${measure.column} <> 0
          ${only(sql`s.scheme`, of.schemes)} ${only(sql`s.visit_kind`, of.visitKinds)}
          ${only(sql`s.institution_level`, of.levels)} ${only(sql`s.visit_item`, of.items)} ${only(sql`s.channel`, of.channels)}
          ${only(sql`s.care_area`, places)}
          ${pageBy(page, [sql`s.person_id`, sql`s.id`])}`;
    },
  };
}

const among = (wanted: readonly string[] | null, value: string): boolean => wanted === null || wanted.includes(value);

/** One value by name, that an index of few rows answers, several as a list. */
function only(column: RawBuilder<unknown>, wanted: readonly string[] | null): RawBuilder<unknown> {
  if (wanted === null) return sql``;
  const [value] = wanted;
  return wanted.length === 1 && value !== undefined
    ? sql`and ${column} = ${value}`
    : sql`and ${column} = any(${[...wanted]}::text[])`;
}

/** True where anything was settled in the year. */
export async function settledInYear(
  db: Db,
  of: { readonly department: string; readonly year: number },
): Promise<boolean> {
  return (await settledAlike(db, of)).length > 0;
}
