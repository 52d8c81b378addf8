/**
 * The tax bureau's files on the database. A file is handed in by one person: its rows are compared with what is due and kept, and
 * nothing else happens. Another confirms it: the rows are compared once more as things stand, dues are paid, cover begins, and the
 * money is booked, in one transaction. The same bytes are recognised by their hash. Of a number in a file only the blind index and
 * the masked form are kept.
 */
import { createHash } from 'node:crypto';
import { type Sheet } from '@mingzhang/documents';
import { type DateText, type Fen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import {
  decideChecking,
  type IdentityKey,
  identityIndex,
  identityProblem,
  maskIdentity,
  normalIdentity,
} from '../access/index.ts';
import { type Charts } from '../books/index.ts';
import { book, type Db, departmentOf, type Hand, parts, type Trx, trace } from './common.ts';
import { idProblem, textProblem } from './decide.ts';
import {
  accountPart,
  afterRow,
  type DueFacts,
  decideRow,
  type PersonFacts,
  type RowDecision,
  type RowMatch,
} from './decide-row.ts';
import { coverPaid, type Done, idUsed, type Paid } from './enrol.ts';
import { collected } from './movements.ts';
import { type FileKind, type FileRow, readFileRows } from './read-file.ts';
import { type EnrolmentRefused, ofAccess, refuse } from './refusals.ts';

/** Where the collected money lies: keys of the fund chart. */
export const deposits = {
  'income-account-deposit': '收入户存款',
  'fiscal-account-deposit': '财政专户存款',
  'treasury-deposit': '国库存款',
} as const;

export type Deposit = keyof typeof deposits;

interface StageCommand extends Hand {
  readonly department: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sheets: readonly Sheet[];
  readonly deposit: Deposit;
}

/** Takes a file in for a look; nothing is paid by it yet. */
export async function stageFile(trx: Trx, key: IdentityKey, command: StageCommand): Promise<Done | EnrolmentRefused> {
  const { department, kind, name, bytes, sheets, deposit, id, by, at } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const found = await departmentOf(trx, department);
  if ('refusal' in found) return found;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const before = await fileAt(trx, department, id);
  if (before !== null) return before.sha256 === sha256 ? { id, again: true } : idUsed(id);
  const standing = await trx
    .selectFrom('contribution_file as f')
    .leftJoin('access_person as p', 'p.id', 'f.made_by')
    .select(['f.name', 'f.made_at', 'f.confirmed_on', 'p.name as maker'])
    .where('f.department_id', '=', department)
    .where('f.sha256', '=', sha256)
    .where('f.dropped_at', 'is', null)
    .executeTakeFirst();
  if (standing !== undefined) {
    const state = standing.confirmed_on === null ? '还没有确认' : `${standing.confirmed_on}已经确认入账`;
    return refuse(
      'file-repeated',
      `同样内容的文件“${standing.name}”已由${standing.maker ?? '他人'}上传，${state}，没有再收一次。请在列表里打开那一份。`,
    );
  }
  const rows = readFileRows(sheets, kind);
  if ('refusal' in rows) return rows;
  await trx
    .insertInto('contribution_file')
    .values({
      department_id: department,
      id,
      kind,
      name,
      sha256,
      deposit,
      rows: rows.length,
      total: rows.reduce((sum, row) => (row.problem === null ? sum + row.personAmount + row.employerAmount : sum), 0),
      made_by: by,
      made_at: at,
    })
    .execute();
  for (const part of parts(rows)) await insertRows(trx, key, department, id, part);
  await compare(trx, { department, file: id, kind, final: false });
  await trace(trx, command, 'contribution.make', `contribution-file:${id}`, {
    department,
    kind,
    name,
    rows: rows.length,
  });
  return { id, again: false };
}

async function insertRows(
  trx: Trx,
  key: IdentityKey,
  department: string,
  file: string,
  rows: readonly FileRow[],
): Promise<void> {
  const numbers = rows.map(({ number }) => (identityProblem(number) === null ? normalIdentity(number) : null));
  const of = <Value>(value: (row: FileRow) => Value): readonly Value[] => rows.map(value);
  await sql`
    insert into contribution_row (department_id, file_id, row, name, number_masked, number_index, employer, period,
      person_amount, employer_amount, paid_on, receipt, match, message)
    select ${department}, ${file}, * from unnest(
      ${of(({ row }) => row)}::integer[], ${of(({ name }) => name)}::text[],
      ${rows.map(({ number }, index) => (numbers[index] === null ? maskedAnyhow(number) : maskIdentity(numbers[index] ?? '')))}::text[],
      ${numbers.map((number) => (number === null ? null : identityIndex(key, number)))}::bytea[],
      ${of(({ employer }) => employer)}::text[], ${of(({ period }) => period)}::text[],
      ${of(({ personAmount }) => personAmount)}::bigint[], ${of(({ employerAmount }) => employerAmount)}::bigint[],
      ${of(({ paidOn }) => paidOn)}::date[], ${of(({ receipt }) => receipt)}::text[],
      ${of(({ problem }) => (problem === null ? '' : 'unreadable'))}::text[], ${of(({ problem }) => problem ?? '')}::text[])`.execute(
    trx,
  );
}

/** What is no number still looks like one: its beginning is enough to find the line in the file. */
export function maskedAnyhow(number: string): string {
  const text = number.trim();
  return text.length <= 6 ? text : `${text.slice(0, 4)}${'*'.repeat(Math.min(text.length - 6, 12))}${text.slice(-2)}`;
}

interface KeptRow {
  readonly row: number;
  readonly name: string;
  readonly fits: boolean;
  readonly employer: string;
  readonly period: string;
  readonly personAmount: Fen;
  readonly employerAmount: Fen;
  readonly paidOn: DateText | null;
  readonly receipt: string;
  readonly match: string;
  readonly message: string;
  readonly person: string | null;
  readonly personName: string | null;
  readonly diedOn: DateText | null;
  readonly employedFrom: DateText | null;
  readonly repeated: boolean;
}

interface Compared {
  readonly paid: readonly Paid[];
  readonly applied: Fen;
  readonly account: Fen;
  readonly held: Fen;
}

/** Compares every row in the order of the file, each with what the rows before it have left to pay, and writes how it stands. */
async function compare(
  trx: Trx,
  {
    department,
    file,
    kind,
    final,
  }: { readonly department: string; readonly file: string; readonly kind: FileKind; readonly final: boolean },
): Promise<Compared> {
  const dues = new Map<string, readonly DueFacts[]>();
  const receipts = new Set<string>();
  const paid: Paid[] = [];
  const sums = { applied: 0, account: 0, held: 0 };
  for (let after = 0; ; ) {
    const rows = await rowsAfter(trx, { department, file, kind, after });
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.row;
    const unread = [...new Set(rows.flatMap(({ person }) => (person === null || dues.has(person) ? [] : [person])))];
    for (const [person, own] of await duesOf(trx, unread, kind)) dues.set(person, own);
    const decisions = rows.map((row): RowDecision => {
      const own = row.person === null ? [] : (dues.get(row.person) ?? []);
      const receiptKey = `${row.receipt} ${row.person ?? ''} ${row.period}`;
      const decision = decideRow(
        { ...row, kind },
        {
          problem: row.match === 'unreadable' ? row.message.replace(/，没有入账。$/, '') : null,
          receiptRepeated: row.repeated || (row.receipt !== '' && row.person !== null && receipts.has(receiptKey)),
          numberFits: row.fits,
          person: personOf(row, own),
        },
      );
      if (decision.match !== 'unreadable') receipts.add(receiptKey);
      const due = own.find((one) => one.id === decision.due);
      if (due !== undefined && row.person !== null) {
        const next = afterRow(due, decision);
        dues.set(
          row.person,
          own.map((one) => (one.id === due.id ? next : one)),
        );
        sums.account += accountPart(due, decision.appliedPerson);
        if (decision.settles) paid.push({ person: row.person, due: due.id, on: row.paidOn ?? '' });
      }
      sums.applied += decision.appliedPerson + decision.appliedEmployer;
      sums.held += decision.held;
      return decision;
    });
    await writeDecisions(trx, department, file, rows, decisions, final);
  }
  return { paid, ...sums };
}

function personOf(row: KeptRow, dues: readonly DueFacts[]): PersonFacts | null {
  if (row.person === null) return null;
  return { id: row.person, name: row.personName ?? '', diedOn: row.diedOn, employedFrom: row.employedFrom, dues };
}

async function rowsAfter(
  trx: Trx,
  {
    department,
    file,
    kind,
    after,
  }: { readonly department: string; readonly file: string; readonly kind: FileKind; readonly after: number },
): Promise<readonly KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select r.row, r.name, r.number_index is not null as fits, r.employer, r.period, r.person_amount as "personAmount",
           r.employer_amount as "employerAmount", r.paid_on as "paidOn", r.receipt, r.match, r.message,
           p.id as person, p.name as "personName", p.died_on as "diedOn",
           case when ${kind} = 'resident' and r.paid_on is not null then (
             select min(s.from_date) from insured_spell s
             where s.person_id = p.id and s.scheme <> 'resident'
               and s.from_date <= greatest(r.paid_on, (r.period || '-01-01')::date)
               and (s.to_date is null or s.to_date >= greatest(r.paid_on, (r.period || '-01-01')::date))) end as "employedFrom",
           r.receipt <> '' and exists (
             select from contribution_row o
             join contribution_file f on f.department_id = o.department_id and f.id = o.file_id and f.confirmed_at is not null
             where o.department_id = r.department_id and o.receipt = r.receipt and o.file_id <> r.file_id
               and o.number_index is not distinct from r.number_index and o.period = r.period
               and o.match not in ('unreadable', 'receipt-repeated')) as repeated
    from contribution_row r
    left join insured_identity i on i.identity_index = r.number_index
    left join insured_person p on p.id = i.person_id
    where r.department_id = ${department} and r.file_id = ${file} and r.row > ${after}
    order by r.row limit 2000`.execute(trx);
  return rows;
}

async function duesOf(
  trx: Trx,
  people: readonly string[],
  kind: FileKind,
): Promise<ReadonlyMap<string, readonly DueFacts[]>> {
  if (people.length === 0) return new Map();
  const { rows } = await sql<DueFacts & { of: string }>`
    select person_id as of, id, period, employer, person, employer_share as "employerShare", account,
           paid_person as "paidPerson", paid_employer as "paidEmployer"
    from contribution_due
    where person_id = any(${[...people]}::uuid[]) and scheme = ${kind} and withdrawn_at is null
    order by person_id, period`.execute(trx);
  return Map.groupBy(rows, ({ of }) => of);
}

async function writeDecisions(
  trx: Trx,
  department: string,
  file: string,
  rows: readonly KeptRow[],
  decisions: readonly RowDecision[],
  final: boolean,
): Promise<void> {
  const of = <Value>(value: (one: RowDecision) => Value): readonly Value[] => decisions.map(value);
  await sql`
    update contribution_row r
    set match = d.match, message = d.message, person_id = d.person, due_id = d.due, applied_person = d.applied_person,
        applied_employer = d.applied_employer, held = d.held
    from unnest(${rows.map(({ row }) => row)}::integer[], ${of(({ match }) => match)}::text[],
      ${of(({ message }) => message)}::text[], ${of(({ person }) => person)}::uuid[], ${of(({ due }) => due)}::uuid[],
      ${of(({ appliedPerson }) => appliedPerson)}::bigint[], ${of(({ appliedEmployer }) => appliedEmployer)}::bigint[],
      ${of(({ held }) => held)}::bigint[])
      as d (row, match, message, person, due, applied_person, applied_employer, held)
    where r.department_id = ${department} and r.file_id = ${file} and r.row = d.row`.execute(trx);
  if (!final) return;
  const applied = decisions.filter(({ appliedPerson, appliedEmployer }) => appliedPerson + appliedEmployer > 0);
  // Several rows may pay one due, so they are added up first.
  await sql`
    update contribution_due d set paid_person = d.paid_person + p.person, paid_employer = d.paid_employer + p.employer
    from (select who, due, sum(person)::bigint as person, sum(employer)::bigint as employer
          from unnest(${applied.map(({ person }) => person)}::uuid[], ${applied.map(({ due }) => due)}::uuid[],
                      ${applied.map(({ appliedPerson }) => appliedPerson)}::bigint[],
                      ${applied.map(({ appliedEmployer }) => appliedEmployer)}::bigint[]) as a (who, due, person, employer)
          group by who, due) as p
    where d.person_id = p.who and d.id = p.due`.execute(trx);
}

/** Compares a file that waits once more, with what has been registered since. */
export async function compareFileAgain(
  trx: Trx,
  { department, file }: { readonly department: string; readonly file: string },
): Promise<Done | EnrolmentRefused> {
  const found = await lockFile(trx, department, file);
  if ('refusal' in found) return found;
  await compare(trx, { department, file, kind: found.kind, final: false });
  return { id: file, again: false };
}

/** Writes what a file says, for somebody else than who handed it in: 借 存款，贷 社会保险费收入 and, for what is held, 暂收款. */
export async function confirmFile(
  trx: Trx,
  charts: Charts,
  command: Omit<Hand, 'id'> & { readonly department: string; readonly file: string },
): Promise<Done | EnrolmentRefused> {
  const { department: departmentId, file, by, at, today } = command;
  const department = await departmentOf(trx, departmentId);
  if ('refusal' in department) return department;
  const found = await lockFile(trx, departmentId, file, true);
  if ('refusal' in found) return found;
  if (found.confirmed) return { id: file, again: true };
  const samePerson = decideChecking({ maker: found.maker, checker: by, what: `征收文件“${found.name}”` });
  if (samePerson !== null) return ofAccess(samePerson.refusal);
  const { kind, name, deposit } = found;
  await lockPeople(trx, departmentId, file);
  const { paid, applied, account, held } = await compare(trx, { department: departmentId, file, kind, final: true });
  for (const part of parts(paid)) {
    const refused = await coverPaid(trx, part, { area: department.area, by, at });
    if (refused !== null) return refused;
  }
  const refused = await book(trx, charts, {
    department: departmentId,
    of: 'file',
    ofId: file,
    text: `税务征收 ${name}`.slice(0, 100),
    movements: collected(kind, deposit, { applied, account, held }),
    by,
    at,
    today,
  });
  if (refused !== null) return refused;
  await trx
    .updateTable('contribution_file')
    .set({ confirmed_by: by, confirmed_on: today, confirmed_at: at })
    .where('department_id', '=', departmentId)
    .where('id', '=', file)
    .execute();
  await trace(trx, command, 'contribution.check', `contribution-file:${file}`, {
    department: departmentId,
    name,
    applied,
    held,
  });
  return { id: file, again: false };
}

/** Puts a file aside that should not have come; it may then be handed in again. */
export async function dropFile(
  trx: Trx,
  command: Omit<Hand, 'id'> & { readonly department: string; readonly file: string; readonly reason: string },
): Promise<Done | EnrolmentRefused> {
  const { department, file, reason, by, at } = command;
  const problem = textProblem({ 作废原因: reason });
  if (problem !== null) return problem;
  const found = await lockFile(trx, department, file);
  if ('refusal' in found) return found;
  await trx
    .updateTable('contribution_file')
    .set({ dropped_by: by, dropped_at: at, dropped_reason: reason })
    .where('department_id', '=', department)
    .where('id', '=', file)
    .execute();
  await trace(trx, command, 'contribution.make', `contribution-file:${file}`, { dropped: found.name, reason });
  return { id: file, again: false };
}

/** Holds everybody whose number is in the file: nothing else is decided of them until it is written. */
async function lockPeople(trx: Trx, department: string, file: string): Promise<void> {
  await sql`
    select p.id from insured_person p
    where p.id in (select i.person_id from contribution_row r
                   join insured_identity i on i.identity_index = r.number_index
                   where r.department_id = ${department} and r.file_id = ${file})
    order by p.id for no key update`.execute(trx);
}

interface HeldFile {
  readonly kind: FileKind;
  readonly name: string;
  readonly deposit: Deposit;
  readonly maker: string;
  readonly confirmed: boolean;
}

async function lockFile(
  trx: Trx,
  department: string,
  id: string,
  confirmedToo = false,
): Promise<HeldFile | EnrolmentRefused> {
  const row =
    idProblem(id) === null
      ? await trx
          .selectFrom('contribution_file')
          .selectAll()
          .where('department_id', '=', department)
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
      : undefined;
  if (row === undefined) return refuse('file-unknown', '没有这份文件，请刷新列表后再试。');
  if (row.dropped_at !== null)
    return refuse('file-decided', `“${row.name}”已经作废（${row.dropped_reason ?? ''}），请上传正确的文件。`);
  if (row.confirmed_at !== null && !confirmedToo) {
    return refuse('file-decided', `“${row.name}”已于${row.confirmed_on ?? ''}确认入账，不能再改；差异请逐行处理。`);
  }
  return {
    kind: row.kind as FileKind,
    name: row.name,
    deposit: row.deposit as Deposit,
    maker: row.made_by,
    confirmed: row.confirmed_at !== null,
  };
}

async function fileAt(db: Db, department: string, id: string): Promise<{ readonly sha256: string } | null> {
  const row = await db
    .selectFrom('contribution_file')
    .select('sha256')
    .where('department_id', '=', department)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export interface ListedFile {
  readonly id: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly deposit: Deposit;
  readonly rows: number;
  readonly total: Fen;
  readonly state: 'waiting' | 'confirmed' | 'dropped';
  readonly maker: string;
  readonly madeAt: Date;
  readonly checker: string | null;
  readonly confirmedOn: DateText | null;
  readonly droppedReason: string | null;
}

const fileQuery = (db: Db, department: string) =>
  db
    .selectFrom('contribution_file as f')
    .leftJoin('access_person as m', 'm.id', 'f.made_by')
    .leftJoin('access_person as c', 'c.id', 'f.confirmed_by')
    .select([
      'f.id',
      'f.kind',
      'f.name',
      'f.deposit',
      'f.rows',
      'f.total',
      'f.made_at',
      'f.confirmed_on',
      'f.dropped_at',
      'f.dropped_reason',
      'm.name as maker',
      'c.name as checker',
    ])
    .where('f.department_id', '=', department);

type FileRecord = Awaited<ReturnType<ReturnType<typeof fileQuery>['executeTakeFirstOrThrow']>>;

function listedFile(row: FileRecord): ListedFile {
  return {
    id: row.id,
    kind: row.kind as FileKind,
    name: row.name,
    deposit: row.deposit as Deposit,
    rows: row.rows,
    total: row.total,
    state: row.dropped_at !== null ? 'dropped' : row.confirmed_on !== null ? 'confirmed' : 'waiting',
    maker: row.maker ?? '',
    madeAt: row.made_at,
    checker: row.checker,
    confirmedOn: row.confirmed_on,
    droppedReason: row.dropped_reason,
  };
}

/** A bureau's files, the newest first; at most 200. */
export async function listContributionFiles(db: Db, department: string): Promise<readonly ListedFile[]> {
  const rows = await fileQuery(db, department)
    .orderBy('f.made_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(200)
    .execute();
  return rows.map(listedFile);
}

export interface MatchCount {
  readonly match: RowMatch;
  readonly rows: number;
  readonly amount: Fen;
  readonly applied: Fen;
  readonly held: Fen;
}

export interface ContributionFile extends ListedFile {
  readonly matches: readonly MatchCount[];
}

/** One file with its rows counted by how they compare; null where there is none. */
export async function findContributionFile(db: Db, department: string, id: string): Promise<ContributionFile | null> {
  if (idProblem(id) !== null) return null;
  const row = await fileQuery(db, department).where('f.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const { rows: matches } = await sql<MatchCount>`
    select match, count(*)::integer as rows, sum(person_amount + employer_amount)::bigint as amount,
           sum(applied_person + applied_employer)::bigint as applied, sum(held)::bigint as held
    from contribution_row where department_id = ${department} and file_id = ${id}
    group by match order by match`.execute(db);
  return { ...listedFile(row), matches };
}

export interface ListedRow {
  readonly file: string;
  readonly row: number;
  readonly name: string;
  readonly number: string;
  readonly employer: string;
  readonly period: string;
  readonly amount: Fen;
  readonly paidOn: DateText | null;
  readonly receipt: string;
  readonly match: RowMatch;
  readonly message: string;
  readonly person: string | null;
  readonly due: string | null;
  readonly applied: Fen;
  /** What was held when the file was confirmed, and what is left of it. */
  readonly held: Fen;
  readonly open: Fen;
  /** A proposal that waits for its second person. */
  readonly waiting: string | null;
}

/** Rows of a file after a row, of some matches; `file` null: of all confirmed files, only those with money still held. */
export async function listContributionRows(
  db: Db,
  department: string,
  {
    file,
    matches,
    after,
    limit,
  }: { readonly file: string; readonly matches: readonly RowMatch[]; readonly after: number; readonly limit: number },
): Promise<readonly ListedRow[]> {
  if (idProblem(file) !== null) return [];
  const { rows } = await sql<ListedRow>`
    select r.file_id as file, r.row, r.name, r.number_masked as number, r.employer, r.period,
           r.person_amount + r.employer_amount as amount, r.paid_on as "paidOn", r.receipt, r.match, r.message,
           r.person_id as person, r.due_id as due, r.applied_person + r.applied_employer as applied, r.held,
           r.held - coalesce((select sum(o.amount) from contribution_resolution o
                              where o.department_id = r.department_id and o.file_id = r.file_id and o.row = r.row
                                and o.decided = 'approved'), 0)::bigint as open,
           (select o.id from contribution_resolution o
            where o.department_id = r.department_id and o.file_id = r.file_id and o.row = r.row and o.decided is null) as waiting
    from contribution_row r
    where r.department_id = ${department} and r.file_id = ${file} and r.row > ${after}
      and (${matches.length} = 0 or r.match = any(${[...matches]}::text[]))
    order by r.row limit ${limit}`.execute(db);
  return rows;
}
