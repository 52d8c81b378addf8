/**
 * A process that draws up a run and stops for ever after the first of it is kept, for the tests of what is left when it is killed.
 *
 *     spawn(node, ['rerun-child.ts', url, run])
 */
import { writeSync } from 'node:fs';
import { openStore } from '@mingzhang/store';
import { rerunYear } from '../src/settlement/rerun/index.ts';

const [, , url = '', run = ''] = process.argv;
const store = await openStore({ dataDirectory: '', databaseUrl: url, connectionsMax: 2 });
await rerunYear(store, run, {
  workers: 1,
  progress: ({ persons }) => {
    writeSync(1, `${persons}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
