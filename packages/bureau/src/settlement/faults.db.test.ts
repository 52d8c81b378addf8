/**
 * A process that is killed (`kill -9`) while it settles or takes back leaves the whole of it or nothing, whichever statement it dies
 * after; sent again, it is done once.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { counting } from '../../test/mortal.ts';
import { type SettleOrders } from '../../test/settle-child-orders.ts';
import { type Charts } from '../books/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { listSettlements } from './read.ts';
import { type CancelCommand, cancelSettlement, type SettleCommand, settleVisit } from './records.ts';
import { department, insured, setUpFunds, stay } from './testing.ts';
import { settlementVerifiers } from './verify.ts';

const program = join(import.meta.dirname, '..', '..', 'test', 'settle-child.ts');
const clerk = newId();
let store: Store;
let charts: Charts;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-06');
});
afterAll(() => store.close());

async function run(orders: Omit<SettleOrders, 'url'>): Promise<{ told: unknown[]; signal: string | null }> {
  const child = fork(program, [JSON.stringify({ url: store.url, ...orders })], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told: unknown[] = [];
  child.on('message', (one) => told.push(one));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { told, signal };
}

async function state(): Promise<string> {
  const texts = await Promise.all(
    [
      'settlement',
      'settlement_derivation',
      'settlement_fund',
      'settlement_accumulator',
      'ledger_voucher',
      'ledger_leg',
      'trail_action',
    ].map(async (table) => {
      const { rows } = await sql<{ text: string }>`
          select row_to_json(t)::text as text from ${sql.table(table)} t order by 1`.execute(store.db);
      return rows.map(({ text }) => text).join('\n');
    }),
  );
  return texts.join('\n\n');
}

/** How many statements the work takes, counted in a transaction that is taken back. */
async function statementsOf(command: SettleCommand | CancelCommand): Promise<number> {
  let executed = 0;
  const undone = new Error('taken back');
  const parameters = await parametersOf(store.db);
  await store.db
    .withPlugin(
      counting((count) => {
        executed = count;
      }),
    )
    .transaction()
    .execute(async (trx) => {
      await ('cancels' in command
        ? cancelSettlement(trx, charts, command)
        : settleVisit(trx, charts, parameters, command));
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return executed;
}

async function dieEverywhere(command: SettleCommand | CancelCommand): Promise<void> {
  const before = await state();
  const statements = await statementsOf(command);
  expect(statements).toBeGreaterThan(4);
  const lives = Array.from({ length: statements }, (_, index) => statements - index);
  const lanes = Array.from({ length: 2 }, async () => {
    for (let dieAfter = lives.shift(); dieAfter !== undefined; dieAfter = lives.shift()) {
      expect(await run({ dieAfter, commands: [command] }), `after ${dieAfter} statements`).toEqual({
        told: [],
        signal: 'SIGKILL',
      });
    }
  });
  await Promise.all(lanes);
  expect(await state()).toBe(before);
}

test('killed after any statement of a settlement or of its taking back, then sent again', {
  timeout: 240_000,
}, async () => {
  const person = await insured(store.db, '001');
  const command = stay(person, 'ZY-1', clerk);
  await dieEverywhere(command);
  expect((await run({ commands: [command, command] })).told).toEqual([{ done: command.id }, { done: command.id }]);
  expect(await listSettlements(store.db, person)).toHaveLength(1);
  const { at, today } = command;
  const back = { department, person, id: newId(), cancels: command.id, reason: '费用传错', by: newId(), at, today };
  await dieEverywhere(back);
  expect((await run({ commands: [back, back] })).told).toEqual([{ done: back.id }, { done: back.id }]);
  for (const verifier of settlementVerifiers) expect((await verifier.run(store.db)).failures).toEqual([]);
});
