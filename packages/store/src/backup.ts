/**
 * Backups of the embedded PostgreSQL, made while it runs. The bundled package has no pg_dump and no pg_basebackup, so this
 * does what the latter does: tell the server that a backup begins, copy the cluster's files as they are, tell it that the
 * backup ends, and add the write-ahead log of the time between, from which a restored server makes the copy consistent.
 *
 *     DIR/manifest.json      what was backed up, with size and SHA-256 of every file
 *     DIR/postgres/…         the cluster
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client } from 'pg';
import { newClient } from './pool.ts';
import { tryOwn } from './postgres/owner-lock.ts';
import { clusterDirectoryIn, openEmbeddedServer } from './postgres/server.ts';
import { StoreRefusal } from './refusal.ts';
import { openStore } from './store.ts';

export interface BackupOptions {
  readonly dataDirectory: string;
  /** Refused where given: another server is backed up with its own tools. */
  readonly databaseUrl?: string | undefined;
  /** The directory to make; it may exist if it is empty. */
  readonly out: string;
  /** Called after each file with the bytes copied so far. */
  readonly onProgress?: (bytes: number) => void;
}

export interface RestoreOptions {
  /** A directory made by `backup`. */
  readonly from: string;
  /** Must not hold a cluster yet. */
  readonly dataDirectory: string;
  readonly databaseUrl?: string | undefined;
  readonly onProgress?: (bytes: number) => void;
}

export interface BackupSummary {
  /** When the backup began, as an ISO time. What was committed until the backup ended is in it. */
  readonly madeAt: string;
  readonly files: number;
  readonly bytes: number;
}

interface FileRecord {
  readonly bytes: number;
  readonly sha256: string;
}

interface Manifest {
  readonly format: 'mingzhang-backup-1';
  readonly madeAt: string;
  /** As `server_version_num`: 180004. */
  readonly postgresVersion: number;
  /** Relative to the backup, in code-point order. */
  readonly files: Readonly<Record<string, FileRecord>>;
}

/** What a restored server makes anew; copying it would be useless or wrong. The directories themselves must be there. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const left = /^(?:postmaster\.(?:pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*)$/;

/** The state of the whole cluster; read last, as PostgreSQL's own tool does. */
const controlFile = join('global', 'pg_control');

/**
 * Backs up the running cluster into `out`. Refuses with `outside-server`, `nothing-to-back-up` or
 * `backup-target-not-empty`. If anything fails on the way, nothing is left under the name `out`.
 */
export async function backup(options: BackupOptions): Promise<BackupSummary> {
  refuseOutsideServer(options.databaseUrl, '备份', 'pg_dump 或 pg_basebackup');
  const { dataDirectory, out } = options;
  if (!existsSync(clusterDirectoryIn(dataDirectory))) {
    throw new StoreRefusal('nothing-to-back-up', `${dataDirectory} 中没有数据库，无可备份。请检查 MINGZHANG_DATA。`);
  }
  if (existsSync(out) && (await readdir(out)).length > 0) {
    throw new StoreRefusal('backup-target-not-empty', `${out} 已存在且不是空目录。请另选一个目录存放备份。`);
  }
  const unfinished = `${out}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const server = await openEmbeddedServer(dataDirectory);
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    const client = newClient(server.url());
    // If the server goes away, the next statement fails and says so.
    client.on('error', () => {});
    await client.connect();
    const manifest = await copyCluster(client, server.clusterDirectory, unfinished, options.onProgress).finally(() =>
      client.end(),
    );
    await rename(unfinished, out);
    return summarise(manifest);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    await server.close();
  }
}

async function copyCluster(
  client: Client,
  clusterDirectory: string,
  out: string,
  onProgress: BackupOptions['onProgress'],
): Promise<Manifest> {
  const madeAt = new Date().toISOString();
  const target = join(out, 'postgres');
  const files: Record<string, FileRecord> = {};
  let bytes = 0;
  const copy = async (path: string): Promise<void> => {
    const record = await copyFile(join(clusterDirectory, path), join(target, path));
    // PostgreSQL may delete a file while we copy; the log then knows about it.
    if (record === null) return;
    files[join('postgres', path)] = record;
    bytes += record.bytes;
    onProgress?.(bytes);
  };

  // The slot keeps the server from recycling the log we still have to copy. It is gone with this connection.
  await client.query(`select pg_create_physical_replication_slot('mingzhang_backup_' || pg_backend_pid(), true, true)`);
  await client.query(`select pg_backup_start('mingzhang', fast => true)`);
  const listed = await listCluster(clusterDirectory);
  for (const directory of listed.directories) await mkdir(join(target, directory), { recursive: true, mode: 0o700 });
  await inLanes(listed.files, copy);
  await copy(controlFile);
  const { rows } = await client.query<{ label: string; last: string; version: string }>(
    `select labelfile as label, pg_walfile_name(lsn) as last, current_setting('server_version_num') as version
       from pg_backup_stop(wait_for_archive => false)`,
  );
  const [stopped] = rows;
  const first = /\(file ([0-9A-F]{24})\)/.exec(stopped?.label ?? '')?.[1];
  if (stopped === undefined || first === undefined) throw new Error('pg_backup_stop gave no label');

  const label = join('postgres', 'backup_label');
  files[label] = await writeSynced(join(out, label), stopped.label);
  for (const name of (await readdir(join(clusterDirectory, 'pg_wal'))).sort()) {
    const segment = /^[0-9A-F]{24}$/.test(name) && name >= first && name <= stopped.last;
    if (segment || name.endsWith('.history')) await copy(join('pg_wal', name));
  }
  if (files[join('postgres', 'pg_wal', stopped.last)] === undefined) throw new Error(`log ${stopped.last} is missing`);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest: Manifest = {
    format: 'mingzhang-backup-1',
    madeAt,
    postgresVersion: Number(stopped.version),
    files: sorted,
  };
  await writeSynced(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}

interface ClusterListing {
  readonly directories: readonly string[];
  readonly files: readonly string[];
}

async function listCluster(root: string, directory = ''): Promise<ClusterListing> {
  const directories = [directory];
  const files: string[] = [];
  for (const entry of await readdir(join(root, directory), { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (left.test(entry.name) || path === controlFile) continue;
    // Nothing of ours makes tablespaces; a backup without them would be no backup.
    if (entry.isSymbolicLink()) throw new Error(`${path} lies outside the cluster`);
    if (entry.isFile()) files.push(path);
    else if (emptied.has(path)) directories.push(path);
    else if (entry.isDirectory()) {
      const inside = await listCluster(root, path);
      directories.push(...inside.directories);
      files.push(...inside.files);
    }
  }
  return { directories, files };
}

/** Copies one file to disk for good and says what was copied; null if the source is gone. */
async function copyFile(source: string, target: string): Promise<FileRecord | null> {
  const from = await open(source, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (from === null) return null;
  const to = await open(target, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of from.createReadStream({ highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      await to.writeFile(chunk);
    }
    await to.datasync();
  } finally {
    await to.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function writeSynced(file: string, text: string): Promise<FileRecord> {
  await writeFile(file, text, { mode: 0o600, flush: true });
  return { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}

/**
 * Restores a backup into a data directory without a cluster, and opens it once, which replays the log and applies
 * migrations that are newer than the backup. Refuses with `outside-server`, `backup-damaged` or `restore-target-not-empty`.
 */
export async function restore(options: RestoreOptions): Promise<BackupSummary> {
  refuseOutsideServer(options.databaseUrl, '恢复', 'pg_restore 或 psql');
  const { from, dataDirectory } = options;
  const manifest = await readManifest(from);
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const lock = await tryOwn(dataDirectory);
  const clusterDirectory = clusterDirectoryIn(dataDirectory);
  try {
    if (lock === null || existsSync(clusterDirectory)) {
      throw new StoreRefusal(
        'restore-target-not-empty',
        `${clusterDirectory} 中已有数据库，恢复不会覆盖它。请先停止明账，把该目录改名移走，或用 MINGZHANG_DATA 指定新的目录。`,
      );
    }
    const unfinished = `${clusterDirectory}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await copyBack(from, manifest, unfinished, options.onProgress).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    });
    await rename(unfinished, clusterDirectory);
  } finally {
    await lock?.release();
  }
  const store = await openStore({ dataDirectory });
  await store.close();
  return summarise(manifest);
}

async function copyBack(
  from: string,
  manifest: Manifest,
  target: string,
  onProgress: RestoreOptions['onProgress'],
): Promise<void> {
  let bytes = 0;
  await mkdir(target, { mode: 0o700 });
  // Empty directories are part of a cluster, and only the backup's own tree knows them.
  for (const entry of await readdir(join(from, 'postgres'), { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inside = join(entry.parentPath, entry.name).slice(join(from, 'postgres').length + 1);
    await mkdir(join(target, inside), { recursive: true, mode: 0o700 });
  }
  await inLanes(Object.entries(manifest.files), async ([path, record]) => {
    const inside = path.slice('postgres/'.length);
    if (path !== join('postgres', inside)) throw damaged(from, path);
    const copied = await copyFile(join(from, path), join(target, inside));
    if (copied?.sha256 !== record.sha256) throw damaged(from, path);
    bytes += copied.bytes;
    onProgress?.(bytes);
  });
}

/**
 * Works through the items several at a time: a disk takes many small flushes together sooner than one after another. After
 * a failure nothing new is begun, and what is under way is waited for, so that the caller can clean up.
 */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].reverse();
  const lane = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  const stopping = async () => {
    try {
      await lane();
    } catch (error) {
      queue.length = 0;
      throw error;
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: 16 }, stopping));
  const failure = lanes.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

async function readManifest(from: string): Promise<Manifest> {
  const text = await readFile(join(from, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null) throw damaged(from, 'manifest.json');
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.format === 'mingzhang-backup-1') return manifest;
  } catch {
    // Said below, together with a format that is not ours.
  }
  throw damaged(from, 'manifest.json');
}

function damaged(from: string, path: string): StoreRefusal {
  return new StoreRefusal(
    'backup-damaged',
    `${from} 不是完整的备份：${path} 缺失或内容与备份时不一致。没有恢复任何数据，请改用另一份备份。`,
  );
}

function refuseOutsideServer(databaseUrl: string | undefined, word: string, tools: string): void {
  if (databaseUrl === undefined || databaseUrl === '') return;
  throw new StoreRefusal(
    'outside-server',
    `已设置 DATABASE_URL：数据在另一台 PostgreSQL 服务器上，请用该服务器自己的工具${word}（${tools}）。`,
  );
}

function summarise({ madeAt, files }: Manifest): BackupSummary {
  const records = Object.values(files);
  return { madeAt, files: records.length, bytes: records.reduce((sum, { bytes }) => sum + bytes, 0) };
}
