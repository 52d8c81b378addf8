/**
 * The approved tables on the database: a workbook is handed in and kept by its hash, looked at as often as one likes, and confirmed by
 * another person, whole or not at all. The tables that were confirmed last are the department's for the year. They are kept with
 * the department's first unit, which draws its final accounts up.
 */
import { type StatementTemplate } from '@mingzhang/disclosure';
import { type Sheet } from '@mingzhang/documents';
import { type AccessRefusal, decideChecking } from '../../access/index.ts';
import { type AccountingUnit, findDepartment, listUnits } from '../../books/index.ts';
import { type DepartmentAccounts, readAccounts } from '../accounts/index.ts';
import {
  closeImport,
  findHanded,
  type ImportCounts,
  type ListedImport,
  listHanded,
  lockYear,
  noMapping,
  stageImport,
} from '../budget/index.ts';
import { type Db, type Trx } from '../recording.ts';
import { type StatementFinding } from '../statements/index.ts';
import { type ApprovedComparison, compareApproved } from './compare.ts';
import { blocksApproval } from './problems.ts';
import { type ReadTables, readApprovedTables, type WhoseTables } from './read-tables.ts';
import { type Refused, refuse } from './refusals.ts';
import { type ApprovedTable, type ApprovedTables, keyOf, saysSomething } from './tables.ts';

export type HandedTables = ListedImport<'final-accounts'>;

const kinds = ['final-accounts'] as const;

export interface HandInCommand {
  readonly id: string;
  readonly department: string;
  readonly year: number;
  /** The file's label. */
  readonly file: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sheets: readonly Sheet[];
  readonly by: string;
  readonly at: Date;
}

/** Keeps a workbook; nothing counts yet. `again` where the same file has been handed in before. One without a table is refused. */
export async function handInApproved(
  trx: Trx,
  command: HandInCommand,
): Promise<{ readonly outcome: 'staged'; readonly id: string; readonly again: boolean } | Refused> {
  const { id, department, year, file, mediaType, bytes, sheets, by, at } = command;
  const place = await placeOf(trx, department);
  if (place === null) return withoutUnit();
  const read = readApprovedTables(sheets, { year, names: place.names });
  if (read.outcome === 'refused') return read;
  const staged = await stageImport(trx, {
    id,
    unitId: place.unit,
    year,
    kind: 'final-accounts',
    file,
    mediaType,
    bytes,
    mapping: noMapping,
    by,
    at,
  });
  if (staged.outcome === 'refused') throw new Error(staged.refusal.message);
  return staged;
}

/** The workbooks handed in for a department's year, newest first. */
export async function listHandedTables(db: Db, department: string, year: number): Promise<readonly HandedTables[]> {
  const place = await placeOf(db, department);
  return place === null ? [] : listHanded(db, place.unit, year, kinds);
}

/** One of them; null where there is none. */
export async function findHandedTables(db: Db, department: string, id: string): Promise<HandedTables | null> {
  const place = await placeOf(db, department);
  return place === null ? null : findHanded(db, place.unit, id, kinds);
}

export interface ApprovedPlan extends ReadTables {
  /** Cells with an amount against the tables that stand. */
  readonly counts: ImportCounts;
}

/** What confirming would do as things stand; nothing is written. */
export async function previewApproved(
  db: Db,
  { department, id, sheets }: { readonly department: string; readonly id: string; readonly sheets: readonly Sheet[] },
): Promise<{ readonly outcome: 'planned'; readonly plan: ApprovedPlan } | Refused> {
  const place = await placeOf(db, department);
  if (place === null) return withoutUnit();
  const found = await findHanded(db, place.unit, id, kinds);
  if (found === null) return unknownHanding();
  return planOf(db, department, found, sheets, place);
}

async function planOf(
  db: Db,
  department: string,
  { year }: HandedTables,
  sheets: readonly Sheet[],
  { names }: Place,
): Promise<{ readonly outcome: 'planned'; readonly plan: ApprovedPlan } | Refused> {
  const read = readApprovedTables(sheets, { year, names });
  if (read.outcome === 'refused') return read;
  const { tables, problems, unused } = read;
  const before = await approvedTablesOf(db, department, year);
  return { outcome: 'planned', plan: { tables, problems, unused, counts: countsOf(tables, before?.tables ?? []) } };
}

export type ConfirmOutcome =
  /** `again` where it had been confirmed before: the counts are those of then. */
  | { readonly outcome: 'confirmed'; readonly counts: ImportCounts; readonly again: boolean }
  /** Who handed the file in cannot confirm it: a refusal of `access`. */
  | { readonly outcome: 'same-person'; readonly refusal: AccessRefusal }
  | Refused;

/** Confirms a workbook, whole or not at all; from then on its tables are the approved ones. Refusals write nothing. */
export async function confirmApproved(
  trx: Trx,
  {
    department,
    id,
    sheets,
    by,
    at,
  }: {
    readonly department: string;
    readonly id: string;
    readonly sheets: readonly Sheet[];
    readonly by: string;
    readonly at: Date;
  },
): Promise<ConfirmOutcome> {
  const place = await placeOf(trx, department);
  if (place === null) return withoutUnit();
  const { unit } = place;
  const handed = await findHanded(trx, unit, id, kinds);
  if (handed === null) return unknownHanding();
  await lockYear(trx, unit, handed.year);
  // Again under the lock: another may have confirmed it in between.
  const found = (await findHanded(trx, unit, id, kinds)) ?? handed;
  if (found.commit !== null) {
    const { added, changed, unchanged } = found.commit;
    return { outcome: 'confirmed', counts: { added, changed, unchanged }, again: true };
  }
  const samePerson = decideChecking({ maker: found.madeBy, checker: by, what: `财决表文件“${found.file}”` });
  if (samePerson !== null) return { outcome: 'same-person', refusal: samePerson.refusal };
  const planned = await planOf(trx, department, found, sheets, place);
  if (planned.outcome === 'refused') return planned;
  const { tables, problems, counts } = planned.plan;
  const errors = problems.filter(blocksApproval);
  const [first] = errors;
  if (first !== undefined) {
    const where = `${first.sheet === null || first.sheet === '' ? '' : `工作表“${first.sheet}”`}${first.row === null ? '' : `第${first.row}行`}`;
    return refuse(
      'tables-faulty',
      `文件里有${errors.length}处不能确认的，一张表也没有确认。${where === '' ? '' : `${where}：`}${first.message}`,
    );
  }
  await closeImport(trx, { unitId: unit, importId: id, file: found.file, counts, by, at });
  await trx
    .insertInto('approved_tables')
    .values({ unit_id: unit, import_id: id, tables: JSON.stringify(tables) })
    .execute();
  return { outcome: 'confirmed', counts, again: false };
}

/**
 * The final-accounts tables of a department's year as the finance bureau approved them: of the workbook that was confirmed last, with
 * who confirmed it and the hash of its file. Null where none has been confirmed.
 */
export async function approvedTablesOf(db: Db, department: string, year: number): Promise<ApprovedTables | null> {
  const row = await db
    .selectFrom('approved_tables as a')
    .innerJoin('budget_import as i', (join) =>
      join.onRef('i.unit_id', '=', 'a.unit_id').onRef('i.id', '=', 'a.import_id'),
    )
    .innerJoin('budget_import_commit as c', (join) =>
      join.onRef('c.unit_id', '=', 'a.unit_id').onRef('c.import_id', '=', 'a.import_id'),
    )
    .innerJoin('accounting_unit as u', 'u.id', 'a.unit_id')
    .leftJoin('access_person as maker', 'maker.id', 'i.made_by')
    .leftJoin('access_person as committer', 'committer.id', 'c.committed_by')
    .select(['a.import_id', 'a.tables', 'i.file', 'i.sha256', 'c.committed_at'])
    .select(['maker.name as maker', 'committer.name as committer'])
    .where('u.department_id', '=', department)
    .where('i.year', '=', year)
    .orderBy('c.committed_at', 'desc')
    .orderBy('a.import_id', 'desc')
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    importId: row.import_id,
    file: row.file,
    sha256: row.sha256,
    maker: row.maker ?? '',
    committer: row.committer ?? '',
    committedAt: row.committed_at,
    tables: row.tables as readonly ApprovedTable[],
  };
}

/** How the approved tables and our statements stand to each other. Only `compared` with `comparison.equal` says that they are one. */
export type ApprovedOutcome =
  /** No approved tables have been confirmed. */
  | { readonly outcome: 'not-approved' }
  /** The department keeps no budgetary books of the year. */
  | { readonly outcome: 'books-missing'; readonly approved: ApprovedTables }
  /** The books allow no statements as they are. */
  | {
      readonly outcome: 'findings';
      readonly approved: ApprovedTables;
      readonly findings: readonly StatementFinding[];
    }
  | {
      readonly outcome: 'compared';
      readonly approved: ApprovedTables;
      readonly accounts: DepartmentAccounts;
      readonly comparison: ApprovedComparison;
    };

/**
 * The approved tables of a department's year against its statements in a layout, as both stand now. A reply of the finance bureau
 * (批复) goes with equal tables: whoever publishes asks for `compared` and `comparison.equal`.
 */
export async function compareWithApproved(
  db: Db,
  department: string,
  year: number,
  template: StatementTemplate,
): Promise<ApprovedOutcome> {
  const approved = await approvedTablesOf(db, department, year);
  if (approved === null) return { outcome: 'not-approved' };
  const accounts = await readAccounts(db, department, year);
  if (accounts === null) return { outcome: 'books-missing', approved };
  if ('findings' in accounts.outcome) return { outcome: 'findings', approved, findings: accounts.outcome.findings };
  const comparison = compareApproved(approved.tables, accounts.outcome.facts, template);
  return { outcome: 'compared', approved, accounts, comparison };
}

interface Place extends Pick<WhoseTables, 'names'> {
  /** Under whose name the files are kept. */
  readonly unit: string;
}

/** The first of the department's units that keep department books, and the names that its tables may bear. */
async function placeOf(db: Db, department: string): Promise<Place | null> {
  const found = await findDepartment(db, department);
  if (found === null) return null;
  const units = await listUnits(db, department);
  const [first, ...others] = units;
  if (first === undefined) return null;
  return { unit: first.id, names: [found.name, ...ownNames(first, others)] };
}

/** The tables of one unit are not those of a department of several. */
function ownNames({ name }: AccountingUnit, others: readonly AccountingUnit[]): readonly string[] {
  return others.length === 0 ? [name] : [];
}

function withoutUnit(): Refused {
  return refuse('department-without-unit', '这个部门还没有会计主体，财决表没有接收。请先在账套中建立单位。');
}

function unknownHanding(): Refused {
  return refuse('handing-unknown', '没有这次上传的财决表。请刷新列表后再试。');
}

/** Cells with an amount that are new, other than those that stand, and the same; one that stood and is gone is another. */
function countsOf(tables: readonly ApprovedTable[], before: readonly ApprovedTable[]): ImportCounts {
  const [now, then] = [amountsOf(tables), amountsOf(before)];
  let [added, changed, unchanged] = [0, 0, 0];
  for (const [key, amount] of now) {
    const earlier = then.get(key);
    if (earlier === undefined) added += 1;
    else if (earlier === amount) unchanged += 1;
    else changed += 1;
  }
  for (const key of then.keys()) if (!now.has(key)) changed += 1;
  return { added, changed, unchanged };
}

function amountsOf(tables: readonly ApprovedTable[]): ReadonlyMap<string, string> {
  return new Map(
    tables.flatMap(({ unit, cells }) =>
      cells.filter(saysSomething).map((cell): [string, string] => [keyOf(cell), `${cell.amount} ${unit}`]),
    ),
  );
}
