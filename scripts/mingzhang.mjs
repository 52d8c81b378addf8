#!/usr/bin/env node
/** The `mingzhang` command. Works in any checkout after any kind of `npm ci`; paths are those of the caller's directory. */
import process from 'node:process';
import { handOver, prepare } from './prologue.mjs';

prepare();
await handOver('packages/cli/src/main.ts', process.argv.slice(2));
