/**
 * Clearing statements on the database. A file is kept row by row; what is right counts at once, the rest is listed with what is wrong
 * and stays out until somebody corrects it or takes it on purpose. It is a register: no money moves by it. The same bytes are recognised
 * by their hash; a statement handed in by mistake is withdrawn whole.
 */
import { createHash } from 'node:crypto';
import { type ReadSheets } from '@mingzhang/documents';
import { type DateText, isUuid7 } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { sql, type Transaction } from 'kysely';
import { recordAction, type TrailDetail } from '../../access/index.ts';
import { type Db } from '../../books/index.ts';
import { divisionOf } from '../../figures/index.ts';
import { refuse, type TravelRefused } from '../refusals.ts';
import { decideStatementRow, mayBeTaken, type StatementDecision, type StatementSum, sumsOf } from './decide.ts';
import { type StatementLine } from './listings.ts';
import { amended, readStatement, type StatementCells, type StatementRow } from './read.ts';

type Trx = Transaction<Database>;

export interface StatementHand {
  readonly department: string;
  /** UUID of version 7 of the statement, made by whoever hands it in. */
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export type StatementDone = { readonly id: string; readonly again: boolean } | TravelRefused;

interface StatementFile {
  readonly bytes: Uint8Array;
  /** What the bytes hold. */
  readonly file: ReadSheets;
}

export interface StatementPreview {
  readonly rows: number;
  /** How many would count at once. */
  readonly taken: number;
  /** Of those. */
  readonly sums: readonly StatementSum[];
  /** The rows that would be kept out, in the order of the file, `limit` of them at most. */
  readonly keptOut: readonly StatementLine[];
  /** Of the file and of what would become of each row: who takes it in says which one they saw. */
  readonly seen: string;
}

/** What taking a statement in would do, and does not do yet. */
export async function previewStatement(
  db: Db,
  {
    department,
    today,
    bytes,
    file,
    limit,
  }: StatementFile & { readonly department: string; readonly today: DateText; readonly limit: number },
): Promise<StatementPreview | TravelRefused> {
  const division = await divisionOf(db, department);
  if (division === null) return departmentUnknown(department);
  const sha256 = sha256Of(bytes);
  const [same] = await standingAlike(db, department, null, sha256);
  if (same !== undefined) return repeated(same);
  const rows = readStatement(file);
  if ('refusal' in rows) return rows;
  const decided = await decideAll(db, { department, division, today }, rows);
  const right = decided.flatMap(({ entry, problems }) => (entry !== null && problems.length === 0 ? [entry] : []));
  const lines = rows.map(({ row, cells }, index): StatementLine => {
    const { problems = [], message = '' } = decided[index] ?? {};
    return {
      row,
      cells,
      institutionName: null,
      problems,
      message,
      taken: problems.length === 0,
      mayBeTaken: mayBeTaken(problems),
      settledBy: null,
      settledReason: null,
    };
  });
  return {
    rows: rows.length,
    taken: right.length,
    sums: sumsOf(right),
    keptOut: lines.filter(({ taken }) => !taken).slice(0, limit),
    seen: seenOf(sha256, decided),
  };
}

/** Takes a statement in as it was looked at, or not at all: its right rows count from now on. */
export async function importStatement(
  trx: Trx,
  command: StatementHand & StatementFile & { readonly name: string; readonly seen: string },
): Promise<StatementDone> {
  const { department, id, name, bytes, file, seen, by, at, today } = command;
  if (!isUuid7(id))
    return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
  const division = await lockDivision(trx, department);
  if (division === null) return departmentUnknown(department);
  const sha256 = sha256Of(bytes);
  const standing = await standingAlike(trx, department, id, sha256);
  const before = standing.find((one) => one.id === id);
  if (before !== undefined) {
    return before.sha256 === sha256
      ? { id, again: true }
      : refuse('id-used', `编号${id}已用于另一份清算单，请为这一份换一个编号。`);
  }
  const [same] = standing;
  if (same !== undefined) return repeated(same);
  const rows = readStatement(file);
  if ('refusal' in rows) return rows;
  const decisions = await decideAll(trx, { department, division, today }, rows);
  if (seen !== seenOf(sha256, decisions)) {
    return refuse(
      'file-not-as-seen',
      `“${name}”没有收下：它不是核对过的那一份，或核对之后登记、收过的清算单有变动，收下会得到与看到的不同的结果。请重新核对再收下。`,
    );
  }
  await trx
    .insertInto('remote_statement')
    .values({ department_id: department, id, name, sha256, made_by: by, made_at: at })
    .execute();
  await writeRows(trx, command, rows, decisions);
  const taken = decisions.filter(({ problems }) => problems.length === 0).length;
  await trace(trx, command, { name, rows: rows.length, taken });
  return { id, again: false };
}

const sha256Of = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/** Sentences are left out: they name the day. */
function seenOf(file: string, decisions: readonly StatementDecision[]): string {
  return sha256Of(JSON.stringify([file, decisions.map(({ entry, problems }) => [entry, problems])]));
}

function departmentUnknown(department: string): TravelRefused {
  return refuse('department-unknown', `没有“${department}”这个经办机构，请核对。`);
}

interface Alike {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly maker: string | null;
}

/** The statement of that id, and those that stand with the same content. */
function standingAlike(db: Db, department: string, id: string | null, sha256: string): Promise<readonly Alike[]> {
  return db
    .selectFrom('remote_statement as s')
    .leftJoin('access_person as p', 'p.id', 's.made_by')
    .select(['s.id', 's.name', 's.sha256', 'p.name as maker'])
    .where('s.department_id', '=', department)
    .where(({ or, eb, and }) =>
      or([
        ...(id === null ? [] : [eb('s.id', '=', id)]),
        and([eb('s.sha256', '=', sha256), eb('s.withdrawn_at', 'is', null)]),
      ]),
    )
    .execute();
}

function repeated({ name, maker }: Alike): TravelRefused {
  return refuse(
    'file-repeated',
    `同样内容的清算单“${name}”已由${maker ?? '他人'}收过，没有再收一次。请在列表里打开那一份；收错的先作废再收。`,
  );
}

/** The bureau's division, with its statements held, so that a row is taken once; null where there is no such bureau. */
async function lockDivision(trx: Trx, department: string): Promise<string | null> {
  const row = await trx
    .selectFrom('department')
    .select('area')
    .where('id', '=', department)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row?.area ?? null;
}

interface Of {
  readonly department: string;
  readonly division: string;
  readonly today: DateText;
}

async function decideAll(
  db: Db,
  { department, division, today }: Of,
  rows: readonly StatementRow[],
): Promise<readonly StatementDecision[]> {
  const registered = await registeredOf(db, [...new Set(rows.map(({ cells }) => cells.institution))]);
  const decide = ({ cells }: StatementRow, isKnown: (knownBy: string) => boolean): StatementDecision =>
    decideStatementRow(cells, { division, today, registered: registered.has(cells.institution), isKnown });
  const keys = rows.flatMap((row) => decide(row, () => false).entry?.knownBy ?? []);
  const known = await knownOf(db, department, keys);
  return rows.map((row) => {
    const decision = decide(row, (key) => known.has(key));
    if (decision.entry !== null) known.add(decision.entry.knownBy);
    return decision;
  });
}

async function registeredOf(db: Db, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`
    select code from care_institution where code = any(${[...codes]}::text[])`.execute(db);
  return new Set(rows.map(({ code }) => code));
}

async function knownOf(db: Db, department: string, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select r.known_by as key from remote_statement_row r
    join remote_statement s on s.department_id = r.department_id and s.id = r.statement_id and s.withdrawn_at is null
    where r.department_id = ${department} and r.taken and r.known_by = any(${[...keys]}::text[])`.execute(db);
  return new Set(rows.map(({ key }) => key));
}

/** How many rows go to the database at once. */
const partSize = 2000;

async function writeRows(
  trx: Trx,
  { department, id }: StatementHand,
  rows: readonly StatementRow[],
  decisions: readonly StatementDecision[],
): Promise<void> {
  const written = rows.map(({ row, cells }, index) => {
    const { entry = null, problems = [], message = '' } = decisions[index] ?? {};
    return { row, cells, ...columnsOf(entry), problems, message, taken: problems.length === 0 };
  });
  for (let from = 0; from < written.length; from += partSize) {
    const part = JSON.stringify(written.slice(from, from + partSize));
    await sql`
      insert into remote_statement_row (department_id, statement_id, row, cells, institution, month, insured_area, reach, visit,
        disease, channel, visits, total, fund, known_by, problems, message, taken)
      select ${department}, ${id}::uuid, r.* from jsonb_to_recordset(${part}::jsonb) as r (row integer, cells jsonb, institution text,
        month text, insured_area text, reach text, visit text, disease text, channel text, visits integer, total bigint, fund bigint,
        known_by text, problems text[], message text, taken boolean)`.execute(trx);
  }
}

function columnsOf(entry: StatementDecision['entry']) {
  return {
    institution: entry?.institution ?? null,
    month: entry?.month ?? null,
    insured_area: entry?.insuredArea ?? null,
    reach: entry?.reach ?? null,
    visit: entry?.visit ?? null,
    disease: entry?.disease ?? null,
    channel: entry?.channel ?? null,
    visits: entry?.visits ?? null,
    total: entry?.total ?? null,
    fund: entry?.fund ?? null,
    known_by: entry?.knownBy ?? null,
  };
}

/** Takes a row that was kept out: as corrected, or as it stands and on purpose. */
export async function settleStatementRow(
  trx: Trx,
  command: StatementHand & {
    readonly row: number;
    /** What the row should have said; what is left out stays. */
    readonly corrected: Partial<StatementCells>;
    /** True to take what is odd. */
    readonly onPurpose: boolean;
    readonly reason: string;
  },
): Promise<StatementDone> {
  const { department, id, row, corrected, onPurpose, reason, by, at, today } = command;
  const found = await standingStatement(trx, command);
  if ('refusal' in found) return found;
  const kept = await trx
    .selectFrom('remote_statement_row')
    .select(['cells', 'taken'])
    .where('department_id', '=', department)
    .where('statement_id', '=', id)
    .where('row', '=', row)
    .executeTakeFirst();
  if (kept === undefined) return refuse('row-unknown', `这份清算单没有第${row}行待处理，请从列表中选取。`);
  if (kept.taken) return refuse('row-settled', `第${row}行已经收下，不再改动；整份有误的，作废后重新上传。`);
  const problem = reasonProblem(reason);
  if (problem !== null) return problem;
  const cells = amended(kept.cells as unknown as StatementCells, corrected);
  const [decision] = await decideAll(trx, { department, division: found.division, today }, [{ row, cells }]);
  if (decision === undefined) throw new Error('one row, one decision');
  if (decision.entry === null || (decision.problems.length > 0 && !onPurpose)) {
    const next = mayBeTaken(decision.problems) ? '请改正；核对原单无误的，写明理由照收。' : '请对照原单改正。';
    return refuse('row-still-wrong', `第${row}行没有收下：${decision.message}${next}`);
  }
  await sql`
    update remote_statement_row r
    set cells = ${JSON.stringify(cells)}::jsonb, institution = c.institution, month = c.month, insured_area = c.insured_area,
        reach = c.reach, visit = c.visit, disease = c.disease, channel = c.channel, visits = c.visits, total = c.total, fund = c.fund,
        known_by = c.known_by, problems = ${[...decision.problems]}::text[], message = ${decision.message}, taken = true,
        settled_by = ${by}, settled_at = ${at}, settled_reason = ${reason}
    from jsonb_to_record(${JSON.stringify(columnsOf(decision.entry))}::jsonb) as c (institution text, month text, insured_area text,
      reach text, visit text, disease text, channel text, visits integer, total bigint, fund bigint, known_by text)
    where r.department_id = ${department} and r.statement_id = ${id} and r.row = ${row}`.execute(trx);
  await trace(trx, command, { row, reason, onPurpose });
  return { id, again: false };
}

/** Withdraws a statement with the reason: it stays to be seen, none of its rows counts, and the same file may come again. */
export async function withdrawStatement(
  trx: Trx,
  command: StatementHand & { readonly reason: string },
): Promise<StatementDone> {
  const { department, id, by, at, reason } = command;
  const found = await standingStatement(trx, command);
  if ('refusal' in found) return found;
  const problem = reasonProblem(reason);
  if (problem !== null) return problem;
  await trx
    .updateTable('remote_statement')
    .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, { withdrawn: reason });
  return { id, again: false };
}

function reasonProblem(reason: string): TravelRefused | null {
  if (reason !== '' && reason.length <= 200 && reason === reason.trim() && !/\p{Cc}/u.test(reason)) return null;
  return refuse('text-malformed', '“理由”要填写，不超过200字，首尾不留空白，不含换行，请改正后再提交。');
}

async function standingStatement(
  trx: Trx,
  { department, id }: StatementHand,
): Promise<{ readonly division: string } | TravelRefused> {
  const division = await lockDivision(trx, department);
  const row = isUuid7(id)
    ? await trx
        .selectFrom('remote_statement')
        .select('withdrawn_reason')
        .where('department_id', '=', department)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (division === null || row === undefined) return refuse('statement-unknown', '没有这份清算单，请从列表中选取。');
  if (row.withdrawn_reason === null) return { division };
  return refuse('statement-withdrawn', `这份清算单已经作废（${row.withdrawn_reason}），不再改动；需要的请重新上传。`);
}

async function trace(trx: Trx, { department, id, by, at }: StatementHand, detail: TrailDetail): Promise<void> {
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action: 'remote-statement.write',
    subject: `remote-statement:${id}`,
    detail: { department, ...detail },
  });
}
