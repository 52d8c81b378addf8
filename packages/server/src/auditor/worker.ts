/** An audit worker: reads and checks one document at a time, away from the thread that answers requests. */
import { parentPort } from 'node:worker_threads';
import { auditWithModel, readBlocks } from '@mingzhang/documents';
import { type AuditTask, type AuditTaskAnswer } from './pool.ts';
import { readingOf } from './reading.ts';

const port = parentPort;
if (port === null) throw new Error('the audit worker runs in a worker thread only');

port.on('message', (task: AuditTask) => {
  const { audit, document } = auditWithModel(task.bytes, task.file);
  let reading: string | null = null;
  if (task.reading && audit.ok) {
    const blocks = document?.blocks ?? readBlocks(task.bytes, task.file).blocks;
    reading = JSON.stringify(readingOf(blocks, document));
  }
  port.postMessage({ audit, reading } satisfies AuditTaskAnswer);
});
