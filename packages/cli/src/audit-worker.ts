/** An audit worker of the command line: one file at a time, away from the thread that writes. */
import { parentPort } from 'node:worker_threads';
import { type AuditTask, type AuditTaskAnswer } from './audit-many.ts';
import { auditTarget } from './audit-target.ts';

const port = parentPort;
if (port === null) throw new Error('the audit worker runs in a worker thread only');

port.on('message', ({ index, target, request }: AuditTask) => {
  auditTarget(target, request).then(
    (answer) => port.postMessage({ index, answer } satisfies AuditTaskAnswer),
    (error: unknown) => {
      // Our own mistake: the worker dies of it, and the file is answered for by who started us.
      setImmediate(() => {
        throw error;
      });
    },
  );
});
