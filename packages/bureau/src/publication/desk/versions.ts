/**
 * Versions on the database: begun, compiled anew, taken from step to step. Each function does one thing in the caller's transaction
 * and answers with what was written or with a refusal; nothing is written where it refuses.
 */
import { type WrittenDocument } from '@mingzhang/disclosure';
import { type DateText, type Finding } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Selectable } from 'kysely';
import { recordAction } from '../../access/index.ts';
import { type ComputedFigure, FigureReader } from '../../figures/index.ts';
import { readAccounts } from '../../office/index.ts';
import { approvedDifferences } from './approved.ts';
import { type AskedReason, type Compiled, type CompileRequest, compilePublication, differing } from './compile.ts';
import { figuresOf } from './content.ts';
import {
  decideAcceptance,
  decideBeginning,
  decideStep,
  type PublicationState,
  type PublicationStep,
  type Reply,
  type StepFacts,
  type StepRefused,
  ways,
} from './decide.ts';
import { FigureFollower } from './evidence.ts';
import { type Refused, refuse } from './refusals.ts';
import { type Db, listSteps, type StepDetail, type Trx, writeStep } from './steps.ts';

/** Who acts and when. */
export interface Acting {
  readonly person: string;
  readonly at: Date;
  readonly today: DateText;
}

/** What the desk is given: the duties' computed figures, which nothing below their catalogue knows. */
export interface Desk {
  readonly computed: () => readonly ComputedFigure[];
  /** Writes the files of a document and reads them back: those that say something else, a sentence each (`filesMisread`). */
  readonly filesMisread: (document: WrittenDocument) => Promise<readonly string[]>;
}

/** What compiling found, as it is kept with the version. */
export interface CompiledNotes {
  readonly findings: readonly Finding[];
  readonly unfounded: readonly string[];
  readonly reasonsAsked: readonly AskedReason[];
  readonly partsMissing: readonly string[];
}

export type VersionRow = Selectable<Database['publication_version']>;

/** The notes of a version; those kept before reasons were looked at say nothing against them. */
export function notesOf({ compiled }: Pick<VersionRow, 'compiled'>): CompiledNotes {
  const notes = compiled as unknown as CompiledNotes;
  return { ...notes, reasonsAsked: notes.reasonsAsked.map((one) => ({ ...one, refused: one.refused ?? null })) };
}

export function documentOf({ document }: Pick<VersionRow, 'document'>): WrittenDocument {
  return JSON.parse(document) as WrittenDocument;
}

/** '2024年度部门决算（第2版）'. */
export function versionName({ year, number, corrects }: Pick<VersionRow, 'year' | 'number' | 'corrects'>): string {
  const which = number === null ? (corrects === null ? '编制稿' : '更正稿') : `第${number}版`;
  return `${year}年度部门决算（${which}）`;
}

export interface Beginning extends CompileRequest {
  readonly id: string;
  /** The published version that it corrects, and why. */
  readonly correction: { readonly corrects: string; readonly reason: string } | null;
}

/** Begins a year's publication, or a correction of a published one, by compiling it. */
export async function beginPublication(
  trx: Trx,
  desk: Desk,
  { id, correction, ...request }: Beginning,
  acting: Acting,
): Promise<{ readonly id: string } | Refused> {
  const { department, year, template } = request;
  await trx.selectFrom('department').select('id').where('id', '=', department).forUpdate().execute();
  const versions = await trx
    .selectFrom('publication_version')
    .selectAll()
    .where('department_id', '=', department)
    .where('year', '=', year)
    .orderBy('number')
    .execute();
  const before = versions.map((row) => ({
    id: row.id,
    state: row.state as PublicationState,
    name: versionName(row),
  }));
  const refused = decideBeginning(before, correction);
  if (refused !== null) return refused;
  const compiled = await compilePublication(trx, request, desk.computed());
  if ('refusal' in compiled) return compiled;
  await trx
    .insertInto('publication_version')
    .values({
      department_id: department,
      id,
      year,
      template,
      state: 'draft',
      corrects: correction?.corrects ?? null,
      correction_reason: correction?.reason.trim() ?? null,
      ...compiledColumns(compiled),
      made_by: acting.person,
      made_at: acting.at,
    })
    .execute();
  await writeCompiling(trx, id, compiled, acting, correction === null ? {} : { reason: correction.reason.trim() });
  return { id };
}

function compiledColumns(compiled: Compiled) {
  const { findings, unfounded, document } = compiled;
  const notes: CompiledNotes = {
    findings,
    unfounded,
    reasonsAsked: compiled.reasonsAsked,
    partsMissing: compiled.partsMissing,
  };
  return {
    document: JSON.stringify(document),
    content_hash: compiled.contentHash,
    tables_hash: compiled.tablesHash,
    compiled: JSON.stringify(notes),
  };
}

async function writeCompiling(
  trx: Trx,
  version: string,
  { department, contentHash, findings }: Compiled,
  { person, at, today }: Acting,
  detail: StepDetail,
): Promise<void> {
  await writeStep(trx, {
    department,
    version,
    step: 'compile',
    from: 'draft',
    person,
    at,
    today,
    contentHash,
    detail: { ...detail, findings: findings.length },
  });
}

export interface VersionAddress {
  readonly department: string;
  readonly id: string;
}

export async function lockVersion(trx: Trx, { department, id }: VersionAddress): Promise<VersionRow | null> {
  const row = await trx
    .selectFrom('publication_version')
    .selectAll()
    .where('department_id', '=', department)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export function unknownVersion(): Refused {
  return refuse('publication-unknown', '没有这份公开稿。请从决算公开的列表打开。');
}

/** Compiles a draft anew, from the books and texts as they are now. */
export async function compileAgain(
  trx: Trx,
  desk: Desk,
  address: VersionAddress & { readonly template?: string | undefined },
  acting: Acting,
): Promise<{ readonly contentHash: string } | StepRefused> {
  const row = await lockVersion(trx, address);
  if (row === null) return unknownVersion();
  const refused = decideStep('compile', await factsFor(trx, desk, row, acting, { seen: row.content_hash }));
  if (refused !== null) return refused;
  const template = address.template ?? row.template;
  const request = { department: row.department_id, year: row.year, template };
  const compiled = await compilePublication(trx, request, desk.computed());
  if ('refusal' in compiled) return compiled;
  await trx
    .updateTable('publication_version')
    .set({ template, ...compiledColumns(compiled) })
    .where('department_id', '=', address.department)
    .where('id', '=', address.id)
    .execute();
  await writeCompiling(trx, address.id, compiled, acting, {});
  return { contentHash: compiled.contentHash };
}

export interface PublicationCommand extends VersionAddress, Acting {
  /** Hash of the content that the person has before them. */
  readonly seen: string;
  readonly reason?: string | undefined;
  /** Of the step `reply`. */
  readonly reply?: Reply | undefined;
}

type PlainStep = Exclude<PublicationStep, 'compile' | 'check' | 'publish'>;

/** The self-check: what is decided on is what the bytes of all files say. In the caller's transaction or in one of its own. */
export async function checkPublication(
  db: Db,
  desk: Desk,
  command: PublicationCommand,
): Promise<{ readonly state: PublicationState } | StepRefused> {
  const within = <T>(run: (trx: Trx) => Promise<T>): Promise<T> =>
    db.isTransaction ? run(db as Trx) : db.transaction().execute(run);
  // What is refused anyhow is refused before anything is written.
  const before = await within(async (trx) => {
    const row = await lockVersion(trx, command);
    if (row === null) return unknownVersion();
    return decideStep('check', await factsFor(trx, desk, row, command, command, 'check')) ?? documentOf(row);
  });
  if ('refusal' in before) return before;
  // Files take seconds to write and read: outside of the transaction, of the content that the person has before them.
  const filesMisread = await desk.filesMisread(before);
  return within((trx) => takeStep(trx, desk, 'check', { ...command, filesMisread }));
}

/** Takes any step but compiling, self-checking and publishing. */
export async function takePublicationStep(
  trx: Trx,
  desk: Desk,
  step: PlainStep,
  command: PublicationCommand,
): Promise<{ readonly state: PublicationState } | StepRefused> {
  return takeStep(trx, desk, step, command);
}

async function takeStep(
  trx: Trx,
  desk: Desk,
  step: PlainStep | 'check',
  command: PublicationCommand & { readonly filesMisread?: readonly string[] },
): Promise<{ readonly state: PublicationState } | StepRefused> {
  const row = await lockVersion(trx, command);
  if (row === null) return unknownVersion();
  const facts = await factsFor(trx, desk, row, command, command, step);
  const refused = decideStep(step, facts);
  if (refused !== null) return refused;
  const { to } = ways[step];
  const { department, id, person, at, today, reply } = command;
  const reason = (command.reason ?? '').trim();
  let detail: StepDetail = reason === '' ? {} : { reason };
  if (step === 'reply' && reply !== undefined) {
    await writeReply(trx, command, reply);
    detail = { ...detail, number: reply.number.trim(), date: reply.date, attachment: reply.attachment };
  }
  if (step === 'return') await forgetReply(trx, command);
  if (step === 'archive') detail = { ...detail, files: await filesSeal(trx, command) };
  await trx
    .updateTable('publication_version')
    .set({ state: to })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  const { content_hash: contentHash } = row;
  const from = facts.state;
  await writeStep(trx, { department, version: id, step, from, person, at, today, contentHash, detail });
  return { state: to };
}

async function writeReply(trx: Trx, { department, id, person, at }: PublicationCommand, reply: Reply): Promise<void> {
  await trx
    .insertInto('publication_reply')
    .values({
      department_id: department,
      version_id: id,
      number: reply.number.trim(),
      date: reply.date,
      attachment: reply.attachment,
      made_by: person,
      made_at: at,
    })
    .execute();
}

/** What is sent back will be replied to anew. */
async function forgetReply(trx: Trx, { department, id }: VersionAddress): Promise<void> {
  await trx
    .deleteFrom('publication_reply')
    .where('department_id', '=', department)
    .where('version_id', '=', id)
    .execute();
}

/** The hashes of all files together: what is laid into the archive. */
async function filesSeal(trx: Trx, { department, id }: VersionAddress): Promise<string> {
  const files = await trx
    .selectFrom('publication_file')
    .select(['format', 'sha256'])
    .where('department_id', '=', department)
    .where('version_id', '=', id)
    .orderBy('format')
    .execute();
  return files.map(({ format, sha256 }) => `${format}:${sha256}`).join(' ');
}

/** Everything that a step is decided on. Figures are compared with the books only where a step goes on with them. */
export async function factsFor(
  trx: Trx,
  desk: Desk,
  row: VersionRow,
  acting: Acting,
  asked: {
    readonly seen: string;
    readonly reason?: string | undefined;
    readonly reply?: Reply | undefined;
    readonly filesMisread?: readonly string[];
  },
  step?: PublicationStep,
): Promise<StepFacts> {
  const address = { department: row.department_id, id: row.id };
  const notes = notesOf(row);
  const steps = await listSteps(trx, row.department_id, row.id);
  const lastReturn = steps.findLast((one) => one.step === 'return')?.position ?? 0;
  const submitted = steps.findLast((one) => one.step === 'submit' && one.position > lastReturn);
  const reply = step === 'reply' ? (asked.reply ?? null) : await findReply(trx, address);
  const document = documentOf(row);
  const ready = step === 'review' || step === 'approve' || step === 'submit' || step === 'publish' || step === 'check';
  return {
    state: row.state as PublicationState,
    name: versionName(row),
    makers: [...new Set([row.made_by, ...steps.filter((one) => one.step === 'compile').map(({ person }) => person)])],
    person: acting.person,
    today: acting.today,
    seen: asked.seen,
    stands: row.content_hash,
    reason: asked.reason ?? '',
    replyHolds: await replyHolds(trx, row),
    ready: {
      findings: notes.findings,
      accepted: (await listAcceptances(trx, address)).map(({ finding }) => finding),
      reasonsMissing: notes.reasonsAsked.filter(({ given }) => given === null).map(({ what }) => what),
      reasonsRefused: notes.reasonsAsked.flatMap(({ what, refused }) =>
        refused === null ? [] : [`${what}。${refused}`],
      ),
      partsMissing: notes.partsMissing,
      unfounded: notes.unfounded,
      filesMisread: asked.filesMisread ?? [],
      changed: ready ? await changedFigures(trx, desk, row, document) : [],
    },
    periodClosed: ready ? ((await readAccounts(trx, row.department_id, row.year))?.closed ?? false) : false,
    submittedOn: submitted?.day ?? null,
    reply,
    attachmentKnown: reply !== null && (await attachmentExists(trx, reply.attachment)),
    approved: step === 'reply' ? await approvedDifferences(trx, { ...row, department: row.department_id }) : null,
  };
}

async function changedFigures(
  trx: Trx,
  desk: Desk,
  row: VersionRow,
  document: WrittenDocument,
): Promise<readonly string[]> {
  const follower = new FigureFollower(trx, row.department_id, new FigureReader(trx, desk.computed()));
  return differing(follower, figuresOf(document));
}

/** True if it corrects a version without changing the tables that finance approved. */
async function replyHolds(
  trx: Trx,
  { department_id: department, corrects, tables_hash }: VersionRow,
): Promise<boolean> {
  if (corrects === null) return false;
  const corrected = await trx
    .selectFrom('publication_version')
    .select('tables_hash')
    .where('department_id', '=', department)
    .where('id', '=', corrects)
    .executeTakeFirstOrThrow();
  return corrected.tables_hash === tables_hash;
}

async function attachmentExists(db: Db, sha256: string): Promise<boolean> {
  const row = await db.selectFrom('attachment').select('sha256').where('sha256', '=', sha256).executeTakeFirst();
  return row !== undefined;
}

export async function findReply(db: Db, { department, id }: VersionAddress): Promise<Reply | null> {
  const row = await db
    .selectFrom('publication_reply')
    .select(['number', 'date', 'attachment'])
    .where('department_id', '=', department)
    .where('version_id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export interface Acceptance {
  readonly finding: string;
  readonly reason: string;
  readonly person: string;
  readonly at: Date;
}

/** The findings that pass, each with the last reason given. */
export async function listAcceptances(db: Db, { department, id }: VersionAddress): Promise<readonly Acceptance[]> {
  const rows = await db
    .selectFrom('publication_acceptance')
    .select(['finding_id as finding', 'reason', 'made_by as person', 'made_at as at'])
    .where('department_id', '=', department)
    .where('version_id', '=', id)
    .orderBy('position')
    .execute();
  return [...new Map(rows.map((row) => [row.finding, row])).values()];
}

/** Lets findings that do not block pass, with one reason for all of them. */
export async function acceptFindings(
  trx: Trx,
  command: VersionAddress & Acting & { readonly findings: readonly string[]; readonly reason: string },
): Promise<{ readonly accepted: number } | Refused> {
  const { department, id, person, at, findings, reason } = command;
  const row = await lockVersion(trx, command);
  if (row === null) return unknownVersion();
  if (row.state !== 'draft') {
    return refuse('state-unfit', `${versionName(row)}已过自查，不能再说明发现。请先退回。`);
  }
  const notes = notesOf(row);
  const decided = [];
  for (const finding of findings) {
    const outcome = decideAcceptance(notes.findings, finding, reason);
    if ('refusal' in outcome) return outcome;
    decided.push(outcome);
  }
  for (const { finding, reason: kept } of decided) {
    await trx
      .insertInto('publication_acceptance')
      .values({
        department_id: department,
        version_id: id,
        finding_id: finding.id,
        reason: kept,
        made_by: person,
        made_at: at,
      })
      .execute();
  }
  await recordAction(trx, {
    id: newId(),
    at,
    person,
    action: 'publication.make',
    subject: `publication:${department}/${id}`,
    detail: { findings: decided.length, reason: reason.trim() },
  });
  return { accepted: decided.length };
}
