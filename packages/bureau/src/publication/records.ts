/**
 * The shelf on the database. `db` is any Kysely of ours; functions that write several rows open their own transaction, and an
 * id is returned only after it has been committed (the store keeps fsync on, so it survives a kill).
 */
import { type AuditObject } from '@mingzhang/disclosure';
import { type CitedFinding } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, sql, type Transaction } from 'kysely';
import { recordAction } from '../access/index.ts';
import { carriedOver, compareFindings, type Difference, decideReason } from './decide.ts';

type Db = Kysely<Database>;

export interface ShelveCommand {
  readonly id: string;
  readonly at: Date;
  /** Who puts it there. */
  readonly person: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** An audit with `ok: true`; what could not be read is not shelved. */
  readonly audit: AuditObject;
  /** JSON text of an object. */
  readonly reading: string;
  /** The document that this one corrects. */
  readonly successorOf: string | null;
  /** The request's idempotency key and a hash of everything that the request asked for. */
  readonly request: { readonly key: string; readonly fingerprint: string } | null;
}

export type ShelveOutcome =
  /** `difference` against the predecessor, null without one; `again` if the same request had stored it before. */
  | { readonly kind: 'stored'; readonly id: string; readonly difference: Difference | null; readonly again: boolean }
  | { readonly kind: 'predecessor-not-found' }
  | { readonly kind: 'idempotency-key-reused' };

/** Puts a document with its bytes, audit and reading on the shelf in one transaction, and carries set-asides over. */
export async function shelveDocument(db: Db, command: ShelveCommand): Promise<ShelveOutcome> {
  return db.transaction().execute(async (trx) => {
    const { id, at, audit, request, successorOf } = command;
    if (request !== null) {
      // The same key in flight elsewhere makes this wait until the other transaction is decided.
      const claimed = await trx
        .insertInto('shelving_request')
        .values({ key: request.key, fingerprint: request.fingerprint, document_id: id, made_at: at })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      if (claimed === undefined) return answerAgain(trx, request);
    }
    let predecessor: readonly CitedFinding[] | null = null;
    if (successorOf !== null) {
      predecessor = await selectFindings(trx, successorOf);
      if (predecessor === null) {
        if (request !== null) await trx.deleteFrom('shelving_request').where('key', '=', request.key).execute();
        return { kind: 'predecessor-not-found' };
      }
    }
    await trx
      .insertInto('document')
      .values({
        id,
        name: command.file,
        kind: audit.document.kind,
        bureau: storable(audit.document.bureau),
        area: storable(audit.document.area),
        year: audit.document.year,
        sha256: audit.sha256,
        bytes: Buffer.from(command.bytes.buffer, command.bytes.byteOffset, command.bytes.byteLength),
        uploaded_at: at,
        successor_of: successorOf,
        audit: storableJson(audit),
        checks_version: audit.auditor.checks,
      })
      .execute();
    await trx.insertInto('document_reading').values({ document_id: id, reading: command.reading }).execute();
    if (successorOf !== null) await carrySetAsides(trx, successorOf, id, audit.findings);
    await recordAction(trx, {
      id: newId(),
      at,
      person: command.person,
      action: 'document.upload',
      subject: `document:${id}`,
      detail: { file: command.file, sha256: audit.sha256, successorOf },
    });
    return {
      kind: 'stored',
      id,
      difference: predecessor === null ? null : compareFindings(predecessor, audit.findings),
      again: false,
    };
  });
}

async function answerAgain(
  trx: Transaction<Database>,
  request: { readonly key: string; readonly fingerprint: string },
): Promise<ShelveOutcome> {
  const earlier = await trx
    .selectFrom('shelving_request')
    .innerJoin('document', 'document.id', 'shelving_request.document_id')
    .select(['shelving_request.fingerprint', 'document.id', 'document.successor_of'])
    .where('shelving_request.key', '=', request.key)
    .executeTakeFirstOrThrow();
  if (earlier.fingerprint !== request.fingerprint) return { kind: 'idempotency-key-reused' };
  const difference =
    earlier.successor_of === null
      ? null
      : compareFindings(
          (await selectFindings(trx, earlier.successor_of)) ?? [],
          (await selectFindings(trx, earlier.id)) ?? [],
        );
  return { kind: 'stored', id: earlier.id, difference, again: true };
}

async function carrySetAsides(
  trx: Transaction<Database>,
  from: string,
  to: string,
  findings: readonly CitedFinding[],
): Promise<void> {
  const rows = carriedOver(await listSetAsides(trx, from), findings);
  if (rows.length === 0) return;
  await trx
    .insertInto('set_aside')
    .values(
      rows.map((row) => ({
        document_id: to,
        finding_id: row.findingId,
        reason: row.reason,
        set_aside_at: new Date(row.setAsideAt),
        carried_from: row.carriedFrom ?? from,
      })),
    )
    .execute();
}

async function selectFindings(db: Db, documentId: string): Promise<readonly CitedFinding[] | null> {
  return (await findFindings(db, documentId))?.findings ?? null;
}

/** A document's label and findings; null if it is not on the shelf. */
export async function findFindings(
  db: Db,
  documentId: string,
): Promise<{ readonly file: string; readonly findings: readonly CitedFinding[] } | null> {
  const row = await db
    .selectFrom('document')
    .select(['name', sql<CitedFinding[]>`audit -> 'findings'`.as('findings')])
    .where('id', '=', documentId)
    .executeTakeFirst();
  return row === undefined ? null : { file: row.name, findings: row.findings };
}

export interface ListedDocument {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly storedAt: string;
  readonly document: AuditObject['document'];
  readonly successorOf: string | null;
  /** How many findings of each severity; `blocking` are proven or strong errors, `setAside` those set aside. */
  readonly findings: {
    readonly error: number;
    readonly rounding: number;
    readonly presentation: number;
    readonly blocking: number;
    readonly setAside: number;
  };
  readonly stats: AuditObject['stats'];
}

/** The shelf, newest first, from the one after `after` on. */
export async function listDocuments(
  db: Db,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly ListedDocument[]> {
  let query = db
    .selectFrom('document')
    .select([
      'id',
      'name',
      'sha256',
      'uploaded_at',
      'successor_of',
      sql<number>`length(bytes)`.as('size'),
      sql<AuditObject['document']>`audit -> 'document'`.as('document'),
      sql<AuditObject['stats']>`audit -> 'stats'`.as('stats'),
      sql<Omit<ListedDocument['findings'], 'setAside'>>`(
        select jsonb_build_object(
          'error', count(*) filter (where f ->> 'severity' = 'error'),
          'rounding', count(*) filter (where f ->> 'severity' = 'rounding'),
          'presentation', count(*) filter (where f ->> 'severity' = 'presentation'),
          'blocking', count(*) filter (where f ->> 'severity' = 'error' and f ->> 'certainty' <> 'possible'))
        from jsonb_array_elements(audit -> 'findings') as f)`.as('counts'),
      sql<number>`(select count(*)::integer from set_aside where document_id = document.id)`.as('set_aside_count'),
    ])
    .orderBy('uploaded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (after !== null) {
    query = query.where(sql<boolean>`(uploaded_at, id) < (select uploaded_at, id from document where id = ${after})`);
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    file: row.name,
    sha256: row.sha256,
    size: row.size,
    storedAt: row.uploaded_at.toISOString(),
    document: row.document,
    successorOf: row.successor_of,
    findings: { ...row.counts, setAside: row.set_aside_count },
    stats: row.stats,
  }));
}

export interface DocumentLink {
  readonly id: string;
  readonly file: string;
  readonly storedAt: string;
}

export interface StoredDocument extends DocumentLink {
  readonly size: number;
  readonly audit: AuditObject;
  /** JSON text, as given when it was shelved. */
  readonly reading: string;
  readonly setAsides: readonly StoredSetAside[];
  readonly predecessor: DocumentLink | null;
  /** The predecessor's findings, to compare with; null without one. */
  readonly predecessorFindings: readonly CitedFinding[] | null;
  /** Documents that name this one as the one they correct, oldest first. */
  readonly successors: readonly DocumentLink[];
}

/** Everything of one document; null if it is not on the shelf. */
export async function findDocument(db: Db, id: string): Promise<StoredDocument | null> {
  const row = await db
    .selectFrom('document')
    .innerJoin('document_reading', 'document_reading.document_id', 'document.id')
    .select([
      'id',
      'name',
      'uploaded_at',
      'successor_of',
      'reading',
      sql<number>`length(bytes)`.as('size'),
      sql<AuditObject>`audit`.as('audit'),
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const predecessor =
    row.successor_of === null
      ? null
      : await db
          .selectFrom('document')
          .select(['id', 'name', 'uploaded_at', sql<CitedFinding[]>`audit -> 'findings'`.as('findings')])
          .where('id', '=', row.successor_of)
          .executeTakeFirstOrThrow();
  const successors = await db
    .selectFrom('document')
    .select(['id', 'name', 'uploaded_at'])
    .where('successor_of', '=', id)
    .orderBy('uploaded_at')
    .execute();
  return {
    ...link(row),
    size: row.size,
    audit: row.audit,
    reading: row.reading,
    setAsides: await listSetAsides(db, id),
    predecessor: predecessor === null ? null : link(predecessor),
    predecessorFindings: predecessor === null ? null : predecessor.findings,
    successors: successors.map(link),
  };
}

function link(row: { readonly id: string; readonly name: string; readonly uploaded_at: Date }): DocumentLink {
  return { id: row.id, file: row.name, storedAt: row.uploaded_at.toISOString() };
}

/** A document's bytes as they were uploaded; null if it is not on the shelf. */
export async function findBytes(db: Db, id: string): Promise<Buffer | null> {
  const row = await db.selectFrom('document').select('bytes').where('id', '=', id).executeTakeFirst();
  return row?.bytes ?? null;
}

export interface StoredSetAside {
  readonly findingId: string;
  readonly reason: string;
  readonly setAsideAt: string;
  /** The document it was carried over from; null if it was set aside on this one. */
  readonly carriedFrom: string | null;
}

/** A document's set-asides, oldest first. */
export async function listSetAsides(db: Db, documentId: string): Promise<readonly StoredSetAside[]> {
  const rows = await db
    .selectFrom('set_aside')
    .select(['finding_id', 'reason', 'set_aside_at', 'carried_from'])
    .where('document_id', '=', documentId)
    .orderBy('set_aside_at')
    .orderBy('finding_id')
    .execute();
  return rows.map((row) => ({
    findingId: row.finding_id,
    reason: row.reason,
    setAsideAt: row.set_aside_at.toISOString(),
    carriedFrom: row.carried_from,
  }));
}

export type SetAsideOutcome =
  | { readonly kind: 'set-aside'; readonly setAside: StoredSetAside }
  | { readonly kind: 'document-not-found' | 'finding-not-found' | 'reason-missing' | 'reason-too-long' };

interface SetAsideCommand {
  readonly documentId: string;
  readonly findingId: string;
  readonly reason: string;
  readonly person: string;
  readonly at: Date;
}

/** Sets a finding aside, or rewrites the reason of one that is. */
export async function setFindingAside(db: Db, command: SetAsideCommand): Promise<SetAsideOutcome> {
  const { documentId, findingId, person, at } = command;
  const findings = await selectFindings(db, documentId);
  if (findings === null) return { kind: 'document-not-found' };
  if (!findings.some((finding) => finding.id === findingId)) return { kind: 'finding-not-found' };
  const decided = decideReason(storable(command.reason));
  if ('refusal' in decided) return { kind: decided.refusal };
  const { reason } = decided;
  const values = { reason, set_aside_at: at, carried_from: null };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('set_aside')
      .values({ document_id: documentId, finding_id: findingId, ...values })
      .onConflict((conflict) => conflict.columns(['document_id', 'finding_id']).doUpdateSet(values))
      .execute();
    await recordSetAside(trx, { documentId, findingId, person, at, reason });
  });
  return { kind: 'set-aside', setAside: { findingId, reason, setAsideAt: at.toISOString(), carriedFrom: null } };
}

/** Takes a set-aside back; false if there was none. */
export async function takeBackSetAside(db: Db, command: Omit<SetAsideCommand, 'reason'>): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx
      .deleteFrom('set_aside')
      .where('document_id', '=', command.documentId)
      .where('finding_id', '=', command.findingId)
      .executeTakeFirst();
    if (taken.numDeletedRows === 0n) return false;
    await recordSetAside(trx, { ...command, reason: null });
    return true;
  });
}

async function recordSetAside(
  trx: Transaction<Database>,
  { documentId, findingId, person, at, reason }: Omit<SetAsideCommand, 'reason'> & { readonly reason: string | null },
): Promise<void> {
  await recordAction(trx, {
    id: newId(),
    at,
    person,
    action: 'document.set-aside',
    subject: `document:${documentId}`,
    detail: { finding: findingId, reason, takenBack: reason === null },
  });
}

/** True if nothing has ever been shelved. */
export async function shelfIsEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('document').select('id').limit(1).executeTakeFirst()) === undefined;
}

/** PostgreSQL keeps neither the NUL character nor half a surrogate pair; both become the replacement character. */
function storable<Text extends string | null>(text: Text): Text extends string ? string : string | null;
function storable(text: string | null): string | null {
  return text === null ? null : text.toWellFormed().replaceAll('\0', '\ufffd');
}

function storableJson(value: AuditObject): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}
