/** What comes at once is settled together, and what concerns one concerns nobody else. */
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { counting } from '../../test/mortal.ts';
import { type Charts } from '../books/index.ts';
import { SettlementQueue } from './queue.ts';
import { listSettlements } from './read.ts';
import { type SettleCommand, settleVisits } from './records.ts';
import { insured, setUpFunds, stay } from './testing.ts';
import { settlementVerifiers } from './verify.ts';

const clerk = newId();
let store: Store;
let charts: Charts;

beforeAll(async () => {
  store = await testDatabase();
  charts = await setUpFunds(store.db, '2024-06');
});
afterAll(() => store.close());

async function persons(from: number, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let order = from; order < from + count; order += 1) {
    ids.push(await insured(store.db, String(order).padStart(3, '0')));
  }
  return ids;
}

async function settledOf(ids: readonly string[]): Promise<readonly number[]> {
  return Promise.all(ids.map(async (id) => (await listSettlements(store.db, id)).length));
}

function told(outcome: Awaited<ReturnType<SettlementQueue['settle']>>): string {
  if ('refusal' in outcome) return outcome.refusal.id;
  return outcome.again ? 'again' : 'new';
}

async function inOrder(queue: SettlementQueue, commands: readonly SettleCommand[]): Promise<readonly string[]> {
  return (await Promise.all(commands.map((command) => queue.settle(command)))).map(told);
}

async function failures(): Promise<readonly string[]> {
  return (await Promise.all(settlementVerifiers.map(async ({ run }) => (await run(store.db)).failures))).flat();
}

test('twelve persons at once take few transactions, and each is settled as alone', async () => {
  const ids = await persons(1, 12);
  let statements = 0;
  const counted = store.db.withPlugin(
    counting((count) => {
      statements = count;
    }),
  );
  const queue = new SettlementQueue(counted, charts);
  const commands = ids.map((person) => stay(person, 'ZY-1', clerk));
  expect(await inOrder(queue, commands)).toEqual(ids.map(() => 'new'));
  // Alone each would take seven.
  expect(statements).toBeLessThan(ids.length * 4);
  const [amounts] = await Promise.all(ids.map(async (id) => (await listSettlements(store.db, id))[0]?.amounts));
  expect(amounts).toMatchObject({ deductible: 80_000, pool: 736_000, cash: 464_000 });
  expect(await failures()).toEqual([]);
});

test('what is refused leaves nothing, and those beside it stand', async () => {
  const [first = '', second = '', third = ''] = await persons(21, 3);
  const queue = new SettlementQueue(store.db, charts);
  const unknown = newId();
  const outside = stay(second, 'ZY-2', clerk);
  const said = await inOrder(queue, [
    stay(first, 'ZY-1', clerk),
    stay(unknown, 'ZY-1', clerk),
    { ...outside, visit: { ...outside.visit, from: '2023-01-01', to: '2023-01-02' } },
    stay(second, 'ZY-1', clerk),
    { ...stay(third, 'ZY-1', clerk), department: 'nobody' },
    { ...stay(third, 'ZY-2', clerk), id: 'no id' },
    stay(third, 'ZY-3', clerk),
  ]);
  expect(said).toEqual([
    'new',
    'person-unknown',
    expect.stringMatching(/^[a-z-]+$/),
    'new',
    'department-unknown',
    'id-malformed',
    'new',
  ]);
  expect(said[2]).not.toBe('new');
  expect(await settledOf([first, second, third])).toEqual([1, 1, 1]);
  expect(await failures()).toEqual([]);
});

test('eight stays of one person among those of others charge one deductible; one sent again while it runs is settled once', async () => {
  const [one = '', ...others] = await persons(31, 7);
  const queue = new SettlementQueue(store.db, charts);
  const stays = Array.from({ length: 8 }, (_, index) => stay(one, `ZY-${index}`, clerk));
  const beside = others.map((person) => stay(person, 'ZY-1', clerk));
  const said = await inOrder(queue, [...stays, ...beside, ...beside]);
  expect(said).toEqual([...stays.map(() => 'new'), ...beside.map(() => 'new'), ...beside.map(() => 'again')]);
  const listed = await listSettlements(store.db, one);
  expect(listed.filter(({ amounts }) => amounts.deductible === 80_000)).toHaveLength(1);
  expect(await settledOf(others)).toEqual(others.map(() => 1));
  expect(await failures()).toEqual([]);
});

test('where the books take none, nothing is written together, and each hears why', async () => {
  const ids = await persons(41, 4);
  // No month is open after June.
  const commands = ids.map((person) => ({ ...stay(person, 'ZY-1', clerk), today: '2024-07-01' }));
  expect(await settleVisits(store.db, charts, commands)).toBeNull();
  expect(await inOrder(new SettlementQueue(store.db, charts), commands)).toEqual(ids.map(() => 'period-not-opened'));
  expect(await settledOf(ids)).toEqual([0, 0, 0, 0]);
});
