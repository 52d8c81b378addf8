/**
 * The registry on the database. Every command locks the person, so that what is decided of somebody is decided one after the other;
 * the settlement desk holds the same lock. An id that comes again with the same content is the same entry.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import {
  type ActionId,
  type IdentityKey,
  identityIndex,
  identityProblem,
  keepIdentity,
  maskedIdentity,
  recordAction,
  type TrailDetail,
  unmaskIdentity,
} from '../access/index.ts';
import {
  type CategorySpan,
  categoryProblem,
  endProblem,
  idProblem,
  type PersonDraft,
  pastProblem,
  personProblem,
  type Spell,
  type Suspension,
  spellProblem,
  suspensionProblem,
  textProblem,
} from './decide.ts';
import { type InsuredPerson, insuredColumns, lockInsuredStatement } from './read-insured.ts';
import { type RegistryRefused, refuse } from './refusals.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/** Who enters what about whom. `id` names the entry. */
export interface Entry {
  readonly person: string;
  readonly id: string;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export type Entered = { readonly id: string; readonly again: boolean } | RegistryRefused;

/** Registers a person, once for a number. */
export async function registerInsured(
  trx: Trx,
  key: IdentityKey,
  command: Omit<Entry, 'person'> & PersonDraft,
): Promise<Entered> {
  const { id, by, at, today, name, number, bornOn, area } = command;
  const problem = idProblem(id) ?? personProblem(command, today);
  if (problem !== null) return problem;
  const kept = await keepIdentity(trx, key, number, at);
  if ('refusal' in kept) return kept;
  const before = await findPerson(trx, id);
  if (before !== null) {
    const holder = await holderOf(trx, kept.index);
    const same = holder === id && before.name === name && before.bornOn === bornOn && before.area === area;
    return same ? { id, again: true } : idUsed(id);
  }
  await trx
    .insertInto('insured_person')
    .values({ id, name, born_on: bornOn, area, identity_sealed: kept.sealed, made_by: by, made_at: at })
    .execute();
  // The unique index makes whoever registers the same number at the same time wait, and then find it taken.
  const taken = await trx
    .insertInto('insured_identity')
    .values({ identity_index: kept.index, person_id: id })
    .onConflict((conflict) => conflict.column('identity_index').doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (taken === undefined) {
    const holder = await holderOf(trx, kept.index);
    const other = holder === null ? null : await findPerson(trx, holder);
    return refuse(
      'number-registered',
      `这个身份证号已登记在“${other?.name ?? ''}”名下，没有保存。同一个人只登记一次，请在原来那一条上办理。`,
    );
  }
  await trace(trx, { ...command, person: id }, 'insured.write', { registered: area });
  return { id, again: false };
}

async function holderOf(db: Db, index: Buffer): Promise<string | null> {
  const row = await db
    .selectFrom('insured_identity')
    .select('person_id')
    .where('identity_index', '=', index)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

export interface FoundPerson {
  readonly id: string;
  readonly name: string;
  readonly bornOn: DateText;
  readonly area: string;
  /** Masked. */
  readonly identity: string;
  readonly diedOn: DateText | null;
}

/** By a whole number exactly, or by the beginning of a name; at most `limit`. */
export async function searchInsured(
  db: Db,
  key: IdentityKey,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<readonly FoundPerson[]> {
  const wanted = text.trim();
  if (wanted === '') return [];
  const query = db
    .selectFrom('insured_person as p')
    .select(['p.id', 'p.name', 'p.born_on as bornOn', 'p.area', 'p.identity_sealed as sealed', 'p.died_on as diedOn']);
  const rows =
    identityProblem(wanted) === null
      ? await query
          .innerJoin('insured_identity as i', 'i.person_id', 'p.id')
          .where('i.identity_index', '=', identityIndex(key, wanted))
          .execute()
      : await query
          .where('p.name', 'like', `${wanted.replace(/[\\%_]/g, '\\$&')}%`)
          .orderBy('p.name')
          .orderBy('p.id')
          .limit(limit)
          .execute();
  return rows.map(({ sealed, ...row }) => ({ ...row, identity: maskedIdentity(key, sealed) }));
}

/** A person with everything that was entered of them; null where there is none. */
export async function findInsured(db: Db, id: string): Promise<InsuredPerson | null> {
  if (idProblem(id) !== null) return null;
  const { rows } = await db.executeQuery<InsuredPerson>(
    CompiledQuery.raw(`/* prepared: find-insured */ select ${insuredColumns} from insured_person p where p.id = $1`, [
      id,
    ]),
  );
  return rows[0] ?? null;
}

async function findPerson(db: Db, id: string) {
  const row = await db
    .selectFrom('insured_person')
    .select(['id', 'name', 'born_on as bornOn', 'area', 'died_on as diedOn', 'identity_sealed as identity'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The person, held so that nobody else decides anything about them before this transaction ends. */
export async function lockInsured(trx: Trx, id: string): Promise<InsuredPerson | RegistryRefused> {
  if (idProblem(id) !== null) return unknown();
  await trx.executeQuery(CompiledQuery.raw(lockInsuredStatement, [[id]]));
  return (await findInsured(trx, id)) ?? unknown();
}

/** Enters that a person is 低保, 特困 …, from a day on. */
export async function enterCategory(
  trx: Trx,
  command: Entry & Pick<CategorySpan, 'from' | 'knownSince' | 'document'> & { readonly category: string },
): Promise<Entered> {
  const { person: of, id, by, at, today, category, from, knownSince, document } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const before = person.categories.find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.category === category && before.from === from && before.document === document;
    return same ? { id, again: true } : idUsed(id);
  }
  const problem = categoryProblem(command, person, today);
  if (problem !== null) return problem;
  await trx
    .insertInto('insured_category')
    .values({
      person_id: of,
      id,
      category,
      from_date: from,
      known_since: knownSince,
      document,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, command, 'insured.write', { category, from });
  return { id, again: false };
}

/** Enters until which day a category held, and since when that is known. */
export async function endCategory(
  trx: Trx,
  command: Entry & { readonly to: DateText; readonly knownSince: DateText },
): Promise<Entered> {
  const { person: of, id, by, at, today, to, knownSince } = command;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const entry = person.categories.find((one) => one.id === id);
  if (entry === undefined) return entryUnknown();
  if (entry.to !== null) return entry.to === to ? { id, again: true } : ended(entry.to);
  const problem = endProblem(entry.from, to) ?? pastProblem({ 获知日期: knownSince }, today);
  if (problem !== null) return problem;
  await trx
    .updateTable('insured_category')
    .set({ to_date: to, end_known_since: knownSince, ended_by: by, ended_at: at })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'insured.write', { category: entry.category, to });
  return { id, again: false };
}

/** Enters that a person is insured: a resident for the rest of a year, an employee from a day on. */
export async function enterSpell(trx: Trx, command: Entry & Omit<Spell, 'id'>): Promise<Entered> {
  const { person: of, id, by, at, scheme, area, member, civilServant, from, to, waitingUntil } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const before = person.spells.find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.scheme === scheme && before.from === from && before.area === area && before.member === member;
    return same ? { id, again: true } : idUsed(id);
  }
  const problem = spellProblem(command, person);
  if (problem !== null) return problem;
  await trx
    .insertInto('insured_spell')
    .values({
      person_id: of,
      id,
      scheme,
      area,
      member,
      civil_servant: civilServant,
      from_date: from,
      to_date: to,
      waiting_until: waitingUntil,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, command, 'insured.write', { scheme, from, to });
  return { id, again: false };
}

/** Ends a spell earlier than it was to end; its own end may be moved back only. */
export async function endSpell(
  trx: Trx,
  command: Entry & { readonly to: DateText; readonly reason: string },
): Promise<Entered> {
  const { person: of, id, by, at, to, reason } = command;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const entry = person.spells.find((one) => one.id === id);
  if (entry === undefined) return entryUnknown();
  if (entry.to === to) return { id, again: true };
  const problem = textProblem('终止原因', reason) ?? endProblem(entry.from, to);
  if (problem !== null) return problem;
  if (entry.to !== null && to > entry.to) return ended(entry.to);
  await trx
    .updateTable('insured_spell')
    .set({ to_date: to, ended_by: by, ended_at: at, end_reason: reason })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'insured.write', { scheme: entry.scheme, to, reason });
  return { id, again: false };
}

/** Enters that a person may draw nothing from a day on. */
export async function suspend(
  trx: Trx,
  command: Entry & Pick<Suspension, 'spell' | 'from' | 'reason'>,
): Promise<Entered> {
  const { person: of, id, by, at, spell, from, reason } = command;
  const form = idProblem(id);
  if (form !== null) return form;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const before = person.suspensions.find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.spell === spell && before.from === from && before.reason === reason;
    return same ? { id, again: true } : idUsed(id);
  }
  const problem = suspensionProblem(command, person);
  if (problem !== null) return problem;
  await trx
    .insertInto('insured_suspension')
    .values({ person_id: of, id, spell_id: spell, from_date: from, reason, made_by: by, made_at: at })
    .execute();
  await trace(trx, command, 'insured.write', { suspended: from, reason });
  return { id, again: false };
}

/** Enters the last day of a suspension. */
export async function resume(trx: Trx, command: Entry & { readonly to: DateText }): Promise<Entered> {
  const { person: of, id, by, at, to } = command;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const entry = person.suspensions.find((one) => one.id === id);
  if (entry === undefined) return entryUnknown();
  if (entry.to !== null) return entry.to === to ? { id, again: true } : ended(entry.to);
  const problem = endProblem(entry.from, to);
  if (problem !== null) return problem;
  await trx
    .updateTable('insured_suspension')
    .set({ to_date: to, ended_by: by, ended_at: at })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'insured.write', { suspendedTo: to });
  return { id, again: false };
}

/** Enters the day of a death. */
export async function enterDeath(
  trx: Trx,
  command: Omit<Entry, 'id'> & { readonly diedOn: DateText },
): Promise<Entered> {
  const { person: id, by, at, today, diedOn } = command;
  const person = await lockInsured(trx, id);
  if ('refusal' in person) return person;
  if (person.diedOn === diedOn) return { id, again: true };
  const problem = pastProblem({ 死亡日期: diedOn }, today);
  if (problem !== null) return problem;
  if (diedOn < person.bornOn) return refuse('end-before-start', `死亡日期${diedOn}早于出生${person.bornOn}，请核对。`);
  await trx
    .updateTable('insured_person')
    .set({ died_on: diedOn, death_by: by, death_at: at })
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'insured.write', { diedOn, before: person.diedOn });
  return { id, again: false };
}

/** Shows somebody's whole number to a person who may see it, for a reason that stays on the trail. */
export async function unmaskInsured(
  trx: Trx,
  key: IdentityKey,
  { person: id, by, at, reason }: Pick<Entry, 'person' | 'by' | 'at'> & { readonly reason: string },
): Promise<{ readonly number: string } | RegistryRefused> {
  const person = idProblem(id) === null ? await findPerson(trx, id) : null;
  if (person === null) return unknown();
  return unmaskIdentity(trx, key, { subject: `insured:${id}`, sealed: person.identity, person: by, reason, at });
}

export async function trace(
  trx: Trx,
  { person, by, at }: Pick<Entry, 'person' | 'by' | 'at'>,
  action: ActionId,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject: `insured:${person}`, detail });
}

function unknown(): RegistryRefused {
  return refuse('person-unknown', '没有这位参保人员，请先按姓名或身份证号查找。');
}

export function entryUnknown(): RegistryRefused {
  return refuse('entry-unknown', '没有这条登记，请刷新后再试。');
}

export function ended(to: DateText): RegistryRefused {
  return refuse('entry-ended', `这条登记已经终止到${to}，没有改动；需要改期的请另行登记。`);
}

export function idUsed(id: string): RegistryRefused {
  return refuse('id-used', `编号${id}已用于另一条内容不同的登记，这次没有保存。请为新的登记换一个编号。`);
}
