import { describe, expect, test } from 'vitest';
import {
  budgetDocument,
  budgetLine,
  id,
  payment,
  paymentLine,
  positionsAt,
  projects,
  recordedPayment,
} from '../testing/invented.ts';
import { movementsOf } from './document.ts';
import {
  decideBooking,
  decidePayment,
  decideRelease,
  decideReservation,
  type PaymentFacts,
  paidMovements,
  type RecordedPayment,
  type RecordedReservation,
  type Reservation,
  type TreasuryPayment,
} from './payment.ts';

const budget = movementsOf(
  budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500_00), budgetLine('T101', '2101505', 80_00)]),
);
const line = paymentLine('R1', '2101501', '30101', 100_00);
const salary = payment(10, [line]);

function facts(recorded: readonly RecordedPayment[] = [], more: Partial<PaymentFacts> = {}): PaymentFacts {
  const paid = recorded.filter(({ corrected }) => !corrected).flatMap(paidMovements);
  return {
    unitKnown: true,
    today: '2024-06-30',
    projects,
    recorded,
    reservations: [],
    positions: positionsAt([...budget, ...paid]),
    ...more,
  };
}

function decide(draft: TreasuryPayment, of = facts()): string {
  const decision = decidePayment(of, draft);
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

describe('what a payment must be', () => {
  test.each<[string, Partial<TreasuryPayment>]>([
    ['accepted', {}],
    ['payment-id-malformed', { id: 'x' }],
    ['payment-number-malformed', { number: ' ZF' }],
    ['payment-date-malformed', { date: '20240305' }],
    ['payment-date-outside-year', { date: '2023-12-31' }],
    ['payment-date-in-future', { date: '2024-07-01' }],
    ['payment-payee-missing', { payee: '' }],
    ['payment-text-malformed', { text: ' ' }],
    ['lines-missing', { lines: [] }],
    ['project-unknown', { lines: [{ ...line, project: 'X' }] }],
    ['economy-code-malformed', { lines: [{ ...line, economyCode: '301' }] }],
    ['amount-on-wrong-side', { lines: [{ ...line, amount: -1 }] }],
    ['available-negative', { lines: [{ ...line, amount: 500_01 }] }],
    ['available-negative', { lines: [{ ...line, functionCode: '2101502' }] }],
  ])('%s: %j', (answer, changes) => {
    expect(decide({ ...salary, ...changes })).toBe(answer);
  });

  test('once is enough', () => {
    const recorded = facts([recordedPayment(salary)]);
    expect(decide(salary, recorded)).toBe('recorded');
    expect(decide({ ...salary, payee: '别人' }, recorded)).toBe('payment-id-used');
    expect(decide({ ...salary, id: id(11) }, recorded)).toBe('payment-number-used');
    expect(decide(salary, facts([], { unitKnown: false }))).toBe('payment-unit-unknown');
  });
});

describe('a payment that comes back', () => {
  const back = (amount: number, more: Partial<TreasuryPayment> = {}): TreasuryPayment =>
    payment(20, [{ ...line, amount: -amount }], { refunds: salary.id, date: '2024-04-01', number: 'ZF10', ...more });
  const paid = recordedPayment(salary);
  const half = recordedPayment(back(60_00, { id: id(21) }));

  test.each<[string, TreasuryPayment, readonly RecordedPayment[]]>([
    ['accepted', back(100_00), [paid]],
    ['accepted', back(40_00, { number: 'TH1' }), [paid, half]],
    ['payment-number-used', back(40_00), [paid, half]],
    ['refund-exceeds-payment', back(40_01, { number: 'TH1' }), [paid, half]],
    ['refund-exceeds-payment', back(1, { lines: [{ ...line, functionCode: '2101505', amount: -1 }] }), [paid]],
    ['refund-original-unknown', back(1), []],
    ['refund-original-unknown', back(1, { refunds: half.id, number: 'TH1' }), [paid, half]],
    ['refund-before-payment', back(1, { date: '2024-03-04' }), [paid]],
    ['amount-on-wrong-side', back(-1), [paid]],
  ])('%s', (answer, draft, recorded) => {
    expect(decide(draft, facts(recorded))).toBe(answer);
  });
});

describe('a payment that the finance system has changed since', () => {
  const changed = payment(30, [{ ...line, economyCode: '30102' }], { number: 'ZF10', corrects: salary.id });
  test('is replaced once', () => {
    expect(decide(changed, facts([recordedPayment(salary)]))).toBe('accepted');
    expect(decide(changed, facts([recordedPayment(salary, { corrected: true })]))).toBe('payment-corrected-already');
    expect(decide(changed, facts())).toBe('payment-corrected-unknown');
  });

  test('and frees what the first had taken', () => {
    const most = recordedPayment(payment(10, [{ ...line, amount: 500_00 }]));
    const less = payment(30, [{ ...line, amount: 499_00 }], { number: 'ZF10', corrects: salary.id });
    expect(decide(less, facts([most]))).toBe('accepted');
  });
});

describe('money set aside', () => {
  const reservation: Reservation = {
    id: id(40),
    year: 2024,
    orderNumber: 'SQ1',
    lines: [{ project: 'R1', functionCode: '2101501', source: 'general-public-budget', amount: 450_00 }],
  };
  const reserve = (
    changes: Partial<Reservation> = {},
    recorded: RecordedReservation | null = null,
    unitKnown = true,
  ): string => {
    const decision = decideReservation(
      { unitKnown, recorded, projects, positions: positionsAt(budget) },
      { ...reservation, ...changes },
    );
    return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
  };
  const amount = (fen: number): Reservation['lines'] => reservation.lines.map((one) => ({ ...one, amount: fen }));

  test('is at most what is available', () => {
    expect(reserve()).toBe('accepted');
    expect(reserve({ lines: amount(500_01) })).toBe('available-negative');
    expect(reserve({ lines: amount(-1) })).toBe('amount-on-wrong-side');
    expect(reserve({ lines: [] })).toBe('lines-missing');
    expect(reserve({ id: 'x' })).toBe('reservation-id-malformed');
    expect(reserve({ id: 'x' }, null, false)).toBe('reservation-unit-unknown');
    expect(reserve({ orderNumber: '' })).toBe('reservation-order-missing');
    expect(reserve({}, { ...reservation, ended: true })).toBe('recorded');
    expect(reserve({ orderNumber: 'SQ2' }, { ...reservation, ended: false })).toBe('reservation-id-used');
  });

  test('cannot be paid to another order, and is used up by its own', () => {
    const held = positionsAt([
      ...budget,
      ...paidMovements(payment(1, [{ ...line, amount: 450_00 }])).map((one) => ({ ...one, kind: 'reserved' as const })),
    ]);
    expect(decide(salary, facts([], { positions: held }))).toBe('available-negative');
    const own = { positions: held, reservations: [{ ...reservation, ended: false }] };
    expect(decidePayment(facts([], own), { ...salary, orderNumber: 'SQ1' })).toEqual({
      outcome: 'accepted',
      ends: [reservation.id],
    });
  });

  test('is let go once', () => {
    expect(decideRelease({ ...reservation, ended: false }).outcome).toBe('accepted');
    expect(decideRelease({ ...reservation, ended: true })).toMatchObject({ refusal: { id: 'reservation-ended' } });
    expect(decideRelease(null)).toMatchObject({ refusal: { id: 'reservation-unknown' } });
  });
});

test('a payment is booked by one voucher', () => {
  const booked = recordedPayment(salary, { voucherId: id(50) });
  expect(decideBooking(recordedPayment(salary), id(50)).outcome).toBe('accepted');
  expect(decideBooking(booked, id(50)).outcome).toBe('recorded');
  expect(decideBooking(booked, id(51))).toMatchObject({ refusal: { id: 'booking-repeated' } });
  expect(decideBooking(null, id(50))).toMatchObject({ refusal: { id: 'booking-payment-unknown' } });
});
