/** What the desk shows: a year's versions, one version with everything about it, and its files. */
import { type WrittenDocument } from '@mingzhang/disclosure';
import { type DateText } from '@mingzhang/kernel';
import { type Change, changesBetween } from './content.ts';
import { type Countdown, countdown } from './deadline.ts';
import { type PublicationState, type Reply } from './decide.ts';
import { type PublicationFormat } from './files.ts';
import { type Db, listSteps, type TakenStep } from './steps.ts';
import {
  type Acceptance,
  type CompiledNotes,
  documentOf,
  findReply,
  listAcceptances,
  notesOf,
  type VersionAddress,
  versionName,
} from './versions.ts';

export interface ListedVersion {
  readonly id: string;
  readonly department: string;
  readonly year: number;
  readonly number: number | null;
  readonly name: string;
  readonly template: string;
  readonly state: PublicationState;
  readonly corrects: string | null;
  readonly correctionReason: string | null;
  readonly publishedOn: DateText | null;
  readonly madeAt: Date;
  /** Between finance's reply and publication. */
  readonly countdown: Countdown | null;
}

/** The versions of a department, the latest year first. */
export async function listVersions(db: Db, department: string, today: DateText): Promise<readonly ListedVersion[]> {
  const rows = await db
    .selectFrom('publication_version as v')
    .leftJoin('publication_reply as r', (join) =>
      join.onRef('r.department_id', '=', 'v.department_id').onRef('r.version_id', '=', 'v.id'),
    )
    .select(['v.id', 'v.department_id', 'v.year', 'v.number', 'v.template', 'v.state', 'v.corrects'])
    .select(['v.correction_reason', 'v.published_on', 'v.made_at', 'r.date as replied_on'])
    .where('v.department_id', '=', department)
    .orderBy('v.year', 'desc')
    .orderBy('v.made_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    department: row.department_id,
    year: row.year,
    number: row.number,
    name: versionName(row),
    template: row.template,
    state: row.state as PublicationState,
    corrects: row.corrects,
    correctionReason: row.correction_reason,
    publishedOn: row.published_on,
    madeAt: row.made_at,
    countdown: row.state === 'replied' && row.replied_on !== null ? countdown(row.replied_on, today) : null,
  }));
}

export interface FullVersion extends ListedVersion {
  readonly contentHash: string;
  readonly documentHash: string | null;
  readonly document: WrittenDocument;
  readonly notes: CompiledNotes;
  readonly steps: readonly TakenStep[];
  readonly acceptances: readonly Acceptance[];
  readonly reply: Reply | null;
  readonly files: readonly KeptFile[];
  /** Against the version that it corrects; null where it corrects none. */
  readonly changes: readonly Change[] | null;
}

export interface KeptFile {
  readonly format: PublicationFormat;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

/** One version; null if there is none. */
export async function findVersion(
  db: Db,
  { department, id }: VersionAddress,
  today: DateText,
): Promise<FullVersion | null> {
  const listed = (await listVersions(db, department, today)).find((one) => one.id === id);
  if (listed === undefined) return null;
  const row = await db
    .selectFrom('publication_version')
    .selectAll()
    .where('department_id', '=', department)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const document = documentOf(row);
  return {
    ...listed,
    contentHash: row.content_hash,
    documentHash: row.document_hash,
    document,
    notes: notesOf(row),
    steps: await listSteps(db, department, id),
    acceptances: await listAcceptances(db, { department, id }),
    reply: await findReply(db, { department, id }),
    files: await listFiles(db, { department, id }),
    changes: await changesOf(db, row, document),
  };
}

async function changesOf(
  db: Db,
  row: { readonly department_id: string; readonly corrects: string | null; readonly changes: unknown },
  document: WrittenDocument,
): Promise<readonly Change[] | null> {
  if (row.corrects === null) return null;
  if (row.changes !== null) return row.changes as readonly Change[];
  const corrected = await db
    .selectFrom('publication_version')
    .select('document')
    .where('department_id', '=', row.department_id)
    .where('id', '=', row.corrects)
    .executeTakeFirstOrThrow();
  return changesBetween(documentOf(corrected), document);
}

export async function listFiles(db: Db, { department, id }: VersionAddress): Promise<readonly KeptFile[]> {
  const rows = await db
    .selectFrom('publication_file')
    .select(['format', 'name', 'sha256'])
    .select(({ fn }) => fn<number>('octet_length', ['bytes']).as('size'))
    .where('department_id', '=', department)
    .where('version_id', '=', id)
    .orderBy('format')
    .execute();
  return rows.map((row) => ({ ...row, format: row.format as PublicationFormat }));
}

/** A published file's bytes; null if there is none. */
export async function findFile(
  db: Db,
  { department, id, format }: VersionAddress & { readonly format: string },
): Promise<{ readonly name: string; readonly sha256: string; readonly bytes: Buffer } | null> {
  const row = await db
    .selectFrom('publication_file')
    .select(['name', 'sha256', 'bytes'])
    .where('department_id', '=', department)
    .where('version_id', '=', id)
    .where('format', '=', format)
    .executeTakeFirst();
  return row ?? null;
}
