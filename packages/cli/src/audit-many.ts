/**
 * Many files on two threads, answered in the order of the files. Few are under way at any time: a file is begun only when it
 * is among the next few to be written, so memory does not grow with their number, and a slow reader slows us down.
 */
import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { auditOfUnreadable } from '@mingzhang/documents';
import { type AuditAnswer, type AuditRequest, answerOf } from './audit-target.ts';
import { type Target } from './files.ts';
import { say } from './output.ts';

export interface AuditTask {
  readonly index: number;
  readonly target: Target;
  readonly request: AuditRequest;
}

export interface AuditTaskAnswer {
  readonly index: number;
  readonly answer: AuditAnswer;
}

interface Seat {
  worker: Worker | null;
  task: AuditTask | null;
  /** True while its worker may use most of the machine's memory. */
  roomy: boolean;
}

/** So many files ahead of the one to be written may be begun. */
const ahead = 6;
/** A file above this is checked alone, by a worker that may use most of the memory and ends with it. */
const largeBytes = 2 * 1024 * 1024;
/** What a worker needs for an ordinary file, with room to spare; less room means less garbage kept. */
const ordinaryMegabytes = 160;
const largeMegabytes = Math.floor((totalmem() / 1024 / 1024) * 0.75);

/** Audits the files; `write` gets the answers in order and is waited for. Ends the workers however it ends. */
export async function auditMany(
  targets: readonly Target[],
  request: AuditRequest,
  write: (answer: AuditAnswer, target: Target) => Promise<void>,
): Promise<void> {
  const seats: Seat[] = Array.from({ length: Math.min(2, targets.length, availableParallelism()) }, () => ({
    worker: null,
    task: null,
    roomy: false,
  }));
  const ready = new Map<number, AuditAnswer>();
  /** Ordinary files that turned out to need more memory. */
  const needRoom = new Set<number>();
  let begun = 0;
  let written = 0;
  let wake: () => void = () => {};
  /** True when nothing is to be begun any more: an answer that was under way must not start a worker anew. */
  let ended = false;

  function settle(seat: Seat, answer: AuditAnswer): void {
    const { task } = seat;
    seat.task = null;
    if (task === null) return;
    ready.set(task.index, answer);
    begin();
    wake();
  }

  function start(seat: Seat, roomy: boolean): Worker {
    const worker = new Worker(new URL('./audit-worker.ts', import.meta.url), {
      resourceLimits: roomy
        ? { maxOldGenerationSizeMb: largeMegabytes }
        : { maxOldGenerationSizeMb: ordinaryMegabytes, maxYoungGenerationSizeMb: 16 },
    });
    worker.on('message', ({ answer }: AuditTaskAnswer) => settle(seat, answer));
    worker.on('error', (error: Error) => {
      if (seat.worker === worker) fail(seat, error);
    });
    seat.worker = worker;
    seat.roomy = roomy;
    return worker;
  }

  /** The worker has died of a file: of too little memory, or of our own mistake. */
  function fail(seat: Seat, error: Error): void {
    const { task, roomy } = seat;
    seat.worker = null;
    if (task === null) return;
    const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (outOfMemory && !roomy) {
      needRoom.add(task.index);
      seat.task = null;
      begin();
      return;
    }
    const sentence = outOfMemory
      ? '文件太大，本机内存不够，没有检查完。请把它拆成几份再检查。'
      : '检查这份文件时明账自身出错，没有得出结果。请把这份文件交给维护者查明原因。';
    if (!outOfMemory) say(error.stack ?? error.message);
    settle(seat, answerOf(auditOfUnreadable(task.target.file, sentence), request));
  }

  /** Gives free seats the next files, as far as order and memory allow. */
  function begin(): void {
    if (ended) return;
    for (const seat of seats) {
      if (seat.task !== null) continue;
      const [again] = needRoom;
      const index = again ?? begun;
      const target = targets[index];
      if (target === undefined || index >= written + ahead) return;
      const large = again !== undefined || target.bytes > largeBytes;
      const busy = seats.filter(({ task }) => task !== null);
      if (busy.some(({ roomy }) => roomy) || (large && busy.length > 0)) return;
      if (again === undefined) begun += 1;
      else needRoom.delete(again);
      // A worker with the other kind of limit gives its memory back.
      if (seat.worker !== null && seat.roomy !== large) {
        const left = seat.worker;
        seat.worker = null;
        void left.terminate();
      }
      seat.task = { index, target, request };
      (seat.worker ?? start(seat, large)).postMessage(seat.task);
    }
  }

  try {
    begin();
    while (written < targets.length) {
      const answer = ready.get(written);
      const target = targets[written];
      if (answer === undefined || target === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      ready.delete(written);
      await write(answer, target);
      written += 1;
      begin();
    }
  } finally {
    ended = true;
    await Promise.all(seats.map(({ worker }) => worker?.terminate()));
  }
}
