/**
 * A run drawn up beside whoever asks: ranges of persons handed to worker threads, each with a connection and parameters of its own.
 * Nothing of the year is held in memory beyond a few thousand rows a worker.
 */
import { Worker } from 'node:worker_threads';
import { openBulk, type Store } from '@mingzhang/store';
import { holdRun } from './alive.ts';
import { personRanges } from './read-year.ts';
import { finishRerun, keepProgress } from './records.ts';
import { added, type Counted, noneCounted } from './run.ts';

export interface RerunYearOptions {
  readonly workers: number;
  readonly progress?: (counted: Counted) => void;
  /** Ends the run where it is; it then rejects. */
  readonly signal?: AbortSignal;
}

/** What a worker is told, and what it says. */
export type ToWorker = { readonly range: readonly [string | null, string | null] } | { readonly end: true };
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly counted: Counted }
  | { readonly kind: 'failed'; readonly message: string };

/** More ranges than workers, so that none waits long for the last. */
const rangesPerWorker = 8;
const keptEveryMilliseconds = 2_000;

/** Draws up a run of an institution or a year. Its progress is kept with it for whoever looks; it may be dropped meanwhile. */
export async function rerunYear(
  store: Pick<Store, 'db' | 'url'>,
  run: string,
  options: RerunYearOptions,
): Promise<Counted> {
  const { department_id: department, year } = await store.db
    .selectFrom('rerun_run')
    .select(['department_id', 'year'])
    .where('id', '=', run)
    .executeTakeFirstOrThrow();
  const holding = await openBulk(store.url);
  try {
    await holdRun(holding.db, run);
    return await drawnUp(store, run, { department, year }, options);
  } finally {
    await holding.close();
  }
}

async function drawnUp(
  store: Pick<Store, 'db' | 'url'>,
  run: string,
  { department, year }: { readonly department: string; readonly year: number },
  { workers, progress, signal }: RerunYearOptions,
): Promise<Counted> {
  const ranges = [...(await personRanges(store.db, { department, year }, workers * rangesPerWorker))];
  let total = noneCounted;
  let keeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    keeping = keepProgress(store.db, run, total).catch(() => {});
  }, keptEveryMilliseconds);
  const threads: Worker[] = [];
  try {
    await Promise.all(
      Array.from({ length: Math.min(workers, ranges.length) }, () => {
        const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { url: store.url, run } });
        threads.push(worker);
        return new Promise<void>((done, failed) => {
          worker.on('message', (message: FromWorker) => {
            if (message.kind === 'failed') failed(new Error(message.message));
            else if (message.kind === 'progress') {
              total = added(total, message.counted);
              progress?.(total);
            } else {
              const range = ranges.shift();
              worker.postMessage(range === undefined ? { end: true } : { range });
            }
          });
          worker.on('error', failed);
          signal?.addEventListener('abort', () => failed(new Error('the run was ended')), { once: true });
          worker.on('exit', () => done());
        });
      }),
    );
  } finally {
    clearInterval(timer);
    await keeping;
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  await finishRerun(store.db, run, total);
  return total;
}
