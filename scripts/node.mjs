/** Runs the checkout's Node with its dependencies in place: `node scripts/node.mjs tools/check-imports.ts`. */
import process from 'node:process';
import { handOverWords, prepare } from './prologue.mjs';

prepare();
await handOverWords(process.argv.slice(2));
