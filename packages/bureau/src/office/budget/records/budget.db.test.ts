import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BudgetDocument } from '../decide/document.ts';
import { type TreasuryPayment } from '../decide/payment.ts';
import { positionsOf } from '../decide/position.ts';
import { budgetDocument, budgetLine, id, payment, paymentLine, projects } from '../testing/invented.ts';
import { selectMovements } from './database.ts';
import { checkDocument, drawUpDocument, listBudgetDocuments } from './documents.ts';
import { bookPayment, listPayments, releaseReservation, reservePayment } from './payments.ts';
import { addProject, listProjects } from './projects.ts';
import { recordPayment } from './record-payment.ts';

let store: Store;
const at = new Date('2024-06-30T08:00:00Z');
const today = '2024-06-30';
const [maker, checker] = [id(901), id(902)];

beforeAll(async () => {
  store = await testDatabase();
});

afterAll(() => store.close());

/** A unit of its own for each story, with the invented projects. */
async function newUnit(unitId: string): Promise<void> {
  const { db } = store;
  await db
    .insertInto('department')
    .values({ id: 'cloud', name: '云泽县医疗保障局', area: '云泽县' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('accounting_unit')
    .values({ id: unitId, department_id: 'cloud', name: `单位${unitId}`, nature: 'administrative', position: 1 })
    .execute();
  await db.transaction().execute(async (trx) => {
    for (const project of projects) {
      const decision = await addProject(trx, { unitId, project, by: maker, at });
      expect(decision.outcome).toBe('accepted');
    }
  });
}

async function drawUp(unitId: string, document: BudgetDocument): Promise<string> {
  const decision = await store.db
    .transaction()
    .execute((trx) => drawUpDocument(trx, { unitId, document, today, by: maker, at }));
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

async function check(unitId: string, documentId: string, approved = true, by = checker): Promise<string> {
  const decision = await store.db
    .transaction()
    .execute((trx) => checkDocument(trx, { unitId, documentId, approved, reason: approved ? '' : '不符', by, at }));
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

async function pay(unitId: string, draft: TreasuryPayment): Promise<string> {
  const decision = await store.db
    .transaction()
    .execute((trx) => recordPayment(trx, { unitId, payment: draft, today, by: maker, at }));
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

/** `T101 2101505: 80.00 + 10.00 − 60.00 − 0.00 = 30.00`, in whole yuan. */
async function ledger(unitId: string): Promise<readonly string[]> {
  return positionsOf(await selectMovements(store.db, unitId, 2024)).map(
    ({ item, start, adjustment, paid, reserved, available }) =>
      `${item.project} ${item.functionCode}: ${[start, adjustment, -paid, -reserved].map((fen) => fen / 100).join(' ')} = ${available / 100}`,
  );
}

const start = budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500_00), budgetLine('T101', '2101505', 80_00)]);

describe('a budget from its approval to the voucher', () => {
  test('counts from its approval on, by another person', async () => {
    await newUnit('story-1');
    expect(await drawUp('story-1', start)).toBe('accepted');
    expect(await drawUp('story-1', start)).toBe('recorded');
    expect(await ledger('story-1')).toEqual([]);
    expect(await check('story-1', start.id, true, maker)).toBe('same-person');
    expect(await check('story-1', start.id)).toBe('accepted');
    expect(await check('story-1', start.id)).toBe('check-repeated');
    expect(await ledger('story-1')).toEqual(['R1 2101501: 500 0 0 0 = 500', 'T101 2101505: 80 0 0 0 = 80']);
    expect((await listProjects(store.db, 'story-1')).map(({ code }) => code)).toEqual(
      projects.map(({ code }) => code).sort(),
    );
  });

  test('is adjusted by documents that nobody can change', async () => {
    await newUnit('story-2');
    const transfer = budgetDocument(2, 'transfer', [
      budgetLine('T101', '2101505', -30_00),
      budgetLine('T102', '2101506', 30_00),
    ]);
    const rejected = budgetDocument(3, 'addition', [budgetLine('T101', '2101505', 5_00)]);
    const upper = budgetDocument(
      4,
      'allocation',
      [budgetLine('T102', '2101506', 20_00, { level: 'central', direct: true })],
      { date: '2023-11-30' },
    );
    for (const document of [start, transfer, rejected, upper])
      expect(await drawUp('story-2', document)).toBe(
        document === start ? 'accepted' : document === transfer ? 'budget-negative' : 'accepted',
      );
    expect(await check('story-2', start.id)).toBe('accepted');
    expect(await drawUp('story-2', transfer)).toBe('accepted');
    expect(await check('story-2', transfer.id)).toBe('accepted');
    expect(await check('story-2', rejected.id, false)).toBe('accepted');
    expect(await check('story-2', upper.id)).toBe('accepted');
    expect(await ledger('story-2')).toEqual([
      'R1 2101501: 500 0 0 0 = 500',
      'T101 2101505: 80 -30 0 0 = 50',
      'T102 2101506: 0 50 0 0 = 50',
    ]);
    // What was announced the year before counts from January.
    const months = (await selectMovements(store.db, 'story-2', 2024)).map(({ kind, month }) => `${kind} ${month}`);
    expect(months).toContain('allocation 2024-01');
    const corrected = {
      ...start,
      id: id(5),
      corrects: start.id,
      lines: [budgetLine('R1', '2101501', 480_00), budgetLine('T101', '2101505', 80_00)],
    };
    expect(await drawUp('story-2', corrected)).toBe('accepted');
    expect(await check('story-2', corrected.id)).toBe('accepted');
    expect((await ledger('story-2'))[0]).toBe('R1 2101501: 480 0 0 0 = 480');
    const states = (await listBudgetDocuments(store.db, 'story-2', 2024)).map(({ id: of, state }) => [of, state]);
    expect(Object.fromEntries(states)).toEqual({
      [start.id]: 'corrected',
      [transfer.id]: 'approved',
      [rejected.id]: 'rejected',
      [upper.id]: 'approved',
      [corrected.id]: 'approved',
    });
  });

  test('is set aside, paid, comes back and is booked', async () => {
    await newUnit('story-3');
    await drawUp('story-3', start);
    await check('story-3', start.id);
    const { db } = store;
    const reservation = {
      id: id(40),
      year: 2024,
      orderNumber: 'SQ1',
      lines: [{ project: 'R1', functionCode: '2101501', source: 'general-public-budget' as const, amount: 300_00 }],
    };
    const reserve = (of = reservation) =>
      db.transaction().execute((trx) => reservePayment(trx, { unitId: 'story-3', reservation: of, by: maker, at }));
    expect((await reserve()).outcome).toBe('accepted');
    expect((await reserve()).outcome).toBe('recorded');
    expect(await ledger('story-3')).toContain('R1 2101501: 500 0 0 -300 = 200');
    const lines = [paymentLine('R1', '2101501', '30101', 200_00), paymentLine('R1', '2101501', '30102', 90_00)];
    expect(await pay('story-3', payment(9, [paymentLine('R1', '2101501', '30101', 200_01)]))).toBe(
      'available-negative',
    );
    const salary = payment(10, lines, { orderNumber: 'SQ1' });
    expect(await pay('story-3', salary)).toBe('accepted');
    expect(await pay('story-3', salary)).toBe('recorded');
    expect(await ledger('story-3')).toContain('R1 2101501: 500 0 -290 0 = 210');
    const back = payment(11, [paymentLine('R1', '2101501', '30102', -90_00)], {
      refunds: salary.id,
      date: '2024-04-01',
    });
    expect(await pay('story-3', back)).toBe('accepted');
    const other = { ...reservation, id: id(41), orderNumber: 'SQ2' };
    expect((await reserve(other)).outcome).toBe('accepted');
    const release = () =>
      db
        .transaction()
        .execute((trx) => releaseReservation(trx, { unitId: 'story-3', reservationId: other.id, by: maker, at }));
    expect((await release()).outcome).toBe('accepted');
    expect(await release()).toMatchObject({ refusal: { id: 'reservation-ended' } });
    expect(await ledger('story-3')).toContain('R1 2101501: 500 0 -200 0 = 300');
    const book = (voucherId: string) =>
      db
        .transaction()
        .execute((trx) => bookPayment(trx, { unitId: 'story-3', paymentId: salary.id, voucherId, by: maker, at }));
    expect((await book(id(60))).outcome).toBe('accepted');
    expect((await book(id(60))).outcome).toBe('recorded');
    expect(await book(id(61))).toMatchObject({ refusal: { id: 'booking-repeated' } });
    const listed = await listPayments(db, 'story-3', 2024);
    expect(listed.map(({ number, voucherId }) => [number, voucherId])).toEqual([
      ['ZF11', null],
      ['ZF10', id(60)],
    ]);
    expect(listed[1]?.lines).toEqual(lines);
    // A project with money on it is not divided any more.
    const below = { ...projects[0], code: 'R101', parent: 'R1' } as (typeof projects)[number];
    expect(
      await db.transaction().execute((trx) => addProject(trx, { unitId: 'story-3', project: below, by: maker, at })),
    ).toMatchObject({ refusal: { id: 'project-parent-has-budget' } });
  });
});

test('two people who spend the same money at once: one does', async () => {
  await newUnit('race');
  await drawUp('race', start);
  await check('race', start.id);
  const answers = await Promise.all(
    [20, 21, 22, 23].map((number) => pay('race', payment(number, [paymentLine('T101', '2101505', '30201', 50_00)]))),
  );
  expect(answers.sort()).toEqual(['accepted', ...Array(3).fill('available-negative')]);
});

test('what stands on nothing is refused', async () => {
  expect(await drawUp('nowhere', start)).toBe('document-unit-unknown');
  expect(await pay('nowhere', payment(1, []))).toBe('payment-unit-unknown');
  expect(await check('nowhere', 'no uuid')).toBe('check-document-unknown');
});
