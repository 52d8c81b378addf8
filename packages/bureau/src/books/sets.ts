/**
 * Departments, accounting units and account sets. The chart of a set is read once and held by its version: whoever posts is
 * told the version with the set's row, and reads the chart anew where it has grown.
 */
import {
  type AccountSet,
  type AccountSetDraft,
  type Book,
  type CodeConfirmation,
  type DetailAccount,
  type DimensionName,
  decideAccountSet,
  type Refusal,
  type UnitKind,
} from '@mingzhang/ledger';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

export type Db = Kysely<Database>;

/** 行政单位, 参照公务员法管理的事业单位, 事业单位, 社会保险基金. */
export type UnitNature = 'administrative' | 'civil-service' | 'institution' | 'fund';

export interface Department {
  readonly id: string;
  readonly name: string;
  /** Six digits of the administrative division. */
  readonly area: string;
}

export interface AccountingUnit {
  readonly id: string;
  readonly department: string;
  readonly name: string;
  readonly nature: UnitNature;
  /** Where it stands among the units of its department. */
  readonly position: number;
}

/** Units managed by the civil-service law keep the books of administrative units. */
export function unitKindOf(nature: UnitNature): UnitKind {
  return nature === 'civil-service' ? 'administrative' : nature;
}

export async function addDepartment(db: Db, { id, name, area }: Department): Promise<void> {
  await db.insertInto('department').values({ id, name, area }).execute();
}

export async function addUnit(db: Db, { id, department, name, nature, position }: AccountingUnit): Promise<void> {
  await db.insertInto('accounting_unit').values({ id, department_id: department, name, nature, position }).execute();
}

export async function findDepartment(db: Db, id: string): Promise<Department | null> {
  const row = await db.selectFrom('department').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function listDepartments(db: Db): Promise<readonly Department[]> {
  return db.selectFrom('department').selectAll().orderBy('id').execute();
}

/** A unit whose money is the department's own. */
export interface OfficeUnit extends AccountingUnit {
  readonly nature: Exclude<UnitNature, 'fund'>;
}

/**
 * The units of a department in their order. A fund that it administers is an accounting entity of its own, whose books stand beside
 * the department's and enter neither its accounts nor its publication: it is none of them.
 */
export async function listUnits(db: Db, department: string): Promise<readonly OfficeUnit[]> {
  const rows = await db
    .selectFrom('accounting_unit')
    .selectAll()
    .where('department_id', '=', department)
    .where('nature', '<>', 'fund')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ id, department_id, name, nature, position }) => {
    return { id, department: department_id, name, nature: nature as OfficeUnit['nature'], position };
  });
}

/** Sets up a set of books for a unit that exists, or says why not. */
export async function addAccountSet(
  db: Db,
  draft: Omit<AccountSetDraft, 'unitKind' | 'details' | 'confirmations'>,
): Promise<{ readonly set: AccountSet } | { readonly refusal: Refusal }> {
  const unit = await db
    .selectFrom('accounting_unit')
    .select('nature')
    .where('id', '=', draft.unit)
    .executeTakeFirstOrThrow();
  const decision = decideAccountSet({ ...draft, unitKind: unitKindOf(unit.nature as UnitNature) });
  if ('refusal' in decision) return decision;
  const { id, book, funds, firstMonth } = decision.set;
  await db
    .insertInto('account_set')
    .values({ id, unit_id: draft.unit, book, funds: [...funds], first_month: firstMonth })
    .execute();
  return decision;
}

/** Adds a detail account of the unit's own to a set, or says why not. */
export async function addDetailAccount(
  db: Db,
  set: string,
  detail: DetailAccount,
): Promise<{ readonly set: AccountSet } | { readonly refusal: Refusal }> {
  return changeChart(db, set, async (trx, draft) => {
    const { key, code, name, parent, from, to = null, requires = [] } = detail;
    const decision = decideAccountSet({ ...draft, details: [...(draft.details ?? []), detail] });
    if ('refusal' in decision) return decision;
    await trx
      .insertInto('account_detail')
      .values({ set_id: set, key, code, name, parent, in_force_from: from, in_force_to: to, requires: [...requires] })
      .execute();
    return decision;
  });
}

/** Records who answers for an account's official code, or says why not. */
export async function confirmAccountCode(
  db: Db,
  set: string,
  confirmation: CodeConfirmation,
): Promise<{ readonly set: AccountSet } | { readonly refusal: Refusal }> {
  return changeChart(db, set, async (trx, draft) => {
    const { key, code, by, on, source } = confirmation;
    const decision = decideAccountSet({ ...draft, confirmations: [...(draft.confirmations ?? []), confirmation] });
    if ('refusal' in decision) return decision;
    await trx
      .insertInto('account_confirmation')
      .values({ set_id: set, key, code, confirmed_by: by, confirmed_on: on, source })
      .execute();
    return decision;
  });
}

/** In the caller's transaction where there is one, else in one of its own. */
export function within<T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}

async function changeChart(
  db: Db,
  set: string,
  change: (trx: Db, draft: AccountSetDraft) => Promise<{ readonly set: AccountSet } | { readonly refusal: Refusal }>,
): Promise<{ readonly set: AccountSet } | { readonly refusal: Refusal }> {
  return within(db, async (trx) => {
    await trx.selectFrom('account_set').select('id').where('id', '=', set).forUpdate().executeTakeFirstOrThrow();
    const [draft] = await readDrafts(trx, [set]);
    if (draft === undefined) throw new Error(`no account set ${set}`);
    const decision = await change(trx, draft);
    if ('set' in decision) {
      await trx
        .updateTable('account_set')
        .set(({ eb }) => ({ chart_version: eb('chart_version', '+', 1) }))
        .where('id', '=', set)
        .execute();
    }
    return decision;
  });
}

/** A set's own row: which version its chart has, and where its months stand. */
export interface SetRow {
  readonly id: string;
  readonly chart_version: number;
  readonly opened_through: string | null;
  readonly closed_through: string | null;
}

interface HeldChart {
  readonly version: number;
  readonly set: AccountSet;
}

/** Charts of the sets of one database, as far as they have been read, and the rows as they were last seen. */
export class Charts {
  private readonly held = new Map<string, HeldChart>();
  private readonly rows = new Map<string, SetRow>();

  /** Remembers the rows of sets as they were just read. */
  saw(rows: readonly SetRow[]): void {
    for (const row of rows) this.rows.set(row.id, row);
  }

  /** The rows of all these sets as last seen, with their charts; null unless every one has been seen. They may be out of date. */
  lastSeen(ids: readonly string[]): { readonly rows: readonly SetRow[]; readonly sets: readonly AccountSet[] } | null {
    const rows: SetRow[] = [];
    const sets: AccountSet[] = [];
    for (const id of ids) {
      const row = this.rows.get(id);
      const chart = this.held.get(id);
      if (row === undefined || chart === undefined || chart.version !== row.chart_version) return null;
      rows.push(row);
      sets.push(chart.set);
    }
    return { rows, sets };
  }

  /** The sets in the versions asked for, from memory or from the database. */
  async of(
    db: Db,
    wanted: readonly { readonly id: string; readonly chart_version: number }[],
  ): Promise<readonly AccountSet[]> {
    const missing = wanted.filter(({ id, chart_version }) => this.held.get(id)?.version !== chart_version);
    if (missing.length > 0) {
      for (const { version, ...draft } of await readDrafts(
        db,
        missing.map(({ id }) => id),
      )) {
        this.held.set(draft.id, { version, set: mustBeSet(draft) });
      }
    }
    return wanted.flatMap(({ id }) => this.held.get(id)?.set ?? []);
  }
}

function mustBeSet(draft: AccountSetDraft): AccountSet {
  const decision = decideAccountSet(draft);
  if ('refusal' in decision) throw new Error(`the recorded set ${draft.id} is refused: ${decision.refusal.message}`);
  return decision.set;
}

/** Every account set of a unit, or of all units. */
export async function accountSets(db: Db, unit: string | null = null): Promise<readonly AccountSet[]> {
  const rows = await db
    .selectFrom('account_set')
    .select('id')
    .$if(unit !== null, (query) => query.where('unit_id', '=', unit))
    .orderBy('id')
    .execute();
  return (
    await readDrafts(
      db,
      rows.map(({ id }) => id),
    )
  ).map(mustBeSet);
}

async function readDrafts(
  db: Db,
  ids: readonly string[],
): Promise<readonly (AccountSetDraft & { readonly version: number })[]> {
  if (ids.length === 0) return [];
  const sets = await db
    .selectFrom('account_set')
    .innerJoin('accounting_unit', 'accounting_unit.id', 'account_set.unit_id')
    .select(['account_set.id', 'unit_id', 'nature', 'book', 'funds', 'first_month', 'chart_version'])
    .where('account_set.id', 'in', ids)
    .orderBy('account_set.id')
    .execute();
  const details = await db
    .selectFrom('account_detail')
    .selectAll()
    .where('set_id', 'in', ids)
    .orderBy('code')
    .execute();
  const confirmations = await db.selectFrom('account_confirmation').selectAll().where('set_id', 'in', ids).execute();
  return sets.map(({ id, unit_id, nature, book, funds, first_month, chart_version }) => ({
    id,
    unit: unit_id,
    unitKind: unitKindOf(nature as UnitNature),
    book: book as Book,
    funds,
    firstMonth: first_month,
    version: chart_version,
    details: details
      .filter(({ set_id }) => set_id === id)
      .map(({ key, code, name, parent, in_force_from, in_force_to, requires }) => ({
        key,
        code,
        name,
        parent,
        from: in_force_from,
        ...(in_force_to === null ? {} : { to: in_force_to }),
        requires: requires as DimensionName[],
      })),
    confirmations: confirmations
      .filter(({ set_id }) => set_id === id)
      .map(({ key, code, confirmed_by, confirmed_on, source }) => {
        return { key, code, by: confirmed_by, on: confirmed_on, source };
      }),
  }));
}
