/** Clearing statements as they are read: the list of a bureau, one with its rows and sums, and what a year comes to. */
import { type Fen, isUuid7, type Month } from '@mingzhang/kernel';
import { type RawBuilder, sql } from 'kysely';
import { type Db } from '../../books/index.ts';
import { type Reach } from '../decide.ts';
import { mayBeTaken, type StatementProblem, type StatementSum, type StatementVisit } from './decide.ts';
import { type StatementCells } from './read.ts';

export interface ListedStatement {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly at: Date;
  readonly rows: number;
  /** How many are kept out. */
  readonly open: number;
  /** Of the rows that count: the first and last month, and what they add up to. */
  readonly from: Month | null;
  readonly to: Month | null;
  readonly visits: number;
  readonly total: Fen;
  readonly fund: Fen;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

async function statementsWhere(db: Db, where: RawBuilder<unknown>): Promise<readonly ListedStatement[]> {
  const { rows } = await sql<ListedStatement>`
    select s.id, s.name, s.made_by as by, s.made_at as at, count(r.row)::integer as rows,
           (count(r.row) filter (where not r.taken))::integer as open,
           min(r.month) filter (where r.taken) as "from", max(r.month) filter (where r.taken) as "to",
           coalesce(sum(r.visits) filter (where r.taken), 0)::integer as visits,
           coalesce(sum(r.total) filter (where r.taken), 0)::bigint as total,
           coalesce(sum(r.fund) filter (where r.taken), 0)::bigint as fund,
           s.withdrawn_by as "withdrawnBy", s.withdrawn_reason as "withdrawnReason"
    from remote_statement s
    left join remote_statement_row r on r.department_id = s.department_id and r.statement_id = s.id
    where ${where}
    group by s.department_id, s.id
    order by s.made_at desc, s.id desc`.execute(db);
  return rows;
}

/** The statements of a bureau, the latest first. */
export function listStatements(db: Db, department: string): Promise<readonly ListedStatement[]> {
  return statementsWhere(db, sql`s.department_id = ${department}`);
}

interface OneStatement {
  readonly department: string;
  readonly id: string;
}

/** One statement with the sums of the rows that count; null where there is none. */
export async function findStatement(
  db: Db,
  { department, id }: OneStatement,
): Promise<(ListedStatement & { readonly sums: readonly StatementSum[] }) | null> {
  if (!isUuid7(id)) return null;
  const [found] = await statementsWhere(db, sql`s.department_id = ${department} and s.id = ${id}`);
  if (found === undefined) return null;
  const { rows: sums } = await sql<StatementSum>`
    select reach, visit, channel, count(*)::integer as rows, sum(visits)::integer as visits, sum(total)::bigint as total,
           sum(fund)::bigint as fund
    from remote_statement_row
    where department_id = ${department} and statement_id = ${id} and taken
    group by reach, visit, channel
    order by sum(total) desc, reach, visit, channel`.execute(db);
  return { ...found, sums };
}

export interface StatementLine {
  readonly row: number;
  readonly cells: StatementCells;
  /** As the registry knows it; null where it does not, or was not asked. */
  readonly institutionName: string | null;
  readonly problems: readonly StatementProblem[];
  readonly message: string;
  readonly taken: boolean;
  /** True if it may be taken as it stands. */
  readonly mayBeTaken: boolean;
  /** Who took a row that was kept out, and why; null of the others. */
  readonly settledBy: string | null;
  readonly settledReason: string | null;
}

/** The rows of a statement in the order of the file: those kept out, those that count, or all. */
export async function listStatementRows(
  db: Db,
  {
    department,
    id,
    taken,
    after,
    limit,
  }: OneStatement & { readonly taken: boolean | null; readonly after: number; readonly limit: number },
): Promise<readonly StatementLine[]> {
  if (!isUuid7(id)) return [];
  const { rows } = await sql<Omit<StatementLine, 'mayBeTaken'>>`
    select r.row, r.cells, i.name as "institutionName", r.problems, r.message, r.taken, r.settled_by as "settledBy",
           r.settled_reason as "settledReason"
    from remote_statement_row r
    left join care_institution i on i.code = coalesce(r.institution, r.cells ->> 'institution')
    where r.department_id = ${department} and r.statement_id = ${id} and (${taken}::boolean is null or r.taken = ${taken})
      and r.row > ${after}
    order by r.row limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, mayBeTaken: !row.taken && mayBeTaken(row.problems) }));
}

/** The years of which there are rows that count, the latest first. */
export async function remoteCareYears(db: Db, department: string): Promise<readonly number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct left(r.month, 4)::integer as year
    from remote_statement_row r
    join remote_statement s on s.department_id = r.department_id and s.id = r.statement_id and s.withdrawn_at is null
    where r.department_id = ${department} and r.taken
    order by 1 desc`.execute(db);
  return rows.map(({ year }) => year);
}

export interface RemoteCareSum {
  readonly month: Month;
  readonly institution: string;
  /** Null where the institution is not registered. */
  readonly name: string | null;
  readonly reach: Reach;
  readonly visit: StatementVisit;
  readonly visits: number;
  readonly total: Fen;
  /** Of it settled directly. */
  readonly direct: Fen;
  readonly fund: Fen;
}

/** Care given here to people insured elsewhere, by month, institution, reach and kind of visit. */
export async function remoteCareSums(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
): Promise<readonly RemoteCareSum[]> {
  const { rows } = await sql<RemoteCareSum>`
    select r.month, r.institution, i.name, r.reach, r.visit, sum(r.visits)::integer as visits, sum(r.total)::bigint as total,
           coalesce(sum(r.total) filter (where r.channel = 'direct'), 0)::bigint as direct, sum(r.fund)::bigint as fund
    from remote_statement_row r
    join remote_statement s on s.department_id = r.department_id and s.id = r.statement_id and s.withdrawn_at is null
    left join care_institution i on i.code = r.institution
    where r.department_id = ${department} and r.taken and left(r.month, 4) = ${String(year)}
    group by r.month, r.institution, i.name, r.reach, r.visit
    order by r.month, r.institution, r.reach, r.visit`.execute(db);
  return rows;
}
