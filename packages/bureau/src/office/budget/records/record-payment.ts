/** One payment, recorded by a person. */
import { type DateText, formatYuan } from '@mingzhang/kernel';
import { decidePayment, type PaymentDecision, type TreasuryPayment, totalOf } from '../decide/payment.ts';
import { numbersOf, tiePayments } from './booking.ts';
import { type Actor, isUnit, lockYear, note, selectPositions, type Trx } from './database.ts';
import { endReservations, insertPayments, selectPayments, selectReservations } from './payments.ts';
import { selectProjects } from './projects.ts';

export interface RecordPaymentCommand extends Actor {
  readonly unitId: string;
  readonly today: DateText;
  readonly payment: TreasuryPayment;
  readonly importId?: string | null;
}

/**
 * Records what the treasury has paid. Money set aside for the same payment order is free again by it, and a voucher that was booked
 * with its number before is tied to it where the two agree. Refusals write nothing.
 */
export async function recordPayment(trx: Trx, command: RecordPaymentCommand): Promise<PaymentDecision> {
  const { unitId, payment, today, by, at } = command;
  const unitKnown = await isUnit(trx, unitId);
  if (unitKnown) await lockYear(trx, unitId, payment.year);
  const named = [payment.refunds, payment.corrects].filter((id) => id !== null);
  const recorded = await selectPayments(trx, unitId, {
    ids: [payment.id, ...named],
    refundsOf: payment.refunds,
    number: { year: payment.year, number: payment.number },
  });
  const reservations =
    payment.orderNumber === null ? [] : await selectReservations(trx, unitId, payment.year, payment.orderNumber);
  const lines = [
    ...payment.lines,
    ...recorded.filter(({ id }) => id === payment.corrects).flatMap((one) => one.lines),
    ...reservations.flatMap((one) => one.lines),
  ];
  const decision = decidePayment(
    {
      unitKnown,
      today,
      projects: await selectProjects(
        trx,
        unitId,
        payment.lines.map(({ project }) => project),
      ),
      recorded,
      reservations,
      positions: await selectPositions(trx, unitId, payment.year, lines),
    },
    payment,
  );
  if (decision.outcome === 'accepted') {
    await insertPayments(trx, unitId, [payment], command);
    await note(trx, command, 'budget.import', `treasury-payment:${payment.id}`, {
      unit: unitId,
      number: payment.number,
      amount: formatYuan(totalOf(payment)),
    });
    await endReservations(
      trx,
      unitId,
      decision.ends.map((id) => ({ id, paymentId: payment.id })),
      { by, at },
    );
    await tiePayments(trx, { unitId, by, at }, payment.year, numbersOf(payment));
  }
  return decision;
}
