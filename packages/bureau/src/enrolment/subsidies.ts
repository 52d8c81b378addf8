/**
 * 资助参保: those enrolled for a year on whose due there is a subsidy are put on a list by one person and approved by another. With the
 * approval the assistance fund pays the residents' fund what was not left to the persons:
 *
 *     医疗救助基金 借 医疗救助支出 贷 财政专户存款      居民医保基金 借 财政专户存款 贷 社会保险费收入
 *
 * The subsidy is not 待遇支出 (财社〔2013〕217号).
 */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { decideChecking, type IdentityKey, maskedIdentity } from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { book, type Db, departmentOf, type Hand, type Trx, trace } from './common.ts';
import { idProblem, textProblem } from './decide.ts';
import { type Done, idUsed } from './enrol.ts';
import { subsidised } from './movements.ts';
import { type EnrolmentRefused, ofAccess, refuse } from './refusals.ts';

/** Lists everybody who is to be subsidised for a year and is on no standing list yet. */
export async function proposeSubsidies(
  trx: Trx,
  command: Hand & { readonly department: string; readonly year: number },
): Promise<Done | EnrolmentRefused> {
  const { department: departmentId, year, id, by, at } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const before = await listAt(trx, departmentId, id);
  if (before !== null) return before.year === year ? { id, again: true } : idUsed(id);
  // Two who list at the same time would list the same people.
  await trx.selectFrom('department').select('id').where('id', '=', departmentId).forNoKeyUpdate().execute();
  await trx
    .insertInto('enrolment_subsidy_list')
    .values({ department_id: departmentId, id, year, persons: 0, amount: 0, made_by: by, made_at: at })
    .execute();
  const { rows } = await sql<{ persons: number; amount: Fen }>`
    with listed as (
      insert into enrolment_subsidy (person_id, due_id, department_id, list_id, year, category, amount)
      select d.person_id, d.id, d.department_id, ${id}, ${year}, d.subsidy_category, d.subsidy
      from contribution_due d
      where d.department_id = ${departmentId} and d.scheme = 'resident' and d.period = ${String(year)} and d.subsidy > 0
        and d.withdrawn_at is null and d.settled_on is not null
        and not exists (
          select from enrolment_subsidy g
          join enrolment_subsidy_list l on l.department_id = g.department_id and l.id = g.list_id
          where g.person_id = d.person_id and g.due_id = d.id and l.decided is distinct from 'rejected')
      returning amount)
    select count(*)::integer as persons, coalesce(sum(amount), 0)::bigint as amount from listed`.execute(trx);
  const [{ persons, amount } = { persons: 0, amount: 0 }] = rows;
  if (persons === 0) {
    return refuse(
      'list-empty',
      `${year}年度没有已参保而未列入名单的资助对象。请先登记困难群众参保，本人应缴部分缴清后再列。`,
    );
  }
  await trx
    .updateTable('enrolment_subsidy_list')
    .set({ persons, amount })
    .where('department_id', '=', departmentId)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'enrolment.make', `enrolment-subsidy:${id}`, {
    department: departmentId,
    year,
    persons,
    amount,
  });
  return { id, again: false };
}

interface DecideCommand extends Omit<Hand, 'id'> {
  readonly department: string;
  readonly id: string;
  readonly approve: boolean;
  readonly reason: string;
}

/** Approves a list, and books what the assistance fund pays, or turns it down. */
export async function decideSubsidies(
  trx: Trx,
  charts: Charts,
  command: DecideCommand,
): Promise<Done | EnrolmentRefused> {
  const { department, id, approve, reason, by, at, today } = command;
  const problem = approve ? null : textProblem({ 退回理由: reason });
  if (problem !== null) return problem;
  const list = await listAt(trx, department, id, true);
  if (list === null) return refuse('proposal-unknown', '没有这份资助名单，请刷新列表后再试。');
  if (list.decided !== null) {
    const same = list.decided === (approve ? 'approved' : 'rejected');
    return same ? { id, again: true } : refuse('proposal-decided', '这份名单已经复核，没有改动。');
  }
  const samePerson = decideChecking({ maker: list.by, checker: by, what: `${list.year}年度的资助名单` });
  if (samePerson !== null) return ofAccess(samePerson.refusal);
  if (approve) {
    const { amount } = list;
    const refused = await book(trx, charts, {
      department,
      of: 'subsidy',
      ofId: id,
      text: `资助${list.persons}人参加${list.year}年度居民医保`,
      movements: subsidised(amount),
      by,
      at,
      today,
    });
    if (refused !== null) return refused;
  }
  await trx
    .updateTable('enrolment_subsidy_list')
    .set({
      decided: approve ? 'approved' : 'rejected',
      decided_by: by,
      decided_on: today,
      decided_at: at,
      decided_reason: approve ? null : reason,
    })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'enrolment.check', `enrolment-subsidy:${id}`, {
    department,
    year: list.year,
    approve,
    amount: list.amount,
  });
  return { id, again: false };
}

async function listAt(trx: Trx, department: string, id: string, hold = false) {
  if (idProblem(id) !== null) return null;
  const query = trx
    .selectFrom('enrolment_subsidy_list')
    .select(['year', 'persons', 'amount', 'decided', 'made_by as by'])
    .where('department_id', '=', department)
    .where('id', '=', id);
  return (await (hold ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

export interface SubsidyList {
  readonly id: string;
  readonly persons: number;
  readonly amount: Fen;
  readonly maker: string;
  readonly checker: string | null;
  readonly decided: 'approved' | 'rejected' | null;
  readonly decidedOn: DateText | null;
  readonly decidedReason: string | null;
}

export interface SubsidyYear {
  readonly lists: readonly SubsidyList[];
  /** By category: who is to be subsidised, of those enrolled whose own share is paid, and of those how many are on an approved list. */
  readonly categories: readonly {
    readonly category: string;
    readonly entitled: number;
    readonly settled: number;
    readonly approved: number;
    readonly amount: Fen;
  }[];
  /** On the roster on the first day of the year and not enrolled for it. */
  readonly missing: number;
}

/** A year's subsidies as they stand. */
export async function subsidiesOf(db: Db, department: string, year: number): Promise<SubsidyYear> {
  const { rows: lists } = await sql<SubsidyList>`
    select l.id, l.persons, l.amount, coalesce(m.name, '') as maker, c.name as checker, l.decided,
           l.decided_on as "decidedOn", l.decided_reason as "decidedReason"
    from enrolment_subsidy_list l
    left join access_person m on m.id = l.made_by
    left join access_person c on c.id = l.decided_by
    where l.department_id = ${department} and l.year = ${year}
    order by l.made_at desc, l.id`.execute(db);
  const { rows: categories } = await sql<SubsidyYear['categories'][number]>`
    select d.subsidy_category as category, count(*)::integer as entitled, count(d.settled_on)::integer as settled,
           count(g.person_id)::integer as approved, coalesce(sum(g.amount), 0)::bigint as amount
    from contribution_due d
    left join (
      select g.person_id, g.due_id, g.amount from enrolment_subsidy g
      join enrolment_subsidy_list l on l.department_id = g.department_id and l.id = g.list_id and l.decided = 'approved'
      where g.department_id = ${department} and g.year = ${year}
    ) g on g.person_id = d.person_id and g.due_id = d.id
    where d.department_id = ${department} and d.scheme = 'resident' and d.period = ${String(year)}
      and d.subsidy > 0 and d.withdrawn_at is null
    group by 1 order by 1`.execute(db);
  const { rows: missing } = await sql<{ n: number }>`
    select count(distinct c.person_id)::integer as n
    from insured_category c
    join insured_person p on p.id = c.person_id and p.died_on is null
    join department b on b.id = ${department} and left(p.area, 6) = b.area
    where c.from_date <= ${`${year}-01-01`}::date and (c.to_date is null or c.to_date >= ${`${year}-01-01`}::date)
      and not exists (select from contribution_due d where d.person_id = c.person_id and d.scheme = 'resident'
                      and d.period = ${String(year)} and d.withdrawn_at is null)
      and not exists (select from insured_spell s where s.person_id = c.person_id and s.from_date <= ${`${year}-12-31`}::date
                      and (s.to_date is null or s.to_date >= ${`${year}-01-01`}::date))`.execute(db);
  return { lists, categories, missing: missing[0]?.n ?? 0 };
}

export interface SubsidisedPerson {
  readonly person: string;
  readonly name: string;
  /** Masked. */
  readonly identity: string;
  readonly area: string;
  readonly category: string;
  readonly standard: Fen;
  readonly subsidy: Fen;
  readonly own: Fen;
  readonly settledOn: DateText | null;
  readonly list: string | null;
  readonly decided: string | null;
}

/** Who is to be subsidised for a year, by the order of their ids; `category` null: of every category. */
export async function listSubsidised(
  db: Db,
  key: IdentityKey,
  {
    department,
    year,
    category,
    after,
    limit,
  }: {
    readonly department: string;
    readonly year: number;
    readonly category: string | null;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<readonly SubsidisedPerson[]> {
  const { rows } = await sql<Omit<SubsidisedPerson, 'identity'> & { sealed: Buffer }>`
    select d.person_id as person, p.name, p.identity_sealed as sealed, p.area, d.subsidy_category as category, d.standard,
           d.subsidy, d.person as own, d.settled_on as "settledOn", g.list_id as list, g.decided
    from contribution_due d
    join insured_person p on p.id = d.person_id
    left join lateral (
      select g.list_id, l.decided from enrolment_subsidy g
      join enrolment_subsidy_list l on l.department_id = g.department_id and l.id = g.list_id
      where g.person_id = d.person_id and g.due_id = d.id and l.decided is distinct from 'rejected'
      limit 1) g on true
    where d.department_id = ${department} and d.scheme = 'resident' and d.period = ${String(year)}
      and d.subsidy > 0 and d.withdrawn_at is null
      and (${category}::text is null or d.subsidy_category = ${category})
      and (${after}::uuid is null or d.person_id > ${after}::uuid)
    order by d.person_id limit ${limit}`.execute(db);
  return rows.map(({ sealed, ...row }) => ({ ...row, identity: maskedIdentity(key, sealed) }));
}
