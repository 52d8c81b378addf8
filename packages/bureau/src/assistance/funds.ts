/** The assistance fund by source: documents entered by one person and checked by another, and the balance against its limit. */

import { type DateText, type Fen, type ParameterSet } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { decideChecking } from '../access/index.ts';
import { policyAreaOf } from '../registry/index.ts';
import { settledYears } from '../settlement/index.ts';
import {
  type Balance,
  type BookedIncome,
  balanceOf,
  idProblem,
  type SourceDifference,
  type SourceDraft,
  type SourceKind,
  type SourceLevel,
  type SourcePurpose,
  sourceDifferences,
  sourceProblem,
  textProblem,
} from './decide.ts';
import {
  type Db,
  type Done,
  departmentProblem,
  fingerprintOf,
  type Hand,
  idUsed,
  type Trx,
  trace,
  within,
} from './recording.ts';
import { type AssistanceRefused, refuse } from './refusals.ts';

/** Enters a document; it counts once somebody else has checked it. */
export function enterSource(db: Db, command: Hand & SourceDraft): Promise<Done | AssistanceRefused> {
  const { id, department, by, at, today, year, kind, level, purpose, amount, document, dated } = command;
  return within(db, async (trx): Promise<Done | AssistanceRefused> => {
    const form = idProblem(id) ?? (await departmentProblem(trx, department));
    if (form !== null) return form;
    const draft = { year, kind, level, purpose, amount, document, dated };
    const fingerprint = fingerprintOf([department, draft]);
    const before = await trx
      .selectFrom('assistance_source')
      .select('fingerprint')
      .where('id', '=', id)
      .executeTakeFirst();
    if (before !== undefined) return before.fingerprint === fingerprint ? { id, again: true } : idUsed(id);
    const problem = sourceProblem(draft, today);
    if (problem !== null) return problem;
    await trx
      .insertInto('assistance_source')
      .values({
        id,
        department_id: department,
        ...draft,
        state: 'made',
        reason: '',
        fingerprint,
        made_by: by,
        made_at: at,
      })
      .execute();
    await trace(trx, command, 'assistance.make', `assistance-source:${id}`, { year, kind, level, amount });
    return { id, again: false };
  });
}

/** Checks a document, for whoever did not enter it. */
export function checkSource(db: Db, command: Hand): Promise<Done | AssistanceRefused> {
  return onSource(db, command, async (trx, { state, madeBy }) => {
    if (state === 'checked') return { id: command.id, again: true };
    const same = decideChecking({ maker: madeBy, checker: command.by, what: '这份资金文件' });
    if (same !== null) return { refusal: { list: 'access', ...same.refusal } };
    await trx
      .updateTable('assistance_source')
      .set({ state: 'checked', checked_by: command.by, checked_at: command.at })
      .where('id', '=', command.id)
      .execute();
    await trace(trx, command, 'assistance.review', `assistance-source:${command.id}`, { checked: true });
    return { id: command.id, again: false };
  });
}

/** Takes a document back, with the reason; it stays to be seen and counts no more. */
export function withdrawSource(db: Db, command: Hand & { readonly reason: string }): Promise<Done | AssistanceRefused> {
  return onSource(db, command, async (trx, { state }) => {
    const problem = textProblem({ 原因: command.reason });
    if (problem !== null) return problem;
    if (state === 'withdrawn') return { id: command.id, again: true };
    await trx
      .updateTable('assistance_source')
      .set({ state: 'withdrawn', reason: command.reason })
      .where('id', '=', command.id)
      .execute();
    await trace(trx, command, 'assistance.review', `assistance-source:${command.id}`, { withdrawn: command.reason });
    return { id: command.id, again: false };
  });
}

async function onSource(
  db: Db,
  { id, department }: Hand,
  run: (trx: Trx, source: { readonly state: string; readonly madeBy: string }) => Promise<Done | AssistanceRefused>,
): Promise<Done | AssistanceRefused> {
  return within(db, async (trx): Promise<Done | AssistanceRefused> => {
    const row =
      idProblem(id) === null
        ? await trx
            .selectFrom('assistance_source')
            .select(['state', 'made_by as madeBy'])
            .where('id', '=', id)
            .where('department_id', '=', department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    return row === undefined ? refuse('record-unknown', '没有这份资金文件，请从列表中选取。') : run(trx, row);
  });
}

export interface Source {
  readonly id: string;
  readonly year: number;
  readonly kind: SourceKind;
  readonly level: SourceLevel;
  readonly purpose: SourcePurpose;
  readonly amount: Fen;
  readonly document: string;
  readonly dated: DateText;
  readonly state: 'made' | 'checked' | 'withdrawn';
  readonly reason: string;
  readonly by: string;
  readonly checkedBy: string | null;
}

export async function listSources(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
): Promise<readonly Source[]> {
  const rows = await db
    .selectFrom('assistance_source')
    .selectAll()
    .where('department_id', '=', department)
    .where('year', '=', year)
    .orderBy('dated')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    kind: row.kind as SourceKind,
    level: row.level as SourceLevel,
    purpose: row.purpose as SourcePurpose,
    amount: row.amount,
    document: row.document,
    dated: row.dated,
    state: row.state as Source['state'],
    reason: row.reason,
    by: row.made_by,
    checkedBy: row.checked_by,
  }));
}

/** The years with sources or with settlements, which the fund pays its part of, the latest first. */
export async function assistanceFundYears(db: Db, department: string): Promise<readonly number[]> {
  const sources = await db
    .selectFrom('assistance_source')
    .select('year')
    .distinct()
    .where('department_id', '=', department)
    .execute();
  const settled = await settledYears(db, department);
  return [...new Set([...sources.map(({ year }) => year), ...settled])].sort((a, b) => b - a);
}

/** What the fund spent in a year by its books: direct assistance and whatever else stands on its expense accounts. */
export async function spentOf(db: Db, department: string, year: number): Promise<Fen> {
  const { rows } = await sql<{ spent: number }>`
    select coalesce(sum(l.amount), 0)::bigint as spent
    from account_set s
    join accounting_unit u on u.id = s.unit_id and u.department_id = ${department}
    join ledger_leg l on l.set_id = s.id
    where s.book = 'fund' and 'assistance' = any(s.funds) and l.kind = 'ordinary' and l.account like '%-expense'
      and l.dimensions like '%fund=assistance%'
      and l.date between ${`${year}-01-01`} and ${`${year}-12-31`}`.execute(db);
  return rows[0]?.spent ?? 0;
}

/** The year's balance against the limit; null where the limit is not in force there. */
export async function assistanceBalance(
  db: Db,
  parameters: ParameterSet,
  { department, year }: { readonly department: string; readonly year: number },
): Promise<Balance | null> {
  const place = await db.selectFrom('department').select('area').where('id', '=', department).executeTakeFirst();
  const area = place === undefined ? null : policyAreaOf(place.area);
  const found = area === null ? null : parameters.find(area, 'assistance/fund/balance-limit', `${year}-12-31`);
  if (found?.kind !== 'in-force') return null;
  const checked = (await listSources(db, { department, year })).filter(({ state }) => state === 'checked');
  const sum = (kind: SourceKind): Fen => checked.reduce((so, one) => so + (one.kind === kind ? one.amount : 0), 0);
  return balanceOf(
    { carriedOver: sum('carried-over'), raised: sum('received'), spent: await spentOf(db, department, year) },
    Number(found.value),
  );
}

export interface SourcesCompared {
  readonly department: string;
  readonly year: number;
  /** True once the year is closed on the fund's books: what differs then stays so. */
  readonly closed: boolean;
  /** False where nothing was registered as received: there is nothing to compare. */
  readonly registered: boolean;
  readonly differences: readonly SourceDifference[];
}

/** The register of sources against the income on the fund's books, by department and year. */
export async function compareSources(db: Db): Promise<readonly SourcesCompared[]> {
  const { rows } = await sql<
    Omit<SourcesCompared, 'differences'> &
      Omit<BookedIncome, 'documented'> & {
        received: Readonly<Partial<Record<SourceLevel, Fen>>>;
        documented: BookedIncome['documented'];
      }
  >`
    with books as (
      select u.department_id as department, s.id as set, s.closed_through
      from account_set s join accounting_unit u on u.id = s.unit_id
      where s.book = 'fund' and 'assistance' = any(s.funds)
    ), income as (
      select b.department, extract(year from l.date)::integer as year,
             coalesce(-sum(l.amount) filter (where l.account in ('fiscal-subsidy-income', 'superior-subsidy-income')), 0)::bigint as fiscal,
             coalesce(-sum(l.amount) filter (where l.account = 'interest-income'), 0)::bigint as interest,
             coalesce(-sum(l.amount) filter (where l.account in ('other-income', 'transfer-in-income')), 0)::bigint as other
      from books b
      join ledger_leg l on l.set_id = b.set and l.kind = 'ordinary' and l.dimensions like '%fund=assistance%'
        and l.account in ('fiscal-subsidy-income', 'superior-subsidy-income', 'interest-income', 'other-income', 'transfer-in-income')
      group by 1, 2
    ), received as (
      select department_id as department, year, json_object_agg(level, amount) as levels
      from (select department_id, year, level, sum(amount)::bigint as amount from assistance_source
            where state = 'checked' and kind = 'received' group by 1, 2, 3) as r
      group by 1, 2
    ), documented as (
      select department, year, json_object_agg(level, amount) as levels
      from (select m.department_id as department, extract(year from m.date)::integer as year, d.level, sum(m.amount)::bigint as amount
            from fund_movement m join fund_subsidy d on d.id = m.subsidy_id
            where m.fund = 'assistance' and m.kind = 'subsidy' and m.state = 'booked' group by 1, 2, 3) as r
      group by 1, 2
    )
    select k.department, k.year, b.closed_through is not null and b.closed_through >= k.year || '-12' as closed,
           r.levels is not null as registered, coalesce(r.levels, '{}') as received, coalesce(d.levels, '{}') as documented,
           coalesce(i.fiscal, 0)::bigint as fiscal, coalesce(i.interest, 0)::bigint as interest, coalesce(i.other, 0)::bigint as other
    from (select department, year from received union select department, year from income) as k
    join books b using (department)
    left join received r using (department, year)
    left join documented d using (department, year)
    left join income i using (department, year)
    order by 1, 2`.execute(db);
  return rows.map(({ department, year, closed, registered, received, ...booked }) => ({
    department,
    year,
    closed,
    registered,
    differences: registered ? sourceDifferences(received, booked) : [],
  }));
}
