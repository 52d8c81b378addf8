/** Posts, offices, persons and what happened to them, on the database. */
import { type DateText } from '@mingzhang/kernel';
import {
  dateProblem,
  dayProblem,
  type Entered,
  firstProblem,
  idProblem,
  type Outcome,
  textProblem,
} from '../entered.ts';
import {
  closedBooks,
  type Db,
  idUsed,
  insertOnce,
  lockUnit,
  settle,
  trace,
  unitUnknown,
  within,
} from '../recording.ts';
import { refuse } from '../register-refusals.ts';
import {
  type ApprovedPosts,
  approvedPostsProblem,
  eventProblem,
  overApproved,
  type Person,
  type Post,
  type Rank,
  type StaffEvent,
  type StaffEventKind,
} from './decide.ts';

export interface ListedPosts extends ApprovedPosts {
  readonly id: string;
}

/** Documents that approved posts and were not withdrawn, by kind and day. */
export async function listApprovedPosts(db: Db, unit: string): Promise<readonly ListedPosts[]> {
  const rows = await db
    .selectFrom('approved_post')
    .select(['id', 'post', 'from_date as from', 'count', 'document'])
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .orderBy('from_date')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, post: row.post as Post }));
}

export async function enterApprovedPosts(
  db: Db,
  command: Entered & ApprovedPosts & { readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, by, at, today, post, from, count, document } = command;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const earlier = (await listApprovedPosts(trx, unit)).filter((one) => one.id !== id);
    const problem = approvedPostsProblem(command, earlier, { today, closed });
    if (problem !== null) return problem;
    const row = { unit_id: unit, id, post, from_date: from, count, document, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'approved_post', ['unit_id', 'id'], row);
    const warnings = overApproved(await listPersons(trx, unit), await listApprovedPosts(trx, unit), today);
    const detail = { post, from, count, document };
    return settle(trx, command, written, { action: 'register.write', kind: 'posts', detail, warnings });
  });
}

export interface ListedPerson extends Person {
  readonly events: readonly (StaffEvent & { readonly id: string; readonly document: string })[];
}

/** Everybody of a unit with what happened to them, in the order of names. */
export async function listPersons(db: Db, unit: string): Promise<readonly ListedPerson[]> {
  const persons = await db
    .selectFrom('staff_person')
    .select(['id', 'name'])
    .where('unit_id', '=', unit)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const rows = await db
    .selectFrom('staff_event')
    .select(['person_id', 'id', 'date', 'kind', 'post', 'rank', 'document'])
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .orderBy('date')
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  const events = Map.groupBy(rows, ({ person_id }) => person_id);
  return persons.map(({ id, name }) => ({
    id,
    name,
    events: (events.get(id) ?? []).map(({ person_id: _, ...event }) => ({
      ...event,
      kind: event.kind as StaffEventKind,
      post: event.post as Post | null,
      rank: event.rank as Rank | null,
    })),
  }));
}

export interface StaffEventCommand extends Entered, StaffEvent {
  /** The person; with `name` one who is new. `id` names the event. */
  readonly person: string;
  readonly name: string | null;
  readonly document: string;
  readonly today: DateText;
}

/** Enters what happened to a person, and the person where it is the first thing. */
export async function enterStaffEvent(db: Db, command: StaffEventCommand): Promise<Outcome> {
  const { unit, id, by, at, today, person, name, date, kind, post, rank, document } = command;
  const form = idProblem(id) ?? idProblem(person) ?? (name === null ? null : textProblem({ 姓名: name }, 50));
  if (form !== null) return form;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    await lockUnit(trx, unit);
    const persons = await listPersons(trx, unit);
    const known = persons.find((one) => one.id === person);
    if (known === undefined && name === null) return refuse('record-unknown', '没有这个人，请从人员名册中选取。');
    if (known !== undefined && name !== null && known.name !== name) return idUsed(person);
    const events = known?.events ?? [];
    if (events.every((one) => one.id !== id)) {
      const facts = { today, closed };
      const problem = eventProblem(command, { name: known?.name ?? name ?? '', events }, facts);
      if (problem !== null) return problem;
    }
    if (known === undefined) {
      const row = { unit_id: unit, id: person, name: name ?? '', made_by: by, made_at: at };
      await trx.insertInto('staff_person').values(row).execute();
    }
    const row = { unit_id: unit, person_id: person, id, date, kind, post, rank, document, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'staff_event', ['unit_id', 'person_id', 'id'], row);
    const warnings = overApproved(await listPersons(trx, unit), await listApprovedPosts(trx, unit), today);
    const detail = { person, date, kind, post };
    return settle(trx, command, written, { action: 'register.write', kind: 'staff', detail, warnings });
  });
}

/** Takes back the last thing entered of a person, with the reason; what came before it holds again. */
export async function withdrawStaffEvent(
  db: Db,
  command: Entered & { readonly person: string; readonly reason: string },
): Promise<Outcome> {
  const { unit, id, by, at, person, reason } = command;
  const form = textProblem({ 撤回理由: reason });
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    const last = (await listPersons(trx, unit)).find((one) => one.id === person)?.events.at(-1);
    if (last === undefined || idProblem(id) !== null)
      return refuse('record-unknown', '没有这条变动，请刷新列表后再试。');
    if (last.id !== id) {
      return refuse('event-out-of-order', `只能撤回最后一条变动（${last.date}登记的），请从后往前逐条撤回。`);
    }
    await trx
      .updateTable('staff_event')
      .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
      .where('unit_id', '=', unit)
      .where('person_id', '=', person)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'register.write', 'staff', { person, withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

/** Takes back a document that approved posts. */
export async function withdrawApprovedPosts(db: Db, command: Entered & { readonly reason: string }): Promise<Outcome> {
  const { unit, id, by, at, reason } = command;
  const form = textProblem({ 撤回理由: reason });
  if (form !== null) return form;
  return within(db, async (trx) => {
    await lockUnit(trx, unit);
    if ((await listApprovedPosts(trx, unit)).every((one) => one.id !== id)) {
      return refuse('record-unknown', '没有这条核定记录，或已经撤回。请刷新列表后再试。');
    }
    await trx
      .updateTable('approved_post')
      .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'register.write', 'posts', { withdrawn: reason });
    return { id, again: false, warnings: [] };
  });
}

export interface InternalOffice {
  readonly id: string;
  readonly name: string;
  readonly from: DateText;
  readonly document: string;
  readonly abolishedFrom: DateText | null;
}

/** The unit's 内设机构, abolished ones too. */
export async function listInternalOffices(db: Db, unit: string): Promise<readonly InternalOffice[]> {
  return db
    .selectFrom('internal_office')
    .select(['id', 'name', 'from_date as from', 'document', 'abolished_from as abolishedFrom'])
    .where('unit_id', '=', unit)
    .where('withdrawn_by', 'is', null)
    .orderBy('from_date')
    .orderBy('id')
    .execute();
}

/** Enters an office that was set up. */
export async function enterInternalOffice(
  db: Db,
  command: Entered & Omit<InternalOffice, 'id' | 'abolishedFrom'> & { readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, by, at, today, name, from, document } = command;
  const form = firstProblem(
    idProblem(id),
    textProblem({ 机构名称: name, 文号: document }),
    dateProblem({ 设立日期: from }),
  );
  if (form !== null) return form;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    // An office may have stood for years before anybody entered it here; only what is still to come is refused.
    const day = dayProblem('设立日期', from, today, null);
    if (day !== null) return day;
    const row = { unit_id: unit, id, name, from_date: from, document, made_by: by, made_at: at };
    const written = await insertOnce(trx, 'internal_office', ['unit_id', 'id'], row);
    return settle(trx, command, written, { action: 'register.write', kind: 'office', detail: { name, from } });
  });
}

/** Enters from which day on an office is no more. */
export async function abolishInternalOffice(
  db: Db,
  command: Entered & { readonly from: DateText; readonly today: DateText },
): Promise<Outcome> {
  const { unit, id, by, from, today } = command;
  const form = firstProblem(idProblem(id), dateProblem({ 撤销日期: from }));
  if (form !== null) return form;
  return within(db, async (trx) => {
    const closed = await closedBooks(trx, unit);
    if (closed === undefined) return unitUnknown(unit);
    const office = (await listInternalOffices(trx, unit)).find((one) => one.id === id);
    if (office === undefined) return refuse('record-unknown', '没有这个内设机构，请刷新列表后再试。');
    const day = dayProblem('撤销日期', from, today, closed);
    if (day !== null) return day;
    if (from <= office.from) return refuse('end-before-start', `撤销日期${from}不晚于设立日期${office.from}，请核对。`);
    if (office.abolishedFrom !== null)
      return refuse('decided-already', `“${office.name}”已登记${office.abolishedFrom}撤销。`);
    await trx
      .updateTable('internal_office')
      .set({ abolished_from: from, abolished_by: by })
      .where('unit_id', '=', unit)
      .where('id', '=', id)
      .execute();
    await trace(trx, command, 'register.write', 'office', { abolished: from });
    return { id, again: false, warnings: [] };
  });
}
