/**
 * The product's own PostgreSQL as seen by one process: it starts the server if nobody has, attaches if somebody has, and
 * takes over when that somebody leaves.
 *
 *     npm start            owns: starts the server, stops it at the end
 *     mingzhang backup     meanwhile attaches through postmaster.pid
 *     npm start, again     attaches; if the first one is stopped or killed, starts the server itself
 */
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requirePostgresBinaries } from './binaries.ts';
import {
  type ClusterPlace,
  makeCluster,
  ownDatabase,
  ownRole,
  type RunningCluster,
  socketAnswers,
  startCluster,
} from './cluster.ts';
import { type OwnerLock, type OwnerWatch, tryOwn, watchOwner } from './owner-lock.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { chooseRunAs, handOver } from './run-as.ts';
import { chooseSocketDirectory, makeSocketDirectory, socketPort } from './socket-directory.ts';

export interface EmbeddedServer {
  /** The address of a database in this server; it stays the same whoever owns the server. */
  url(database?: string): string;
  readonly clusterDirectory: string;
  /** Whether this process owns the server at this moment. */
  owned(): boolean;
  /** Leaves. The owner stops the server; if others are attached, one of them starts it again. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** `false` behaves as on a machine without user namespaces; for tests. */
  readonly userNamespaces?: boolean;
}

/** The cluster's directory inside a data directory. */
export function clusterDirectoryIn(dataDirectory: string): string {
  return join(dataDirectory, 'postgres');
}

/**
 * Starts or attaches; resolves when the server accepts connections. `dataDirectory` is made if need be.
 * Refuses with `postgres-not-bundled`, `postgres-not-reachable` or `socket-directory-not-ours`.
 */
export async function openEmbeddedServer(
  dataDirectory: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const binaries = requirePostgresBinaries();
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const directory = realpathSync(dataDirectory);
  const clusterDirectory = clusterDirectoryIn(directory);
  const socketDirectory = chooseSocketDirectory(directory);

  let closing = false;
  let lock: OwnerLock | null = null;
  let cluster: RunningCluster | null = null;
  let watch: OwnerWatch | null = null;

  await ownOrAttach();
  return {
    url: (database = ownDatabase) =>
      `postgres://${ownRole}@localhost:${socketPort}/${database}?host=${encodeURIComponent(socketDirectory)}`,
    clusterDirectory,
    owned: () => cluster !== null,
    close,
  };

  async function ownOrAttach(): Promise<void> {
    while (!closing) {
      lock = await tryOwn(directory);
      if (lock !== null) {
        await own(lock);
        return;
      }
      if (await attach()) return;
    }
  }

  async function own(held: OwnerLock): Promise<void> {
    try {
      const place = preparePlace();
      makeCluster(place);
      // It may have been made or restored by root for root, and now run where only somebody else can run it.
      handOver(clusterDirectory, place.runAs);
      cluster = await startCluster(place);
    } catch (error) {
      await held.release();
      throw error;
    }
    void cluster.ended.then(restart);
  }

  function preparePlace(): ClusterPlace {
    const runAs = chooseRunAs(clusterDirectory, binaries.postgres, options);
    const place = { clusterDirectory, socketDirectory, logFile: join(directory, 'postgres.log'), binaries, runAs };
    makeSocketDirectory(socketDirectory, [process.getuid?.() ?? 0, runAs.uid]);
    handOver(socketDirectory, runAs);
    return place;
  }

  /** The server ended although nobody asked it to. It is started once more; if that fails, the next query says so. */
  async function restart(): Promise<void> {
    if (closing || lock === null) return;
    process.stderr.write('PostgreSQL 意外停止，正在重新启动。\n');
    cluster = null;
    await sleep(100);
    await own(lock).catch(reportLoss);
  }

  /** False if the owner left before the server was ready, so that the lock should be tried again. */
  async function attach(): Promise<boolean> {
    const owner = watchOwner(directory);
    let ownerHere = true;
    void owner.left.then(() => {
      ownerHere = false;
    });
    while (ownerHere) {
      if (readPostmasterFile(clusterDirectory)?.ready === true && (await socketAnswers(socketDirectory))) {
        watch = owner;
        void owner.left.then(() => (closing ? undefined : ownOrAttach().catch(reportLoss)));
        return true;
      }
      await sleep(10);
    }
    return false;
  }

  function reportLoss(error: unknown): void {
    process.stderr.write(`PostgreSQL 无法重新启动：${error instanceof Error ? error.message : String(error)}\n`);
  }

  async function close(): Promise<void> {
    closing = true;
    watch?.stop();
    await cluster?.stop();
    await lock?.release();
    cluster = null;
    lock = null;
  }
}
