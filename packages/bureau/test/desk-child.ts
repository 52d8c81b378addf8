/**
 * A process at work in the books, for the tests of what is left when it is killed. It can be killed from outside at any moment, or
 * kill itself between two statements of a transaction:
 *
 *     fork('desk-child.ts', [JSON.stringify(orders)])
 */
import { openStore } from '@mingzhang/store';
import { Charts } from '../src/books/index.ts';
import { bookVoucher, closeMonth, postUnitYearEnd } from '../src/office/vouchers/index.ts';
import { type Orders, type Told } from './desk-child-orders.ts';
import { counting } from './mortal.ts';

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const { unit, person, today, work, dieAfter } = orders;
const store = await openStore({ dataDirectory: '', databaseUrl: orders.url, connectionsMax: 8 });
const charts = new Charts();
const at = new Date(`${today}T08:00:00Z`);

function tell(told: Told): Promise<void> {
  return new Promise((resolve) => process.send?.(told, undefined, undefined, () => resolve()));
}

/** Dies after the last statement that it is let live for. */
const mortal = counting((count) => {
  if (count === dieAfter) process.kill(process.pid, 'SIGKILL');
});
const db = dieAfter === undefined ? store.db : store.db.withPlugin(mortal);

async function book(id: string): Promise<void> {
  const outcome = await db.transaction().execute((trx) => bookVoucher(trx, charts, { unit, id, person, at, today }));
  await tell('refusal' in outcome ? { refused: outcome.refusal.id } : { done: id });
}

async function carryOut(): Promise<void> {
  switch (work.do) {
    case 'book': {
      const waiting = [...work.ids];
      const lanes = Array.from({ length: work.atOnce }, async () => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await book(id);
      });
      await Promise.all(lanes);
      return;
    }
    case 'close':
      for (const month of work.months) {
        const outcome = await db
          .transaction()
          .execute((trx) => closeMonth(trx, charts, { unit, month, today, person, at }));
        await tell('refusal' in outcome ? { refused: outcome.refusal.id } : { done: month });
      }
      return;
    case 'year-end': {
      const { year } = work;
      const outcome = await db
        .transaction()
        .execute((trx) => postUnitYearEnd(trx, charts, { unit, year, today, person, at }));
      await tell('refusal' in outcome ? { refused: outcome.refusal.id } : { done: String(outcome.vouchers.length) });
      return;
    }
  }
}

await carryOut();
await tell({ end: true });
await store.close();
process.disconnect();
