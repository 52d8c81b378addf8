/**
 * Enrolment on the database. A resident's enrolment makes a due; cover begins with the spell, which is entered when the due is paid
 * (缴费到账), or at once where nothing is left to pay. An employee is insured from the month that they are entered. Everything of a
 * person is decided while the person is held. `enrolResidents` does for many at once what `enrolResident` does for one.
 */
import { type DateText, type Fen, firstDayOf, lastDayOf, type Month, type ParameterSet } from '@mingzhang/kernel';
import { type Category, type EmployeeKind, type Scheme } from '@mingzhang/policy';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { type CategorySpan, endSpell, enterSpell, lockInsured } from '../registry/index.ts';
import { type Db, departmentOf, type Hand, parts, type Trx, trace } from './common.ts';
import {
  type DueDraft,
  type DueKind,
  decideEmployeeDue,
  decideResidentDue,
  type Employment,
  type EmploymentDraft,
  type Enrollee,
  employmentProblem,
  enrolledAlready,
  idProblem,
  memberOf,
  textProblem,
} from './decide.ts';
import { type EnrolmentRefused, ofRegistry, refuse } from './refusals.ts';

export type Done = { readonly id: string; readonly again: boolean };

interface OfPerson extends Hand {
  readonly department: string;
  readonly person: string;
}

/** Enrols a resident for a year: what is due, and the cover at once where nothing is. */
export async function enrolResident(
  trx: Trx,
  parameters: ParameterSet,
  command: OfPerson & { readonly year: number; readonly enrolledOn: DateText },
): Promise<Done | EnrolmentRefused> {
  const { department: departmentId, person: personId, id, year, enrolledOn, by, at, today } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const person = await lockInsured(trx, personId);
  if ('refusal' in person) return ofRegistry(person);
  const before = await dueAt(trx, personId, id);
  if (before !== null) {
    const same = before.period === String(year) && before.enrolledOn === enrolledOn;
    return same ? { id, again: true } : idUsed(id);
  }
  const standing = await standingDue(trx, personId, 'resident', String(year));
  if (standing) return enrolledAlready(person.name, String(year));
  const due = decideResidentDue(parameters, person, { area: department.area, year, enrolledOn, today });
  if ('refusal' in due) return due;
  await insertDues(trx, [{ id, person: personId, department: departmentId, employer: '', enrolledOn, due }], {
    by,
    at,
  });
  const spell = await coverPaid(trx, [{ person: personId, due: id, on: enrolledOn }], {
    area: department.area,
    by,
    at,
  });
  if (spell !== null) return spell;
  await trace(trx, command, 'enrolment.make', `insured:${personId}`, {
    enrolled: year,
    person: due.person,
    subsidy: due.subsidy,
  });
  return { id, again: false };
}

export interface BulkEnrolment {
  readonly id: string;
  readonly person: string;
  readonly year: number;
  readonly enrolledOn: DateText;
}

export type BulkOutcome = { readonly id: string } & (
  | { readonly done: true }
  | { readonly refused: EnrolmentRefused['refusal'] }
);

/**
 * Enrols many residents by the decision that one is enrolled by. Who is refused is answered for, and the others go on; all that is
 * written is written in the caller's transaction.
 */
export async function enrolResidents(
  trx: Trx,
  parameters: ParameterSet,
  command: Omit<Hand, 'id'> & { readonly department: string; readonly rows: readonly BulkEnrolment[] },
): Promise<readonly BulkOutcome[] | EnrolmentRefused> {
  const { department: departmentId, rows, by, at, today } = command;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const outcomes: BulkOutcome[] = [];
  let enrolled = 0;
  for (const part of parts(rows)) {
    const people = await enrollees(
      trx,
      part.map(({ person }) => person),
    );
    const taken = await takenPeriods(
      trx,
      part.map(({ person }) => person),
    );
    const made: NewDue[] = [];
    for (const { id, person: personId, year, enrolledOn } of part) {
      const answer = (refused: EnrolmentRefused): void => void outcomes.push({ id, refused: refused.refusal });
      const person = people.get(personId);
      const form = idProblem(id);
      if (form !== null) answer(form);
      else if (person === undefined) answer(personUnknown());
      else if (taken.has(`${personId} ${year}`)) answer(enrolledAlready(person.name, String(year)));
      else {
        const due = decideResidentDue(parameters, person, { area: department.area, year, enrolledOn, today });
        if ('refusal' in due) answer(due);
        else {
          taken.add(`${personId} ${year}`);
          made.push({ id, person: personId, department: departmentId, employer: '', enrolledOn, due });
          outcomes.push({ id, done: true });
        }
      }
    }
    await insertDues(trx, made, { by, at });
    const free = made.filter(({ due }) => due.person === 0);
    const refused = await coverPaid(
      trx,
      free.map(({ id, person, enrolledOn }) => ({ person, due: id, on: enrolledOn })),
      { area: department.area, by, at },
    );
    if (refused !== null) return refused;
    enrolled += made.length;
  }
  await trace(trx, command, 'enrolment.make', `department:${departmentId}`, {
    enrolled,
    refused: rows.length - enrolled,
  });
  return outcomes;
}

/** People whose cover could continue: residents of a year, alive, without an enrolment for the next. */
export async function listToRenew(db: Db, department: string, year: number, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ person: string }>`
    select d.person_id as person
    from contribution_due d
    join insured_person p on p.id = d.person_id and p.died_on is null
    where d.department_id = ${department} and d.scheme = 'resident' and d.period = ${String(year - 1)}
      and d.withdrawn_at is null
      and not exists (select from contribution_due n where n.person_id = d.person_id and n.scheme = 'resident'
                      and n.period = ${String(year)} and n.withdrawn_at is null)
      and not exists (select from insured_spell s where s.person_id = d.person_id and s.scheme <> 'resident'
                      and s.to_date is null)
    order by d.person_id limit ${limit}`.execute(db);
  return rows.map(({ person }) => person);
}

interface NewDue {
  readonly id: string;
  readonly person: string;
  readonly department: string;
  readonly employer: string;
  readonly enrolledOn: DateText;
  readonly due: DueDraft;
}

async function insertDues(trx: Trx, dues: readonly NewDue[], { by, at }: Pick<Hand, 'by' | 'at'>): Promise<void> {
  if (dues.length === 0) return;
  const of = <Value>(value: (one: NewDue) => Value): readonly Value[] => dues.map(value);
  await sql`
    insert into contribution_due (person_id, id, department_id, scheme, period, kind, employer, base, standard, subsidy,
      subsidy_category, person, employer_share, account, fiscal, covered_from, enrolled_on, made_by, made_at)
    select person, id, department, scheme, period, kind, employer, base, standard, subsidy,
           category, own, employer_share, account, fiscal, covered, enrolled, ${by}, ${at}
    from unnest(
      ${of(({ person }) => person)}::uuid[], ${of(({ id }) => id)}::uuid[], ${of(({ department }) => department)}::text[],
      ${of(({ due }) => due.scheme)}::text[], ${of(({ due }) => due.period)}::text[], ${of(({ due }) => due.kind)}::text[],
      ${of(({ employer }) => employer)}::text[], ${of(({ due }) => due.base)}::bigint[],
      ${of(({ due }) => due.standard)}::bigint[], ${of(({ due }) => due.subsidy)}::bigint[],
      ${of(({ due }) => due.subsidyCategory)}::text[], ${of(({ due }) => due.person)}::bigint[],
      ${of(({ due }) => due.employerShare)}::bigint[], ${of(({ due }) => due.account)}::bigint[],
      ${of(({ due }) => due.fiscal)}::bigint[], ${of(({ due }) => due.coveredFrom)}::date[],
      ${of(({ enrolledOn }) => enrolledOn)}::date[]
    ) as d (person, id, department, scheme, period, kind, employer, base, standard, subsidy, category, own,
            employer_share, account, fiscal, covered, enrolled)`.execute(trx);
}

export interface Paid {
  readonly person: string;
  readonly due: string;
  /** The day on which nothing more was owed. */
  readonly on: DateText;
}

/**
 * Notes of dues that nothing more is owed, and begins a resident's cover: a newborn's from birth, everybody else's from the year's
 * first day or, where the last of it came later, from the day it was paid; 等待期 runs to the day that the rules gave. Dues of which
 * something is owed are passed over.
 */
export async function coverPaid(
  trx: Trx,
  paid: readonly Paid[],
  { area, by, at }: { readonly area: string } & Pick<Hand, 'by' | 'at'>,
): Promise<EnrolmentRefused | null> {
  if (paid.length === 0) return null;
  const { rows } = await sql<{ person: string; due: string; from: DateText | null; to: DateText }>`
    update contribution_due d set settled_on = p.on_date
    from unnest(${paid.map(({ person }) => person)}::uuid[], ${paid.map(({ due }) => due)}::uuid[],
                ${paid.map(({ on }) => on)}::date[]) as p (person, due, on_date)
    where d.person_id = p.person and d.id = p.due and d.settled_on is null and d.withdrawn_at is null
      and d.paid_person = d.person and d.paid_employer = d.employer_share
    returning d.person_id as person, d.id as due,
      (case when d.scheme <> 'resident' then null
            when d.kind = 'newborn' then d.covered_from
            else greatest(p.on_date, (d.period || '-01-01')::date) end)::text as from,
      (d.period || '-12-31') as to`.execute(trx);
  const begun = rows.filter(({ from }) => from !== null);
  if (begun.length === 0) return null;
  const spells = begun.map((one) => ({ ...one, id: newId() }));
  // A spell that would meet another of the person is left out here, and the due is then paid without cover: it is on the list of
  // what has come twice.
  await sql`
    insert into insured_spell (person_id, id, scheme, area, member, civil_servant, from_date, to_date, waiting_until, made_by, made_at)
    select s.person, s.id, 'resident', ${area}, 'resident', false, s.from_date, s.to_date,
           case when d.covered_from - 1 >= s.from_date then d.covered_from - 1 end, ${by}, ${at}
    from unnest(${spells.map(({ person }) => person)}::uuid[], ${spells.map(({ id }) => id)}::uuid[],
                ${spells.map(({ due }) => due)}::uuid[], ${spells.map(({ from }) => from)}::date[],
                ${spells.map(({ to }) => to)}::date[]) as s (person, id, due, from_date, to_date)
    join contribution_due d on d.person_id = s.person and d.id = s.due
    where not exists (
      select from insured_spell o where o.person_id = s.person and o.from_date <= s.to_date
        and (o.to_date is null or o.to_date >= greatest(s.from_date, o.from_date)))`.execute(trx);
  return null;
}

async function takenPeriods(db: Db, people: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select person_id || ' ' || period as key from contribution_due
    where person_id = any(${[...people]}::uuid[]) and scheme = 'resident' and withdrawn_at is null`.execute(db);
  return new Set(rows.map(({ key }) => key));
}

/** People as a decision needs them, held. */
async function enrollees(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, Enrollee>> {
  const wanted = [...new Set(ids)].sort();
  const { rows: people } = await sql<{ id: string; name: string; bornOn: string; diedOn: string | null }>`
    select id, name, born_on as "bornOn", died_on as "diedOn" from insured_person
    where id = any(${wanted}::uuid[]) order by id for no key update`.execute(trx);
  const spells = await trx
    .selectFrom('insured_spell')
    .select(['person_id', 'scheme', 'area', 'from_date', 'to_date'])
    .where('person_id', 'in', wanted.length === 0 ? [newId()] : wanted)
    .execute();
  const categories = await trx
    .selectFrom('insured_category')
    .selectAll()
    .where('person_id', 'in', wanted.length === 0 ? [newId()] : wanted)
    .execute();
  const spellsOf = Map.groupBy(spells, ({ person_id }) => person_id);
  const categoriesOf = Map.groupBy(categories, ({ person_id }) => person_id);
  return new Map(
    people.map(({ id, ...person }) => [
      id,
      {
        ...person,
        spells: (spellsOf.get(id) ?? []).map((row) => ({
          scheme: row.scheme as Scheme,
          area: row.area,
          from: row.from_date,
          to: row.to_date,
        })),
        categories: (categoriesOf.get(id) ?? []).map(
          (row): CategorySpan => ({
            id: row.id,
            category: row.category as Category,
            from: row.from_date,
            knownSince: row.known_since,
            to: row.to_date,
            endKnownSince: row.end_known_since,
            document: row.document,
          }),
        ),
      },
    ]),
  );
}

/** Takes an enrolment back of which nothing was paid. */
export async function withdrawDue(
  trx: Trx,
  command: OfPerson & { readonly reason: string },
): Promise<Done | EnrolmentRefused> {
  const { person: personId, id, reason, by, at } = command;
  const problem = textProblem({ 撤回原因: reason });
  if (problem !== null) return problem;
  const person = await lockInsured(trx, personId);
  if ('refusal' in person) return ofRegistry(person);
  const due = await trx
    .selectFrom('contribution_due')
    .select(['paid_person', 'paid_employer', 'withdrawn_at', 'period', 'settled_on', 'subsidy'])
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('department_id', '=', command.department)
    .executeTakeFirst();
  if (due === undefined) return entryUnknown();
  if (due.withdrawn_at !== null) return { id, again: true };
  if (due.paid_person + due.paid_employer > 0 || due.settled_on !== null) {
    return refuse('due-paid', `${due.period}已经缴费或已经生效，不能撤回；需要终止的请办停保，多缴的请退费。`);
  }
  await trx
    .updateTable('contribution_due')
    .set({ withdrawn_reason: reason, withdrawn_by: by, withdrawn_at: at })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'enrolment.make', `insured:${personId}`, { withdrawn: due.period, reason });
  return { id, again: false };
}

/** Enters that somebody is insured as an employee from a month on: the spell, and who pays on what wage. */
export async function enrolEmployee(
  trx: Trx,
  command: OfPerson & EmploymentDraft & { readonly civilServant: boolean },
): Promise<Done | EnrolmentRefused> {
  const {
    department: departmentId,
    person: personId,
    id,
    employer,
    kind,
    wage,
    fromMonth,
    civilServant,
    by,
    at,
  } = command;
  const problem = idProblem(id) ?? employmentProblem(command);
  if (problem !== null) return problem;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const person = await lockInsured(trx, personId);
  if ('refusal' in person) return ofRegistry(person);
  const before = (await employmentsOf(trx, personId)).find((one) => one.id === id);
  if (before !== undefined) {
    const same =
      before.employer === employer && before.fromMonth === fromMonth && before.kind === kind && before.wage === wage;
    return same ? { id, again: true } : idUsed(id);
  }
  const elsewhere = person.spells.find(
    (one) => one.area !== department.area && one.scheme === 'employee' && one.to === null,
  );
  if (elsewhere !== undefined) {
    return refuse(
      'insured-elsewhere',
      `${person.name}自${elsewhere.from}起在${elsewhere.area}参加职工医保，还没有停保；请先办理转移接续。`,
    );
  }
  const spell = newId();
  const entered = await enterSpell(trx, {
    ...command,
    id: spell,
    scheme: 'employee',
    area: department.area,
    member: memberOf(kind),
    civilServant,
    from: firstDayOf(fromMonth),
    to: null,
    waitingUntil: null,
  });
  if ('refusal' in entered) return ofRegistry(entered);
  await insertEmployment(trx, {
    person: personId,
    id,
    spell,
    department: departmentId,
    employer,
    kind,
    wage,
    fromMonth,
    by,
    at,
  });
  await trace(trx, command, 'enrolment.make', `insured:${personId}`, { employed: fromMonth, employer });
  return { id, again: false };
}

interface NewEmployment extends EmploymentDraft, Pick<Hand, 'by' | 'at'> {
  readonly person: string;
  readonly id: string;
  readonly spell: string;
  readonly department: string;
}

async function insertEmployment(trx: Trx, row: NewEmployment): Promise<void> {
  await trx
    .insertInto('insured_employment')
    .values({
      person_id: row.person,
      id: row.id,
      spell_id: row.spell,
      department_id: row.department,
      employer: row.employer,
      kind: row.kind,
      wage: row.wage,
      from_month: row.fromMonth,
      made_by: row.by,
      made_at: row.at,
    })
    .execute();
}

export async function employmentsOf(db: Db, person: string): Promise<readonly Employment[]> {
  const rows = await db
    .selectFrom('insured_employment')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('from_month')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    spell: row.spell_id,
    employer: row.employer,
    kind: row.kind as EmployeeKind,
    wage: row.wage,
    fromMonth: row.from_month,
    toMonth: row.to_month,
  }));
}

/** Ends an employment with a month, and the cover with its last day (停保). */
export async function stopEmployee(
  trx: Trx,
  command: OfPerson & { readonly lastMonth: Month; readonly reason: string },
): Promise<Done | EnrolmentRefused> {
  const { person: personId, id, lastMonth, reason, by, at } = command;
  const person = await lockInsured(trx, personId);
  if ('refusal' in person) return ofRegistry(person);
  const employment = (await employmentsOf(trx, personId)).find((one) => one.id === id);
  if (employment === undefined) return entryUnknown();
  if (employment.toMonth !== null) {
    return employment.toMonth === lastMonth
      ? { id, again: true }
      : refuse('entry-ended', `已经停保到${employment.toMonth}，没有改动。`);
  }
  if (lastMonth < employment.fromMonth) {
    return refuse('date-malformed', `停保月份${lastMonth}早于参保月份${employment.fromMonth}，请核对。`);
  }
  const ended = await endSpell(trx, { ...command, id: employment.spell, to: lastDayOf(lastMonth), reason });
  if ('refusal' in ended) return ofRegistry(ended);
  await trx
    .updateTable('insured_employment')
    .set({ to_month: lastMonth, ended_by: by, ended_at: at })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'enrolment.make', `insured:${personId}`, { stopped: lastMonth, reason });
  return { id, again: false };
}

export interface MonthReckoned {
  readonly made: number;
  readonly amount: Fen;
  /** Members for whom a due stood already. */
  readonly standing: number;
}

/** Reckons what is due of an employer's – or everybody's – members for a month (核定); again, it adds who is new. */
export async function reckonMonth(
  trx: Trx,
  parameters: ParameterSet,
  command: Omit<Hand, 'id'> & {
    readonly department: string;
    readonly month: Month;
    /** Null: all of them. */
    readonly employer: string | null;
  },
): Promise<MonthReckoned | EnrolmentRefused> {
  const { department: departmentId, month, employer, by, at, today } = command;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const { rows } = await sql<{ person: string; employer: string; kind: EmployeeKind; wage: Fen; standing: boolean }>`
    select e.person_id as person, e.employer, e.kind, e.wage,
           exists (select from contribution_due d where d.person_id = e.person_id and d.scheme = 'employee'
                   and d.period = ${month} and d.withdrawn_at is null) as standing
    from insured_employment e
    join insured_person p on p.id = e.person_id and (p.died_on is null or p.died_on >= ${firstDayOf(month)}::date)
    where e.department_id = ${departmentId} and e.from_month <= ${month} and (e.to_month is null or e.to_month >= ${month})
      and (${employer}::text is null or e.employer = ${employer})
    order by e.person_id, e.from_month desc`.execute(trx);
  const made: NewDue[] = [];
  const seen = new Set<string>();
  let standing = 0;
  for (const { person, employer: by_, kind, wage, standing: has } of rows) {
    if (seen.has(person)) continue;
    seen.add(person);
    if (has) {
      standing += 1;
      continue;
    }
    const due = decideEmployeeDue(parameters, { kind, wage }, department.area, month);
    if (due === null) continue;
    if ('refusal' in due) return due;
    made.push({ id: newId(), person, department: departmentId, employer: by_, enrolledOn: today, due });
  }
  for (const part of parts(made)) await insertDues(trx, part, { by, at });
  const amount = made.reduce((sum, { due }) => sum + due.person + due.employerShare, 0);
  await trace(trx, command, 'enrolment.make', `department:${departmentId}`, {
    month,
    employer,
    made: made.length,
    amount,
  });
  return { made: made.length, amount, standing };
}

export interface ListedDue {
  readonly id: string;
  readonly scheme: 'resident' | 'employee';
  readonly period: string;
  readonly kind: DueKind;
  readonly employer: string;
  readonly base: Fen;
  readonly standard: Fen;
  readonly subsidy: Fen;
  readonly subsidyCategory: string | null;
  readonly person: Fen;
  readonly employerShare: Fen;
  readonly paid: Fen;
  readonly coveredFrom: DateText;
  readonly enrolledOn: DateText;
  readonly settledOn: DateText | null;
  readonly withdrawn: string | null;
}

/** Somebody's dues, the latest first. */
export async function listDues(db: Db, person: string): Promise<readonly ListedDue[]> {
  const rows = await db
    .selectFrom('contribution_due')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('period', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    scheme: row.scheme === 'resident' ? 'resident' : 'employee',
    period: row.period,
    kind: row.kind as DueKind,
    employer: row.employer,
    base: row.base,
    standard: row.standard,
    subsidy: row.subsidy,
    subsidyCategory: row.subsidy_category,
    person: row.person,
    employerShare: row.employer_share,
    paid: row.paid_person + row.paid_employer,
    coveredFrom: row.covered_from,
    enrolledOn: row.enrolled_on,
    settledOn: row.settled_on,
    withdrawn: row.withdrawn_reason,
  }));
}

async function dueAt(trx: Trx, person: string, id: string) {
  const row = await trx
    .selectFrom('contribution_due')
    .select(['period', 'enrolled_on as enrolledOn'])
    .where('person_id', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

async function standingDue(trx: Trx, person: string, scheme: string, period: string): Promise<boolean> {
  const row = await trx
    .selectFrom('contribution_due')
    .select('id')
    .where('person_id', '=', person)
    .where('scheme', '=', scheme)
    .where('period', '=', period)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export function personUnknown(): EnrolmentRefused {
  const message = '没有这位参保人员，请先按姓名或身份证号查找。';
  return { refusal: { list: 'registry', id: 'person-unknown', message } };
}

export function entryUnknown(): EnrolmentRefused {
  return refuse('entry-unknown', '没有这条登记，请刷新后再试。');
}

export function idUsed(id: string): EnrolmentRefused {
  return refuse('id-used', `编号${id}已用于另一条内容不同的登记，这次没有保存。请为新的登记换一个编号。`);
}
