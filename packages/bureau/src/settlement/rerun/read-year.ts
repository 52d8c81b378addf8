/**
 * The rows of a year as a run reads them: person by person, in the order of settling, a few thousand at a time. Only the settlements' own
 * rows are opened; what they were decided on is read for those that come out otherwise.
 */
import { type VisitCase } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type CategorySpan } from '../../registry/index.ts';
import { settlementOf } from '../amounts.ts';
import { usedOf } from '../used.ts';
import { type Stopped, type YearRow } from './replay.ts';

type Db = Kysely<Database>;

export interface PersonYear {
  readonly person: string;
  readonly rows: readonly YearRow[];
  readonly categories: readonly CategorySpan[];
  /** Why their lines cannot be classified again, where that was asked for. */
  readonly unclassified?: Stopped;
}

export interface YearScope {
  readonly department: string;
  readonly year: number;
  /** Persons after the first, through the second; null at an end. */
  readonly range: readonly [after: string | null, through: string | null];
  /** Only those who were treated here; null for all. */
  readonly institution: string | null;
}

type Column = Parameters<typeof settlementOf>[0] & {
  readonly person_id: string;
  readonly id: string;
  readonly kind: YearRow['kind'];
  readonly cancels: string | null;
  readonly corrects: string | null;
  readonly scheme: VisitCase['scheme'];
  readonly visit_kind: VisitCase['kind'];
  readonly visit_item: string;
  readonly visit_to: string;
  readonly institution_level: string;
  readonly filing: VisitCase['filing'];
  readonly policy_area: string;
  readonly member: VisitCase['member'];
  readonly is_civil_servant: boolean;
  readonly account_offered: number;
  readonly extra_infants: number;
  readonly used_before: unknown;
};

const rowsAtOnce = 4_000;

/** Yields every person of the range with all their rows of the year. */
export async function* readYear(db: Db, scope: YearScope): AsyncGenerator<readonly PersonYear[]> {
  const { department, year, institution, range } = scope;
  let [after, through] = range;
  const here =
    institution === null
      ? sql`true`
      : sql`s.person_id in (select person_id from settlement
            where department_id = ${department} and year = ${year} and institution = ${institution})`;
  for (;;) {
    const { rows } = await sql<Column>`
      select s.person_id, s.id, s.kind, s.cancels, s.corrects, s.scheme, s.visit_kind, s.visit_item, s.visit_to,
             s.institution_level, s.filing, s.policy_area, s.member, s.is_civil_servant, s.account_offered, s.extra_infants,
             s.total, s.own, s.over_limit, s.first_pay, s.in_scope, s.deductible, s.pool_ratio, s.pool, s.critical_illness,
             s.large_amount, s.civil_servant, s.assistance, s.cadre, s.funds, s.hospital_borne, s.personal, s.account, s.cash,
             s.used_before, s.used_after
      from settlement s
      where s.department_id = ${department} and s.year = ${year}
        ${after === null ? sql`` : sql`and s.person_id > ${after}`} ${through === null ? sql`` : sql`and s.person_id <= ${through}`}
        and ${here}
      order by s.person_id, s.made_at, s.id limit ${rowsAtOnce}`.execute(db);
    const last = rows.at(-1)?.person_id;
    if (last === undefined) return;
    // The last person may go on beyond what was read; they are read again, unless they are all there is.
    const whole = rows.length < rowsAtOnce ? rows : rows.filter(({ person_id }) => person_id !== last);
    if (whole.length === 0) throw new Error(`${last} has more than ${rowsAtOnce} rows in a year`);
    const persons = [...Map.groupBy(whole, ({ person_id }) => person_id)];
    const categories = await categoriesOf(
      db,
      persons.map(([person]) => person),
    );
    yield persons.map(([person, own]) => ({
      person,
      rows: own.map(rowOf),
      categories: categories.get(person) ?? [],
    }));
    if (rows.length < rowsAtOnce) return;
    after = whole.at(-1)?.person_id ?? null;
  }
}

function rowOf(row: Column): YearRow {
  const { after, derivation: _, ...amounts } = settlementOf(row);
  return {
    id: row.id,
    kind: row.kind,
    cancels: row.cancels,
    corrects: row.corrects,
    visit: {
      area: row.policy_area,
      scheme: row.scheme,
      kind: row.visit_kind,
      member: row.member,
      day: row.visit_to,
      level: row.institution_level,
      filing: row.filing,
      civilServant: row.is_civil_servant,
      item: row.visit_item,
    },
    amounts,
    account: row.account_offered,
    extraInfants: row.extra_infants,
    before: usedOf(row.used_before),
    after,
  };
}

async function categoriesOf(db: Db, persons: readonly string[]): Promise<ReadonlyMap<string, readonly CategorySpan[]>> {
  const rows = await sql<CategorySpan & { person: string }>`
    select person_id as person, id, category, from_date as from, known_since as "knownSince", to_date as to,
           end_known_since as "endKnownSince", document
    from insured_category where person_id = any(${persons}::uuid[]) order by person_id, from_date`.execute(db);
  return Map.groupBy(rows.rows, ({ person }) => person);
}

/** The ends of ranges of about as many persons each; the last range has no end. */
export async function personRanges(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
  parts: number,
): Promise<readonly YearScope['range'][]> {
  const shares = Array.from({ length: parts - 1 }, (_, index) => (index + 1) / parts);
  const { rows } = await sql<{ ends: readonly string[] | null }>`
    select percentile_disc(${shares}::float8[]) within group (order by person_id)::text[] as ends
    from settlement where department_id = ${department} and year = ${year} and kind = 'settled'`.execute(db);
  const ends = [...new Set((rows[0]?.ends ?? []).filter((end) => end !== null))];
  return [...ends, null].map((through, index) => [index === 0 ? null : (ends[index - 1] ?? null), through] as const);
}
