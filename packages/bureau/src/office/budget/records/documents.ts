/** Budget documents on the database: drawn up, checked, listed. */
import { type DateText, formatYuan, sumFen } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';
import { sql } from 'kysely';
import {
  type BudgetDocument,
  type BudgetLine,
  type CheckDecision,
  type Checking,
  type DocumentDecision,
  type DocumentState,
  decideCheck,
  decideDocument,
  type RecordedDocument,
} from '../decide/document.ts';
import { type DocumentKind, type MoneyLevel } from '../item.ts';
import { type Actor, type Db, isUnit, isUuid, lockYear, note, selectPositions, type Trx } from './database.ts';
import { selectProjects } from './projects.ts';

export interface DrawUpCommand extends Actor {
  readonly unitId: string;
  readonly today: DateText;
  readonly document: BudgetDocument;
  /** The import that it came with. */
  readonly importId?: string | null;
}

/** Draws up a document; it counts once another person has approved it. Refusals write nothing. */
export async function drawUpDocument(trx: Trx, command: DrawUpCommand): Promise<DocumentDecision> {
  const { unitId, document, today } = command;
  const unitKnown = await isUnit(trx, unitId);
  if (unitKnown) await lockYear(trx, unitId, document.year);
  const recorded = await selectDocuments(trx, unitId, {
    ids: [document.id, ...(document.corrects === null ? [] : [document.corrects])],
    number: { year: document.year, number: document.number },
  });
  const original = recorded.find(({ id }) => id === document.corrects);
  const lines = [...document.lines, ...(original?.lines ?? [])];
  const decision = decideDocument(
    {
      unitKnown,
      today,
      projects: await selectProjects(
        trx,
        unitId,
        document.lines.map(({ project }) => project),
      ),
      recorded,
      positions: await selectPositions(trx, unitId, document.year, lines),
    },
    document,
  );
  if (decision.outcome === 'accepted') {
    await insertDocuments(trx, unitId, [document], command);
    await note(trx, command, 'budget.import', `budget-document:${document.id}`, {
      unit: unitId,
      kind: document.kind,
      number: document.number,
      amount: formatYuan(sumFen(document.lines.map(({ amount }) => amount))),
    });
  }
  return decision;
}

export async function insertDocuments(
  trx: Trx,
  unitId: string,
  documents: readonly BudgetDocument[],
  { by, at, importId = null }: Actor & { readonly importId?: string | null },
): Promise<void> {
  await trx
    .insertInto('budget_document')
    .values(
      documents.map((document) => ({
        unit_id: unitId,
        id: document.id,
        year: document.year,
        kind: document.kind,
        number: document.number,
        date: document.date,
        text: document.text,
        centrally_held: document.centrallyHeld,
        corrects: document.corrects,
        import_id: importId,
        made_by: by,
        made_at: at,
      })),
    )
    .execute();
  const lines = documents.flatMap(({ id, lines }) =>
    lines.map((line, index) => ({
      unit_id: unitId,
      document_id: id,
      line: index + 1,
      project: line.project,
      function_code: line.functionCode,
      economy_code: line.economyCode,
      source: line.source,
      level: line.level,
      direct: line.direct,
      amount: line.amount,
    })),
  );
  if (lines.length > 0) await trx.insertInto('budget_line').values(lines).execute();
}

/** Approves a document or sends it back. Refusals write nothing. */
export async function checkDocument(
  trx: Trx,
  {
    unitId,
    documentId,
    at,
    ...checking
  }: Checking & { readonly unitId: string; readonly documentId: string; readonly at: Date },
): Promise<CheckDecision> {
  const year = await yearOfDocument(trx, unitId, documentId);
  if (year !== null) await lockYear(trx, unitId, year);
  const [document] = await selectDocuments(trx, unitId, { ids: [documentId] });
  const original = document?.corrects == null ? [] : await selectDocuments(trx, unitId, { ids: [document.corrects] });
  const recorded = [...(document === undefined ? [] : [document]), ...original];
  const lines = recorded.flatMap((one) => one.lines);
  const decision = decideCheck(
    {
      recorded,
      projects: await selectProjects(
        trx,
        unitId,
        lines.map(({ project }) => project),
      ),
      positions: year === null ? new Map() : await selectPositions(trx, unitId, year, lines),
    },
    documentId,
    checking,
  );
  if (decision.outcome === 'accepted') {
    await insertChecks(trx, unitId, [documentId], { ...checking, at });
    await note(trx, { by: checking.by, at }, 'budget.check', `budget-document:${documentId}`, {
      unit: unitId,
      number: document?.number ?? '',
      approved: checking.approved,
    });
  }
  return decision;
}

export async function insertChecks(
  trx: Trx,
  unitId: string,
  documentIds: readonly string[],
  { approved, reason, by, at }: Checking & { readonly at: Date },
): Promise<void> {
  await trx
    .insertInto('budget_check')
    .values(
      documentIds.map((id) => ({
        unit_id: unitId,
        document_id: id,
        approved,
        reason,
        checked_by: by,
        checked_at: at,
      })),
    )
    .execute();
}

async function yearOfDocument(db: Db, unitId: string, id: string): Promise<number | null> {
  if (!isUuid(id)) return null;
  const row = await db
    .selectFrom('budget_document')
    .select('year')
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.year ?? null;
}

export interface ListedDocument extends RecordedDocument {
  readonly maker: string;
  readonly madeAt: Date;
  readonly importId: string | null;
  readonly check: {
    readonly approved: boolean;
    readonly reason: string;
    readonly by: string;
    readonly checker: string;
    readonly at: Date;
  } | null;
  /** The approved document that replaces it. */
  readonly correctedBy: string | null;
}

/** Documents of these ids, and those of a number in a year. */
export async function selectDocuments(
  db: Db,
  unitId: string,
  wanted: { readonly ids: readonly string[]; readonly number?: { readonly year: number; readonly number: string } },
): Promise<readonly ListedDocument[]> {
  const { ids, number } = wanted;
  return readDocuments(
    db,
    sql`doc.unit_id = ${unitId} and (doc.id = any(${ids.filter(isUuid)}::uuid[])
      or (doc.year = ${number?.year ?? 0} and doc.number = ${number?.number ?? ''}))`,
  );
}

/** A unit's documents of a year, newest first. */
export async function listBudgetDocuments(db: Db, unitId: string, year: number): Promise<readonly ListedDocument[]> {
  return readDocuments(db, sql`doc.unit_id = ${unitId} and doc.year = ${year}`);
}

interface DocumentRow {
  readonly id: string;
  readonly year: number;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly date: string;
  readonly text: string;
  readonly centrally_held: boolean;
  readonly corrects: string | null;
  readonly import_id: string | null;
  readonly made_by: string;
  readonly maker: string | null;
  readonly made_at: Date;
  readonly approved: boolean | null;
  readonly reason: string | null;
  readonly checked_by: string | null;
  readonly checker: string | null;
  readonly checked_at: Date | null;
  readonly corrected_by: string | null;
  readonly lines: readonly {
    readonly project: string;
    readonly function_code: string;
    readonly economy_code: string | null;
    readonly source: MoneySource;
    readonly level: MoneyLevel;
    readonly direct: boolean;
    readonly amount: number;
  }[];
}

async function readDocuments(db: Db, condition: ReturnType<typeof sql>): Promise<readonly ListedDocument[]> {
  const { rows } = await sql<DocumentRow>`
    select doc.id, doc.year, doc.kind, doc.number, doc.date, doc.text, doc.centrally_held, doc.corrects, doc.import_id,
           doc.made_by, doc.made_at, checked.approved, checked.reason, checked.checked_by, checked.checked_at,
           (select name from access_person where id = doc.made_by) as maker,
           (select name from access_person where id = checked.checked_by) as checker,
           (select later.id from budget_document later
              join budget_check approved
                on approved.unit_id = later.unit_id and approved.document_id = later.id and approved.approved
             where later.unit_id = doc.unit_id and later.corrects = doc.id) as corrected_by,
           coalesce((select jsonb_agg(to_jsonb(detail) order by detail.line)
                       from budget_line detail
                      where detail.unit_id = doc.unit_id and detail.document_id = doc.id), '[]') as lines
      from budget_document doc
      left join budget_check checked on checked.unit_id = doc.unit_id and checked.document_id = doc.id
     where ${condition}
     order by doc.date desc, doc.id desc`.execute(db);
  return rows.map(documentOf);
}

function documentOf(row: DocumentRow): ListedDocument {
  return {
    id: row.id,
    year: row.year,
    kind: row.kind,
    number: row.number,
    date: row.date,
    text: row.text,
    centrallyHeld: row.centrally_held,
    corrects: row.corrects,
    importId: row.import_id,
    madeBy: row.made_by,
    maker: row.maker ?? '',
    madeAt: row.made_at,
    check:
      row.approved === null || row.checked_by === null || row.checked_at === null
        ? null
        : {
            approved: row.approved,
            reason: row.reason ?? '',
            by: row.checked_by,
            checker: row.checker ?? '',
            at: row.checked_at,
          },
    correctedBy: row.corrected_by,
    state: stateOf(row),
    lines: row.lines.map(
      (line): BudgetLine => ({
        project: line.project,
        functionCode: line.function_code,
        economyCode: line.economy_code,
        source: line.source,
        level: line.level,
        direct: line.direct,
        amount: line.amount,
      }),
    ),
  };
}

function stateOf({ approved, corrected_by }: DocumentRow): DocumentState {
  if (approved === null) return 'drafted';
  if (!approved) return 'rejected';
  return corrected_by === null ? 'approved' : 'corrected';
}
