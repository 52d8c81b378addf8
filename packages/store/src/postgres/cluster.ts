/**
 * Makes and runs one PostgreSQL cluster. Everything here is called by the owner only, under the owner's lock, and so may
 * clean up after a predecessor that was killed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { type PostgresBinaries } from './binaries.ts';
import { isPostmaster, readPostmasterFile } from './postmaster-file.ts';
import { handOver, type RunAs } from './run-as.ts';
import { socketPort } from './socket-directory.ts';

/** The role and the database of the product in its own cluster. */
export const ownRole = 'mingzhang';
export const ownDatabase = 'mingzhang';

const logSizeMax = 8 * 1024 * 1024;

export interface ClusterPlace {
  readonly clusterDirectory: string;
  readonly socketDirectory: string;
  readonly logFile: string;
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs;
}

export interface RunningCluster {
  readonly pid: number;
  /** Resolves when PostgreSQL has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** A fast shutdown: open transactions are rolled back, everything is written. */
  stop(): Promise<void>;
}

function command(place: ClusterPlace, program: string, args: readonly string[]): [string, string[]] {
  const [first = '', ...rest] = [...place.runAs.prefix, program, ...args];
  return [first, rest];
}

/** Makes the cluster if there is none. It appears under its name only when it is complete. */
export function makeCluster(place: ClusterPlace): void {
  if (existsSync(join(place.clusterDirectory, 'PG_VERSION'))) return;
  const unfinished = `${place.clusterDirectory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  handOver(unfinished, place.runAs);
  // The locale is PostgreSQL's own, so that a cluster does not depend on which locales the machine has.
  runOnce(place, place.binaries.initdb, [
    ...['-D', unfinished, '-U', ownRole, '-E', 'UTF8', '--no-instructions', '--no-sync'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--auth-local=trust', '--auth-host=scram-sha-256'],
    // Whoever needs a new file of the log fills it with zeroes, and everybody waits: a small one takes some milliseconds.
    '--wal-segsize=4',
  ]);
  runOnce(
    place,
    place.binaries.postgres,
    ['--single', '-D', unfinished, 'postgres'],
    `create database ${ownDatabase}\n`,
  );
  renameSync(unfinished, place.clusterDirectory);
}

function runOnce(place: ClusterPlace, program: string, args: readonly string[], input = ''): void {
  const [first, rest] = command(place, program, args);
  const result = spawnSync(first, rest, { encoding: 'utf8', cwd: '/', input, ...place.runAs.spawnIds });
  // In single-user mode a failed statement is only printed, so the exit code does not tell.
  const complaint = /^.*(?:ERROR|FATAL):.*$/m.exec(result.stderr ?? '');
  if (result.status === 0 && complaint === null) return;
  throw new Error(`${program} failed: ${result.error?.message ?? ''}${result.stderr ?? ''}${result.stdout ?? ''}`);
}

/** True if something accepts connections on the socket. */
export function socketAnswers(socketDirectory: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(socketDirectory, `.s.PGSQL.${socketPort}`));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/**
 * Ends a server that outlived its owner, and removes what a killed one left behind. We hold the lock, so whoever started it
 * is gone. PostgreSQL would judge its leftover by the process id alone and refuse to start where the number is in use again.
 */
async function clearLeftovers(place: ClusterPlace): Promise<void> {
  const left = readPostmasterFile(place.clusterDirectory);
  if (left !== null && isPostmaster(left.pid, place.clusterDirectory)) {
    process.kill(left.pid, 'SIGINT');
    while (isPostmaster(left.pid, place.clusterDirectory)) await sleep(20);
  }
  if (await socketAnswers(place.socketDirectory)) {
    throw new Error(`another PostgreSQL, not one of this machine's processes, answers in ${place.socketDirectory}`);
  }
  rmSync(join(place.clusterDirectory, 'postmaster.pid'), { force: true });
  rmSync(join(place.socketDirectory, `.s.PGSQL.${socketPort}`), { force: true });
  rmSync(join(place.socketDirectory, `.s.PGSQL.${socketPort}.lock`), { force: true });
}

/** Starts PostgreSQL on a made cluster and resolves when it accepts connections. Main thread only. */
export async function startCluster(place: ClusterPlace): Promise<RunningCluster> {
  // The kernel ends PostgreSQL with the thread that started it, and worker threads come and go.
  if (!isMainThread) throw new Error('PostgreSQL must be started from the main thread');
  await clearLeftovers(place);
  const deadline = Date.now() + 10_000;
  for (;;) {
    const started = await tryStart(place);
    if ('pid' in started) return started;
    // After `kill -9` of the main process its children take a moment to notice.
    const predecessorLingers = /pre-existing shared memory block/.test(started.log);
    if (!predecessorLingers || Date.now() > deadline) throw new Error(`PostgreSQL did not start:\n${started.log}`);
    await sleep(100);
  }
}

/** An eighth of the machine's memory, from 128 MB to 1 GB; PostgreSQL takes it only as it is used. */
function sharedMegabytes(): number {
  return Math.max(128, Math.min(1024, Math.floor(totalmem() / 8 / 1024 ** 2)));
}

async function tryStart(place: ClusterPlace): Promise<RunningCluster | { readonly log: string }> {
  if (existsSync(place.logFile) && statSync(place.logFile).size > logSizeMax)
    renameSync(place.logFile, `${place.logFile}.1`);
  const log = openSync(place.logFile, 'a', 0o600);
  const logStart = statSync(place.logFile).size;
  const [first, rest] = command(place, place.binaries.postgres, [
    ...['-D', place.clusterDirectory, '-p', String(socketPort), '-k', place.socketDirectory],
    ...['-c', 'listen_addresses=', '-c', 'log_checkpoints=off'],
    // PostgreSQL's own are for a machine of 1995: a county's year is some gigabytes.
    ...['-c', `shared_buffers=${sharedMegabytes()}MB`, '-c', 'max_wal_size=8GB', '-c', 'checkpoint_timeout=15min'],
  ]);
  // A session of its own: Ctrl-C in the terminal is for us, and we stop the server when our work is done.
  const child = spawn(first, rest, { stdio: ['ignore', log, log], cwd: '/', detached: true, ...place.runAs.spawnIds });
  closeSync(log);
  child.unref();
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  while (running) {
    const file = readPostmasterFile(place.clusterDirectory);
    if (file?.ready === true && file.pid === child.pid) {
      return { pid: file.pid, ended, stop: () => stop() };
    }
    await sleep(5);
  }
  return { log: readFileSync(place.logFile).subarray(logStart).toString('utf8') };

  function stop(): Promise<void> {
    // While it is being stopped the process must stay: an exit would turn the wait into a race.
    child.ref();
    if (running) child.kill('SIGINT');
    return ended;
  }
}
