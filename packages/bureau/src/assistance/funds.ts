/** The assistance fund by source: documents entered by one person and checked by another, and the balance against its limit. */
import { type DateText, type Fen, type ParameterSet } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { decideChecking } from '../access/index.ts';
import { policyAreaOf } from '../registry/index.ts';
import {
  type Balance,
  balanceOf,
  idProblem,
  type SourceDraft,
  type SourceKind,
  type SourceLevel,
  type SourcePurpose,
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
