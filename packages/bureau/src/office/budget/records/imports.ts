/**
 * Imports on the database: a file is handed in and kept, looked at as often as one likes, and committed by another person – whole or
 * not at all, in one transaction.
 */
import { type Sheet } from '@mingzhang/documents';
import { type DateText } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { type AccessRefusal, decideChecking } from '../../../access/index.ts';
import { keepAttachment } from '../../attachments.ts';
import { type ImportFacts, type ImportPlan, isFaultless, planImport } from '../import/plan.ts';
import { blocks } from '../import/problems.ts';
import { type ImportKind, type Mapping, mappingRefusal } from '../import/table.ts';
import { type Refused, refuse } from '../refusals.ts';
import { numbersOf, tiePayments } from './booking.ts';
import { type Actor, type Db, isUuid, lockYear, note, positionMap, selectMovements, type Trx } from './database.ts';
import { insertChecks, insertDocuments, listBudgetDocuments } from './documents.ts';
import { endReservations, insertPayments, listPayments, selectOpenReservations } from './payments.ts';
import { insertProjects, listProjects } from './projects.ts';

/** What a file is handed in for: an export to import here, or the approved final-accounts tables (`office/approved`). */
export type HandedKind = ImportKind | 'final-accounts';

const importKinds: readonly ImportKind[] = ['documents', 'payments'];

export interface StageCommand extends Actor {
  readonly id: string;
  readonly unitId: string;
  readonly year: number;
  readonly kind: HandedKind;
  /** The file's label. */
  readonly file: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly mapping: Mapping;
}

export type StageOutcome =
  /** `again` where the same file has been handed in before for the same purpose; the id is the earlier one's. */
  { readonly outcome: 'staged'; readonly id: string; readonly again: boolean } | Refused;

/** Keeps a file for import. Nothing else changes yet. */
export async function stageImport(trx: Trx, command: StageCommand): Promise<StageOutcome> {
  const { id, unitId, year, kind, file, bytes, mediaType, mapping, by, at } = command;
  if ((await unitNameOf(trx, unitId)) === null) {
    return refuse('import-unit-unknown', '没有这个单位，文件没有接收。请从单位列表中选取。');
  }
  const malformed = kind === 'final-accounts' ? null : mappingRefusal(kind, mapping);
  if (malformed !== null) return malformed;
  await lockYear(trx, unitId, year);
  const sha256 = await keepAttachment(trx, { name: file, mediaType, bytes, by, at });
  const text = JSON.stringify(mapping);
  const earlier = await trx
    .selectFrom('budget_import')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('year', '=', year)
    .where('kind', '=', kind)
    .where('sha256', '=', sha256)
    .where('mapping', '=', text)
    .executeTakeFirst();
  if (earlier !== undefined) return { outcome: 'staged', id: earlier.id, again: true };
  await trx
    .insertInto('budget_import')
    .values({ unit_id: unitId, id, year, kind, file, sha256, mapping: text, made_by: by, made_at: at })
    .execute();
  await note(trx, { by, at }, 'budget.import', `budget-import:${id}`, { unit: unitId, kind, file, sha256 });
  return { outcome: 'staged', id, again: false };
}

export interface ListedImport<Kind extends HandedKind = ImportKind> {
  readonly id: string;
  readonly year: number;
  readonly kind: Kind;
  readonly file: string;
  readonly sha256: string;
  readonly mapping: Mapping;
  readonly madeBy: string;
  readonly maker: string;
  readonly madeAt: Date;
  readonly commit: {
    readonly added: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly committer: string;
    readonly at: Date;
  } | null;
}

/** A unit's imports of a year, newest first. */
export async function listImports(db: Db, unitId: string, year: number): Promise<readonly ListedImport[]> {
  return listHanded(db, unitId, year, importKinds);
}

/** The files of some kinds that were handed in, newest first. */
export async function listHanded<Kind extends HandedKind>(
  db: Db,
  unitId: string,
  year: number,
  kinds: readonly Kind[],
): Promise<readonly ListedImport<Kind>[]> {
  const rows = await importQuery(db, unitId)
    .where('i.year', '=', year)
    .where('i.kind', 'in', [...kinds])
    .orderBy('i.made_at', 'desc')
    .execute();
  return rows.map((row) => importOf(row, row.kind as Kind));
}

/** One import; null where there is none. */
export async function findImport(db: Db, unitId: string, id: string): Promise<ListedImport | null> {
  return findHanded(db, unitId, id, importKinds);
}

/** The file of one of the kinds; null where there is none. */
export async function findHanded<Kind extends HandedKind>(
  db: Db,
  unitId: string,
  id: string,
  kinds: readonly Kind[],
): Promise<ListedImport<Kind> | null> {
  if (!isUuid(id)) return null;
  const row = await importQuery(db, unitId)
    .where('i.id', '=', id)
    .where('i.kind', 'in', [...kinds])
    .executeTakeFirst();
  return row === undefined ? null : importOf(row, row.kind as Kind);
}

function importQuery(db: Db, unitId: string) {
  return db
    .selectFrom('budget_import as i')
    .leftJoin('budget_import_commit as c', (join) =>
      join.onRef('c.unit_id', '=', 'i.unit_id').onRef('c.import_id', '=', 'i.id'),
    )
    .leftJoin('access_person as maker', 'maker.id', 'i.made_by')
    .leftJoin('access_person as committer', 'committer.id', 'c.committed_by')
    .select([
      'i.id',
      'i.year',
      'i.kind',
      'i.file',
      'i.sha256',
      'i.mapping',
      'i.made_by',
      'i.made_at',
      'maker.name as maker',
      'c.added',
      'c.changed',
      'c.unchanged',
      'c.committed_at',
      'committer.name as committer',
    ])
    .where('i.unit_id', '=', unitId);
}

type ImportRow = Awaited<ReturnType<ReturnType<typeof importQuery>['executeTakeFirstOrThrow']>>;

function importOf<Kind extends HandedKind>(row: ImportRow, kind: Kind): ListedImport<Kind> {
  return {
    id: row.id,
    year: row.year,
    kind,
    file: row.file,
    sha256: row.sha256,
    mapping: row.mapping as Mapping,
    madeBy: row.made_by,
    maker: row.maker ?? '',
    madeAt: row.made_at,
    commit:
      row.committed_at === null
        ? null
        : {
            added: row.added ?? 0,
            changed: row.changed ?? 0,
            unchanged: row.unchanged ?? 0,
            committer: row.committer ?? '',
            at: row.committed_at,
          },
  };
}

async function unitNameOf(db: Db, unitId: string): Promise<string | null> {
  const row = await db.selectFrom('accounting_unit').select('name').where('id', '=', unitId).executeTakeFirst();
  return row?.name ?? null;
}

async function gatherFacts(db: Db, unitId: string, year: number, today: DateText): Promise<ImportFacts> {
  return {
    unitName: (await unitNameOf(db, unitId)) ?? '',
    year,
    today,
    projects: await listProjects(db, unitId),
    documents: await listBudgetDocuments(db, unitId, year),
    payments: await listPayments(db, unitId, year),
    reservations: await selectOpenReservations(db, unitId, year),
    positions: positionMap(await selectMovements(db, unitId, year)),
    newId,
  };
}

/** What an import would change as things stand; nothing is written. */
export async function previewImport(
  db: Db,
  {
    unitId,
    importId,
    sheets,
    today,
  }: {
    readonly unitId: string;
    readonly importId: string;
    readonly sheets: readonly Sheet[];
    readonly today: DateText;
  },
): Promise<{ readonly outcome: 'planned'; readonly plan: ImportPlan } | Refused> {
  const found = await findImport(db, unitId, importId);
  if (found === null) return refuse('import-unknown', '没有这次导入。请刷新列表后再试。');
  return planImport(sheets, found.kind, found.mapping, await gatherFacts(db, unitId, found.year, today));
}

export interface CommitCommand extends Actor {
  readonly unitId: string;
  readonly importId: string;
  /** The file's tables. */
  readonly sheets: readonly Sheet[];
  readonly today: DateText;
  /** Told how many of all documents or payments are written; nothing is there before the transaction ends. */
  readonly progress?: (done: number, all: number) => void | Promise<void>;
}

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export type CommitOutcome =
  /** `again` where it had been committed before: the counts are those of then. */
  | { readonly outcome: 'committed'; readonly counts: ImportCounts; readonly again: boolean }
  /** Who handed the file in cannot commit it: a refusal of `access`. */
  | { readonly outcome: 'same-person'; readonly refusal: AccessRefusal }
  | Refused;

/** Documents or payments that are written with one statement. */
const batchSize = 500;

/** Commits an import as things stand now, whole or not at all. Refusals write nothing. */
export async function commitImport(trx: Trx, command: CommitCommand): Promise<CommitOutcome> {
  const { unitId, importId, sheets, today, by, at, progress } = command;
  const staged = await findImport(trx, unitId, importId);
  if (staged === null) return refuse('import-unknown', '没有这次导入，没有提交。请刷新列表后再试。');
  await lockYear(trx, unitId, staged.year);
  // Again under the lock: another may have committed it in between.
  const found = (await findImport(trx, unitId, importId)) ?? staged;
  if (found.commit !== null) {
    const { added, changed, unchanged } = found.commit;
    return { outcome: 'committed', counts: { added, changed, unchanged }, again: true };
  }
  const samePerson = decideChecking({ maker: found.madeBy, checker: by, what: `导入文件“${found.file}”` });
  if (samePerson !== null) return { outcome: 'same-person', refusal: samePerson.refusal };
  const planned = planImport(sheets, found.kind, found.mapping, await gatherFacts(trx, unitId, found.year, today));
  if (planned.outcome === 'refused') return planned;
  const { plan } = planned;
  if (!isFaultless(plan)) return refuseFaulty(plan);
  // The file was handed in by one person and is committed by another: so are its documents.
  const maker = { by: found.madeBy, at: found.madeAt, importId };
  if (plan.projects.length > 0) await insertProjects(trx, unitId, plan.projects, maker);
  const documents = [...plan.documents.added, ...plan.documents.changed.map(({ after }) => after)];
  const payments = [...plan.payments.added, ...plan.payments.changed.map(({ after }) => after)];
  const all = documents.length + payments.length;
  let done = 0;
  for (const batch of batches(documents)) {
    await insertDocuments(trx, unitId, batch, maker);
    const ids = batch.map(({ id }) => id);
    await insertChecks(trx, unitId, ids, { approved: true, reason: '', by, at });
    done += batch.length;
    await progress?.(done, all);
  }
  for (const batch of batches(payments)) {
    await insertPayments(trx, unitId, batch, maker);
    done += batch.length;
    await progress?.(done, all);
  }
  await endReservations(trx, unitId, plan.ends, { by, at });
  await tiePayments(trx, { unitId, by, at }, found.year, payments.flatMap(numbersOf));
  const counts = countsOf(plan);
  await closeImport(trx, { unitId, importId, file: found.file, counts, by, at });
  return { outcome: 'committed', counts, again: false };
}

/** Notes that a file has been committed, with what came of it; in the transaction that writes that. */
export async function closeImport(
  trx: Trx,
  {
    unitId,
    importId,
    file,
    counts,
    by,
    at,
  }: Actor & {
    readonly unitId: string;
    readonly importId: string;
    readonly file: string;
    readonly counts: ImportCounts;
  },
): Promise<void> {
  await trx
    .insertInto('budget_import_commit')
    .values({ unit_id: unitId, import_id: importId, ...counts, committed_by: by, committed_at: at })
    .execute();
  await note(trx, { by, at }, 'budget.check', `budget-import:${importId}`, { unit: unitId, file, ...counts });
}

/** How much a plan changes. */
export function countsOf({ documents, payments }: ImportPlan): ImportCounts {
  return {
    added: documents.added.length + payments.added.length,
    changed: documents.changed.length + payments.changed.length,
    unchanged: documents.unchanged + payments.unchanged,
  };
}

function refuseFaulty({ problems, table }: ImportPlan): Refused {
  const errors = problems.filter(blocks);
  const [first] = errors;
  const rows = new Set(errors.map(({ row }) => row)).size;
  const more = errors.length === 1 ? '' : `（共${rows}行、${errors.length}处）`;
  return refuse(
    'import-faulty',
    `${table.rows.length}行中有不能导入的${more}，一行也没有导入。第${first?.row}行${first?.column == null ? '' : `“${first.column}”`}：${first?.message ?? ''}`,
  );
}

function* batches<Thing>(things: readonly Thing[]): Generator<readonly Thing[]> {
  for (let at = 0; at < things.length; at += batchSize) yield things.slice(at, at + batchSize);
}
