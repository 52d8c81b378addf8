/**
 * `postmaster.pid`, the file in which a running PostgreSQL says who it is. Its lines are, in order: process id, data
 * directory, start time, port, socket directory, listen address, shared memory key, status.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
  /** True once the server accepts connections; it is written last, after recovery. */
  readonly ready: boolean;
}

/** Null if there is no such file, or if it is still being written. */
export function readPostmasterFile(clusterDirectory: string): PostmasterFile | null {
  let text: string;
  try {
    text = readFileSync(join(clusterDirectory, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return parsePostmasterFile(text);
}

export function parsePostmasterFile(text: string): PostmasterFile | null {
  const [pid = '', , , port = '', socketDirectory = '', , , status = ''] = text.split('\n');
  if (!/^\d+$/.test(pid) || !/^\d+$/.test(port) || socketDirectory === '') return null;
  return { pid: Number(pid), port: Number(port), socketDirectory, ready: status.trim() === 'ready' };
}

/**
 * True if the process is a PostgreSQL on this cluster. A process id alone proves nothing: after a restart of the machine
 * (and in a container nearly always) the number belongs to somebody else.
 */
export function isPostmaster(pid: number, clusterDirectory: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.includes(clusterDirectory) && words.some((word) => word.endsWith('/postgres'));
  } catch {
    return false;
  }
}
