/** One thread of `rerunYear`: asks for ranges until there are none. */
import { parentPort, workerData } from 'node:worker_threads';
import { type SupposedValue } from '@mingzhang/kernel';
import { openStore } from '@mingzhang/store';
import { parametersOf } from '../../parameters/index.ts';
import { Plans } from './replay.ts';
import { type FromWorker, type ToWorker } from './rerun-year.ts';
import { runRange } from './run.ts';

interface Data {
  readonly url: string;
  readonly run: string;
  readonly department: string;
  readonly year: number;
  readonly asOf: string;
  readonly supposed: readonly SupposedValue[];
}

const { url, run, department, year, asOf, supposed } = workerData as Data;
const port = parentPort;
if (port === null) throw new Error('this file is a worker');
const say = (message: FromWorker): void => port.postMessage(message);

const store = await openStore({ dataDirectory: '', databaseUrl: url, connectionsMax: 2 });
const parameters = await parametersOf(store.db);
const plans = new Plans(supposed.length === 0 ? parameters : parameters.supposing(supposed));

port.on('message', (message: ToWorker) => {
  if ('end' in message) {
    void store.close().then(() => port.close());
    return;
  }
  runRange(store.db, plans, { run, asOf, department, year, range: message.range, institution: null }, (counted) =>
    say({ kind: 'progress', counted }),
  ).then(
    () => say({ kind: 'ready' }),
    (error: unknown) =>
      say({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
say({ kind: 'ready' });
