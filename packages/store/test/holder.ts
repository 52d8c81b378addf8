/**
 * A process that holds a store open, for the tests of what several processes do to each other. It is told what to do over
 * its IPC channel and answers each order with one message.
 */
import { isMainThread, Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { backup, openStore, restore, type Store } from '../src/index.ts';
import { type Answer, type Order } from './holder-orders.ts';

let store: Store | null = null;

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'open':
      store = await openStore(order);
      return store.url;
    case 'open-in-worker':
      return new Promise((_, reject) => new Worker(import.meta.filename, { workerData: order }).once('error', reject));
    case 'query':
      if (store === null) throw new Error('not open');
      return (await sql.raw(order.text).execute(store.db)).rows;
    case 'backup':
      return backup(order);
    case 'restore':
      return restore(order);
    case 'close':
      await store?.close();
      return null;
  }
}

async function answer(order: Order): Promise<Answer> {
  try {
    return { ok: true, value: await obey(order) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ok: false, message: error.message, ...('reason' in error ? { reason: String(error.reason) } : {}) };
  }
}

if (isMainThread) {
  process.on('message', async (order: Order) => {
    process.send?.(await answer(order));
    if (order.do === 'close') process.disconnect();
  });
} else {
  const { workerData } = await import('node:worker_threads');
  await openStore(workerData as Order & { readonly do: 'open-in-worker' });
}
