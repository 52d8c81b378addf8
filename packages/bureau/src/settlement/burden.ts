/**
 * What is left to a person of a year: 政策范围内 fees that no layer paid, over every settlement, difference and cancellation, whatever
 * the scheme.
 */
import { type Fen } from '@mingzhang/kernel';
import { type Accumulators, type AssistanceUsed } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';

type Db = Kysely<Database>;

export interface YearBurden {
  readonly inScope: Fen;
  readonly funds: Fen;
  /** What is left within the rules. */
  readonly burden: Fen;
  /** 医疗救助 so far, all schemes. */
  readonly assisted: AssistanceUsed;
}

export async function yearBurden(db: Db, person: string, year: number): Promise<YearBurden> {
  const { rows } = await sql<{ inScope: number; funds: number }>`
    select coalesce(sum(in_scope), 0)::bigint as "inScope", coalesce(sum(funds), 0)::bigint as funds
    from settlement where person_id = ${person} and year = ${year}`.execute(db);
  const used = await db
    .selectFrom('settlement_accumulator')
    .select('used')
    .where('person_id', '=', person)
    .where('year', '=', year)
    .execute();
  const all = used.map((row) => row.used as Accumulators);
  const { inScope, funds } = rows[0] ?? { inScope: 0, funds: 0 };
  return {
    inScope,
    funds,
    burden: inScope - funds,
    assisted: {
      threshold: all.reduce((sum, { assistanceThreshold }) => sum + assistanceThreshold, 0),
      paid: all.reduce((sum, { assistance }) => sum + assistance, 0),
    },
  };
}

export interface PersonBurden {
  readonly person: string;
  readonly burden: Fen;
  /** The latest row of the year. */
  readonly settlement: string;
}

interface Scope {
  readonly department: string;
  readonly year: number;
  /** Only persons with something settled, adjusted or taken back from then on; null for all. */
  readonly since: Date | null;
}

/** Persons whose burden of the year is at least so much, and of those changed also who is among the given ones. */
export async function burdensFrom(
  db: Db,
  { department, year, since }: Scope,
  least: Fen,
  also: readonly string[],
): Promise<readonly PersonBurden[]> {
  const changed =
    since === null
      ? sql`true`
      : sql`person_id in (select person_id from settlement
                          where department_id = ${department} and year = ${year} and made_at >= ${since})`;
  const { rows } = await sql<PersonBurden>`
    select person_id as person, sum(in_scope - funds)::bigint as burden,
           (array_agg(id order by made_at desc, id desc))[1] as settlement
    from settlement
    where department_id = ${department} and year = ${year} and ${changed}
    group by person_id
    having sum(in_scope - funds) >= ${least} or person_id = any(${also}::uuid[])`.execute(db);
  return rows;
}

/** The years that anything was settled in, the latest first; steps from year to year in the index, however many there are. */
export async function settledYears(db: Db, department: string): Promise<readonly number[]> {
  const { rows } = await sql<{ year: number }>`
    with recursive years as (
      (select year from settlement where department_id = ${department} order by year desc limit 1)
      union all
      select (select s.year from settlement s where s.department_id = ${department} and s.year < y.year order by s.year desc limit 1)
      from years y where y.year is not null
    )
    select year from years where year is not null`.execute(db);
  return rows.map(({ year }) => year);
}

/** The latest moment at which anything of the year was settled; null where nothing was. */
export async function settledThrough(db: Db, department: string, year: number): Promise<Date | null> {
  const { rows } = await sql<{ through: Date | null }>`
    select max(made_at) as through from settlement where department_id = ${department} and year = ${year}`.execute(db);
  return rows[0]?.through ?? null;
}
