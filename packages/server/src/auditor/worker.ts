/** An audit worker: reads and checks one document at a time, away from the thread that answers requests. */
import { parentPort } from 'node:worker_threads';
import { auditFile } from '@mingzhang/documents';
import { type AuditTask, type AuditTaskAnswer } from './pool.ts';
import { readingOf } from './reading.ts';

const port = parentPort;
if (port === null) throw new Error('the audit worker runs in a worker thread only');

port.on('message', async (task: AuditTask) => {
  const { audit, document } = await auditFile(task.bytes, task.file);
  const reading = task.reading && document !== null ? JSON.stringify(readingOf(document.blocks, document)) : null;
  port.postMessage({ audit, reading } satisfies AuditTaskAnswer);
});
