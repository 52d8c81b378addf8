/** A worker of the load: draws, decides and writes the batches it is given, one after the other, on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openBulk } from '@mingzhang/store';
import { openBatchWriter, type WorkerAnswer, type WorkerInput } from './batch-writer.ts';
import { drawCounty } from './parts.ts';

const port = parentPort;
if (port === null) throw new Error('the county worker runs in a worker thread only');

const { url, plan, target } = workerData as WorkerInput;
const county = drawCounty(plan);
const bulk = await openBulk(url);
const writeBatch = await openBatchWriter(bulk, county, target);

port.on('message', (batch: number | null) => {
  if (batch === null) {
    void bulk.close().then(() => port.close());
    return;
  }
  writeBatch(batch).then(
    (written) => port.postMessage({ written } satisfies WorkerAnswer),
    (error: unknown) => {
      const failed = error instanceof Error ? (error.stack ?? error.message) : String(error);
      port.postMessage({ failed } satisfies WorkerAnswer);
    },
  );
});
