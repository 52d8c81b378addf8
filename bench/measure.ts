/** How the benchmarks measure. */
import { spawn } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The middle of the sorted values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new Error('no values');
  return middle;
}

/** Runs `work` `times` times and gives the median of its milliseconds. */
export async function medianMilliseconds(times: number, work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return median(taken);
}

/** The machine as one line: processor, cores, memory, Node. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpu?.model.trim() ?? process.arch} × ${cpus().length}，${memory} GB，${process.platform}，Node ${process.versions.node}`;
}

export interface ChildOutcome {
  readonly code: number | null;
  readonly seconds: number;
  /** Peak resident memory; null where the child was ended before it could tell. */
  readonly megabytes: number | null;
  /** Bytes, lines and the last line of its standard output. */
  readonly out: { readonly bytes: number; readonly lines: number };
  readonly timedOut: boolean;
}

/** Runs a Node program to its end, counting what it prints. */
export function runNode(
  words: readonly string[],
  options: { readonly timeLimit?: number; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<ChildOutcome> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const preload = ['--import', join(import.meta.dirname, 'report-peak.mjs')];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...preload, ...words], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      env: { ...process.env, ...options.environment },
    });
    let bytes = 0;
    let lines = 0;
    let told = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines += 1;
    });
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    const timer =
      options.timeLimit === undefined
        ? null
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeLimit * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      if (timer !== null) clearTimeout(timer);
      resolve({
        code,
        seconds: (performance.now() - started) / 1000,
        megabytes: told === '' ? null : Number(told) / 1024,
        out: { bytes, lines },
        timedOut,
      });
    });
  });
}
