/** What the records of the budget share. `Db` is a database or a transaction; who writes several rows says that it wants the latter. */
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type ActionId, recordAction, type TrailDetail } from '../../../access/index.ts';
import { type Amounts, positionsOf } from '../decide/position.ts';
import { type BudgetItem, itemKey, type Movement } from '../item.ts';

export type Db = Kysely<Database>;

export type Trx = Transaction<Database>;

/** Who does something – a person's id – and when: from the shell. */
export interface Actor {
  readonly by: string;
  readonly at: Date;
}

/** True for any UUID; what is not one is not looked for. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** Puts what was done on the trail, in the transaction that does it. */
export async function note(
  trx: Trx,
  { by, at }: Actor,
  action: ActionId,
  subject: string,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject, detail });
}

export async function isUnit(db: Db, unitId: string): Promise<boolean> {
  const found = await db.selectFrom('accounting_unit').select('id').where('id', '=', unitId).executeTakeFirst();
  return found !== undefined;
}

/**
 * Holds a unit's year until the transaction ends: what is looked at in between cannot be spent by anybody else. The unit must
 * exist.
 */
export async function lockYear(trx: Trx, unitId: string, year: number): Promise<void> {
  await trx
    .insertInto('budget_year')
    .values({ unit_id: unitId, year })
    .onConflict((conflict) => conflict.columns(['unit_id', 'year']).doNothing())
    .execute();
  await trx
    .selectFrom('budget_year')
    .select('year')
    .where('unit_id', '=', unitId)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/**
 * Everything in force that moved the items of a unit's year, added up by item, month and kind; of all items, or of some projects.
 * A document is in force once approved and until an approved one replaces it; a payment until another replaces it; money is set
 * aside until its reservation ends.
 */
export async function selectMovements(
  db: Db,
  unitId: string,
  year: number,
  projects: readonly string[] | null = null,
): Promise<readonly Movement[]> {
  const { rows } = await sql<{
    project: string;
    function_code: string;
    source: Movement['source'];
    month: string;
    kind: Movement['kind'];
    amount: number;
  }>`
    with touched as (
      select line.project, line.function_code, line.source,
             to_char(greatest(doc.date, make_date(doc.year, 1, 1)), 'YYYY-MM') as month, doc.kind, line.amount
        from budget_document doc
        join budget_check checked
          on checked.unit_id = doc.unit_id and checked.document_id = doc.id and checked.approved
        join budget_line line on line.unit_id = doc.unit_id and line.document_id = doc.id
       where doc.unit_id = ${unitId} and doc.year = ${year} and not exists (
               select from budget_document later
                 join budget_check approved
                   on approved.unit_id = later.unit_id and approved.document_id = later.id and approved.approved
                where later.unit_id = doc.unit_id and later.corrects = doc.id)
      union all
      select line.project, line.function_code, line.source, to_char(payment.date, 'YYYY-MM'), 'paid', line.amount
        from treasury_payment payment
        join treasury_payment_line line on line.unit_id = payment.unit_id and line.payment_id = payment.id
       where payment.unit_id = ${unitId} and payment.year = ${year} and not exists (
               select from treasury_payment later
                where later.unit_id = payment.unit_id and later.corrects = payment.id)
      union all
      select line.project, line.function_code, line.source, ${`${year}-12`}, 'reserved', line.amount
        from payment_reservation reservation
        join payment_reservation_line line
          on line.unit_id = reservation.unit_id and line.reservation_id = reservation.id
       where reservation.unit_id = ${unitId} and reservation.year = ${year} and not exists (
               select from payment_reservation_end ended
                where ended.unit_id = reservation.unit_id and ended.reservation_id = reservation.id))
    select project, function_code, source, month, kind, sum(amount)::bigint as amount
      from touched
     where ${projects === null} or project = any(${projects ?? []}::text[])
     group by project, function_code, source, month, kind
     order by project, function_code, source, month, kind`.execute(db);
  return rows.map(({ function_code, ...row }) => ({ ...row, functionCode: function_code }));
}

/** Where the items of the lines stand, by `itemKey`. */
export async function selectPositions(
  db: Db,
  unitId: string,
  year: number,
  lines: readonly Pick<BudgetItem, 'project'>[],
): Promise<ReadonlyMap<string, Amounts>> {
  const movements = await selectMovements(db, unitId, year, [...new Set(lines.map(({ project }) => project))]);
  return positionMap(movements);
}

export function positionMap(movements: readonly Movement[]): ReadonlyMap<string, Amounts> {
  return new Map(positionsOf(movements).map(({ item, ...amounts }) => [itemKey(item), amounts]));
}
