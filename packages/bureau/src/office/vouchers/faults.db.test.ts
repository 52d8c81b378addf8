/**
 * What is left when a process is killed (`kill -9`) while it books, closes a month or ends a year: nothing half-written, no number
 * lost, and everything that was said to be done is there. The process is killed after every single statement of the transaction in
 * turn, then at chance moments with eight bookings under way, or while another closes the month.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { newId, type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Orders, type Told } from '../../../test/desk-child-orders.ts';
import { counting } from '../../../test/mortal.ts';
import { line, setUpBooks, type TestBooks, unit } from '../../books/testing.ts';
import { verifiers } from '../../verify.ts';
import { bookVoucher, checkVoucher, closeMonth, postUnitYearEnd, submitVoucher } from './index.ts';
import { type Trx } from './records.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'test', 'desk-child.ts');
const maker = newId();
const checker = newId();
const today = '2025-02-28';
const at = new Date('2025-02-28T08:00:00Z');
const seed = Number(process.env.MINGZHANG_TEST_SEED ?? 20_250_228);

let store: Store;
let books: TestBooks;

beforeEach(async () => {
  store = await testDatabase();
  books = await setUpBooks(store.db, '2025-01');
});
afterEach(() => store.close());

interface Ended {
  readonly told: readonly Told[];
  readonly signal: NodeJS.Signals | null;
}

function start(work: Orders['work'], more: Partial<Orders> = {}): ChildProcess {
  const orders: Orders = { url: store.url, unit, person: checker, today, work, ...more };
  return fork(program, [JSON.stringify(orders)], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** Waits until the process is gone; `watch` sees each thing that it tells. */
async function ended(child: ChildProcess, watch: (told: Told) => void = () => undefined): Promise<Ended> {
  const told: Told[] = [];
  child.on('message', (one: Told) => {
    told.push(one);
    watch(one);
  });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { told, signal };
}

const done = ({ told }: Ended): readonly string[] => told.flatMap((one) => ('done' in one ? [one.done] : []));

/** Draws up vouchers and has them checked. */
async function checked(count: number, month = '2024-03'): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const id = newId();
    const date = `${month}-${String(1 + (made % 28)).padStart(2, '0')}`;
    const content = { rule: 'expense-paid-by-treasury', lines: [line(`${100 + made}.25`)] };
    await store.db.transaction().execute(async (trx) => {
      const submitted = await submitVoucher(trx, { id, unit, date, content, paymentOrder: '24-1', maker, at, today });
      if ('refusal' in submitted) throw new Error(submitted.refusal.message);
      await checkVoucher(trx, { unit, id, person: checker, at, today });
    });
    ids.push(id);
  }
  return ids;
}

async function failures(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const verifier of verifiers) found.push(...(await verifier.run(store.db)).failures);
  return found;
}

/** Everything that booking and closing write, as one text. */
async function state(): Promise<string> {
  const tables = [
    'office_voucher',
    'office_voucher_number',
    'ledger_voucher',
    'ledger_entry',
    'ledger_leg',
    'ledger_snapshot',
    'account_set',
    'trail_action',
  ];
  const texts = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ text: string }>`
        select row_to_json(t)::text as text from ${sql.table(table)} t order by 1`.execute(store.db);
      return `${table}\n${rows.map(({ text }) => text).join('\n')}`;
    }),
  );
  return texts.join('\n\n');
}

/** A database waits a moment until it has noticed that a client is gone. */
async function settled(): Promise<void> {
  const others = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(store.db);
    return rows[0]?.n ?? 0;
  };
  for (let tries = 0; tries < 200 && (await others()) > 0; tries += 1) await setTimeout(10);
}

describe('killed after one statement or another', () => {
  /** How many statements the work takes, counted in a transaction that is taken back. */
  async function statementsOf(work: (trx: Trx) => Promise<unknown>): Promise<number> {
    let executed = 0;
    const counted = store.db.withPlugin(
      counting((count) => {
        executed = count;
      }),
    );
    const undone = new Error('taken back');
    await counted
      .transaction()
      .execute(async (trx) => {
        await work(trx);
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
    return executed;
  }

  /** Three at a time do the same work and die, each after another statement; nothing may have changed then. */
  async function die(work: Orders['work'], statements: number, step = 1): Promise<void> {
    const before = await state();
    const lives = Array.from({ length: Math.ceil(statements / step) }, (_, index) => statements - index * step);
    const lanes = Array.from({ length: 3 }, async () => {
      for (let dieAfter = lives.shift(); dieAfter !== undefined; dieAfter = lives.shift()) {
        const life = await ended(start(work, { dieAfter }));
        expect([life.signal, done(life)], `after ${dieAfter} statements`).toEqual(['SIGKILL', []]);
      }
    });
    await Promise.all(lanes);
    await settled();
    expect(await state()).toBe(before);
  }

  const live = async (work: Orders['work']): Promise<readonly string[]> => done(await ended(start(work)));

  test('a booking is whole or not there', async () => {
    const [id = ''] = await checked(1);
    const command = { unit, id, person: checker, at, today };
    const statements = await statementsOf((trx) => bookVoucher(trx, books.charts, command));
    expect(statements).toBeGreaterThan(6);
    const work = { do: 'book', ids: [id], atOnce: 1 } as const;
    await die(work, statements);
    expect(await live(work)).toEqual([id]);
    expect(await failures()).toEqual([]);
  });

  test('a month closes in both books or in none', async () => {
    await live({ do: 'book', ids: await checked(4, '2024-01'), atOnce: 2 });
    const month = '2024-01';
    const command = { unit, month, person: checker, at, today };
    const statements = await statementsOf((trx) => closeMonth(trx, books.charts, command));
    expect(statements).toBeGreaterThan(10);
    await die({ do: 'close', months: [month] }, statements, 2);
    expect(await live({ do: 'close', months: [month] })).toEqual([month]);
    expect(await failures()).toEqual([]);
  });

  test('a year ends with all its vouchers or with none', async () => {
    await live({ do: 'book', ids: await checked(3, '2024-12'), atOnce: 1 });
    const command = { unit, year: 2024, person: checker, at, today };
    const statements = await statementsOf((trx) => postUnitYearEnd(trx, books.charts, command));
    expect(statements).toBeGreaterThan(10);
    await die({ do: 'year-end', year: 2024 }, statements, 5);
    expect(await live({ do: 'year-end', year: 2024 })).toEqual(['2']);
    const numbers = await store.db.selectFrom('office_voucher').select('number').orderBy('number').execute();
    expect(numbers.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(await failures()).toEqual([]);
  });
});

/** A small generator, so that a run can be repeated by its seed. */
function chanceOf(from: number): (below: number) => number {
  let value = from;
  return (below) => {
    value = (Math.imul(value, 1_103_515_245) + 12_345) & 0x7fffffff;
    return value % below;
  };
}

test('killed at chance moments with eight bookings under way, nothing is lost and no number missing', async () => {
  const chance = chanceOf(seed);
  const ids = await checked(60);
  const said = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const left = ids.filter((id) => !said.has(id));
    const child = start({ do: 'book', ids: left, atOnce: 8 });
    const until = 3 + chance(14);
    let told = 0;
    const life = await ended(child, (one) => {
      if ('done' in one) told += 1;
      if (told === until) void setTimeout(chance(12)).then(() => child.kill('SIGKILL'));
    });
    for (const id of done(life)) said.add(id);
    await settled();
    const booked = await store.db.selectFrom('office_voucher').select('id').where('state', '=', 'booked').execute();
    const there = new Set(booked.map(({ id }) => id));
    expect([...said].filter((id) => !there.has(id))).toEqual([]);
    for (const id of there) said.add(id);
    expect(await failures(), `seed ${seed}, round ${round}`).toEqual([]);
  }
  await ended(start({ do: 'book', ids: ids.filter((id) => !said.has(id)), atOnce: 8 }));
  const { rows } = await sql<{ numbers: number[] }>`
    select array_agg(number order by number) as numbers from office_voucher where month = '2024-03'`.execute(store.db);
  expect(rows[0]?.numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(await failures()).toEqual([]);
});

test('one books while another closes, and both are killed', async () => {
  const chance = chanceOf(seed + 1);
  const months = Array.from({ length: 6 }, (_, index) => `2024-0${index + 1}`);
  const ids = (await Promise.all(months.map((month) => checked(4, month)))).flat();
  for (let round = 0; round < 3; round += 1) {
    const booker = start({ do: 'book', ids, atOnce: 4 });
    const closer = start({ do: 'close', months });
    const lives = Promise.all([ended(booker), ended(closer)]);
    await setTimeout(500 + chance(300));
    booker.kill('SIGKILL');
    closer.kill('SIGKILL');
    await lives;
    await settled();
    const { rows } = await sql<{ through: string | null }>`
      select distinct closed_through as through from account_set`.execute(store.db);
    expect(rows.length, 'both books stand at the same month').toBe(1);
    expect(await failures(), `seed ${seed}, round ${round}`).toEqual([]);
  }
  await ended(start({ do: 'book', ids, atOnce: 4 }));
  await ended(start({ do: 'close', months }));
  expect(await failures()).toEqual([]);
});
