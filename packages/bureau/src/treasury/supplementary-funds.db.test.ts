/**
 * 公务员医疗补助 and 离休人员医疗经费: no ratio of either is confirmed anywhere, so nothing is settled by them; once a place confirms its own,
 * a settlement with their layer is booked in books of their own and paid from them.
 */
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityKey } from '../access/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { findSettlement, settleVisit } from '../settlement/index.ts';
import { insured, stay } from '../settlement/testing.ts';
import { checkBatch, exportBatch, listBatchLines, makeBatch, takeResult } from './batches.ts';
import { listPayables } from './payables.ts';
import {
  checker,
  department,
  maker,
  must,
  sets,
  setUpTreasury,
  supplementarySets,
  type TestTreasury,
  yuan,
} from './testing.ts';
import { treasuryVerifiers } from './verify.ts';

const key = identityKey(Buffer.alloc(32, 7));
let store: Store;
let t: TestTreasury;
let shipped: ParameterSet;

beforeAll(async () => {
  store = await testDatabase();
  const opening = { 'employee-pooled': '100000.00', 'civil-servant': '50000.00', 'retired-cadre': '50000.00' };
  t = await setUpTreasury(store.db, '2024-08', opening);
  shipped = await parametersOf(store.db);
  // Where `stay` is.
  await t.payee('青禾县人民医院');
});
afterAll(() => store.close());

const hand = (by: string) => t.hand(by, '2024-07-10');

/** With a ratio that some place has confirmed, and beside it 职工大病, whose drafts every plan of an employee reads. */
const confirmed = (ratio: string, value: number): ParameterSet =>
  shipped.confirming(
    shipped.rows.flatMap((row) => {
      const { area, key, from } = row;
      const own = key === ratio ? value : key.startsWith('employee/large-amount/') ? row.value : null;
      return own === null ? [] : [{ area, key, from, value: own, document: '试验', by: '周敏' }];
    }),
  );

/** Pays all that a set owes, and gives what stands on 应付待遇款 and 待遇支出 of it then. */
async function payAll(set: string, fund: 'employee-pooled' | 'civil-servant' | 'retired-cadre', total: number) {
  await t.move({
    kind: 'fiscal-to-payment',
    fund,
    amount: total,
    date: '2024-07-01',
    account: t.account(set, 'fiscal'),
    toAccount: t.account(set, 'payment'),
  });
  const id = newId();
  const owed = await listPayables(store.db, department, set, '2024-07-10');
  must(
    await makeBatch(store.db, {
      department,
      id,
      set,
      through: '2024-07-10',
      lines: owed.length,
      total,
      ...hand(maker),
    }),
  );
  must(await checkBatch(store.db, { department, id, ...hand(checker) }));
  const file = must(await exportBatch(store.db, key, { department, id, ...hand(maker) }));
  const rows = ((await listBatchLines(store.db, department, id)) ?? []).map(({ line, number, amount }, index) => {
    const said = { row: index + 2, batch: file.number, line, number, amount, date: '2024-07-10', reason: '' };
    return { ...said, reference: `LS${set}${line}`, outcome: 'paid' as const };
  });
  const result = { department, id: newId(), name: '回盘.csv', sha256: id, rows, problems: [], count: rows.length };
  must(await takeResult(store.db, key, t.charts, { ...result, ...hand(maker) }));
  const { rows: legs } = await sql<{ account: string; amount: number }>`
    select account, sum(amount)::bigint as amount from ledger_leg
    where set_id = ${set} and account in ('benefit-payable', 'benefit-expense') group by 1 order by 1`.execute(
    store.db,
  );
  return legs;
}

test('离休: refused while the ratio is a draft; then booked and paid from books of its own', async () => {
  const person = await insured(store.db, '001', { scheme: 'retired-cadre', member: 'cadre' });
  const command = stay(person, 'ZY-1', newId());
  expect(await settleVisit(store.db, t.charts, shipped, command)).toHaveProperty('refusal');
  must(await settleVisit(store.db, t.charts, confirmed('retired-cadre/all/ratio', 10_000), command));
  const found = await findSettlement(store.db, person, command.id);
  const amount = found?.amounts.cadre ?? 0;
  expect(found?.funds).toEqual([
    expect.objectContaining({
      payer: 'cadre',
      fund: 'retired-cadre',
      account: 'benefit-expense',
      amount,
      set: supplementarySets.cadre,
    }),
  ]);
  expect(amount).toBeGreaterThanOrEqual(yuan('10000.00'));
  expect(await payAll(supplementarySets.cadre, 'retired-cadre', amount)).toEqual([
    { account: 'benefit-expense', amount },
    { account: 'benefit-payable', amount: 0 },
  ]);
});

test('公务员: the supplement beside the pool, each in its own books and paid from them', async () => {
  const person = await insured(store.db, '002', { scheme: 'employee', member: 'in-service', civilServant: true });
  const command = stay(person, 'ZY-2', newId());
  expect(await settleVisit(store.db, t.charts, shipped, command)).toHaveProperty('refusal');
  must(await settleVisit(store.db, t.charts, confirmed('employee/civil-servant/ratio', 8_000), command));
  const found = await findSettlement(store.db, person, command.id);
  const { pool = 0, civilServant = 0 } = found?.amounts ?? {};
  expect(found?.funds.map(({ payer, fund, set, amount }) => [payer, fund, set, amount])).toEqual([
    ['civilServant', 'civil-servant', supplementarySets.civilServant, civilServant],
    ['pool', 'employee-pooled', sets.employee, pool],
  ]);
  // Of what is within the rules, 10000.00, the pool leaves the rest.
  expect(civilServant).toBe(((yuan('10000.00') - pool) * 8) / 10);
  expect(await payAll(supplementarySets.civilServant, 'civil-servant', civilServant)).toEqual([
    { account: 'benefit-expense', amount: civilServant },
    { account: 'benefit-payable', amount: 0 },
  ]);
  for (const { id, run } of treasuryVerifiers) expect([id, (await run(store.db)).failures]).toEqual([id, []]);
});
