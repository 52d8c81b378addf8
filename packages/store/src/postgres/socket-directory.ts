/**
 * Where the Unix socket lives: `run/` in the data directory, or, where that path is too long for a socket address, a
 * directory of ours in the runtime or temporary directory. Nobody else may enter it: that is the whole access control,
 * since connections over the socket are trusted.
 */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreRefusal } from '../refusal.ts';

/** The address of a Unix socket holds 108 bytes, of which the last is a zero. */
const addressLength = 107;

/** PostgreSQL names its socket after a port even when it has none. */
export const socketPort = 5432;

function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) <= addressLength;
}

/** The directory for the socket of the cluster in `dataDirectory`; the same answer every time. */
export function chooseSocketDirectory(dataDirectory: string, environment = process.env): string {
  const here = join(dataDirectory, 'run');
  if (fits(here)) return here;
  const hash = createHash('sha256').update(realpathSync(dataDirectory)).digest('hex').slice(0, 16);
  const name = `mingzhang-${process.getuid?.() ?? 0}-${hash}`;
  const candidates = [environment.XDG_RUNTIME_DIR, tmpdir(), '/tmp'].flatMap((parent) =>
    parent === undefined || parent === '' ? [] : [join(parent, name)],
  );
  const directory = candidates.find((candidate) => fits(candidate));
  if (directory === undefined) throw new Error(`no directory is short enough for a socket: ${candidates.join(', ')}`);
  return directory;
}

/**
 * Makes the directory with mode 0700, or accepts the one that is there if it is a real directory that nobody else can
 * enter and that belongs to one of `owners`. Refuses with `socket-directory-not-ours` otherwise.
 */
export function makeSocketDirectory(directory: string, owners: readonly number[]): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const status = lstatSync(directory);
  if (status.isDirectory() && owners.includes(status.uid) && (status.mode & 0o077) === 0) return;
  throw new StoreRefusal(
    'socket-directory-not-ours',
    `数据库套接字目录 ${directory} 不属于本用户或权限不是 0700，为防止他人连接数据库而停止。请检查并删除该目录后重试。`,
  );
}
