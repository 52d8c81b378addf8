/**
 * A whole year again: ranges of persons handed to worker threads, each with a connection and parameters of its own. Nothing of the year
 * is held in memory beyond a few thousand rows a worker.
 */
import { Worker } from 'node:worker_threads';
import { type SupposedValue } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';
import { personRanges } from './read-year.ts';
import { finishRerun } from './records.ts';
import { added, type Counted, noneCounted } from './run.ts';

export interface RerunYearOptions {
  readonly run: string;
  readonly department: string;
  readonly year: number;
  readonly asOf: string;
  readonly workers: number;
  /** What-if: these values instead of those in force. Such a run is never booked. */
  readonly supposed?: readonly SupposedValue[];
  readonly progress?: (counted: Counted) => void;
}

/** What a worker is told, and what it says. */
export type ToWorker = { readonly range: readonly [string | null, string | null] } | { readonly end: true };
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly counted: Counted }
  | { readonly kind: 'failed'; readonly message: string };

/** More ranges than workers, so that none waits long for the last. */
const rangesPerWorker = 8;

export async function rerunYear(store: Pick<Store, 'db' | 'url'>, options: RerunYearOptions): Promise<Counted> {
  const { run, department, year, asOf, workers, supposed = [], progress } = options;
  const ranges = [...(await personRanges(store.db, { department, year }, workers * rangesPerWorker))];
  let total = noneCounted;
  await Promise.all(
    Array.from({ length: Math.min(workers, ranges.length) }, () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: { url: store.url, run, department, year, asOf, supposed },
      });
      return new Promise<void>((done, failed) => {
        worker.on('message', (message: FromWorker) => {
          if (message.kind === 'failed') {
            failed(new Error(message.message));
            void worker.terminate();
          } else if (message.kind === 'progress') {
            total = added(total, message.counted);
            progress?.(total);
          } else {
            const range = ranges.shift();
            worker.postMessage(range === undefined ? { end: true } : { range });
          }
        });
        worker.on('error', failed);
        worker.on('exit', () => done());
      });
    }),
  );
  await finishRerun(store.db, run, total);
  return total;
}
