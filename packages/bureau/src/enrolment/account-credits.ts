/**
 * 个人账户划入, a month at a time: of those in service what their paid contributions set aside for the account, of an employer or of
 * all; of the retired the amount that the rules give them. One person lists it, another approves, and then it is on the accounts.
 *
 * The share of those in service was booked in the personal accounts' fund when it was paid. What the retired get comes from the
 * pooled fund:
 *
 *     职工统筹 借 社会保险费收入 贷 财政专户存款      职工个人账户 借 财政专户存款 贷 社会保险费收入
 */
import {
  type DateText,
  type Fen,
  firstDayOf,
  isMonth,
  type Month,
  monthOf,
  type ParameterSet,
} from '@mingzhang/kernel';
import { employeeContribution } from '@mingzhang/policy';
import { sql } from 'kysely';
import { decideChecking } from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { policyAreaOf } from '../registry/index.ts';
import { creditAccounts } from '../settlement/index.ts';
import { book, bookedAs, type Db, departmentOf, type Hand, parts, type Trx, trace } from './common.ts';
import { idProblem, textProblem } from './decide.ts';
import { type Done, idUsed } from './enrol.ts';
import { type EnrolmentRefused, ofAccess, ofRules, refuse } from './refusals.ts';

export const creditKinds = { 'in-service': '在职（随缴费）', retired: '退休（按定额）' } as const;
export type CreditKind = keyof typeof creditKinds;

export interface CreditsAsked {
  readonly department: string;
  readonly kind: CreditKind;
  readonly month: Month;
  /** 统一社会信用代码; null: all. */
  readonly employer: string | null;
}

export interface Credit {
  readonly person: string;
  readonly name: string;
  readonly amount: Fen;
}

/** Who would be credited now, by name: whoever is on a list that stands is not there again. */
export async function previewCredits(
  db: Db,
  parameters: ParameterSet,
  asked: CreditsAsked,
): Promise<readonly Credit[] | EnrolmentRefused> {
  const { department: departmentId, kind, month, employer } = asked;
  const department = await departmentOf(db, departmentId);
  if ('refusal' in department) return department;
  if (!isMonth(month)) return refuse('date-malformed', `月份“${month}”不对，写作“2024-03”。`);
  if (kind === 'retired' && employer !== null) {
    return refuse('kind-unfit', '退休人员不随单位划入，请不要选单位。');
  }
  if (kind === 'retired')
    return retiredCredits(db, parameters, { department: departmentId, area: department.area, month });
  const { rows } = await sql<Credit>`
    select d.person_id as person, p.name, d.account as amount
    from contribution_due d join insured_person p on p.id = d.person_id
    where d.department_id = ${departmentId} and d.scheme = 'employee' and d.period = ${month} and d.account > 0
      and d.withdrawn_at is null and d.settled_on is not null
      and (${employer}::text is null or d.employer = ${employer})
      and ${notListed(month)}
    order by p.name, d.person_id`.execute(db);
  return rows;
}

const notListed = (month: Month) => sql`
  not exists (
    select from account_credit c
    join account_credit_list l on l.department_id = c.department_id and l.id = c.list_id
    where c.person_id = p.id and c.month = ${month} and l.decided is distinct from 'rejected')`;

async function retiredCredits(
  db: Db,
  parameters: ParameterSet,
  { department, area, month }: { readonly department: string; readonly area: string; readonly month: Month },
): Promise<readonly Credit[] | EnrolmentRefused> {
  const place = policyAreaOf(area);
  if (place === null) {
    return refuse(
      'area-without-rules',
      `区划${area}没有对应的参数，不知道${department}适用哪里的规定；请先录入本地的规定。`,
    );
  }
  const rule = employeeContribution(parameters, { area: place, month, kind: 'retired', wage: 0 });
  if ('refusal' in rule) return ofRules(rule);
  if (rule.account === 0) return [];
  const first = firstDayOf(month);
  const { rows } = await sql<Omit<Credit, 'amount'>>`
    select distinct p.id as person, p.name from insured_spell s join insured_person p on p.id = s.person_id
    where s.scheme = 'employee' and s.member = 'retired' and s.area = ${area} and s.from_date <= ${first}::date
      and (s.to_date is null or s.to_date >= ${first}::date) and (p.died_on is null or p.died_on >= ${first}::date)
      and ${notListed(month)}
    order by p.name, p.id`.execute(db);
  return rows.map((row) => ({ ...row, amount: rule.account }));
}

/** Lists a month's credits for another person to approve. */
export async function proposeCredits(
  trx: Trx,
  parameters: ParameterSet,
  command: Hand & CreditsAsked,
): Promise<Done | EnrolmentRefused> {
  const { id, by, at, today, department, kind, month, employer } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  // Two who list at the same time would list the same people.
  await trx.selectFrom('department').select('id').where('id', '=', department).forNoKeyUpdate().execute();
  const before = await listAt(trx, department, id);
  if (before !== null) {
    const same = before.kind === kind && before.month === month && before.employer === (employer ?? '');
    return same ? { id, again: true } : idUsed(id);
  }
  if (isMonth(month) && month > monthOf(today)) {
    return refuse('date-in-future', `${month}还没有到，不能先划入。`);
  }
  const credits = await previewCredits(trx, parameters, command);
  if ('refusal' in credits) return credits;
  if (credits.length === 0) {
    return refuse(
      'list-empty',
      `${month}没有可以划入的人：${kind === 'retired' ? '没有在享受待遇的退休人员' : '应缴没有缴清'}，或已经列入划入名单。`,
    );
  }
  const amount = credits.reduce((sum, one) => sum + one.amount, 0);
  await trx
    .insertInto('account_credit_list')
    .values({
      department_id: department,
      id,
      kind,
      month,
      employer: employer ?? '',
      persons: credits.length,
      amount,
      made_by: by,
      made_at: at,
    })
    .execute();
  for (const part of parts(credits)) {
    await trx
      .insertInto('account_credit')
      .values(
        part.map((one) => ({
          department_id: department,
          list_id: id,
          person_id: one.person,
          month,
          amount: one.amount,
        })),
      )
      .execute();
  }
  const detail = { department, kind, month, persons: credits.length, amount };
  await trace(trx, command, 'enrolment.make', `account-credit:${id}`, detail);
  return { id, again: false };
}

interface DecideCommand extends Omit<Hand, 'id'> {
  readonly department: string;
  readonly id: string;
  readonly approve: boolean;
  readonly reason: string;
}

/** Another person approves a list, and it is on the accounts; or turns it down with the reason. */
export async function decideCredits(
  trx: Trx,
  charts: Charts,
  command: DecideCommand,
): Promise<Done | EnrolmentRefused> {
  const { department, id, approve, reason, by, at, today } = command;
  const problem = approve ? null : textProblem({ 退回理由: reason });
  if (problem !== null) return problem;
  const list = await listAt(trx, department, id, true);
  if (list === null) return refuse('proposal-unknown', '没有这份划入名单，请刷新列表后再试。');
  if (list.decided !== null) {
    const same = list.decided === (approve ? 'approved' : 'rejected');
    return same ? { id, again: true } : refuse('proposal-decided', '这份名单已经复核，没有改动。');
  }
  const samePerson = decideChecking({ maker: list.by, checker: by, what: `${list.month}的个人账户划入名单` });
  if (samePerson !== null) return ofAccess(samePerson.refusal);
  if (approve) {
    const text = `${list.month}划入个人账户`;
    const refused = list.kind === 'retired' ? await bookRetired(trx, charts, command, { ...list, text }) : null;
    if (refused !== null) return refused;
    const voucher = await bookedAs(trx, { department, of: 'account-credit', ofId: id });
    const credits = await trx
      .selectFrom('account_credit')
      .select(['person_id as person', 'amount'])
      .where('department_id', '=', department)
      .where('list_id', '=', id)
      .orderBy('person_id')
      .execute();
    for (const part of parts(credits)) {
      await creditAccounts(trx, part, { date: today, text, voucher: voucher ?? null, by: list.by, at });
    }
  }
  await trx
    .updateTable('account_credit_list')
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
  const detail = { department, month: list.month, approve, amount: list.amount };
  await trace(trx, command, 'enrolment.check', `account-credit:${id}`, detail);
  return { id, again: false };
}

function bookRetired(
  trx: Trx,
  charts: Charts,
  { department, id, by, at, today }: DecideCommand,
  { amount, text }: { readonly amount: Fen; readonly text: string },
): Promise<EnrolmentRefused | null> {
  return book(trx, charts, {
    department,
    of: 'account-credit',
    ofId: id,
    text,
    movements: [
      { fund: 'employee-pooled', debit: 'premium-income', credit: 'fiscal-account-deposit', amount },
      { fund: 'employee-personal', debit: 'fiscal-account-deposit', credit: 'premium-income', amount },
    ],
    by,
    at,
    today,
  });
}

async function listAt(trx: Trx, department: string, id: string, hold = false) {
  if (idProblem(id) !== null) return null;
  const query = trx
    .selectFrom('account_credit_list')
    .select(['kind', 'month', 'employer', 'amount', 'decided', 'made_by as by'])
    .where('department_id', '=', department)
    .where('id', '=', id);
  return (await (hold ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

export interface CreditList {
  readonly id: string;
  readonly kind: CreditKind;
  readonly month: Month;
  readonly employer: string;
  readonly persons: number;
  readonly amount: Fen;
  readonly by: string;
  readonly checkedBy: string | null;
  readonly decided: 'approved' | 'rejected' | null;
  readonly decidedOn: DateText | null;
  readonly decidedReason: string | null;
}

/** The lists of a department, the latest first; at most 200. */
export async function listCredits(db: Db, department: string): Promise<readonly CreditList[]> {
  const rows = await db
    .selectFrom('account_credit_list')
    .selectAll()
    .where('department_id', '=', department)
    .orderBy('made_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as CreditKind,
    month: row.month,
    employer: row.employer,
    persons: row.persons,
    amount: row.amount,
    by: row.made_by,
    checkedBy: row.decided_by,
    decided: row.decided as CreditList['decided'],
    decidedOn: row.decided_on,
    decidedReason: row.decided_reason,
  }));
}

/** Who is on a list, by name; at most `limit`. */
export async function creditsOf(db: Db, department: string, list: string, limit: number): Promise<readonly Credit[]> {
  if (idProblem(list) !== null) return [];
  return db
    .selectFrom('account_credit as c')
    .innerJoin('insured_person as p', 'p.id', 'c.person_id')
    .select(['c.person_id as person', 'p.name', 'c.amount'])
    .where('c.department_id', '=', department)
    .where('c.list_id', '=', list)
    .orderBy('p.name')
    .orderBy('c.person_id')
    .limit(limit)
    .execute();
}
