/** The files that the words of a command line mean. */
import { opendirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { textBytesLimit, tooLarge } from '@mingzhang/documents';

/** A file to read, under the name the person gave it; `error` where it is already known that it cannot be read. */
export interface Target {
  readonly file: string;
  readonly bytes: number;
  readonly error?: string;
}

/** Files of these endings in a folder are ours. */
const endings = /\.(?:txt|md|html?|docx|xlsx?|pdf)$/i;

export interface Listing {
  readonly targets: readonly Target[];
  /** Folders that hold no file of ours. */
  readonly emptyFolders: readonly string[];
}

/**
 * Files as they are named; a folder stands for every file of a format we read under it, symbolic links followed, in the code-point
 * order of their paths.
 */
export function listTargets(paths: readonly string[]): Listing {
  const targets: Target[] = [];
  const emptyFolders: string[] = [];
  for (const path of paths) {
    const stats = statOf(path);
    if (typeof stats === 'string') targets.push({ file: path, bytes: 0, error: stats });
    else if (!stats.isDirectory()) targets.push({ file: path, bytes: stats.size });
    else {
      const found: Target[] = [];
      walk(path, [], found);
      if (found.length === 0) emptyFolders.push(path);
      targets.push(...sorted(found));
    }
  }
  return { targets, emptyFolders };
}

/** Adds what is under a folder. A link back to a folder that we are inside of is a circle and is not followed. */
function walk(directory: string, inside: readonly string[], found: Target[]): void {
  let real: string;
  const names: string[] = [];
  try {
    real = realpathSync(directory);
    if (inside.includes(real)) return;
    const handle = opendirSync(directory);
    try {
      for (let entry = handle.readSync(); entry !== null; entry = handle.readSync()) names.push(entry.name);
    } finally {
      handle.closeSync();
    }
  } catch (error) {
    found.push({ file: directory, bytes: 0, error: sentenceOf(error) });
    return;
  }
  for (const name of names) {
    const path = join(directory, name);
    const stats = statOf(path);
    if (typeof stats === 'string') {
      // A link into nothing, or a file we may not look at: said only where it would have been ours to read.
      if (endings.test(name)) found.push({ file: path, bytes: 0, error: stats });
    } else if (stats.isDirectory()) walk(path, [...inside, real], found);
    else if (endings.test(name)) found.push({ file: path, bytes: stats.size });
  }
}

/** By code points, which is the order of UTF-8 bytes. */
function sorted(targets: readonly Target[]): Target[] {
  return targets
    .map((target) => ({ target, key: Buffer.from(target.file) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ target }) => target);
}

/** What the file system says of a path, or the sentence why it says nothing. */
function statOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    return sentenceOf(error);
  }
}

export type Content =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: string };

/** The bytes of a file; never throws for what is wrong with it. */
export async function readTarget({ file, error }: Target): Promise<Content> {
  if (error !== undefined) return { ok: false, error };
  try {
    const stats = statSync(file);
    if (stats.isFile()) {
      if (stats.size > textBytesLimit) return { ok: false, error: tooLarge(stats.size) };
      return { ok: true, bytes: readFileSync(file) };
    }
    if (stats.isFIFO()) return await readPipe(file);
    return { ok: false, error: stats.isDirectory() ? '这是目录，不是文件。' : '这不是普通文件，没有读取。' };
  } catch (failure) {
    return { ok: false, error: sentenceOf(failure) };
  }
}

/** A pipe has no size to look at before reading. */
async function readPipe(file: string): Promise<Content> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  await using handle = await open(file);
  for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > textBytesLimit) return { ok: false, error: tooLarge(size) };
  }
  return { ok: true, bytes: Buffer.concat(chunks) };
}

/** The operating system's reasons as sentences. */
export function sentenceOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return '没有这个文件。请检查路径和文件名。';
    case 'EACCES':
    case 'EPERM':
      return '没有读取它的权限。请更改权限或换一个用户再试。';
    case 'EISDIR':
      return '这是目录，不是文件。';
    case 'ENOTDIR':
      return '路径中有一段不是目录。请检查路径。';
    case 'ELOOP':
      return '符号链接绕成了圈，无法读取。';
    case 'ENAMETOOLONG':
      return '路径太长，无法读取。';
    default:
      return `无法读取（${error instanceof Error ? error.message : String(error)}）。`;
  }
}
