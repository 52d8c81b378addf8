/**
 * 门诊慢特病、两病待遇资格 at the desk: entered by one, reviewed by another, ended with the reason. Until it is reviewed nothing is
 * paid on it. The person is held while it is decided, as by a settlement, so that it either counts for one or comes after it.
 */
import { type DateText, isDate, isUuid7, type ParameterSet } from '@mingzhang/kernel';
import { type BenefitItem, benefitItems, type Scheme } from '@mingzhang/policy';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, decideChecking, recordAction, type TrailDetail } from '../../access/index.ts';
import { findDepartment } from '../../books/index.ts';
import { coverageOn, lockInsured, policyAreaOf } from '../../registry/index.ts';
import { type DeskRefused, passOn, refuse } from '../refusals.ts';
import {
  type Entitlement,
  type EntitlementDraft,
  type EntitlementKind,
  entitlementDraftProblem,
  entitlementEndProblem,
} from './decide.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export interface EntitlementHand {
  readonly person: string;
  /** UUID of version 7, made by whoever submits. */
  readonly id: string;
  readonly by: string;
  readonly at: Date;
}

export const entitlementStates = { made: '待复核', checked: '已认定', rejected: '未通过' } as const;
export type EntitlementState = keyof typeof entitlementStates;

export interface ListedEntitlement extends Entitlement {
  readonly person: string;
  readonly personName: string;
  readonly scheme: Scheme | null;
  readonly state: EntitlementState;
  readonly by: string;
  readonly at: Date;
  readonly checkedBy: string | null;
  /** Why it was rejected. */
  readonly checkReason: string | null;
  readonly endReason: string | null;
}

type Granted = { readonly id: string; readonly again: boolean } | DeskRefused;

/** What a person has been granted or is to be, the latest first. */
export async function listEntitlements(db: Db, person: string): Promise<readonly ListedEntitlement[]> {
  const rows = await rowsOf(db)
    .where('e.person_id', '=', person)
    .orderBy('e.from_date', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
  return rows.map(listed);
}

export interface EntitlementsAsked {
  readonly department: string;
  readonly state: EntitlementState | null;
  readonly kind: EntitlementKind | null;
  /** The beginning of the person's name. */
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}

/** Those of a department, the latest first; what a county was loaded with belongs to whoever's county it is. */
export async function listDepartmentEntitlements(
  db: Db,
  { department, state, kind, text, limit, offset }: EntitlementsAsked,
): Promise<{ readonly entitlements: readonly ListedEntitlement[]; readonly total: number }> {
  const bureau = await findDepartment(db, department);
  let query = db
    .selectFrom('benefit_entitlement as e')
    .innerJoin('insured_person as p', 'p.id', 'e.person_id')
    .where(({ or, and, eb }) =>
      or([
        eb('e.department_id', '=', department),
        and([eb('e.department_id', 'is', null), eb('p.area', 'like', `${bureau?.area ?? '-'}%`)]),
      ]),
    );
  if (state !== null) query = query.where('e.state', '=', state);
  if (kind !== null) query = query.where('e.kind', '=', kind);
  if (text !== '') query = query.where('p.name', 'like', `${text.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await query
    .select(['e.person_id', 'e.id'])
    .orderBy('e.made_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  if (found.length === 0) return { entitlements: [], total: Number(total) };
  const rows = await rowsOf(db)
    .where(({ or, and, eb }) =>
      or(found.map((one) => and([eb('e.person_id', '=', one.person_id), eb('e.id', '=', one.id)]))),
    )
    .orderBy('e.made_at', 'desc')
    .orderBy('e.id', 'desc')
    .execute();
  return { entitlements: rows.map(listed), total: Number(total) };
}

/** The diseases that somebody may be granted: by the rules of the bureau's place on the day, for the scheme they are insured in. */
export async function diseasesFor(
  db: Db,
  parameters: ParameterSet,
  { department, person, day }: { readonly department: string; readonly person: string; readonly day: DateText },
): Promise<Readonly<Record<EntitlementKind, readonly BenefitItem[]>>> {
  const bureau = await findDepartment(db, department);
  const spells = await db
    .selectFrom('insured_spell')
    .select('scheme')
    .where('person_id', '=', person)
    .where('from_date', '<=', day)
    .where(({ or, eb }) => or([eb('to_date', 'is', null), eb('to_date', '>=', day)]))
    .execute();
  const area = bureau === null ? null : policyAreaOf(bureau.area);
  const scheme = spells[0]?.scheme as Scheme | undefined;
  const of = (kind: EntitlementKind): readonly BenefitItem[] =>
    area === null || scheme === undefined ? [] : benefitItems(parameters, { area, day, scheme, kind });
  return { chronic: of('chronic'), 'two-disease': of('two-disease') };
}

/** Enters what a doctor found; it waits for another person's review. */
export async function grantEntitlement(
  trx: Trx,
  parameters: ParameterSet,
  command: EntitlementHand & EntitlementDraft & { readonly department: string },
): Promise<Granted> {
  const { department, person: of, id, by, at, ...draft } = command;
  if (!isUuid7(id)) {
    return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。编号由提交一方生成，重发时沿用原编号。`);
  }
  const bureau = await findDepartment(trx, department);
  if (bureau === null) return refuse('department-unknown', `没有“${department}”这个经办机构，没有登记。`);
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return personUnknown();
  const held = await listEntitlements(trx, of);
  const before = held.find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.kind === draft.kind && before.item === draft.item && before.from === draft.from;
    return same ? { id, again: true } : refuse('id-used', `编号${id}已用于另一项资格，请为新的换一个编号。`);
  }
  const coverage = coverageOn(person.spells, person.suspensions, draft.from);
  // What is no day has no diseases either; the decision says which of the two is wrong.
  const items = isDate(draft.from)
    ? await diseasesFor(trx, parameters, { department, person: of, day: draft.from })
    : { chronic: [], 'two-disease': [] };
  const problem = entitlementDraftProblem(draft, {
    held: held.filter(({ state }) => state !== 'rejected'),
    items: draft.kind === 'chronic' || draft.kind === 'two-disease' ? items[draft.kind] : [],
    diedOn: person.diedOn,
  });
  const insuredHere = coverage.kind !== 'none' && coverage.spell.area === bureau.area;
  // Without cover there are no diseases to choose from: that is the reason to tell.
  if (!insuredHere && (problem === null || problem.refusal.id === 'entitlement-unknown')) {
    return refuse(
      'not-enrolled',
      `${person.name}${draft.from}没有在本地参保，不能认定。请核对参保登记和资格起始日期。`,
    );
  }
  if (problem !== null) return problem;
  const { kind, item, from, to, doctor, institution, opinion } = draft;
  await trx
    .insertInto('benefit_entitlement')
    .values({
      person_id: of,
      id,
      department_id: department,
      kind,
      item,
      from_date: from,
      to_date: to,
      doctor,
      institution,
      opinion,
      state: 'made',
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, command, 'entitlement.write', { department, kind, item, from });
  return { id, again: false };
}

/** Another person agrees, and it counts from its first day on; or does not, with the reason. */
export async function reviewEntitlement(
  trx: Trx,
  command: EntitlementHand & { readonly decision: 'confirm' | 'reject'; readonly reason: string },
): Promise<Granted> {
  const { person: of, id, by, at, decision, reason } = command;
  const entry = await entryOf(trx, of, id);
  if ('refusal' in entry) return entry;
  const state = decision === 'confirm' ? 'checked' : 'rejected';
  if (entry.state !== 'made') {
    if (entry.state === state && entry.checkedBy === by) return { id, again: true };
    return refuse('entitlement-reviewed', `这项资格已经复核（${entitlementStates[entry.state]}），没有再复核。`);
  }
  const same = decideChecking({ maker: entry.by, checker: by, what: '这项资格' });
  if (same !== null) return passOn('access', same.refusal);
  if (decision === 'reject' && (reason.trim() === '' || reason.length > 200)) {
    return refuse('text-malformed', '不通过的理由要填写，不超过200字，例如“缺少近三个月的检查报告”。');
  }
  await trx
    .updateTable('benefit_entitlement')
    .set({ state, checked_by: by, checked_at: at, check_reason: decision === 'reject' ? reason.trim() : null })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'entitlement.check', { state, ...(decision === 'reject' ? { reason } : {}) });
  return { id, again: false };
}

/** Ends an entitlement; settlements made on it stay. */
export async function endEntitlement(
  trx: Trx,
  command: EntitlementHand & { readonly to: DateText; readonly reason: string },
): Promise<Granted> {
  const { person: of, id, by, at, to, reason } = command;
  const entry = await entryOf(trx, of, id);
  if ('refusal' in entry) return entry;
  if (entry.state === 'rejected') return refuse('entitlement-ended', '这项资格没有通过复核，不用终止。');
  if (entry.endReason !== null) {
    if (entry.to === to) return { id, again: true };
    return refuse(
      'entitlement-ended',
      `这项资格已于${entry.to ?? ''}终止（${entry.endReason}），不再改动；需要的请另行认定。`,
    );
  }
  const problem = entitlementEndProblem(entry, { to, reason });
  if (problem !== null) return problem;
  await trx
    .updateTable('benefit_entitlement')
    .set({ to_date: to, ended_by: by, ended_at: at, end_reason: reason.trim() })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'entitlement.write', { to, reason });
  return { id, again: false };
}

async function entryOf(trx: Trx, person: string, id: string): Promise<ListedEntitlement | DeskRefused> {
  const held = await lockInsured(trx, person);
  if ('refusal' in held) return personUnknown();
  const entry = (await listEntitlements(trx, person)).find((one) => one.id === id);
  return entry ?? refuse('entitlement-unknown', '没有这项资格，请从此人的资格中选取。');
}

function rowsOf(db: Db) {
  return db
    .selectFrom('benefit_entitlement as e')
    .innerJoin('insured_person as p', 'p.id', 'e.person_id')
    .selectAll('e')
    .select('p.name')
    .select(({ selectFrom }) =>
      selectFrom('insured_spell as s')
        .select('s.scheme')
        .whereRef('s.person_id', '=', 'e.person_id')
        .whereRef('s.from_date', '<=', 'e.from_date')
        .where(({ or, eb, ref }) => or([eb('s.to_date', 'is', null), eb('s.to_date', '>=', ref('e.from_date'))]))
        .limit(1)
        .as('scheme'),
    );
}

function listed(row: Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>): ListedEntitlement {
  return {
    id: row.id,
    person: row.person_id,
    personName: row.name,
    scheme: row.scheme as Scheme | null,
    kind: row.kind as EntitlementKind,
    item: row.item,
    from: row.from_date,
    to: row.to_date,
    doctor: row.doctor,
    institution: row.institution,
    opinion: row.opinion,
    state: row.state as EntitlementState,
    by: row.made_by,
    at: row.made_at,
    checkedBy: row.checked_by,
    checkReason: row.check_reason,
    endReason: row.end_reason,
  };
}

function personUnknown(): DeskRefused {
  const message = '没有这位参保人员，请先按姓名或身份证号查找。';
  return { refusal: { list: 'registry', id: 'person-unknown', message } };
}

async function trace(
  trx: Trx,
  { person, id, by, at }: EntitlementHand,
  action: ActionId,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject: `entitlement:${person}/${id}`, detail });
}
