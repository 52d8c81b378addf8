/**
 * Where people live and who they stand with: 区划, 户, 参保单位, 定点医药机构. What another duty needs of them is a code: an area's, an
 * employer's unified social credit code, an institution's national code.
 */
import { type DateText } from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { recordAction, type TrailDetail } from '../access/index.ts';
import { creditCodeProblem } from './credit-code.ts';
import { dayProblem, endProblem, idProblem, pastProblem, textProblem } from './decide.ts';
import { type Division, divisionAround, divisionName, searchDivisions, typedDivisions } from './divisions.ts';
import {
  type Db,
  type Entered,
  type Entry,
  ended,
  entryUnknown,
  idUsed,
  lockInsured,
  type Trx,
  trace,
} from './records.ts';
import { type RegistryRefused, refuse } from './refusals.ts';

type Hand = Pick<Entry, 'by' | 'at' | 'today'>;

export interface Area {
  /** Six digits of the county, nine of the township, twelve of the village. */
  readonly code: string;
  readonly name: string;
}

/** Keeps names of areas; one that is there is renamed. */
export async function keepAreas(trx: Trx, areas: readonly Area[]): Promise<void> {
  if (areas.length === 0) return;
  await sql`
    insert into area (code, name)
    select code, name from jsonb_to_recordset(${JSON.stringify(areas)}::jsonb) as given (code text, name text)
    on conflict (code) do update set name = excluded.name`.execute(trx);
}

/** The areas of a county, a township's villages after it. */
export async function listAreas(db: Db, county: string): Promise<readonly Area[]> {
  return db
    .selectFrom('area')
    .select(['code', 'name'])
    .where('code', 'like', `${/^\d{6}$/.test(county) ? county : '-'}%`)
    .orderBy('code')
    .execute();
}

/**
 * What areas are called, all asked for at once: 禾丰县清溪镇石塘村 where the bureau has named them, 湖南省长沙市岳麓区 elsewhere. Where only
 * what is around it has a name, the code stands behind it (禾丰县（990102999）); where nothing has, the code alone.
 */
export async function areaNames(db: Db, areas: Iterable<string>): Promise<(code: string) => string> {
  const codes = new Set([...areas].flatMap(partsOf));
  const rows =
    codes.size === 0
      ? []
      : await db
          .selectFrom('area')
          .select(['code', 'name'])
          .where('code', 'in', [...codes])
          .execute();
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  return (code) => {
    if (names.has(code.slice(0, 6))) {
      const known = partsOf(code).flatMap((part) => names.get(part) ?? []);
      return names.has(code) ? known.join('') : `${known.join('')}（${code}）`;
    }
    const around = divisionAround(code);
    return divisionName(code) ?? (around === '' ? code : `${around}（${code}）`);
  };
}

/** Divisions of the country, and counties that the bureau has named, that a code or words may mean. */
export async function findDivisions(db: Db, text: string, limit: number): Promise<readonly Division[]> {
  return searchDivisions(text, await ownCounties(db), limit);
}

/** What a typed code or name stands for: one, none, or several of the same name. */
export async function divisionsTyped(db: Db, text: string): Promise<readonly Division[]> {
  return typedDivisions(text, await ownCounties(db));
}

function ownCounties(db: Db): Promise<readonly Division[]> {
  return db.selectFrom('area').select(['code', 'name']).where(sql<boolean>`length(code) = 6`).orderBy('code').execute();
}

/** The county, the township and the village of a code, as far as it goes. */
function partsOf(code: string): readonly string[] {
  return [6, 9, 12].filter((length) => length <= code.length).map((length) => code.slice(0, length));
}

export const relations = { head: '户主', spouse: '配偶', child: '子女', parent: '父母', other: '其他' } as const;
export type Relation = keyof typeof relations;

export interface HouseholdMember {
  /** Of the entry. */
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly relation: Relation;
  readonly from: DateText;
}

export interface Household {
  readonly id: string;
  readonly number: string;
  readonly area: string;
  readonly members: readonly HouseholdMember[];
}

/** Enters that somebody belongs to the household with this 户号, which is made where there is none. */
export async function joinHousehold(
  trx: Trx,
  command: Entry & {
    readonly number: string;
    readonly area: string;
    readonly relation: Relation;
    readonly from: DateText;
  },
): Promise<Entered> {
  const { person: of, id, by, at, number, area, relation, from, today } = command;
  const problem = idProblem(id) ?? textProblem('户号', number) ?? pastProblem({ 起始日期: from }, today);
  if (problem !== null) return problem;
  if (!/^\d{6}(\d{3}){0,2}$/.test(area)) {
    return refuse('area-malformed', `户的所在地“${area}”应是6位（县）、9位（乡镇）或12位（村）区划代码。`);
  }
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const entries = await trx
    .selectFrom('household_member as m')
    .innerJoin('household as h', 'h.id', 'm.household_id')
    .select(['m.id', 'm.from_date', 'm.to_date', 'm.relation', 'h.number'])
    .where('m.person_id', '=', of)
    .execute();
  const before = entries.find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.number === number && before.from_date === from && before.relation === relation;
    return same ? { id, again: true } : idUsed(id);
  }
  const other = entries.find(({ to_date }) => to_date === null || to_date >= from);
  if (other !== undefined) {
    return refuse(
      'household-joined',
      `${person.name}从${other.from_date}起在${other.number}户，与这次重叠。一个人同一天只在一户，请先登记离开原来那一户。`,
    );
  }
  const household = await trx
    .insertInto('household')
    .values({ id: newId(), number, area, made_by: by, made_at: at })
    .onConflict((conflict) => conflict.column('number').doUpdateSet(({ ref }) => ({ number: ref('excluded.number') })))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('household_member')
    .values({ person_id: of, id, household_id: household.id, relation, from_date: from, made_by: by, made_at: at })
    .execute();
  await trace(trx, command, 'insured.write', { household: number, relation, from });
  return { id, again: false };
}

/** Enters the last day that somebody belonged to a household. */
export async function leaveHousehold(trx: Trx, command: Entry & { readonly to: DateText }): Promise<Entered> {
  const { person: of, id, by, at, to } = command;
  const person = await lockInsured(trx, of);
  if ('refusal' in person) return person;
  const entry =
    idProblem(id) !== null
      ? undefined
      : await trx
          .selectFrom('household_member')
          .select(['from_date', 'to_date'])
          .where('person_id', '=', of)
          .where('id', '=', id)
          .executeTakeFirst();
  if (entry === undefined) return entryUnknown();
  if (entry.to_date !== null) return entry.to_date === to ? { id, again: true } : ended(entry.to_date);
  const problem = endProblem(entry.from_date, to);
  if (problem !== null) return problem;
  await trx
    .updateTable('household_member')
    .set({ to_date: to, ended_by: by, ended_at: at })
    .where('person_id', '=', of)
    .where('id', '=', id)
    .execute();
  await trace(trx, command, 'insured.write', { left: to });
  return { id, again: false };
}

/** The household somebody is in on a day, with all who are; null where none is entered. */
export async function householdOn(db: Db, person: string, day: DateText): Promise<Household | null> {
  const own = await db
    .selectFrom('household_member as m')
    .innerJoin('household as h', 'h.id', 'm.household_id')
    .select(['h.id', 'h.number', 'h.area'])
    .where('m.person_id', '=', person)
    .where('m.from_date', '<=', day)
    .where(({ or, eb }) => or([eb('m.to_date', 'is', null), eb('m.to_date', '>=', day)]))
    .executeTakeFirst();
  if (own === undefined) return null;
  const members = await db
    .selectFrom('household_member as m')
    .innerJoin('insured_person as p', 'p.id', 'm.person_id')
    .select(['m.id', 'p.id as person', 'p.name', 'm.relation', 'm.from_date as from'])
    .where('m.household_id', '=', own.id)
    .where('m.from_date', '<=', day)
    .where(({ or, eb }) => or([eb('m.to_date', 'is', null), eb('m.to_date', '>=', day)]))
    .orderBy('p.born_on')
    .orderBy('p.id')
    .execute();
  return { ...own, members: members.map((one) => ({ ...one, relation: one.relation as Relation })) };
}

export const employerKinds = {
  government: '机关',
  institution: '事业单位',
  enterprise: '企业',
  other: '其他组织',
} as const;
export type EmployerKind = keyof typeof employerKinds;

export interface Employer {
  /** 统一社会信用代码. */
  readonly code: string;
  readonly name: string;
  readonly area: string;
  readonly kind: EmployerKind;
  readonly from: DateText;
  readonly to: DateText | null;
}

/** Why an employer may not be registered, or null. */
export function employerProblem(
  { code, name, area, from }: Omit<Employer, 'to'>,
  today: DateText,
): RegistryRefused | null {
  const problem = textProblem('单位名称', name) ?? pastProblem({ 登记日期: from }, today);
  if (problem !== null) return problem;
  const wrong = creditCodeProblem(code);
  if (wrong !== null) {
    const why =
      wrong === 'malformed' ? '不是18位，或含有不用的字母（I、O、S、V、Z）' : '末位校验不符，多半是输错了某一位';
    return refuse('credit-code-wrong', `统一社会信用代码“${code}”${why}，没有保存。请对照登记证书逐位核对。`);
  }
  return /^\d{6}$/.test(area) ? null : refuse('area-malformed', `参保地“${area}”应是6位县级区划代码。`);
}

/** Registers an employer, once for a code. */
export async function registerEmployer(trx: Trx, command: Hand & Omit<Employer, 'to'>): Promise<Entered> {
  const { code, name, area, kind, from, by, at } = command;
  const problem = employerProblem(command, command.today);
  if (problem !== null) return problem;
  const kept = await trx
    .insertInto('employer')
    .values({ code, name, area, kind, from_date: from, made_by: by, made_at: at })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst();
  if (kept === undefined) {
    const before = await findEmployer(trx, code);
    const same = before?.name === name && before.area === area && before.kind === kind && before.from === from;
    if (same) return { id: code, again: true };
    return refuse('code-registered', `${code}已登记为“${before?.name ?? ''}”，没有保存。同一单位只登记一次。`);
  }
  await traceOf(trx, command, `employer:${code}`, { registered: name, area });
  return { id: code, again: false };
}

/** Strikes an employer off. */
export async function endEmployer(
  trx: Trx,
  command: Hand & { readonly code: string; readonly to: DateText },
): Promise<Entered> {
  const { code, to, by, at } = command;
  const before = await findEmployer(trx, code);
  if (before === null) return refuse('employer-unknown', `没有代码为${code}的参保单位，请先查找。`);
  if (before.to !== null) {
    if (before.to === to) return { id: code, again: true };
    return refuse('entry-ended', `“${before.name}”已于${before.to}注销登记，不再改动。`);
  }
  const problem = endProblem(before.from, to);
  if (problem !== null) return problem;
  await trx
    .updateTable('employer')
    .set({ to_date: to, ended_by: by, ended_at: at })
    .where('code', '=', code)
    .where('to_date', 'is', null)
    .execute();
  await traceOf(trx, command, `employer:${code}`, { ended: to });
  return { id: code, again: false };
}

export async function findEmployer(db: Db, code: string): Promise<Employer | null> {
  const row = await employers(db).where('code', '=', code).executeTakeFirst();
  return row === undefined ? null : { ...row, kind: row.kind as EmployerKind };
}

/** Names of employers by their codes; a code that is not in it is registered nowhere. */
export async function employerNames(db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(codes)].filter((code) => code !== '');
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom('employer').select(['code', 'name']).where('code', 'in', wanted).execute();
  return new Map(rows.map(({ code, name }) => [code, name]));
}

interface Wanted {
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
}

/** By a whole code or a part of the name. */
export async function listEmployers(
  db: Db,
  { text, limit, offset }: Wanted,
): Promise<{ readonly employers: readonly Employer[]; readonly total: number }> {
  const wanted = text.trim();
  const some = (query: ReturnType<typeof employers>) =>
    wanted === ''
      ? query
      : query.where(({ or, eb }) =>
          or([eb('code', '=', wanted.toUpperCase()), eb('name', 'like', containing(wanted))]),
        );
  const rows = await some(employers(db)).orderBy('name').orderBy('code').limit(limit).offset(offset).execute();
  return {
    employers: rows.map((row) => ({ ...row, kind: row.kind as EmployerKind })),
    total: await count(db, sql`select from (${some(employers(db))}) as found`),
  };
}

function employers(db: Db) {
  return db.selectFrom('employer').select(['code', 'name', 'area', 'kind', 'from_date as from', 'to_date as to']);
}

export const institutionKinds = {
  hospital: '医院',
  'township-hospital': '乡镇卫生院、社区卫生服务中心',
  'village-clinic': '村卫生室',
  clinic: '门诊部、诊所',
  pharmacy: '零售药店',
} as const;
export type InstitutionKind = keyof typeof institutionKinds;

/**
 * 一级及以下、二级、三级, as the areas' rules name their levels; 县级 and 市级, which say no grade, belong to none; of
 * Shanxi's 收费类别 the third is the lowest.
 */
export const levelsOfGrade: Readonly<Record<string, readonly string[]>> = {
  primary: ['primary', 'village', 'township', 'level-1', 'city-level-1', 'class-3'],
  secondary: ['level-2', 'city-level-2', 'class-2', 'class-2-city', 'class-2-county'],
  tertiary: ['level-3', 'class-1', 'provincial'],
};

export interface Agreement {
  readonly id: string;
  readonly from: DateText;
  readonly to: DateText;
  /** The last day that it held, where it was ended early. */
  readonly endedOn: DateText | null;
}

export interface CareInstitution {
  /** 医药机构编号 (fixmedins_code). */
  readonly code: string;
  readonly name: string;
  readonly area: string;
  readonly kind: InstitutionKind;
  /** As the area's rules name it; '' for a pharmacy. */
  readonly level: string;
  /** Paid by DIP. */
  readonly dip: boolean;
  /** 服务协议, the latest first. */
  readonly agreements: readonly Agreement[];
}

/** Why an institution may not be registered, or null. */
export function institutionProblem({
  code,
  name,
  area,
  kind,
  level,
  dip,
}: Omit<CareInstitution, 'agreements'>): RegistryRefused | null {
  const problem = textProblem('机构名称', name);
  if (problem !== null) return problem;
  const wrong = (why: string): RegistryRefused => refuse('institution-code-wrong', `${why}没有保存。`);
  if (kind === 'pharmacy') {
    if (!/^P\d{11}$/.test(code)) return wrong(`药店的国家编码是P加11位数字，写作“${code}”不对；请对照核对编号和类型。`);
    if (level !== '' || dip) return wrong(`“${name}”是药店，没有级别，也不按DIP付费；请去掉，或改选类型。`);
  } else {
    if (!/^H\d{11}$/.test(code)) {
      return wrong(`${institutionKinds[kind]}的国家编码是H加11位数字，写作“${code}”不对；请对照核对编号和类型。`);
    }
    if (level === '') return wrong(`“${name}”是${institutionKinds[kind]}，请选级别：起付标准和报销比例按级别定。`);
  }
  if (/^\d{6}(\d{3}){0,2}$/.test(area)) return null;
  return refuse('area-malformed', `所在地“${area}”应是6位（县）、9位（乡镇）或12位（村）区划代码。`);
}

/** Registers an institution, once for a code. */
export async function registerInstitution(
  trx: Trx,
  command: Hand & Omit<CareInstitution, 'agreements'>,
): Promise<Entered> {
  const { code, name, area, kind, level, dip, by, at } = command;
  const problem = institutionProblem(command);
  if (problem !== null) return problem;
  const kept = await trx
    .insertInto('care_institution')
    .values({ code, name, area, kind, level, dip, made_by: by, made_at: at })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst();
  if (kept === undefined) {
    const before = await findInstitution(trx, code);
    const same = before?.name === name && before.area === area && before.kind === kind && before.level === level;
    if (same && before.dip === dip) return { id: code, again: true };
    return refuse('code-registered', `${code}已登记为“${before?.name ?? ''}”，没有保存。同一机构只登记一次。`);
  }
  await traceOf(trx, command, `institution:${code}`, { registered: name, kind, level });
  return { id: code, again: false };
}

/** Enters a 服务协议 with an institution. */
export async function enterAgreement(
  trx: Trx,
  command: Hand & { readonly institution: string; readonly id: string; readonly from: DateText; readonly to: DateText },
): Promise<Entered> {
  const { institution, id, from, to, by, at } = command;
  const problem = idProblem(id) ?? dayProblem('协议起始', from) ?? dayProblem('协议截止', to);
  if (problem !== null) return problem;
  if (to < from) return refuse('end-before-start', `协议截止${to}早于起始${from}，请核对起止日期。`);
  const found = await lockInstitution(trx, institution);
  if ('refusal' in found) return found;
  const before = found.agreements.find((one) => one.id === id);
  if (before !== undefined) return before.from === from && before.to === to ? { id, again: true } : idUsed(id);
  const other = found.agreements.find((one) => one.from <= to && from <= (one.endedOn ?? one.to));
  if (other !== undefined) {
    return refuse(
      'agreement-overlaps',
      `${found.name}已有${other.from}至${other.endedOn ?? other.to}的协议，与这次重叠；请先终止那一份，或改起止日期。`,
    );
  }
  await trx
    .insertInto('care_agreement')
    .values({ institution, id, from_date: from, to_date: to, made_by: by, made_at: at })
    .execute();
  await traceOf(trx, command, `institution:${institution}`, { agreement: from, to });
  return { id, again: false };
}

/** Ends a 服务协议 before its day, with the reason. */
export async function endAgreement(
  trx: Trx,
  command: Hand & { readonly institution: string; readonly id: string; readonly to: DateText; readonly reason: string },
): Promise<Entered> {
  const { institution, id, to, reason, today } = command;
  const found = await lockInstitution(trx, institution);
  if ('refusal' in found) return found;
  const entry = found.agreements.find((one) => one.id === id);
  if (entry === undefined) return entryUnknown();
  if (entry.endedOn === to) return { id, again: true };
  if (entry.endedOn !== null || to > entry.to) {
    return refuse('entry-ended', `这份协议到${entry.endedOn ?? entry.to}为止，不能改到${to}。`);
  }
  if (entry.to < today) {
    return refuse(
      'agreement-over',
      `这份协议${entry.to}已经到期，不能再提前终止。在协议期内的违规另行处理，新的协议另行登记。`,
    );
  }
  const problem = textProblem('终止原因', reason) ?? endProblem(entry.from, to);
  if (problem !== null) return problem;
  await trx
    .updateTable('care_agreement')
    .set({ ended_on: to, end_reason: reason })
    .where('institution', '=', institution)
    .where('id', '=', id)
    .execute();
  await traceOf(trx, command, `institution:${institution}`, { agreementEnded: to, reason });
  return { id, again: false };
}

async function lockInstitution(trx: Trx, code: string): Promise<CareInstitution | RegistryRefused> {
  await trx.selectFrom('care_institution').select('code').where('code', '=', code).forNoKeyUpdate().execute();
  const found = await findInstitution(trx, code);
  return found ?? refuse('institution-unknown', `没有代码为${code}的医药机构，请先查找。`);
}

export async function findInstitution(db: Db, code: string): Promise<CareInstitution | null> {
  const [found] = await withAgreements(db, await institutions(db).where('code', '=', code).execute());
  return found ?? null;
}

/** By a whole code or a part of the name. */
export async function listInstitutions(
  db: Db,
  { text, limit, offset }: Wanted,
): Promise<{ readonly institutions: readonly CareInstitution[]; readonly total: number }> {
  const wanted = text.trim();
  const some = (query: ReturnType<typeof institutions>) =>
    wanted === ''
      ? query
      : query.where(({ or, eb }) =>
          or([eb('code', '=', wanted.toUpperCase()), eb('name', 'like', containing(wanted))]),
        );
  const rows = await some(institutions(db)).orderBy('code').limit(limit).offset(offset).execute();
  return {
    institutions: await withAgreements(db, rows),
    total: await count(db, sql`select from (${some(institutions(db))}) as found`),
  };
}

/** Whether an institution may settle on a day. */
export function agreedOn({ agreements }: CareInstitution, day: DateText): boolean {
  return agreements.some(({ from, to, endedOn }) => from <= day && day <= (endedOn ?? to));
}

function institutions(db: Db) {
  return db.selectFrom('care_institution').select(['code', 'name', 'area', 'kind', 'level', 'dip']);
}

async function withAgreements(
  db: Db,
  rows: Awaited<ReturnType<ReturnType<typeof institutions>['execute']>>,
): Promise<readonly CareInstitution[]> {
  if (rows.length === 0) return [];
  const agreements = await db
    .selectFrom('care_agreement')
    .select(['institution', 'id', 'from_date as from', 'to_date as to', 'ended_on as endedOn'])
    .where(
      'institution',
      'in',
      rows.map(({ code }) => code),
    )
    .orderBy('from_date', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as InstitutionKind,
    agreements: agreements
      .filter(({ institution }) => institution === row.code)
      .map(({ institution: _, ...agreement }) => agreement),
  }));
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

async function count(db: Db, rows: ReturnType<typeof sql>): Promise<number> {
  const found = await sql<{ n: number }>`select count(*)::integer as n from (${rows}) as counted`.execute(db);
  return found.rows[0]?.n ?? 0;
}

async function traceOf(trx: Trx, { by, at }: Hand, subject: string, detail: TrailDetail): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action: 'insured.write', subject, detail });
}
