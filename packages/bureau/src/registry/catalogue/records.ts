/**
 * The 目录 on the database: searched by day, and changed by files that one person hands in and another confirms – as it was looked at,
 * in one transaction, or not at all.
 */
import { createHash } from 'node:crypto';
import { type DateText, isDate } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { decideChecking, recordAction, type TrailDetail } from '../../access/index.ts';
import { dayBefore, idProblem, textProblem } from '../decide.ts';
import { type Db, type Entry, idUsed, type Trx } from '../records.ts';
import { type RegistryRefused, refuse } from '../refusals.ts';
import { type CatalogueItem, type CataloguePlan, type ItemKind, planCatalogue, type TypedItem } from './decide.ts';

type Hand = Pick<Entry, 'id' | 'by' | 'at'>;

export interface HandInCatalogue extends Hand {
  /** From which day items without a day of their own hold. */
  readonly from: DateText;
  readonly whole: boolean;
  /** 文号 or the like. */
  readonly document: string;
  readonly file: string;
  readonly sha256: string;
  readonly rows: readonly TypedItem[];
}

export interface CatalogueImport {
  readonly id: string;
  readonly from: DateText | null;
  readonly whole: boolean;
  readonly document: string;
  readonly file: string;
  readonly rows: number;
  readonly by: string;
  readonly at: Date;
  readonly state: 'open' | 'confirmed' | 'withdrawn';
  readonly confirmedBy: string | null;
  /** Once confirmed. */
  readonly counts: {
    readonly added: number;
    readonly changed: number;
    readonly ended: number;
    readonly unchanged: number;
  };
}

type Done = { readonly id: string; readonly again: boolean } | RegistryRefused;

/** One import after the other: what a file changes depends on what the one before it did. */
async function inTurn(trx: Trx): Promise<void> {
  await sql`lock table catalogue_import in share row exclusive mode`.execute(trx);
}

/** Keeps a file; nothing of the 目录 changes yet. The same file again is the import that is there. */
export async function handInCatalogue(trx: Trx, command: HandInCatalogue): Promise<Done> {
  const { id, from, whole, document, file, sha256, rows, by, at } = command;
  const problem = idProblem(id) ?? textProblem('目录文号', document);
  if (problem !== null) return problem;
  if (!isDate(from)) return refuse('date-malformed', `执行日期“${from}”不对，写作“2024-03-05”。`);
  await inTurn(trx);
  const before = await trx
    .selectFrom('catalogue_import')
    .select(['id', 'sha256'])
    .where(({ or, and, eb }) =>
      or([eb('id', '=', id), and([eb('sha256', '=', sha256), eb('withdrawn_at', 'is', null)])]),
    )
    .executeTakeFirst();
  if (before !== undefined) return before.sha256 === sha256 ? { id: before.id, again: true } : idUsed(id);
  await trx
    .insertInto('catalogue_import')
    .values({
      id,
      file,
      sha256,
      added: 0,
      changed: 0,
      ended: 0,
      unchanged: 0,
      from_date: from,
      whole,
      document,
      made_by: by,
      made_at: at,
    })
    .execute();
  const kept = rows.map(({ priceLimit, firstPay, from: begins, to, ...row }) => ({
    ...row,
    import_id: id,
    price_limit: priceLimit,
    first_pay: firstPay,
    from_text: begins,
    to_text: to,
  }));
  await sql`
    insert into catalogue_import_row
    select * from jsonb_populate_recordset(null::catalogue_import_row, ${JSON.stringify(kept)}::jsonb)`.execute(trx);
  await trace(trx, command, 'catalogue.write', { handedIn: document, sha256, rows: rows.length });
  return { id, again: false };
}

/** The imports, the latest first. */
export async function listCatalogueImports(db: Db): Promise<readonly CatalogueImport[]> {
  const rows = await imports(db).orderBy('i.made_at', 'desc').limit(200).execute();
  return rows.map(listed);
}

export interface ViewedCatalogueImport {
  readonly made: CatalogueImport;
  /** What confirming it would do now; null once it is confirmed or withdrawn. */
  readonly plan: CataloguePlan | null;
  /** Of the plan: who confirms says which one they saw. */
  readonly seen: string | null;
}

export async function viewCatalogueImport(db: Db, id: string): Promise<ViewedCatalogueImport | null> {
  if (idProblem(id) !== null) return null;
  const row = await imports(db).where('i.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const made = listed(row);
  if (made.state !== 'open') return { made, plan: null, seen: null };
  const plan = await planOf(db, made);
  return { made, plan, seen: hashOf(plan) };
}

/** Puts it in force: by another person, of the plan that they saw. */
export async function confirmCatalogueImport(trx: Trx, command: Hand & { readonly seen: string }): Promise<Done> {
  const { id, by, at, seen } = command;
  await inTurn(trx);
  const row = idProblem(id) === null ? await imports(trx).where('i.id', '=', id).executeTakeFirst() : undefined;
  if (row === undefined) return importUnknown();
  const made = listed(row);
  if (made.state !== 'open') {
    return made.state === 'confirmed' && made.confirmedBy === by ? { id, again: true } : settled();
  }
  const same = decideChecking({ maker: made.by, checker: by, what: '这次目录导入' });
  if (same !== null) return same;
  const plan = await planOf(trx, made);
  if (hashOf(plan) !== seen) {
    return refuse('import-changed', '预览之后目录有变动，确认会得到与看到的不同的结果，没有确认。请重新查看后再确认。');
  }
  const ends = [
    ...plan.changed.map(({ before, after }) => ({ item: before, to: dayBefore(after.from) })),
    ...plan.ended,
  ].map(({ item, to }) => ({ code: item.code, from_date: item.from, to_date: to }));
  await sql`
    update catalogue_item i set to_date = e.to_date
      from jsonb_populate_recordset(null::catalogue_item, ${JSON.stringify(ends)}::jsonb) e
     where i.code = e.code and i.from_date = e.from_date`.execute(trx);
  const begins = [...plan.added, ...plan.changed.map(({ after }) => after)].map((item) => ({
    code: item.code,
    from_date: item.from,
    kind: item.kind,
    name: item.name,
    specification: item.specification,
    class: item.class,
    price_limit: item.priceLimit,
    first_pay: item.firstPay,
    import_id: id,
  }));
  await sql`
    insert into catalogue_item
    select * from jsonb_populate_recordset(null::catalogue_item, ${JSON.stringify(begins)}::jsonb)`.execute(trx);
  const counts = {
    added: plan.added.length,
    changed: plan.changed.length,
    ended: plan.ended.length,
    unchanged: plan.unchanged,
  };
  await trx
    .updateTable('catalogue_import')
    .set({ confirmed_by: by, confirmed_at: at, ...counts })
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'catalogue.confirm', { confirmed: made.document, ...counts });
  return { id, again: false };
}

/** Takes back a file that is not confirmed yet; it may then be handed in again. */
export async function withdrawCatalogueImport(trx: Trx, command: Hand): Promise<Done> {
  const { id, by, at } = command;
  await inTurn(trx);
  const row = idProblem(id) === null ? await imports(trx).where('i.id', '=', id).executeTakeFirst() : undefined;
  if (row === undefined) return importUnknown();
  const { state, document } = listed(row);
  if (state === 'withdrawn') return { id, again: true };
  if (state === 'confirmed') return settled();
  await trx.updateTable('catalogue_import').set({ withdrawn_by: by, withdrawn_at: at }).where('id', '=', id).execute();
  await trace(trx, command, 'catalogue.write', { withdrawn: document });
  return { id, again: false };
}

export interface CatalogueAsked {
  /** The beginning of a code, or a part of the name. */
  readonly text: string;
  readonly day: DateText;
  readonly kind: ItemKind | null;
  readonly limit: number;
  readonly offset: number;
}

/** What is in force on a day. */
export async function searchCatalogue(
  db: Db,
  { text, day, kind, limit, offset }: CatalogueAsked,
): Promise<{ readonly items: readonly CatalogueItem[]; readonly total: number }> {
  const words = text.replaceAll(/[\\%_]/g, '\\$&');
  let query = db
    .selectFrom('catalogue_item as i')
    .where('i.from_date', '<=', day)
    .where(({ or, eb }) => or([eb('i.to_date', 'is', null), eb('i.to_date', '>=', day)]));
  if (kind !== null) query = query.where('i.kind', '=', kind);
  if (text !== '') {
    query = query.where(({ or, eb }) =>
      or([eb('i.code', 'like', `${words.toUpperCase()}%`), eb('i.name', 'like', `%${words}%`)]),
    );
  }
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query.selectAll('i').orderBy('i.code').limit(limit).offset(offset).execute();
  return { items: rows.map(itemOf), total: Number(total) };
}

export interface DatedItem extends CatalogueItem {
  readonly document: string;
  readonly file: string;
}

/** Every row that a code has had, the latest first, with the file it came by. */
export async function catalogueHistory(db: Db, code: string): Promise<readonly DatedItem[]> {
  const rows = await db
    .selectFrom('catalogue_item as i')
    .innerJoin('catalogue_import as m', 'm.id', 'i.import_id')
    .selectAll('i')
    .select(['m.document', 'm.file'])
    .where('i.code', '=', code)
    .orderBy('i.from_date', 'desc')
    .execute();
  return rows.map((row) => ({ ...itemOf(row), document: row.document, file: row.file }));
}

async function planOf(db: Db, made: CatalogueImport): Promise<CataloguePlan> {
  const rows = await db
    .selectFrom('catalogue_import_row')
    .selectAll()
    .where('import_id', '=', made.id)
    .orderBy('line')
    .execute();
  const latest = await db
    .selectFrom('catalogue_item')
    .distinctOn('code')
    .selectAll()
    .orderBy('code')
    .orderBy('from_date', 'desc')
    .execute();
  return planCatalogue(
    { from: made.from ?? '', whole: made.whole },
    rows.map((row) => ({
      line: row.line,
      code: row.code,
      kind: row.kind,
      name: row.name,
      specification: row.specification,
      class: row.class,
      priceLimit: row.price_limit,
      firstPay: row.first_pay,
      from: row.from_text,
      to: row.to_text,
    })),
    new Map(latest.map((row) => [row.code, itemOf(row)])),
  );
}

interface ItemRow {
  readonly code: string;
  readonly from_date: DateText;
  readonly to_date: DateText | null;
  readonly kind: string;
  readonly name: string;
  readonly specification: string;
  readonly class: string;
  readonly price_limit: number | null;
  readonly first_pay: number;
}

function itemOf(row: ItemRow): CatalogueItem {
  return {
    code: row.code,
    kind: row.kind as ItemKind,
    name: row.name,
    specification: row.specification,
    class: row.class as CatalogueItem['class'],
    priceLimit: row.price_limit,
    firstPay: row.first_pay,
    from: row.from_date,
    to: row.to_date,
  };
}

function imports(db: Db) {
  return db
    .selectFrom('catalogue_import as i')
    .selectAll('i')
    .select(({ selectFrom, fn }) =>
      selectFrom('catalogue_import_row as r')
        .whereRef('r.import_id', '=', 'i.id')
        .select(fn.countAll<number>().as('n'))
        .as('rows'),
    );
}

function listed(row: Awaited<ReturnType<ReturnType<typeof imports>['executeTakeFirstOrThrow']>>): CatalogueImport {
  const { added, changed, ended, unchanged } = row;
  return {
    id: row.id,
    from: row.from_date,
    whole: row.whole,
    document: row.document,
    file: row.file,
    rows: Number(row.rows ?? 0),
    by: row.made_by,
    at: row.made_at,
    state: row.confirmed_at !== null ? 'confirmed' : row.withdrawn_at !== null ? 'withdrawn' : 'open',
    confirmedBy: row.confirmed_by,
    counts: { added, changed, ended, unchanged },
  };
}

function hashOf(plan: CataloguePlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}

async function trace(
  trx: Trx,
  { id, by, at }: Hand,
  action: 'catalogue.write' | 'catalogue.confirm',
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject: `catalogue-import:${id}`, detail });
}

function importUnknown() {
  return refuse('import-unknown', '没有这次导入，请刷新后从列表中选取。');
}

function settled() {
  return refuse('import-settled', '这次导入已经确认或撤回，没有再办。有误的，另行导入更正后的目录。');
}
