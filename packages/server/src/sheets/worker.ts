/** Reads the tables of one file and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSheets } from '@mingzhang/documents';

parentPort?.postMessage(await readSheets(workerData as Uint8Array));
