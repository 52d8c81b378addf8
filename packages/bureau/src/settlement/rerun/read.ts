/** Runs as they are looked at, and what each would change for whom. */
import { type DateText, type Fen, type SupposedValue } from '@mingzhang/kernel';
import {
  type Accumulators,
  type Derivation,
  explainForStaff,
  type Payer,
  printedParameter,
  type VisitCase,
} from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { parametersOf } from '../../parameters/index.ts';
import { type Amounts } from '../amounts.ts';
import { madeAgain, rulesOf } from '../premises.ts';
import { aliveAmong } from './alive.ts';
import { type RerunScope, type RerunState, stateNow } from './records.ts';
import { type Counted, payerNames } from './run.ts';

type Db = Kysely<Database>;

export interface ListedRerun {
  readonly id: string;
  readonly department: string;
  readonly year: number;
  readonly scope: RerunScope;
  readonly scopeValue: string;
  /** Whose name a person's run shows. */
  readonly personName: string | null;
  readonly basis: string;
  readonly asOf: DateText;
  readonly state: RerunState;
  readonly persons: number;
  readonly settlements: number;
  /** What-if: how many parameters were supposed. */
  readonly supposed: number;
  readonly catalogue: boolean;
  readonly by: string;
  readonly bookedBy: string | null;
}

export interface RerunFound extends ListedRerun {
  readonly suppositions: readonly { readonly name: string; readonly printed: string }[];
  /** Null where the run was laid aside before it was drawn up, is not drawn up yet, or was broken off: nobody knows what would differ. */
  readonly differing: { readonly persons: number; readonly settlements: number } | null;
  /** Over all, by payer; only what changes. */
  readonly total: Readonly<Partial<Record<Payer, Fen>>>;
  /** The first of them. */
  readonly differences: readonly {
    readonly person: string;
    readonly name: string;
    readonly settlement: string;
    readonly institution: string;
    readonly to: DateText;
    readonly payers: Readonly<Partial<Record<Payer, Fen>>>;
    readonly why: readonly string[];
    readonly staff: readonly string[];
    readonly booked: boolean;
  }[];
  readonly stopped: readonly { readonly name: string; readonly message: string }[];
}

const shownAtMost = 200;

export async function listReruns(db: Db, department: string | undefined): Promise<readonly ListedRerun[]> {
  let query = runs(db).orderBy('r.made_at', 'desc').limit(shownAtMost);
  if (department !== undefined) query = query.where('r.department_id', '=', department);
  const rows = await query.execute();
  const alive = await aliveOf(db, rows);
  return rows.map((row) => listed(row, alive));
}

const runs = (db: Db) =>
  db
    .selectFrom('rerun_run as r')
    .leftJoin('insured_person as p', (join) =>
      join.on(sql<boolean>`p.id = case when r.scope = 'person' then r.scope_value::uuid end`),
    )
    .selectAll('r')
    .select('p.name as person_name');

/** The years of which a bureau has settlements, the latest first: each asks for the next below it, so that a county of millions answers at once. */
export async function yearsSettled(db: Db, department: string): Promise<readonly number[]> {
  const { rows } = await sql<{ year: number }>`
    with recursive years as (
      select max(year) as year from settlement where department_id = ${department}
      union all
      select (select max(s.year) from settlement s where s.department_id = ${department} and s.year < y.year)
      from years y where y.year is not null
    )
    select year from years where year is not null order by year desc`.execute(db);
  return rows.map(({ year }) => year);
}

export async function findRerun(db: Db, id: string): Promise<RerunFound | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await runs(db).where('r.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const run = listed(row, await aliveOf(db, [row]));
  const change = row.change as Partial<Counted['change']>;
  // What was written of a run that did not come to its end is no outcome.
  const ended = row.state !== 'computing' && (row.state !== 'dropped' || Object.keys(change).length > 0);
  const differences = await db
    .selectFrom('rerun_difference as r')
    .innerJoin('insured_person as p', 'p.id', 'r.person_id')
    .innerJoin('settlement as s', (join) =>
      join.onRef('s.person_id', '=', 'r.person_id').onRef('s.id', '=', 'r.settlement_id'),
    )
    .leftJoin('settlement_plan as l', 'l.hash', 'r.plan')
    .select([
      'r.person_id',
      'p.name',
      'r.settlement_id',
      's.institution',
      's.visit_to',
      'r.amounts',
      'r.why',
      'r.steps',
      'r.visit',
      'r.bill',
      'r.used',
      'l.plan',
      'r.booked',
    ])
    .where('r.run_id', '=', id)
    .where(({ lit }) => lit(ended))
    .orderBy('r.person_id')
    .orderBy('s.visit_to')
    .orderBy('r.settlement_id')
    .limit(shownAtMost)
    .execute();
  const stopped = await db
    .selectFrom('rerun_stop as r')
    .innerJoin('insured_person as p', 'p.id', 'r.person_id')
    .select(['p.name', 'r.message'])
    .where('r.run_id', '=', id)
    .where(({ lit }) => lit(ended))
    .orderBy('r.person_id')
    .limit(shownAtMost)
    .execute();
  return {
    ...run,
    suppositions: await suppositionsOf(db, row.supposed as readonly SupposedValue[]),
    differing: ended ? { persons: row.differing_persons, settlements: row.differing_settlements } : null,
    total: changed(change),
    differences: differences.map((one) => ({
      person: one.person_id,
      name: one.name,
      settlement: one.settlement_id,
      institution: one.institution,
      to: one.visit_to,
      payers: changed(one.amounts as Amounts),
      why: one.why,
      staff: explainForStaff(stepsOf(one)),
      booked: one.booked,
    })),
    stopped,
  };
}

/** As the files name them, with the values as they are printed. */
async function suppositionsOf(db: Db, supposed: readonly SupposedValue[]): Promise<RerunFound['suppositions']> {
  if (supposed.length === 0) return [];
  const { rows } = await parametersOf(db);
  return supposed.map(({ key, value }) => {
    const row = rows.find((one) => one.key === key);
    return row === undefined
      ? { name: key, printed: String(value) }
      : { name: row.name, printed: printedParameter(value, row.unit) };
  });
}

interface KeptSteps {
  readonly steps: unknown;
  readonly plan: string | null;
  readonly visit: unknown;
  readonly bill: string | null;
  readonly used: string | null;
}

function stepsOf({ steps, plan, visit, bill, used }: KeptSteps): Derivation {
  if (plan === null || bill === null || used === null) return steps as Derivation;
  const before = JSON.parse(used) as Accumulators;
  return madeAgain({ rules: rulesOf(plan), visit: visit as VisitCase, bill, before }).derivation;
}

function changed(amounts: Readonly<Partial<Record<Payer, number>>>): Partial<Record<Payer, Fen>> {
  return Object.fromEntries(
    payerNames.filter((name) => (amounts[name] ?? 0) !== 0).map((name) => [name, amounts[name]]),
  );
}

interface Row {
  readonly id: string;
  readonly department_id: string;
  readonly year: number;
  readonly scope: string;
  readonly scope_value: string;
  readonly person_name: string | null;
  readonly basis: string;
  readonly as_of: DateText;
  readonly state: string;
  readonly persons: number;
  readonly settlements: number;
  readonly supposed: unknown;
  readonly catalogue: boolean;
  readonly made_by: string;
  readonly booked_by: string | null;
}

function aliveOf(db: Db, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  return aliveAmong(
    db,
    rows.filter(({ state }) => state === 'computing').map(({ id }) => id),
  );
}

function listed(row: Row, alive: ReadonlySet<string>): ListedRerun {
  return {
    id: row.id,
    department: row.department_id,
    year: row.year,
    scope: row.scope as RerunScope,
    scopeValue: row.scope_value,
    personName: row.person_name,
    basis: row.basis,
    asOf: row.as_of,
    state: stateNow(row.state as RerunState, row.id, alive),
    persons: row.persons,
    settlements: row.settlements,
    supposed: (row.supposed as readonly unknown[]).length,
    catalogue: row.catalogue,
    by: row.made_by,
    bookedBy: row.booked_by,
  };
}
