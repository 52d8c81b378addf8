/** Writing a row once: the same id with the same content is the same row, with another content it is refused. */
import { type Database, newId } from '@mingzhang/store';
import { sql, type Transaction } from 'kysely';
import { type ActionId, recordAction, type TrailDetail } from '../access/index.ts';
import { type Db } from '../books/index.ts';
import { type ClosedBooks, type Entered, type Outcome } from './entered.ts';
import { type Refused, refuse } from './register-refusals.ts';

export type { Db };

export type Trx = Transaction<Database>;

/** Thrown inside a transaction so that nothing of it stays; what was refused is answered where the transaction began. */
export class RolledBack extends Error {
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.refusal.message);
    this.name = 'RolledBack';
    this.refused = refused;
  }
}

/**
 * In the caller's transaction where there is one, else in one of its own. What ends in a refusal is rolled back; in the caller's
 * transaction that is the caller's to do.
 */
export async function within<T extends object>(db: Db, run: (trx: Trx) => Promise<T | Refused>): Promise<T | Refused> {
  try {
    if (db.isTransaction) return await run(db as Trx);
    return await db.transaction().execute(async (trx) => {
      const outcome = await run(trx);
      if ('refusal' in outcome) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refused;
    throw error;
  }
}

/** Leaves in the trail who did what to which record; in the transaction of what it tells of. */
export async function trace(
  trx: Trx,
  { unit, id, by, at }: Entered,
  action: ActionId,
  kind: string,
  detail: TrailDetail = {},
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject: `${kind}:${unit}/${id}`, detail });
}

/** Who entered a row, when, and how far it has come since, is no part of what it says. */
const aside = new Set(['made_by', 'made_at', 'state']);

/**
 * Inserts the row unless its id is taken. 'new', 'again' where the row that is there says the same, 'other' where it does not.
 * `key` names the columns of the primary key.
 */
export async function insertOnce<Name extends keyof Database & string>(
  trx: Db,
  table: Name,
  key: readonly string[],
  values: Readonly<Record<string, string | number | boolean | Date | null>>,
): Promise<'new' | 'again' | 'other'> {
  const columns = Object.keys(values);
  const inserted = await sql<{ one: number }>`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(Object.values(values))})
    on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do nothing
    returning 1 as one`.execute(trx);
  if (inserted.rows.length > 0) return 'new';
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
    where ${sql.join(
      key.map((column) => sql`${sql.ref(column)} = ${values[column]}`),
      sql` and `,
    )}`.execute(trx);
  const row = rows[0];
  const same = row !== undefined && columns.every((column) => aside.has(column) || row[column] === values[column]);
  return same ? 'again' : 'other';
}

/** What was written, left in the trail where it is new; or that the id stands for something else. */
export async function settle(
  trx: Trx,
  entered: Entered,
  written: 'new' | 'again' | 'other',
  tale: {
    readonly action: ActionId;
    readonly kind: string;
    readonly detail?: TrailDetail;
    readonly warnings?: readonly string[];
  },
): Promise<Outcome> {
  if (written === 'other') return idUsed(entered.id);
  if (written === 'new') await trace(trx, entered, tale.action, tale.kind, tale.detail);
  return { id: entered.id, again: written === 'again', warnings: tale.warnings ?? [] };
}

export function idUsed(id: string): Refused {
  return refuse('id-used', `编号${id}已用于另一条内容不同的记录，这次没有保存。请为新的记录换一个编号。`);
}

/** The months in which all books of a unit are closed; null where none is, undefined where there is no such unit. */
export async function closedBooks(db: Db, unit: string): Promise<ClosedBooks | undefined> {
  const rows = await db
    .selectFrom('accounting_unit')
    .leftJoin('account_set', 'account_set.unit_id', 'accounting_unit.id')
    .select(['account_set.first_month', 'account_set.closed_through'])
    .where('accounting_unit.id', '=', unit)
    .execute();
  if (rows.length === 0) return undefined;
  const through = rows.map((row) => row.closed_through ?? '').sort()[0] ?? '';
  const from = rows.map((row) => row.first_month ?? '').sort()[0] ?? '';
  return through === '' ? null : { from, through };
}

export function unitUnknown(unit: string): Refused {
  return refuse('unit-unknown', `没有“${unit}”这个单位，请先在账套设置中建立。`);
}

/** Makes whoever decides for the same unit wait until this transaction is over. */
export async function lockUnit(trx: Db, unit: string): Promise<void> {
  await sql`select id from accounting_unit where id = ${unit} for no key update`.execute(trx);
}
