/**
 * Runs of 追溯重算: drawn up by one person, which writes nothing but what would differ, and booked by another, person by person – each in a
 * transaction of its own that sees whether the difference is still what was shown. Booking that was broken off goes on where it stopped.
 */
import { isDeepStrictEqual } from 'node:util';
import { type DateText, type ParameterSet, type SupposedValue, yearOf } from '@mingzhang/kernel';
import { type Accumulators, type VisitCase, type VisitKind } from '@mingzhang/policy';
import { type Database, newId, openBulk, type Store } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { decideChecking, recordAction, type TrailDetail } from '../../access/index.ts';
import { type Charts } from '../../books/index.ts';
import { parametersOf } from '../../parameters/index.ts';
import { findInsured, lockInsured } from '../../registry/index.ts';
import { adjustSettlement } from '../adjust.ts';
import { type Amounts } from '../amounts.ts';
import { idProblem, textProblem } from '../decide.ts';
import { departmentOf, fingerprintOf } from '../records.ts';
import { passOn } from '../refusals.ts';
import { aliveAmong, holdBroken, holdRun } from './alive.ts';
import { type YearScope } from './read-year.ts';
import { type RerunRefused, refuse } from './refusals.ts';
import { derivedAgain, Plans } from './replay.ts';
import { type Counted, personsOf, replayPerson, runRange } from './run.ts';

type Db = Kysely<Database>;

export const rerunScopes = { person: '一个人', institution: '一家医疗机构', year: '全年' } as const;
export type RerunScope = keyof typeof rerunScopes;

export const rerunStates = {
  computing: '试算中',
  // Not kept: a run that is being drawn up, by nobody.
  interrupted: '已中断',
  computed: '已试算',
  booking: '入账中',
  booked: '已入账',
  dropped: '已放弃',
} as const;
export type RerunState = keyof typeof rerunStates;

/** A kept state as it is at the moment. */
export function stateNow(state: RerunState, run: string, alive: ReadonlySet<string>): RerunState {
  return state === 'computing' && !alive.has(run) ? 'interrupted' : state;
}

interface Hand {
  readonly id: string;
  readonly department: string;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export interface RerunCommand extends Hand {
  readonly year: number;
  readonly scope: RerunScope;
  /** The person's id, the institution's name, or '' for a year. */
  readonly scopeValue: string;
  /** Which notice or list asks for it. */
  readonly basis: string;
  /** What-if: these values instead of those in force. Such a run is looked at and never booked. */
  readonly supposed?: readonly SupposedValue[];
  /** The lines classified again by the catalogue in force on their day. */
  readonly catalogue?: boolean;
}

export type RerunDone = { readonly id: string; readonly again: boolean };

/** Enters a run; its computing comes next. */
export async function enterRerun(db: Db, command: RerunCommand): Promise<RerunDone | RerunRefused> {
  const { id, department, year, scope, scopeValue, basis, by, at, today, supposed = [], catalogue = false } = command;
  if (idProblem(id) !== null) return refuse('id-malformed', `编号“${id}”不是小写的第7版UUID。`);
  if ((await departmentOf(db, department)) === null) {
    return refuse('department-unknown', `没有“${department}”这个经办机构，请核对。`);
  }
  if (textProblem({ 依据: basis }) !== null) {
    return refuse('text-malformed', '“依据”要填写重算所依据的文件或名单，不超过100字，首尾不留空白。');
  }
  if (!Number.isInteger(year) || year < 2000 || year > yearOf(today)) {
    return refuse('scope-unfit', `年度“${year}”不能重算；请选已经有结算的一年，不晚于${yearOf(today)}年。`);
  }
  const unfit = await scopeProblem(db, scope, scopeValue);
  if (unfit !== null) return refuse('scope-unfit', unfit);
  const written = await db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('rerun_run')
      .values({
        id,
        department_id: department,
        year,
        scope,
        scope_value: scopeValue,
        basis,
        as_of: today,
        state: 'computing',
        persons: 0,
        settlements: 0,
        supposed: JSON.stringify(supposed),
        catalogue,
        differing_persons: 0,
        differing_settlements: 0,
        change: '{}',
        made_by: by,
        made_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row !== undefined) await traced(trx, command, 'rerun.make', { year, scope, basis });
    return row;
  });
  if (written !== undefined) return { id, again: false };
  const before = await db.selectFrom('rerun_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const same =
    before.department_id === department &&
    before.year === year &&
    before.scope_value === scopeValue &&
    before.catalogue === catalogue &&
    isDeepStrictEqual(before.supposed, supposed);
  return same ? { id, again: true } : refuse('id-used', `编号${id}已用于另一次重算，请换一个编号。`);
}

async function scopeProblem(db: Db, scope: RerunScope, value: string): Promise<string | null> {
  switch (scope) {
    case 'person':
      if (value === '') return '重算一个人的，请先按姓名或身份证号查找，并选定这个人。';
      return (await findInsured(db, value)) === null ? `参保登记里没有“${value}”这个人；请查找后选定。` : null;
    case 'institution':
      return textProblem({ 医疗机构: value }) === null
        ? null
        : `重算一家医疗机构的，请写明机构名称，与结算上的一致，不超过100字；现在写作“${value}”。`;
    case 'year':
      return value === '' ? null : `重算全年的，不写人和机构；现在写作“${value}”。`;
  }
}

/** Has a run that was broken off drawn up from the beginning, as of today, for whoever asks: what it had written is taken away. */
export async function restartRerun(
  db: Db,
  { id, department, by, at, today }: Hand,
): Promise<(RerunDone & { readonly scope: RerunScope }) | RerunRefused> {
  return db.transaction().execute(async (trx) => {
    const run =
      idProblem(id) === null
        ? await trx
            .selectFrom('rerun_run')
            .select(['state', 'scope'])
            .where('id', '=', id)
            .where('department_id', '=', department)
            .forUpdate()
            .executeTakeFirst()
        : undefined;
    if (run === undefined) return refuse('run-unknown', '没有这次重算，请从列表中选取。');
    if (run.state !== 'computing') {
      return refuse('state-unfit', `这次重算“${rerunStates[run.state as RerunState]}”，没有中断；请刷新后核对。`);
    }
    if (!(await holdBroken(trx, id))) return refuse('state-unfit', '这次重算正在试算，没有中断；请等它算完。');
    await trx.deleteFrom('rerun_difference').where('run_id', '=', id).execute();
    await trx.deleteFrom('rerun_stop').where('run_id', '=', id).execute();
    await trx
      .updateTable('rerun_run')
      .set({ as_of: today, persons: 0, settlements: 0, made_by: by, made_at: at })
      .where('id', '=', id)
      .execute();
    await traced(trx, { id, by, at }, 'rerun.make', { restarted: true });
    return { id, again: false, scope: run.scope as RerunScope };
  });
}

/** What a run is asked for, with the plans that its parameters – those of the database unless given – make. */
export async function openRun(db: Db, run: string, given?: ParameterSet) {
  const row = await db.selectFrom('rerun_run').selectAll().where('id', '=', run).executeTakeFirstOrThrow();
  const parameters = given ?? (await parametersOf(db));
  const supposed = row.supposed as readonly SupposedValue[];
  return {
    scope: await scopeOf(db, row),
    asOf: row.as_of,
    catalogue: row.catalogue,
    plans: new Plans(supposed.length === 0 ? parameters : parameters.supposing(supposed)),
  };
}

/** Draws up a run in this thread: of a person, that is; more than that is for `rerunYear` with its workers. */
export async function computeRerun(
  { db, url }: Pick<Store, 'db' | 'url'>,
  run: string,
  parameters?: ParameterSet,
): Promise<Counted> {
  const bulk = await openBulk(url);
  try {
    await holdRun(bulk.db, run);
    const { scope, plans, ...how } = await openRun(bulk.db, run, parameters);
    const counted = await runRange(bulk, plans, { ...scope, ...how, run }, () => {});
    await finishRerun(db, run, counted);
    return counted;
  } finally {
    await bulk.close();
  }
}

/** How far a run is, for whoever looks while it is being drawn up. */
export async function keepProgress(db: Db, run: string, { persons, settlements }: Counted): Promise<void> {
  await db
    .updateTable('rerun_run')
    .set({ persons, settlements })
    .where('id', '=', run)
    .where('state', '=', 'computing')
    .execute();
}

export async function finishRerun(db: Db, run: string, counted: Counted): Promise<void> {
  const { persons, settlements, differing, differingPersons, change } = counted;
  await db
    .updateTable('rerun_run')
    .set({
      state: 'computed',
      persons,
      settlements,
      differing_persons: differingPersons,
      differing_settlements: differing,
      change: JSON.stringify(change),
    })
    .where('id', '=', run)
    .where('state', '=', 'computing')
    .execute();
}

interface RunRow {
  readonly department_id: string;
  readonly year: number;
  readonly scope: string;
  readonly scope_value: string;
}

async function scopeOf(db: Db, { department_id: department, year, scope, scope_value }: RunRow): Promise<YearScope> {
  if (scope !== 'person') {
    return { department, year, range: [null, null], institution: scope === 'institution' ? scope_value : null };
  }
  // The range of one person: everything after whoever comes before them.
  const before = await db
    .selectFrom('insured_person')
    .select('id')
    .where('id', '<', scope_value)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { department, year, range: [before?.id ?? null, scope_value], institution: null };
}

export interface BookCommand extends Hand {
  readonly progress?: (persons: number) => void;
}

/** Books what a run found, by somebody who did not draw it up. */
export async function bookRerun(
  db: Db,
  charts: Charts,
  parameters: ParameterSet,
  command: BookCommand,
): Promise<{ readonly id: string; readonly booked: number } | RerunRefused> {
  const { id, department, by, at } = command;
  const run =
    idProblem(id) === null
      ? await db
          .selectFrom('rerun_run')
          .selectAll()
          .where('id', '=', id)
          .where('department_id', '=', department)
          .executeTakeFirst()
      : undefined;
  if (run === undefined) return refuse('run-unknown', '没有这次重算，请从列表中选取。');
  const { state } = run;
  if (state !== 'computed' && state !== 'booking') {
    const now = stateNow(state as RerunState, id, await aliveAmong(db, [id]));
    return refuse('state-unfit', `这次重算“${rerunStates[now]}”，不能入账；请刷新后核对。`);
  }
  if ((run.supposed as readonly SupposedValue[]).length > 0) {
    return refuse('only-supposed', '这次重算用的是假设的参数，只供比较，不能入账；参数改动正式生效后请重新试算。');
  }
  const same = decideChecking({ maker: run.made_by, checker: by, what: '这次重算' });
  if (same !== null) return passOn('access', same.refusal);
  const persons = await db
    .selectFrom('rerun_difference')
    .select('person_id')
    .distinct()
    .where('run_id', '=', id)
    .where('booked', '=', false)
    .orderBy('person_id')
    .execute();
  if (persons.length === 0 && state === 'computed') {
    return refuse('nothing-differs', '试算没有差异，没有可入账的；不必入账。');
  }
  await db
    .updateTable('rerun_run')
    .set({ state: 'booking', booked_by: by, booked_at: at })
    .where('id', '=', id)
    .execute();
  const plans = new Plans(parameters);
  for (const [index, { person_id }] of persons.entries()) {
    const refused = await bookPerson(db, charts, plans, command, run, person_id);
    if (refused !== null) return refused;
    command.progress?.(index + 1);
  }
  await db.updateTable('rerun_run').set({ state: 'booked' }).where('id', '=', id).execute();
  return { id, booked: persons.length };
}

class Stopped extends Error {
  readonly refused: RerunRefused;

  constructor(refused: RerunRefused) {
    super(refused.refusal.message);
    this.name = 'Stopped';
    this.refused = refused;
  }
}

interface Booked {
  readonly year: number;
  readonly basis: string;
  readonly as_of: DateText;
  readonly catalogue: boolean;
}

async function bookPerson(
  db: Db,
  charts: Charts,
  plans: Plans,
  { id: run, department, by, at, today }: BookCommand,
  { year, basis, as_of: asOf, catalogue }: Booked,
  person: string,
): Promise<RerunRefused | null> {
  try {
    await db.transaction().execute(async (trx) => {
      const held = await lockInsured(trx, person);
      if ('refusal' in held) throw new Error(`${person} is not registered`);
      const kept = await trx
        .selectFrom('rerun_difference')
        .selectAll()
        .where('run_id', '=', run)
        .where('person_id', '=', person)
        .where('booked', '=', false)
        .orderBy('settlement_id')
        .execute();
      const scope = await scopeOf(trx, { department_id: department, year, scope: 'person', scope_value: person });
      const now = [];
      for await (const found of personsOf(trx, scope, catalogue)) now.push(...found);
      const [one] = now;
      const replay = one === undefined ? null : (one.unclassified ?? replayPerson(plans, year, one, asOf));
      const again = replay?.kind === 'replayed' ? replay.differences : [];
      const sameAs = (
        list: readonly { readonly settlement: string; readonly amounts: unknown; readonly use: unknown }[],
      ) => fingerprintOf(list.toSorted((a, b) => (a.settlement < b.settlement ? -1 : 1)).map(sorted));
      const shown = kept.map((row) => {
        return {
          settlement: row.settlement_id,
          amounts: row.amounts,
          use: { before: row.use_before, after: row.use_after },
        };
      });
      if (sameAs(shown) !== sameAs(again)) {
        throw new Stopped(
          refuse(
            'changed-since',
            `${held.name}的结算、身份或参数在试算以后有变，差异与试算的不同，入账停在此人；已入账的不动。请放弃这次重算，重新试算。`,
          ),
        );
      }
      const rows = await trx
        .selectFrom('settlement')
        .select(['id', 'visit_kind', 'institution', 'visit_number', 'visit_from', 'visit_to'])
        .where('person_id', '=', person)
        .where(
          'id',
          'in',
          kept.map(({ settlement_id }) => settlement_id),
        )
        .execute();
      for (const row of kept) {
        const of = rows.find(({ id }) => id === row.settlement_id);
        const found = again.find(({ settlement }) => settlement === row.settlement_id);
        if (of === undefined || found === undefined) throw new Error(`${row.settlement_id} is gone`);
        const booked = await adjustSettlement(trx, charts, {
          department,
          person,
          id: row.adjustment_id,
          corrects: row.settlement_id,
          visit: row.visit as VisitCase,
          visitKind: of.visit_kind as VisitKind,
          institution: of.institution,
          number: of.visit_number,
          from: of.visit_from,
          to: of.visit_to,
          amounts: row.amounts as Amounts,
          use: { before: row.use_before as Accumulators, after: row.use_after as Accumulators },
          derivation: derivedAgain(plans, found).derivation,
          reason: `${year}年追溯重算：${basis}`.slice(0, 100),
          by,
          at,
          today,
        });
        if ('refusal' in booked) throw new Stopped(booked);
      }
      await trx
        .updateTable('rerun_difference')
        .set({ booked: true })
        .where('run_id', '=', run)
        .where('person_id', '=', person)
        .execute();
      await traced(trx, { id: run, by, at }, 'rerun.book', { person, settlements: kept.length });
    });
    return null;
  } catch (error) {
    if (error instanceof Stopped) return error.refused;
    throw error;
  }
}

/** By key, so that what comes back from the database in another order is the same. */
function sorted({ settlement, amounts, use }: { settlement: string; amounts: unknown; use: unknown }): unknown {
  const byKey = (value: unknown): unknown =>
    value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, inner]) => [key, byKey(inner)] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value;
  return [settlement, byKey(amounts), byKey(use)];
}

/** Lays a run aside; what was booked of it stays. */
export async function dropRerun(
  db: Db,
  { id, department, by, at }: Omit<Hand, 'today'>,
): Promise<RerunDone | RerunRefused> {
  const row =
    idProblem(id) === null
      ? await db.transaction().execute(async (trx) => {
          const dropped = await trx
            .updateTable('rerun_run')
            .set({ state: 'dropped' })
            .where('id', '=', id)
            .where('department_id', '=', department)
            .where('state', 'in', ['computing', 'computed', 'booking'])
            .returning('id')
            .executeTakeFirst();
          if (dropped !== undefined) await traced(trx, { id, by, at }, 'rerun.make', { dropped: true });
          return dropped;
        })
      : undefined;
  if (row !== undefined) return { id, again: false };
  return refuse('run-unknown', '没有这次重算，或已经入账、放弃；请刷新列表。');
}

function traced(
  trx: Transaction<Database>,
  { id, by, at }: Pick<Hand, 'id' | 'by' | 'at'>,
  action: 'rerun.make' | 'rerun.book',
  detail: TrailDetail,
): Promise<void> {
  return recordAction(trx, { id: newId(), at, person: by, action, subject: `rerun:${id}`, detail });
}
