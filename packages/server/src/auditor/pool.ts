/**
 * A small pool of audit workers. Reading and checking a document is pure computation – milliseconds for a usual one, seconds
 * for a huge one – so it runs in worker threads and the thread that answers requests stays free.
 *
 * A worker that dies or overruns its time takes one document down with it, never the server: its request is answered with a
 * refusal and another worker takes its place.
 */
import { Worker } from 'node:worker_threads';
import { type AuditObject } from '@mingzhang/disclosure';
import { Refusal } from '../refusals.ts';

/** What a worker is asked. */
export interface AuditTask {
  readonly bytes: Uint8Array;
  /** The label that the audit object carries in `file`. */
  readonly file: string;
  /** True if the reading (blocks, normalised tables …) is wanted too. */
  readonly reading: boolean;
}

/** What a worker answers; `reading` is JSON, null where it was not asked for or the file could not be read. */
export interface AuditTaskAnswer {
  readonly audit: AuditObject;
  readonly reading: string | null;
}

export interface AuditPool {
  /** Audits one document. The bytes are copied to the worker. Throws the refusals audit-busy, -timeout and -crashed. */
  audit(task: AuditTask): Promise<AuditTaskAnswer>;
  /** Documents being audited, and waiting. */
  load(): { readonly running: number; readonly waiting: number };
  /** Ends the workers; what still waits is refused. */
  close(): Promise<void>;
}

export interface AuditPoolOptions {
  readonly size?: number;
  /** Milliseconds one document may take. */
  readonly timeLimit?: number;
  /** Documents that may wait. */
  readonly queueLimit?: number;
  /** The worker's module; tests give one that hangs or dies. */
  readonly worker?: URL;
}

interface Job {
  readonly task: AuditTask;
  readonly resolve: (answer: AuditTaskAnswer) => void;
  readonly reject: (reason: Error) => void;
}

interface Seat {
  worker: Worker | null;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

export function createAuditPool(options: AuditPoolOptions = {}): AuditPool {
  const timeLimit = options.timeLimit ?? 120_000;
  const queueLimit = options.queueLimit ?? 64;
  const module = options.worker ?? new URL('./worker.ts', import.meta.url);
  const seats: Seat[] = Array.from({ length: options.size ?? 2 }, () => ({ worker: null, job: null, timer: null }));
  const waiting: Job[] = [];
  let closed = false;

  function start(seat: Seat): Worker {
    const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: 2048 } });
    worker.unref();
    worker.on('message', (answer: AuditTaskAnswer) => {
      const job = leave(seat);
      job?.resolve(answer);
      next();
    });
    worker.on('error', (error) => fail(seat, worker, error));
    worker.on('exit', (code) => fail(seat, worker, new Error(`the worker ended with code ${code}`)));
    seat.worker = worker;
    return worker;
  }

  /** Takes the finished or failed job off its seat. */
  function leave(seat: Seat): Job | null {
    const { job, timer } = seat;
    if (timer !== null) clearTimeout(timer);
    seat.job = null;
    seat.timer = null;
    seat.worker?.unref();
    return job;
  }

  function fail(seat: Seat, worker: Worker, cause: unknown): void {
    if (seat.worker !== worker) return;
    seat.worker = null;
    const job = leave(seat);
    job?.reject(
      new Refusal(
        'audit-crashed',
        `检查《${job.task.file}》的进程意外退出，没有得出结果，文件也没有保存。其他操作不受影响；请把这份文件交给维护者查明原因。`,
        { cause },
      ),
    );
    next();
  }

  function overrun(seat: Seat): void {
    const { worker } = seat;
    seat.worker = null;
    const job = leave(seat);
    void worker?.terminate();
    job?.reject(
      new Refusal(
        'audit-timeout',
        `检查《${job.task.file}》超过了 ${timeLimit / 1000} 秒的时限，已经中止，文件没有保存。请把文件拆成几份再上传，或用命令行 mingzhang audit 检查。`,
      ),
    );
    next();
  }

  function next(): void {
    if (closed) return;
    const seat = seats.find((candidate) => candidate.job === null);
    if (seat === undefined) return;
    const job = waiting.shift();
    if (job === undefined) return;
    const worker = seat.worker ?? start(seat);
    worker.ref();
    seat.job = job;
    seat.timer = setTimeout(() => overrun(seat), timeLimit);
    worker.postMessage(job.task);
    next();
  }

  // Started at once, so that the first document does not wait for them.
  for (const seat of seats) start(seat);

  return {
    audit(task) {
      if (closed || waiting.length >= queueLimit) {
        const detail = `排队等候检查的文件已有 ${waiting.length} 份，暂时不能再收《${task.file}》。请稍后再试。`;
        return Promise.reject(new Refusal('audit-busy', detail, { retryAfter: 5 }));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        next();
      });
    },
    load: () => ({ running: seats.filter((seat) => seat.job !== null).length, waiting: waiting.length }),
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) {
        job.reject(
          new Refusal('audit-busy', '系统正在停止，这份文件没有检查，也没有保存。请在系统重新启动后再上传。', {
            retryAfter: 10,
          }),
        );
      }
      await Promise.all(
        seats.map(async (seat) => {
          const { worker } = seat;
          seat.worker = null;
          const job = leave(seat);
          job?.reject(
            new Refusal('audit-busy', '系统正在停止，检查没有完成，文件没有保存。请在系统重新启动后再上传。', {
              retryAfter: 10,
            }),
          );
          await worker?.terminate();
        }),
      );
    },
  };
}
