/**
 * A process that settles, for the tests of what is left when it is killed: from outside, or by its own hand between two statements.
 *
 *     fork('settle-child.ts', [JSON.stringify({ url, dieAfter, commands })])
 */
import { openStore } from '@mingzhang/store';
import { Charts } from '../src/books/index.ts';
import { parametersOf } from '../src/parameters/index.ts';
import { cancelSettlement, settleVisit } from '../src/settlement/index.ts';
import { counting } from './mortal.ts';
import { type SettleOrders } from './settle-child-orders.ts';

const { url, dieAfter, commands } = JSON.parse(process.argv[2] ?? '') as SettleOrders;
const store = await openStore({ dataDirectory: '', databaseUrl: url, connectionsMax: 4 });
const parameters = await parametersOf(store.db);
const charts = new Charts();
const mortal = counting((count) => {
  if (count === dieAfter) process.kill(process.pid, 'SIGKILL');
});
const db = dieAfter === undefined ? store.db : store.db.withPlugin(mortal);

for (const command of commands) {
  const timed = { ...command, at: new Date(command.at) };
  const outcome =
    'cancels' in timed ? await cancelSettlement(db, charts, timed) : await settleVisit(db, charts, parameters, timed);
  const told = 'refusal' in outcome ? { refused: outcome.refusal.id } : { done: outcome.id };
  await new Promise<void>((resolve) => process.send?.(told, undefined, undefined, () => resolve()));
}
await store.close();
process.disconnect();
