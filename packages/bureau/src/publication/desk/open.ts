/**
 * What anybody may read: published versions and nothing else. These queries touch the publication's own tables only, so that the
 * open portal cannot show what was not published – neither a draft nor a voucher.
 */
import { type WrittenDocument } from '@mingzhang/disclosure';
import { type DateText } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Change } from './content.ts';
import { type PublicEvidence } from './evidence.ts';
import { type KeptFile, listFiles } from './read.ts';
import { type Db } from './steps.ts';

export interface OpenVersion {
  readonly department: string;
  readonly name: string;
  readonly area: string;
  readonly year: number;
  readonly number: number;
  readonly publishedOn: DateText;
  readonly correctionReason: string | null;
  /** It is the last of its year: no correction has followed. */
  readonly latest: boolean;
}

const open = ['published', 'archived'];

/** Every published version, by department and the latest year first. */
export async function listOpen(db: Db, department?: string): Promise<readonly OpenVersion[]> {
  let query = db
    .selectFrom('publication_version as v')
    .innerJoin('department as d', 'd.id', 'v.department_id')
    .select(['d.id as department', 'd.name', 'd.area', 'v.year', 'v.number', 'v.published_on', 'v.correction_reason'])
    .where('v.state', 'in', open);
  if (department !== undefined) query = query.where('d.id', '=', department);
  const rows = await query
    .orderBy('d.area')
    .orderBy('d.id')
    .orderBy('v.year', 'desc')
    .orderBy('v.number', 'desc')
    .execute();
  return rows.map((row, at) => {
    const before = rows[at - 1];
    return {
      department: row.department,
      name: row.name,
      area: row.area,
      year: row.year,
      number: row.number ?? 0,
      publishedOn: row.published_on ?? '',
      correctionReason: row.correction_reason,
      latest: before === undefined || before.department !== row.department || before.year !== row.year,
    };
  });
}

export interface OpenVersionFull extends OpenVersion {
  readonly id: string;
  readonly document: WrittenDocument;
  readonly documentHash: string;
  readonly changes: readonly Change[] | null;
  readonly files: readonly KeptFile[];
  /** All versions of the year, the latest first. */
  readonly versions: readonly OpenVersion[];
}

interface OpenAddress {
  readonly department: string;
  readonly year: number;
  /** Null: the latest. */
  readonly number: number | null;
}

/** A published version; null if there is none. */
export async function findOpenVersion(
  db: Db,
  { department, year, number }: OpenAddress,
): Promise<OpenVersionFull | null> {
  const versions = (await listOpen(db, department)).filter((one) => one.year === year);
  const listed = versions.find((one) => number === null || one.number === number);
  if (listed === undefined) return null;
  const row = await db
    .selectFrom('publication_version')
    .select(['id', 'document', 'document_hash', 'changes'])
    .where('department_id', '=', department)
    .where('year', '=', year)
    .where('number', '=', listed.number)
    .executeTakeFirstOrThrow();
  return {
    ...listed,
    id: row.id,
    document: JSON.parse(row.document) as WrittenDocument,
    documentHash: row.document_hash ?? '',
    changes: row.changes as readonly Change[] | null,
    files: await listFiles(db, { department, id: row.id }),
    versions,
  };
}

export interface OpenFigure extends OpenVersion {
  readonly address: string;
  readonly text: string;
  readonly place: string;
  readonly evidence: PublicEvidence;
}

/** A published figure with what the public may see of what stands behind it; null if there is none. */
export async function findOpenFigure(
  db: Db,
  { department, year, number, address }: OpenAddress & { readonly number: number; readonly address: string },
): Promise<OpenFigure | null> {
  const listed = (await listOpen(db, department)).find((one) => one.year === year && one.number === number);
  if (listed === undefined) return null;
  const row = await db
    .selectFrom('publication_figure as f')
    .innerJoin('publication_version as v', (join) =>
      join.onRef('v.department_id', '=', 'f.department_id').onRef('v.id', '=', 'f.version_id'),
    )
    .select(['f.text', 'f.place', 'f.evidence'])
    .where('v.department_id', '=', department)
    .where('v.year', '=', year)
    .where('v.number', '=', number)
    .where('f.address', '=', address)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { ...listed, address, text: row.text, place: row.place, evidence: row.evidence as unknown as PublicEvidence };
}

export interface OpenHit {
  readonly department: string;
  readonly name: string;
  readonly year: number;
  readonly number: number;
  readonly heading: string;
  /** A few words around what was looked for. */
  readonly snippet: string;
}

const aroundHit = 40;

/** Blocks of the latest versions that hold every word, tables by the row; the latest year first. */
export async function searchOpen(
  db: Db,
  { words, year, limit }: { readonly words: readonly string[]; readonly year: number | null; readonly limit: number },
): Promise<{ readonly hits: readonly OpenHit[]; readonly more: boolean }> {
  const [first] = words;
  if (first === undefined) return { hits: [], more: false };
  let query = db
    .selectFrom('publication_block as b')
    .innerJoin('publication_version as v', (join) =>
      join.onRef('v.department_id', '=', 'b.department_id').onRef('v.id', '=', 'b.version_id'),
    )
    .innerJoin('department as d', 'd.id', 'v.department_id')
    .select(['d.id as department', 'd.name', 'v.year', 'v.number', 'b.heading'])
    .select(
      sql<string>`substring(b.text from greatest(1, strpos(b.text, ${first}) - ${aroundHit}) for ${2 * aroundHit + first.length})`.as(
        'snippet',
      ),
    )
    .where('v.state', 'in', open)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('publication_version as later')
            .select('later.id')
            .whereRef('later.department_id', '=', 'v.department_id')
            .whereRef('later.year', '=', 'v.year')
            .whereRef('later.number', '>', 'v.number')
            .where('later.state', 'in', open),
        ),
      ),
    );
  for (const word of words) query = query.where(sql<boolean>`strpos(b.text, ${word}) > 0`);
  if (year !== null) query = query.where('v.year', '=', year);
  const rows = await query
    .orderBy('v.year', 'desc')
    .orderBy('d.id')
    .orderBy('b.position')
    .limit(limit + 1)
    .execute();
  const hits = rows.slice(0, limit).map((row) => ({ ...row, number: row.number ?? 0 }));
  return { hits, more: rows.length > limit };
}
