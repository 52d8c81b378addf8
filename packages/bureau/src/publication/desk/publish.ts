/**
 * Publishing: the approved document gets the day and the names on its cover and is written in every format; then all of it – files,
 * figures with what the public may see behind them, words for the search, the changes against the version before – is there in one
 * transaction, or none of it.
 */
import { type WrittenDocument } from '@mingzhang/disclosure';
import { FigureReader } from '../../figures/index.ts';
import { changesBetween, figuresOf, searchBlocks, sha256 } from './content.ts';
import { decideStep, type PublicationState, type StepRefused } from './decide.ts';
import { FigureFollower } from './evidence.ts';
import { filesOf, type PublicationFile } from './files.ts';
import { type Db, listSteps, type Trx, writeStep } from './steps.ts';
import {
  type Desk,
  documentOf,
  factsFor,
  lockVersion,
  type PublicationCommand,
  unknownVersion,
  type VersionAddress,
  type VersionRow,
} from './versions.ts';

export interface Published {
  readonly state: PublicationState;
  readonly number: number;
  readonly files: readonly { readonly format: string; readonly sha256: string }[];
}

/** Publishes a version that finance has replied to. In the caller's transaction where there is one, else in one of its own. */
export async function publishVersion(
  db: Db,
  desk: Desk,
  command: PublicationCommand,
): Promise<Published | StepRefused> {
  const before = await db
    .selectFrom('publication_version')
    .selectAll()
    .where('department_id', '=', command.department)
    .where('id', '=', command.id)
    .executeTakeFirst();
  if (before === undefined) return unknownVersion();
  // Files take a second to write: outside of the transaction, of the content that the person has before them.
  const document = await completed(db, before, command);
  const files = await filesOf(document);
  const run = (trx: Trx): Promise<Published | StepRefused> => publishWithin(trx, desk, command, { document, files });
  return db.isTransaction ? run(db as Trx) : db.transaction().execute(run);
}

/** The document with its day and the people who released it on the cover. */
async function completed(db: Db, row: VersionRow, { today }: PublicationCommand): Promise<WrittenDocument> {
  const document = documentOf(row);
  const steps = await listSteps(db, row.department_id, row.id);
  const released = (['review', 'approve'] as const).flatMap((step) => {
    const taken = steps.findLast((one) => one.step === step);
    return taken === undefined ? [] : [{ role: step === 'review' ? '保密审查' : '审签', person: taken.name }];
  });
  return { ...document, cover: { ...document.cover, publishedOn: today, released } };
}

async function publishWithin(
  trx: Trx,
  desk: Desk,
  command: PublicationCommand,
  { document, files }: { readonly document: WrittenDocument; readonly files: readonly PublicationFile[] },
): Promise<Published | StepRefused> {
  const row = await lockVersion(trx, command);
  if (row === null) return unknownVersion();
  const refused = decideStep('publish', await factsFor(trx, desk, row, command, command, 'publish'));
  if (refused !== null) return refused;
  const { department, id, person, at, today } = command;
  const number = await nextNumber(trx, row);
  const text = JSON.stringify(document);
  await trx
    .updateTable('publication_version')
    .set({
      state: 'published',
      number,
      document: text,
      document_hash: sha256(text),
      published_on: today,
      changes: row.corrects === null ? null : JSON.stringify(await changesOf(trx, row, document)),
    })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  const hashed = files.map((file) => ({ ...file, sha256: sha256(file.bytes) }));
  for (const { format, name, bytes, sha256: hash } of hashed) {
    await trx
      .insertInto('publication_file')
      .values({ department_id: department, version_id: id, format, name, sha256: hash, bytes: Buffer.from(bytes) })
      .execute();
  }
  await writeFigures(trx, desk, command, document);
  await writeBlocks(trx, command, document);
  const reason = (command.reason ?? '').trim();
  await writeStep(trx, {
    department,
    version: id,
    step: 'publish',
    from: row.state as PublicationState,
    person,
    at,
    today,
    contentHash: row.content_hash,
    detail: {
      ...(reason === '' ? {} : { reason }),
      number,
      document: sha256(text),
      ...Object.fromEntries(hashed.map(({ format, sha256: hash }) => [format, hash])),
    },
  });
  return { state: 'published', number, files: hashed.map(({ format, sha256: hash }) => ({ format, sha256: hash })) };
}

async function nextNumber(trx: Trx, { department_id, year }: VersionRow): Promise<number> {
  const { last } = await trx
    .selectFrom('publication_version')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('department_id', '=', department_id)
    .where('year', '=', year)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

async function changesOf(trx: Trx, { department_id, corrects }: VersionRow, document: WrittenDocument) {
  const corrected = await trx
    .selectFrom('publication_version')
    .select('document')
    .where('department_id', '=', department_id)
    .where('id', '=', corrects)
    .executeTakeFirstOrThrow();
  return changesBetween(documentOf(corrected), document);
}

async function writeFigures(
  trx: Trx,
  desk: Desk,
  { department, id }: VersionAddress,
  document: WrittenDocument,
): Promise<void> {
  const follower = new FigureFollower(trx, department, new FigureReader(trx, desk.computed()));
  const rows = [];
  for (const [position, { address, text, place, origin }] of figuresOf(document).entries()) {
    const evidence = JSON.stringify(await follower.evidence(origin));
    rows.push({ department_id: department, version_id: id, address, position, text, place, evidence });
  }
  for (const part of inParts(rows)) await trx.insertInto('publication_figure').values(part).execute();
}

async function writeBlocks(trx: Trx, { department, id }: VersionAddress, document: WrittenDocument): Promise<void> {
  const rows = searchBlocks(document).map((block) => ({ department_id: department, version_id: id, ...block }));
  for (const part of inParts(rows)) await trx.insertInto('publication_block').values(part).execute();
}

/** A statement takes so many values and no more. */
function inParts<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const size = 500;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => rows.slice(at * size, (at + 1) * size));
}
