/**
 * Reads the tables of a file away from the thread that answers requests: a large workbook takes seconds, a hostile one might take all
 * the memory there is. The worker ends with its file, whatever happens to it.
 */
import { Worker } from 'node:worker_threads';
import { type ReadSheets } from '@mingzhang/documents';

/** Milliseconds that one file may take. */
const timeLimit = 60_000;

const tooMuch: ReadSheets = {
  ok: false,
  error: '这个文件在一分钟内没有读完，没有导入。请按月份分开导出，或另存为CSV后再试。',
};

/** The file's tables, or a sentence saying why there are none; never rejects. */
export function readSheetsApart(
  bytes: Uint8Array,
  worker = new URL('./worker.ts', import.meta.url),
): Promise<ReadSheets> {
  return new Promise((resolve) => {
    const reader = new Worker(worker, { workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    const timer = setTimeout(() => void reader.terminate(), timeLimit);
    const settle = (answer: ReadSheets): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    reader.once('message', settle);
    // Out of memory, or out of time: the answer has not come, and this is it.
    reader.once('error', () => settle(tooMuch));
    reader.once('exit', () => settle(tooMuch));
  });
}
