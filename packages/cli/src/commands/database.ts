/** What the commands on the database share: where the data is, what day it is, and how refusals are said. */
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type DateText, date } from '@mingzhang/kernel';
import { StoreRefusal } from '@mingzhang/store';
import { type ExitCode } from '../command.ts';
import { say } from '../output.ts';

/** The data directory: MINGZHANG_DATA, else `data` in the checkout, as for `npm start`. */
export function dataDirectory(): string {
  const checkout = fileURLToPath(new URL('../../../..', import.meta.url));
  return resolve(process.env.MINGZHANG_DATA ?? resolve(checkout, 'data'));
}

const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day at the bureau, as the server has it: by China's time, wherever the machine stands. */
export function today(now: Date): DateText {
  return date(day.format(now));
}

/** Runs a command on the database; a refusal is the answer "no". */
export async function answering(work: () => Promise<void>): Promise<ExitCode> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    say(error.message);
    return 1;
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
