/** `npm test`: installs what is missing and runs every test. */
import process from 'node:process';
import { handOver, prepare } from './prologue.mjs';

prepare();
await handOver('tools/run-tests.ts', process.argv.slice(2));
