/**
 * Payments and the vouchers that book them, tied on the database: when a voucher is booked, and when a payment is recorded that a
 * booked voucher has been waiting for. Both hold the unit's year while they look, so that neither misses the other.
 */
import { type Voucher } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { decideTies, type OpenTie, spendingOf } from '../decide/ties.ts';
import { type Actor, type Db, lockYear, note, type Trx } from './database.ts';
import { bookPayment, selectPaymentsNumbered } from './payments.ts';

/** In a unit, by whom and when. */
export interface TieActor extends Actor {
  readonly unitId: string;
}

export interface TiedPayments {
  readonly tied: readonly { readonly id: string; readonly number: string }[];
  /** Of the same number, and not tied; the reconciliation lists them. */
  readonly open: readonly { readonly id: string; readonly number: string; readonly why: OpenTie }[];
}

/** Ties a voucher that has just been posted to the payments of its order number. */
export async function tieVoucher(trx: Trx, actor: TieActor, voucher: Voucher, order: string): Promise<TiedPayments> {
  const year = Number(voucher.date.slice(0, 4));
  await lockYear(trx, actor.unitId, year);
  const payments = await selectPaymentsNumbered(trx, actor.unitId, year, [order]);
  const { tied, open } = decideTies(spendingOf(voucher), payments);
  for (const { id, number } of tied) {
    const decision = await bookPayment(trx, { ...actor, paymentId: id, voucherId: voucher.id });
    if (decision.outcome === 'refused') throw new Error(decision.refusal.message);
    await note(trx, actor, 'voucher.book', `treasury-payment:${id}`, {
      unit: actor.unitId,
      number,
      voucher: voucher.id,
    });
  }
  return {
    tied: tied.map(({ id, number }) => ({ id, number })),
    open: open.map(({ payment: { id, number }, why }) => ({ id, number, why })),
  };
}

/** The numbers that a voucher can name a payment by. */
export function numbersOf({
  number,
  orderNumber,
}: {
  readonly number: string;
  readonly orderNumber: string | null;
}): readonly string[] {
  return orderNumber === null ? [number] : [number, orderNumber];
}

/** Ties payments that have just been recorded to vouchers that were booked with their numbers before. */
export async function tiePayments(trx: Trx, actor: TieActor, year: number, numbers: readonly string[]): Promise<void> {
  for (const { voucher, order } of await bookedVouchers(trx, actor.unitId, year, numbers)) {
    await tieVoucher(trx, actor, voucher, order);
  }
}

/** Lets go of the payments of a voucher that this one takes back. */
export async function releasePayments(trx: Trx, actor: TieActor, { entries }: Voucher): Promise<void> {
  const reversed = entries.flatMap(({ reverses }) => reverses ?? []);
  if (reversed.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    delete from payment_booking
     where unit_id = ${actor.unitId} and voucher_id in (
       select entry.voucher_id from ledger_entry entry
         join account_set on account_set.id = entry.set_id and account_set.unit_id = ${actor.unitId}
        where entry.id = any(${reversed}::uuid[]))
    returning payment_id as id`.execute(trx);
  for (const { id } of rows) {
    await note(trx, actor, 'voucher.book', `treasury-payment:${id}`, { unit: actor.unitId, released: true });
  }
}

/** Booked vouchers that carry one of the numbers and have not been taken back. */
async function bookedVouchers(
  db: Db,
  unitId: string,
  year: number,
  numbers: readonly string[],
): Promise<readonly { readonly voucher: Voucher; readonly order: string }[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ voucher: Voucher; order: string }>`
    select voucher.content as voucher, voucher.payment_order as "order"
      from office_voucher voucher
     where voucher.unit_id = ${unitId} and voucher.state = 'booked' and voucher.payment_order = any(${numbers}::text[])
       and voucher.date between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
       and not exists (
             select from ledger_entry entry
               join account_set on account_set.id = entry.set_id and account_set.unit_id = ${unitId}
               join ledger_entry later on later.set_id = entry.set_id and later.reverses = entry.id
              where entry.voucher_id = voucher.id)
     order by voucher.date, voucher.id`.execute(db);
  return rows;
}
