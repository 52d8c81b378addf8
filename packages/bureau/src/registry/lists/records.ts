/**
 * Lists of 救助身份 on the database: handed in and kept row by row, looked at as often as one likes, and confirmed by another – in one
 * transaction, as it was looked at, or not at all. Until then nothing is entered of anybody.
 */
import { createHash } from 'node:crypto';
import { type DateText } from '@mingzhang/kernel';
import { type Category, categories } from '@mingzhang/policy';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import {
  type AccessRefusal,
  decideChecking,
  decideIdentity,
  type IdentityKey,
  identityIndex,
  maskIdentity,
  normalIdentity,
  recordAction,
  type TrailDetail,
} from '../../access/index.ts';
import { idProblem, pastProblem, textProblem } from '../decide.ts';
import { type Db, type Entry, idUsed, type Trx } from '../records.ts';
import { type RegistryRefusal, type RegistryRefused, refuse } from '../refusals.ts';
import { type ListHead, type ListPlan, type ListRow, type ListSource, planList, sourceCategories } from './decide.ts';
import { type TypedRow } from './read.ts';

type Hand = Pick<Entry, 'id' | 'by' | 'at' | 'today'>;

export interface HandInList extends Hand {
  readonly department: string;
  readonly source: ListSource;
  /** Which of the source's categories; none named: all of them. */
  readonly categories: readonly string[];
  readonly whole: boolean;
  readonly asOf: DateText;
  readonly knownSince: DateText;
  /** 文号 or the like. */
  readonly document: string;
  readonly file: string;
  /** Of the file as it was handed over. */
  readonly sha256: string;
  readonly rows: readonly TypedRow[];
}

export interface ListedList extends ListHead {
  readonly id: string;
  readonly department: string;
  readonly source: ListSource;
  readonly document: string;
  readonly file: string;
  readonly rows: number;
  readonly by: string;
  readonly at: Date;
  readonly state: 'open' | 'confirmed' | 'withdrawn';
  /** Once confirmed. */
  readonly done: {
    readonly by: string;
    readonly at: Date;
    readonly started: number;
    readonly ended: number;
    readonly unchanged: number;
    readonly problems: number;
  } | null;
}

export type HandedIn = { readonly id: string; readonly again: boolean } | RegistryRefused;

/** Keeps a list. The same file again is the list that is there, until it is withdrawn. */
export async function handInList(trx: Trx, key: IdentityKey, command: HandInList): Promise<HandedIn> {
  const { id, department, source, whole, asOf, knownSince, document, file, sha256, rows, by, at, today } = command;
  const problem =
    idProblem(id) ??
    textProblem('名单文号', document) ??
    pastProblem({ 名单日期: asOf, 收到日期: knownSince }, today) ??
    (asOf > knownSince ? refuse('end-before-start', `名单日期${asOf}在收到日期${knownSince}之后，请核对。`) : null);
  if (problem !== null) return problem;
  const wanted = command.categories.length === 0 ? sourceCategories[source] : command.categories;
  const foreign = wanted.find((one) => !sourceCategories[source].includes(one as Category));
  if (foreign !== undefined) {
    const allowed = sourceCategories[source].map((one) => categories[one]).join('、');
    return refuse('category-unknown', `“${foreign}”不由这个部门认定，可选的是${allowed}。`);
  }
  // One after the other in a department, so that a file that comes twice at once is one list.
  const held = await trx
    .selectFrom('department')
    .select('id')
    .where('id', '=', department)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (held === undefined) return refuse('list-unknown', `没有“${department}”这个经办机构，名单没有接收。`);
  const before = await trx
    .selectFrom('category_list')
    .select(['id', 'sha256'])
    .where(({ or, and, eb }) =>
      or([
        eb('id', '=', id),
        and([eb('department_id', '=', department), eb('sha256', '=', sha256), eb('withdrawn_by', 'is', null)]),
      ]),
    )
    .executeTakeFirst();
  if (before !== undefined) return before.sha256 === sha256 ? { id: before.id, again: true } : idUsed(id);
  await trx
    .insertInto('category_list')
    .values({
      id,
      department_id: department,
      source,
      categories: [...wanted],
      whole,
      as_of: asOf,
      known_since: knownSince,
      document,
      file,
      sha256,
      made_by: by,
      made_at: at,
    })
    .execute();
  const kept = rows.map(({ line, name, number, category, from }) => {
    const wrong = decideIdentity(number);
    return {
      list_id: id,
      line,
      name,
      identity_shown: wrong === null ? maskIdentity(normalIdentity(number)) : shownOfWrong(number),
      identity_index: wrong === null ? `\\x${identityIndex(key, number).toString('hex')}` : null,
      number_problem: wrong === null ? null : wrong.refusal.message.replace('，没有保存', ''),
      category,
      from_text: from,
    };
  });
  await sql`
    insert into category_list_row (list_id, line, name, identity_shown, identity_index, number_problem, category, from_text)
    select list_id, line, name, identity_shown, identity_index, number_problem, category, from_text
      from jsonb_populate_recordset(null::category_list_row, ${JSON.stringify(kept)}::jsonb)`.execute(trx);
  await trace(trx, command, { handedIn: document, sha256, rows: rows.length });
  return { id, again: false };
}

/** Of a number that is none: enough to find the row by, too little for a number that is off by one digit. */
function shownOfWrong(number: string): string {
  const text = number.trim();
  return text.length <= 8
    ? '*'.repeat(text.length)
    : `${text.slice(0, 4)}${'*'.repeat(Math.min(10, text.length - 6))}${text.slice(-2)}`;
}

/** The lists of a department, the latest first. */
export async function listLists(db: Db, department: string): Promise<readonly ListedList[]> {
  const rows = await lists(db)
    .where('l.department_id', '=', department)
    .orderBy('l.made_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(listed);
}

export interface ViewedList {
  readonly list: ListedList;
  /** What confirming it would do now; null once it is confirmed or withdrawn. */
  readonly plan: ListPlan | null;
  /** Of the plan: who confirms says which one they saw. */
  readonly seen: string | null;
}

/** A list with what it would change; null where there is none. */
export async function viewList(db: Db, id: string): Promise<ViewedList | null> {
  if (idProblem(id) !== null) return null;
  const row = await lists(db).where('l.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const list = listed(row);
  if (list.state !== 'open') return { list, plan: null, seen: null };
  const plan = await planOf(db, list, row.area);
  return { list, plan, seen: hashOf(plan) };
}

type Confirmed =
  | { readonly id: string; readonly again: boolean }
  | { readonly refusal: RegistryRefusal | AccessRefusal };

/** Enters what the list says: begun, ended, and since when it is known. By another person, of the plan that they saw. */
export async function confirmList(
  trx: Trx,
  command: Omit<Hand, 'today'> & { readonly seen: string },
): Promise<Confirmed> {
  const { id, by, at, seen } = command;
  const row = await lockList(trx, id);
  if (row === null) return listUnknown();
  const list = listed(row);
  if (list.state !== 'open')
    return list.state === 'confirmed' && list.done?.by === by ? { id, again: true } : settled();
  const same = decideChecking({ maker: list.by, checker: by, what: '这份名单' });
  if (same !== null) return same;
  await lockPersons(trx, list, row.area);
  const plan = await planOf(trx, list, row.area);
  if (hashOf(plan) !== seen) {
    return refuse('list-changed', '预览之后登记有变动，确认会得到与看到的不同的结果，没有确认。请重新查看后再确认。');
  }
  const begun = plan.started.map(({ person, category, from }) => ({
    person_id: person,
    id: newId(),
    category,
    from_date: from,
    known_since: list.knownSince,
    document: list.document,
    made_by: list.by,
    made_at: at,
  }));
  await sql`
    insert into insured_category (person_id, id, category, from_date, known_since, document, made_by, made_at)
    select person_id, id, category, from_date, known_since, document, made_by, made_at
      from jsonb_populate_recordset(null::insured_category, ${JSON.stringify(begun)}::jsonb)`.execute(trx);
  const ended = plan.ended.map(({ person, id: entry, to }) => ({ person_id: person, id: entry, to_date: to }));
  await sql`
    update insured_category c
       set to_date = e.to_date, end_known_since = ${list.knownSince}, ended_by = ${list.by}, ended_at = ${at}
      from jsonb_populate_recordset(null::insured_category, ${JSON.stringify(ended)}::jsonb) e
     where c.person_id = e.person_id and c.id = e.id`.execute(trx);
  const counts = {
    started: begun.length,
    ended: ended.length,
    unchanged: plan.unchanged,
    problems: plan.problems.length,
  };
  await trx
    .updateTable('category_list')
    .set({ confirmed_by: by, confirmed_at: at, ...counts })
    .where('id', '=', id)
    .execute();
  await trace(trx, command, { confirmed: list.document, ...counts });
  return { id, again: false };
}

/** Takes back a list that is not confirmed yet; the file may then be handed in again. */
export async function withdrawList(trx: Trx, command: Omit<Hand, 'today'>): Promise<HandedIn> {
  const { id, by, at } = command;
  const row = await lockList(trx, id);
  if (row === null) return listUnknown();
  const { state, document } = listed(row);
  if (state === 'withdrawn') return { id, again: true };
  if (state === 'confirmed') return settled();
  await trx.updateTable('category_list').set({ withdrawn_by: by, withdrawn_at: at }).where('id', '=', id).execute();
  await trace(trx, command, { withdrawn: document });
  return { id, again: false };
}

async function lockList(trx: Trx, id: string) {
  if (idProblem(id) !== null) return null;
  await trx.selectFrom('category_list').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  return (await lists(trx).where('l.id', '=', id).executeTakeFirst()) ?? null;
}

/** Whoever is on the list or holds one of its categories, in one order, so that two lists do not wait for each other. */
async function lockPersons(trx: Trx, { id, categories: of }: ListedList, county: string): Promise<void> {
  await sql`
    select p.id from insured_person p
     where p.id in (
       select i.person_id from category_list_row r join insured_identity i on i.identity_index = r.identity_index
        where r.list_id = ${id}
       union
       select c.person_id from insured_category c join insured_person o on o.id = c.person_id
        where c.to_date is null and c.category = any(${[...of]}::text[]) and o.area like ${`${county}%`})
     order by p.id for no key update of p`.execute(trx);
}

async function planOf(db: Db, list: ListedList, county: string): Promise<ListPlan> {
  const rows = await db
    .selectFrom('category_list_row as r')
    .leftJoin('insured_identity as i', 'i.identity_index', 'r.identity_index')
    .leftJoin('insured_person as p', 'p.id', 'i.person_id')
    .select(['r.line', 'r.name', 'r.identity_shown', 'r.number_problem', 'r.category', 'r.from_text'])
    .select(['p.id as person', 'p.name as registered', 'p.died_on'])
    .where('r.list_id', '=', list.id)
    .orderBy('r.line')
    .execute();
  const held = await db
    .selectFrom('insured_category as c')
    .innerJoin('insured_person as p', 'p.id', 'c.person_id')
    .select(['c.person_id as person', 'p.name', 'c.id', 'c.category', 'c.from_date as from'])
    .where('c.to_date', 'is', null)
    .where('c.category', 'in', [...list.categories])
    .where('p.area', 'like', `${county}%`)
    .orderBy('p.name')
    .orderBy('c.id')
    .execute();
  return planList(
    list,
    rows.map(
      (row): ListRow => ({
        line: row.line,
        name: row.name,
        shown: row.identity_shown,
        numberProblem: row.number_problem,
        category: row.category,
        from: row.from_text,
        person: row.person === null ? null : { id: row.person, name: row.registered ?? '', diedOn: row.died_on },
      }),
    ),
    held.map((one) => ({ ...one, category: one.category as Category })),
  );
}

function hashOf(plan: ListPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}

function lists(db: Db) {
  return db
    .selectFrom('category_list as l')
    .innerJoin('department as d', 'd.id', 'l.department_id')
    .selectAll('l')
    .select('d.area')
    .select(({ selectFrom, fn }) =>
      selectFrom('category_list_row as r')
        .whereRef('r.list_id', '=', 'l.id')
        .select(fn.countAll<number>().as('n'))
        .as('rows'),
    );
}

function listed(row: Awaited<ReturnType<ReturnType<typeof lists>['executeTakeFirstOrThrow']>>): ListedList {
  return {
    id: row.id,
    department: row.department_id,
    source: row.source as ListSource,
    categories: row.categories as Category[],
    whole: row.whole,
    asOf: row.as_of,
    knownSince: row.known_since,
    document: row.document,
    file: row.file,
    rows: Number(row.rows ?? 0),
    by: row.made_by,
    at: row.made_at,
    state: row.confirmed_at !== null ? 'confirmed' : row.withdrawn_at !== null ? 'withdrawn' : 'open',
    done:
      row.confirmed_by === null || row.confirmed_at === null
        ? null
        : {
            by: row.confirmed_by,
            at: row.confirmed_at,
            started: row.started ?? 0,
            ended: row.ended ?? 0,
            unchanged: row.unchanged ?? 0,
            problems: row.problems ?? 0,
          },
  };
}

async function trace(trx: Trx, { id, by, at }: Pick<Hand, 'id' | 'by' | 'at'>, detail: TrailDetail): Promise<void> {
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action: 'insured.write',
    subject: `category-list:${id}`,
    detail,
  });
}

function listUnknown() {
  return refuse('list-unknown', '没有这份名单，请刷新后从列表中选取。');
}

function settled() {
  return refuse('list-settled', '这份名单已经确认或撤回，没有再办。有误的逐人更正，或请来文单位交来新名单。');
}
