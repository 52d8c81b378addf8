/** One thread of `rerunYear`: asks for ranges until there are none. */
import { parentPort, workerData } from 'node:worker_threads';
import { openBulk } from '@mingzhang/store';
import { openRun } from './records.ts';
import { type FromWorker, type ToWorker } from './rerun-year.ts';
import { runRange } from './run.ts';

const { url, run } = workerData as { readonly url: string; readonly run: string };
const port = parentPort;
if (port === null) throw new Error('this file is a worker');
const say = (message: FromWorker): void => port.postMessage(message);

const bulk = await openBulk(url);
const { scope, plans, ...how } = await openRun(bulk.db, run);

port.on('message', (message: ToWorker) => {
  if ('end' in message) {
    void bulk.close().then(() => port.close());
    return;
  }
  runRange(bulk, plans, { ...scope, ...how, run, range: message.range }, (counted) =>
    say({ kind: 'progress', counted }),
  ).then(
    () => say({ kind: 'ready' }),
    (error: unknown) =>
      say({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
say({ kind: 'ready' });
