/** Settled in bulk is settled as at the desk: the same rows but for their vouchers, and all that is proved of the desk holds. */
import { type ParameterSet } from '@mingzhang/kernel';
import { newId, openBulk, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Charts, postManyWithin } from '../books/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { findInsured } from '../registry/index.ts';
import { verifiers } from '../verify.ts';
import { BulkDesk, type BulkPerson } from './bulk.ts';
import { copyBulk } from './bulk-copy.ts';
import { fundSetsOf } from './memory.ts';
import { findSettlement, listSettlements } from './read.ts';
import { cancelSettlement, type SettleCommand, settleVisit } from './records.ts';
import { department, insured, setUpFunds, stay } from './testing.ts';

const clerk = newId();
const at = new Date('2024-06-30T02:00:00Z');
let store: Store;
let charts: Charts;
let parameters: ParameterSet;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-07');
  parameters = await parametersOf(store.db);
});
afterAll(() => store.close());

async function bulkPerson(id: string): Promise<BulkPerson> {
  const found = await findInsured(store.db, id);
  if (found === null) throw new Error(`no person ${id}`);
  return { ...found, filings: [], entitlements: [], balance: 0 };
}

async function inBulk(stays: readonly (readonly SettleCommand[])[]): Promise<BulkDesk> {
  const sets = await fundSetsOf(store.db, department);
  const desk = new BulkDesk({ department, division: '990101', parameters, sets, by: clerk });
  for (const own of stays) {
    for (const { person, id, visit, bill, today } of own) {
      const lines: never[] = [];
      const settled = desk.settle(await bulkPerson(person), {
        id,
        visit,
        bill: { ...bill, lines },
        settledOn: today,
        at,
      });
      if ('refusal' in settled) throw new Error(settled.refusal.message);
    }
    desk.leave(own[0]?.person ?? '');
  }
  const bulk = await openBulk(store.url);
  await bulk.db.transaction().execute(async (trx) => {
    await copyBulk(bulk, trx, desk.take());
    for (const set of new Set(sets.values())) {
      await postManyWithin(trx, charts, desk.vouchers(set), { today: '2024-06-30', by: clerk });
    }
  });
  await bulk.close();
  return desk;
}

async function failures(): Promise<readonly string[]> {
  const all = await Promise.all(verifiers.map(async (verifier) => (await verifier.run(store.db)).failures));
  return all.flat();
}

test('the same visits, in bulk and at the desk', async () => {
  const [together, single, other] = [
    await insured(store.db, '001'),
    await insured(store.db, '002'),
    await insured(store.db, '003'),
  ];
  const stays = (person: string) => ['ZY-1', 'ZY-2', 'ZY-3'].map((number) => stay(person, number, clerk));
  const desk = await inBulk([stays(together), stays(other)]);
  expect(desk.waiting).toBe(0);
  for (const command of stays(single)) await settleVisit(store.db, charts, parameters, command);
  const told = async (person: string) =>
    (await listSettlements(store.db, person))
      .toSorted((a, b) => (a.number < b.number ? -1 : 1))
      .map(({ id: _, by: __, ...rest }) => rest);
  expect(await told(together)).toEqual(await told(single));
  const { rows } = await sql<{ vouchers: number; amount: number }>`
    select count(distinct voucher_id)::integer as vouchers, sum(amount)::bigint as amount
    from settlement_fund where person_id in (${together}, ${other})`.execute(store.db);
  const [first] = await listSettlements(store.db, together);
  expect(rows).toMatchObject([{ vouchers: 1, amount: 2 * (736_000 + 768_000 + 768_000) }]);
  expect((await findSettlement(store.db, together, first?.id ?? ''))?.staff.join()).toContain('统筹支付');
  expect(await failures()).toEqual([]);
});

test('one of a voucher of many is taken back alone, and its visit settled again at the desk', async () => {
  const [one, other] = [await insured(store.db, '004'), await insured(store.db, '005')];
  const [mine, theirs] = [stay(one, 'ZY-1', clerk), stay(other, 'ZY-1', clerk)];
  await inBulk([[mine], [theirs]]);
  const undo = { department, person: one, id: newId(), cancels: mine.id, reason: '费用传错', by: newId(), at };
  expect(await cancelSettlement(store.db, charts, { ...undo, today: '2024-06-30' })).toMatchObject({ again: false });
  expect(await settleVisit(store.db, charts, parameters, { ...mine, id: newId() })).toMatchObject({ again: false });
  expect(await failures()).toEqual([]);
});

test('what is refused leaves nothing', async () => {
  const person = await bulkPerson(await insured(store.db, '006'));
  const sets = await fundSetsOf(store.db, department);
  const desk = new BulkDesk({ department, division: '990101', parameters, sets, by: clerk });
  const { id, visit, bill, today } = stay(person.id, 'ZY-1', clerk);
  const asked = { id, visit, bill: { ...bill, lines: [] }, settledOn: today, at };
  expect(desk.settle({ ...person, spells: [] }, asked)).toMatchObject({ refusal: { id: 'not-enrolled' } });
  expect(desk.settle(person, { ...asked, bill: { ...asked.bill, account: 1 } })).toMatchObject({
    refusal: { id: 'account-short' },
  });
  desk.leave(person.id);
  const lines = desk.take();
  expect(lines.count).toBe(0);
  for (const table of [lines.settlements, lines.funds, lines.accumulators]) expect(table.takeAll()).toEqual([]);
});
