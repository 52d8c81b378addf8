/** Treasury payments on the database, the money set aside for them, and their vouchers. */
import { formatYuan, sumFen } from '@mingzhang/kernel';
import { type MoneySource } from '@mingzhang/ledger';
import { sql } from 'kysely';
import {
  decideBooking,
  decideRelease,
  decideReservation,
  type PaymentKind,
  type PaymentLine,
  type RecordedPayment,
  type RecordedReservation,
  type Reservation,
  type TreasuryPayment,
} from '../decide/payment.ts';
import { type MoneyLevel } from '../item.ts';
import { type Refused } from '../refusals.ts';
import { type Actor, type Db, isUnit, isUuid, lockYear, note, selectPositions, type Trx } from './database.ts';
import { selectProjects } from './projects.ts';

export async function insertPayments(
  trx: Trx,
  unitId: string,
  payments: readonly TreasuryPayment[],
  { by, at, importId = null }: Actor & { readonly importId?: string | null },
): Promise<void> {
  await trx
    .insertInto('treasury_payment')
    .values(
      payments.map((payment) => ({
        unit_id: unitId,
        id: payment.id,
        year: payment.year,
        number: payment.number,
        date: payment.date,
        kind: payment.kind,
        payee: payment.payee,
        text: payment.text,
        order_number: payment.orderNumber,
        refunds: payment.refunds,
        corrects: payment.corrects,
        import_id: importId,
        made_by: by,
        made_at: at,
      })),
    )
    .execute();
  await trx
    .insertInto('treasury_payment_line')
    .values(
      payments.flatMap(({ id, lines }) =>
        lines.map((line, index) => ({
          unit_id: unitId,
          payment_id: id,
          line: index + 1,
          project: line.project,
          function_code: line.functionCode,
          economy_code: line.economyCode,
          source: line.source,
          level: line.level,
          amount: line.amount,
        })),
      ),
    )
    .execute();
}

export async function endReservations(
  trx: Trx,
  unitId: string,
  ends: readonly { readonly id: string; readonly paymentId: string | null }[],
  { by, at }: Actor,
): Promise<void> {
  if (ends.length === 0) return;
  await trx
    .insertInto('payment_reservation_end')
    .values(
      ends.map(({ id, paymentId }) => ({
        unit_id: unitId,
        reservation_id: id,
        payment_id: paymentId,
        ended_by: by,
        ended_at: at,
      })),
    )
    .execute();
}

/**
 * Sets money aside for a payment order under way, so that it cannot be promised twice. It is free again when the order is paid
 * (`recordPayment` with the same order number) or let go. Refusals write nothing.
 */
export async function reservePayment(
  trx: Trx,
  { unitId, reservation, by, at }: Actor & { readonly unitId: string; readonly reservation: Reservation },
): Promise<ReturnType<typeof decideReservation>> {
  const unitKnown = await isUnit(trx, unitId);
  if (unitKnown) await lockYear(trx, unitId, reservation.year);
  const decision = decideReservation(
    {
      unitKnown,
      recorded: await findReservation(trx, unitId, reservation.id),
      projects: await selectProjects(
        trx,
        unitId,
        reservation.lines.map(({ project }) => project),
      ),
      positions: await selectPositions(trx, unitId, reservation.year, reservation.lines),
    },
    reservation,
  );
  if (decision.outcome !== 'accepted') return decision;
  const { id, year, orderNumber, lines } = reservation;
  await trx
    .insertInto('payment_reservation')
    .values({ unit_id: unitId, id, year, order_number: orderNumber, made_by: by, made_at: at })
    .execute();
  await trx
    .insertInto('payment_reservation_line')
    .values(
      lines.map((line, index) => ({
        unit_id: unitId,
        reservation_id: id,
        line: index + 1,
        project: line.project,
        function_code: line.functionCode,
        source: line.source,
        amount: line.amount,
      })),
    )
    .execute();
  await note(trx, { by, at }, 'budget.import', `payment-reservation:${id}`, {
    unit: unitId,
    order: orderNumber,
    amount: formatYuan(sumFen(lines.map(({ amount }) => amount))),
  });
  return decision;
}

/** Lets go of money that was set aside for an order that comes to nothing. */
export async function releaseReservation(
  trx: Trx,
  { unitId, reservationId, by, at }: Actor & { readonly unitId: string; readonly reservationId: string },
): Promise<{ readonly outcome: 'accepted' } | Refused> {
  const found = await findReservation(trx, unitId, reservationId);
  if (found !== null) await lockYear(trx, unitId, found.year);
  // Again under the lock: somebody may have ended it in between.
  const decision = decideRelease(await findReservation(trx, unitId, reservationId));
  if (decision.outcome === 'accepted') {
    await endReservations(trx, unitId, [{ id: reservationId, paymentId: null }], { by, at });
    await note(trx, { by, at }, 'budget.import', `payment-reservation:${reservationId}`, {
      unit: unitId,
      order: found?.orderNumber ?? '',
      released: true,
    });
  }
  return decision;
}

/** Ties a payment to the voucher that books it, in the transaction that posts the voucher. */
export async function bookPayment(
  trx: Trx,
  {
    unitId,
    paymentId,
    voucherId,
    by,
    at,
  }: Actor & {
    readonly unitId: string;
    readonly paymentId: string;
    readonly voucherId: string;
  },
): Promise<ReturnType<typeof decideBooking>> {
  const [found] = await selectPayments(trx, unitId, { ids: [paymentId] });
  if (found !== undefined) await lockYear(trx, unitId, found.year);
  const [payment] = await selectPayments(trx, unitId, { ids: [paymentId] });
  const decision = decideBooking(payment ?? null, voucherId);
  if (decision.outcome === 'accepted') {
    await trx
      .insertInto('payment_booking')
      .values({ unit_id: unitId, payment_id: paymentId, voucher_id: voucherId, booked_by: by, booked_at: at })
      .execute();
  }
  return decision;
}

export interface ListedPayment extends RecordedPayment {
  readonly importId: string | null;
  readonly maker: string;
  readonly madeAt: Date;
}

interface PaymentRow {
  readonly id: string;
  readonly year: number;
  readonly number: string;
  readonly date: string;
  readonly kind: PaymentKind;
  readonly payee: string;
  readonly text: string;
  readonly order_number: string | null;
  readonly refunds: string | null;
  readonly corrects: string | null;
  readonly corrected: boolean;
  readonly voucher_id: string | null;
  readonly import_id: string | null;
  readonly maker: string | null;
  readonly made_at: Date;
  readonly lines: readonly {
    readonly project: string;
    readonly function_code: string;
    readonly economy_code: string;
    readonly source: MoneySource;
    readonly level: MoneyLevel | null;
    readonly amount: number;
  }[];
}

/** Payments of these ids, of a number in a year, and the refunds of one. */
export async function selectPayments(
  db: Db,
  unitId: string,
  wanted: {
    readonly ids: readonly string[];
    readonly refundsOf?: string | null;
    readonly number?: { readonly year: number; readonly number: string };
  },
): Promise<readonly ListedPayment[]> {
  const refundsOf = [wanted.refundsOf ?? ''].filter(isUuid);
  return readPayments(
    db,
    sql`payment.unit_id = ${unitId} and (payment.id = any(${wanted.ids.filter(isUuid)}::uuid[])
      or payment.refunds = any(${refundsOf}::uuid[])
      or (payment.year = ${wanted.number?.year ?? 0} and payment.number = ${wanted.number?.number ?? ''}))`,
  );
}

/** The payments of a year with one of the numbers, as their own or their order's, that no other has replaced. */
export async function selectPaymentsNumbered(
  db: Db,
  unitId: string,
  year: number,
  numbers: readonly string[],
): Promise<readonly ListedPayment[]> {
  const found = await readPayments(
    db,
    sql`payment.unit_id = ${unitId} and payment.year = ${year}
      and (payment.number = any(${numbers}::text[]) or payment.order_number = any(${numbers}::text[]))`,
  );
  return found.filter(({ corrected }) => !corrected);
}

export interface PaymentSearch {
  /** At most so many; all where left out. */
  readonly limit?: number;
  /** The id of the last one of the page before. */
  readonly after?: string | null;
  /** Part of the number, the payee, the purpose or the order's number. */
  readonly words?: string;
}

/** A unit's payments of a year, newest first. */
export async function listPayments(
  db: Db,
  unitId: string,
  year: number,
  { limit, after = null, words = '' }: PaymentSearch = {},
): Promise<readonly ListedPayment[]> {
  const later =
    after === null || !isUuid(after)
      ? sql``
      : sql`and (payment.date, payment.id) < (select date, id from treasury_payment
             where unit_id = ${unitId} and id = ${after})`;
  const found =
    words === ''
      ? sql``
      : sql`and (strpos(payment.number, ${words}) > 0 or strpos(payment.payee, ${words}) > 0
             or strpos(payment.text, ${words}) > 0 or strpos(coalesce(payment.order_number, ''), ${words}) > 0)`;
  return readPayments(db, sql`payment.unit_id = ${unitId} and payment.year = ${year} ${later} ${found}`, limit);
}

async function readPayments(
  db: Db,
  condition: ReturnType<typeof sql>,
  limit: number | null = null,
): Promise<readonly ListedPayment[]> {
  const { rows } = await sql<PaymentRow>`
    select payment.id, payment.year, payment.number, payment.date, payment.kind, payment.payee, payment.text,
           payment.order_number, payment.refunds, payment.corrects, payment.import_id, payment.made_at,
           (select name from access_person where id = payment.made_by) as maker,
           exists (select from treasury_payment later
                    where later.unit_id = payment.unit_id and later.corrects = payment.id) as corrected,
           booking.voucher_id,
           (select jsonb_agg(to_jsonb(detail) order by detail.line)
              from treasury_payment_line detail
             where detail.unit_id = payment.unit_id and detail.payment_id = payment.id) as lines
      from treasury_payment payment
      left join payment_booking booking on booking.unit_id = payment.unit_id and booking.payment_id = payment.id
     where ${condition}
     order by payment.date desc, payment.id desc
     limit ${limit}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    number: row.number,
    date: row.date,
    kind: row.kind,
    payee: row.payee,
    text: row.text,
    orderNumber: row.order_number,
    refunds: row.refunds,
    corrects: row.corrects,
    corrected: row.corrected,
    voucherId: row.voucher_id,
    importId: row.import_id,
    maker: row.maker ?? '',
    madeAt: row.made_at,
    lines: row.lines.map(
      (line): PaymentLine => ({
        project: line.project,
        functionCode: line.function_code,
        economyCode: line.economy_code,
        source: line.source,
        level: line.level,
        amount: line.amount,
      }),
    ),
  }));
}

async function findReservation(db: Db, unitId: string, id: string): Promise<RecordedReservation | null> {
  if (!isUuid(id)) return null;
  const [found] = await readReservations(db, sql`reservation.unit_id = ${unitId} and reservation.id = ${id}`);
  return found ?? null;
}

/** What is or was set aside for a payment order. */
export async function selectReservations(
  db: Db,
  unitId: string,
  year: number,
  orderNumber: string,
): Promise<readonly RecordedReservation[]> {
  return readReservations(
    db,
    sql`reservation.unit_id = ${unitId} and reservation.year = ${year} and reservation.order_number = ${orderNumber}`,
  );
}

/** Everything that is still set aside in a year. */
export async function selectOpenReservations(
  db: Db,
  unitId: string,
  year: number,
): Promise<readonly RecordedReservation[]> {
  return readReservations(
    db,
    sql`reservation.unit_id = ${unitId} and reservation.year = ${year} and not exists (
      select from payment_reservation_end ended
       where ended.unit_id = reservation.unit_id and ended.reservation_id = reservation.id)`,
  );
}

export interface ListedReservation extends RecordedReservation {
  readonly maker: string;
  readonly madeAt: Date;
  /** How it ended: by the payment with this number, or let go by a person; null while it stands. */
  readonly end: { readonly payment: string | null; readonly by: string; readonly at: Date } | null;
}

/** Everything that is or was set aside in a year: what stands first, then the latest. */
export async function listReservations(db: Db, unitId: string, year: number): Promise<readonly ListedReservation[]> {
  const all = await readReservations(db, sql`reservation.unit_id = ${unitId} and reservation.year = ${year}`);
  return all.toSorted(
    (a, b) => Number(a.ended) - Number(b.ended) || b.madeAt.getTime() - a.madeAt.getTime() || (a.id < b.id ? 1 : -1),
  );
}

async function readReservations(db: Db, condition: ReturnType<typeof sql>): Promise<readonly ListedReservation[]> {
  const { rows } = await sql<{
    id: string;
    year: number;
    order_number: string;
    maker: string | null;
    made_at: Date;
    ended_at: Date | null;
    ender: string | null;
    payment: string | null;
    lines: readonly { project: string; function_code: string; source: MoneySource; amount: number }[];
  }>`
    select reservation.id, reservation.year, reservation.order_number, reservation.made_at, ended.ended_at,
           (select name from access_person where id = reservation.made_by) as maker,
           (select name from access_person where id = ended.ended_by) as ender,
           (select number from treasury_payment payment
             where payment.unit_id = ended.unit_id and payment.id = ended.payment_id) as payment,
           (select jsonb_agg(to_jsonb(detail) order by detail.line)
              from payment_reservation_line detail
             where detail.unit_id = reservation.unit_id and detail.reservation_id = reservation.id) as lines
      from payment_reservation reservation
      left join payment_reservation_end ended
        on ended.unit_id = reservation.unit_id and ended.reservation_id = reservation.id
     where ${condition}
     order by reservation.id`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    orderNumber: row.order_number,
    ended: row.ended_at !== null,
    maker: row.maker ?? '',
    madeAt: row.made_at,
    end: row.ended_at === null ? null : { payment: row.payment, by: row.ender ?? '', at: row.ended_at },
    lines: row.lines.map((line) => ({
      project: line.project,
      functionCode: line.function_code,
      source: line.source,
      amount: line.amount,
    })),
  }));
}
