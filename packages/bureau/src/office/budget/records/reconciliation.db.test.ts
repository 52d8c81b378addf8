import { type Store } from '@mingzhang/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationDatabase, demonstrationDay as today } from '../../../testing.ts';
import { id } from '../testing/invented.ts';
import { listPayments } from './payments.ts';
import { reconcilePayments } from './reconciliation.ts';
import { recordPayment } from './record-payment.ts';

let store: Store;
const at = new Date(`${today}T08:00:00Z`);
const unit = 'demo-bureau';

beforeAll(async () => {
  store = await demonstrationDatabase();
});

afterAll(() => store.close());

test('a closed year of the demonstration agrees payment by payment', async () => {
  const rows = await reconcilePayments(store.db, unit, 2024);
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter(({ match }) => match !== 'matched')).toEqual([]);
});

test('a payment that nobody has booked, and a refund, stand first', async () => {
  const [recent] = (await listPayments(store.db, unit, 2026)).filter(
    ({ lines, refunds }) => lines.length > 0 && refunds === null,
  );
  if (recent === undefined) throw new Error('the demonstration has paid nothing this year');
  const before = await reconcilePayments(store.db, unit, 2026);
  const [line] = recent.lines;
  const refund = {
    ...recent,
    id: id(1),
    number: 'TH-1',
    date: today,
    text: '退回',
    orderNumber: null,
    refunds: recent.id,
    lines: line === undefined ? [] : [{ ...line, amount: -1 }],
  };
  const decision = await store.db
    .transaction()
    .execute((trx) => recordPayment(trx, { unitId: unit, payment: refund, today, by: id(901), at }));
  expect(decision.outcome).toBe('accepted');
  const after = await reconcilePayments(store.db, unit, 2026);
  const touched = after.find(({ payments }) => payments.some(({ label }) => label === 'TH-1'));
  expect(touched?.payments.map(({ label }) => label).sort()).toEqual(['TH-1', recent.number].sort());
  expect(touched?.match).toBe(
    before.some(({ match, payments }) => match === 'not-in-books' && payments.some((one) => one.id === recent.id))
      ? 'not-in-books'
      : 'amount-differs',
  );
});
