import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Order } from '../../test/holder-orders.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { chooseSocketDirectory } from './socket-directory.ts';

// PostgreSQL is started from main threads only, and one owner is one process: so every holder here is a process.
const program = join(import.meta.dirname, '..', '..', 'test', 'holder.ts');
const isRoot = process.getuid?.() === 0;

let directory: string;
let data: string;
let holders: ChildProcess[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mingzhang-server-'));
  // Some of the tests run PostgreSQL as another user, who must be able to come here.
  chmodSync(directory, 0o755);
  data = join(directory, 'data');
  holders = [];
});

afterEach(async () => {
  for (const holder of holders) await end(holder, 'SIGTERM');
  await expect.poll(() => postmaster() === null, { timeout: 20_000 }).toBe(true);
  rmSync(directory, { recursive: true, force: true });
});

function start(): ChildProcess {
  const holder = fork(program, { execArgv: [], stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
  holders.push(holder);
  return holder;
}

async function ask(holder: ChildProcess, order: Order): Promise<Answer> {
  holder.send(order);
  const [answer] = (await once(holder, 'message')) as [Answer];
  return answer;
}

async function tell(holder: ChildProcess, order: Order): Promise<unknown> {
  const answer = await ask(holder, order);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

async function startAndOpen(): Promise<ChildProcess> {
  const holder = start();
  await tell(holder, { do: 'open', dataDirectory: data });
  return holder;
}

async function end(holder: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return;
  holder.kill(signal);
  await once(holder, 'exit');
}

function query(holder: ChildProcess, text: string): Promise<unknown> {
  return tell(holder, { do: 'query', text });
}

/** The running PostgreSQL of `data`, and the process that started it. */
function postmaster(): { readonly pid: number; readonly parent: number; readonly uid: number } | null {
  const file = readPostmasterFile(join(data, 'postgres'));
  if (file === null || !existsSync(`/proc/${file.pid}/status`)) return null;
  const status = readFileSync(`/proc/${file.pid}/status`, 'utf8');
  const number = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return { pid: file.pid, parent: number('PPid'), uid: number('Uid') };
}

describe('one owner', () => {
  test('the second process attaches, and takes over when the owner leaves in order', async () => {
    const first = await startAndOpen();
    const second = await startAndOpen();
    await query(first, 'create table kept (n integer)');
    await query(second, 'insert into kept values (1)');
    expect(postmaster()?.parent).toBe(first.pid);

    await tell(first, { do: 'close' });
    expect(await query(second, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(postmaster()?.parent).toBe(second.pid);
  });

  test('the second process takes over when the owner is killed', async () => {
    const first = await startAndOpen();
    const second = await startAndOpen();
    await query(first, 'create table kept as select 1 as n');
    await end(first, 'SIGKILL');
    await expect
      .poll(() => query(second, 'select n from kept').catch(() => null), { timeout: 20_000 })
      .toEqual([{ n: 1 }]);
    expect(postmaster()?.parent).toBe(second.pid);
  });

  test('two first starts at once make one cluster', async () => {
    const all = await Promise.all([startAndOpen(), startAndOpen(), startAndOpen()]);
    await query(all[0], 'create table kept as select 1 as n');
    for (const holder of all) expect(await query(holder, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('PostgreSQL ends with a killed owner, and the next start finds everything', async () => {
    const first = await startAndOpen();
    await query(first, 'create table kept as select 1 as n');
    await end(first, 'SIGKILL');
    const next = await startAndOpen();
    expect(await query(next, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(postmaster()?.parent).toBe(next.pid);
  });

  test('a PostgreSQL that dies is started again', async () => {
    const holder = await startAndOpen();
    const killed = postmaster()?.pid ?? 0;
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => query(holder, 'select 1 as n').catch(() => null), { timeout: 20_000 }).toEqual([{ n: 1 }]);
    expect(postmaster()?.pid).not.toBe(killed);
  });

  test('a worker thread is refused: PostgreSQL would end with it', async () => {
    const answer = await ask(start(), { do: 'open-in-worker', dataDirectory: data });
    expect(answer).toMatchObject({ ok: false, message: 'PostgreSQL must be started from the main thread' });
  });
});

describe('leftovers', () => {
  test('a postmaster.pid whose number now belongs to another process does not stop the start', async () => {
    const first = await startAndOpen();
    const file = join(data, 'postgres', 'postmaster.pid');
    const lock = join(data, 'run', '.s.PGSQL.5432.lock');
    const texts = [file, lock].map((name) => [name, readFileSync(name, 'utf8')] as const);
    await tell(first, { do: 'close' });
    for (const [name, text] of texts) writeFileSync(name, text.replace(/^\d+/, String(process.pid)));
    const next = await startAndOpen();
    expect(await query(next, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('a cluster that was being made when its maker was killed is made anew', async () => {
    mkdirSync(join(data, 'postgres.unfinished', 'base'), { recursive: true });
    const holder = await startAndOpen();
    expect(await query(holder, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(existsSync(join(data, 'postgres.unfinished'))).toBe(false);
  });
});

describe('the socket', () => {
  test('is where nobody else can enter, and there is no port', async () => {
    const holder = await startAndOpen();
    expect(statSync(join(data, 'run')).mode & 0o777).toBe(0o700);
    expect(await query(holder, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  });

  test('moves to a short directory where the path is too long for a socket', async () => {
    data = join(directory, '决算公开'.repeat(8), 'data');
    const holder = await startAndOpen();
    const elsewhere = chooseSocketDirectory(data);
    expect(elsewhere.startsWith(data)).toBe(false);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o700);
    expect(await query(holder, 'select 1 as n')).toEqual([{ n: 1 }]);
    await tell(holder, { do: 'close' });
    rmSync(elsewhere, { recursive: true });
  });

  test('is not put into a directory that others can enter', async () => {
    mkdirSync(join(data, 'run'), { recursive: true });
    chmodSync(join(data, 'run'), 0o777);
    const answer = await ask(start(), { do: 'open', dataDirectory: data });
    expect(answer).toMatchObject({ ok: false, reason: 'socket-directory-not-ours' });
  });
});

describe.runIf(isRoot)('as root', () => {
  test('without user namespaces PostgreSQL runs as nobody, who then owns the cluster', async () => {
    const first = start();
    await tell(first, { do: 'open', dataDirectory: data, userNamespaces: false });
    expect(postmaster()?.uid).toBe(65534);
    expect(statSync(join(data, 'postgres', 'base')).uid).toBe(65534);
    await query(first, 'create table kept as select 1 as n');
    await tell(first, { do: 'close' });

    // Whether there are namespaces the next time or not, the cluster stays whose it is.
    const second = await startAndOpen();
    expect(postmaster()?.uid).toBe(65534);
    expect(await query(second, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('a cluster of root is handed over where namespaces have gone', async () => {
    const first = await startAndOpen();
    await query(first, 'create table kept as select 1 as n');
    await tell(first, { do: 'close' });
    const second = start();
    await tell(second, { do: 'open', dataDirectory: data, userNamespaces: false });
    expect(postmaster()?.uid).toBe(65534);
    expect(await query(second, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test("in another user's data directory PostgreSQL runs as that user", async () => {
    mkdirSync(data);
    chownSync(data, 12345, 12345);
    const holder = await startAndOpen();
    expect(postmaster()?.uid).toBe(12345);
    expect(await query(holder, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('a directory that only root can enter is no obstacle', async () => {
    chmodSync(directory, 0o700);
    const holder = start();
    await tell(holder, { do: 'open', dataDirectory: data, userNamespaces: false });
    expect(postmaster()?.uid).toBe(65534);
  });
});

describe('backup and restore', () => {
  test('what was committed while it was backed up is there after a restore', async () => {
    const holder = await startAndOpen();
    await query(holder, 'create table big as select i, md5(i::text) as t from generate_series(1, 20000) i');
    const out = join(directory, 'backup');
    const backingUp = ask(start(), { do: 'backup', dataDirectory: data, out });
    await query(holder, 'create table during as select 1 as n');
    expect(await backingUp).toMatchObject({ ok: true, value: { files: expect.any(Number) } });
    await tell(holder, { do: 'close' });

    const restored = join(directory, 'restored');
    expect(await ask(start(), { do: 'restore', dataDirectory: restored, from: out })).toMatchObject({ ok: true });
    data = restored;
    const next = await startAndOpen();
    expect(await query(next, 'select count(*) as n, max(t) as t from big')).toEqual([
      { n: 20000, t: expect.any(String) },
    ]);
    expect(await query(next, 'select n from during')).toEqual([{ n: 1 }]);
    expect(await query(next, 'select slot_name from pg_replication_slots')).toEqual([]);
  });

  test('neither overwrites anything, and a damaged backup restores nothing', async () => {
    const holder = await startAndOpen();
    const out = join(directory, 'backup');
    await tell(start(), { do: 'backup', dataDirectory: data, out });
    expect(await ask(start(), { do: 'backup', dataDirectory: data, out })).toMatchObject({
      reason: 'backup-target-not-empty',
    });
    expect(await ask(start(), { do: 'restore', dataDirectory: data, from: out })).toMatchObject({
      reason: 'restore-target-not-empty',
    });
    const control = join(out, 'postgres', 'global', 'pg_control');
    const bytes = readFileSync(control);
    writeFileSync(control, bytes.with(100, (bytes[100] ?? 0) ^ 1));
    const restored = join(directory, 'restored');
    expect(await ask(start(), { do: 'restore', dataDirectory: restored, from: out })).toMatchObject({
      reason: 'backup-damaged',
      message: expect.stringContaining('postgres/global/pg_control'),
    });
    expect(existsSync(join(restored, 'postgres'))).toBe(false);
    await tell(holder, { do: 'close' });
  });

  test('both refuse where the data is on another server, and name its tools', async () => {
    const databaseUrl = 'postgres://user@example.invalid/mingzhang';
    const out = join(directory, 'backup');
    expect(await ask(start(), { do: 'backup', dataDirectory: data, out, databaseUrl })).toMatchObject({
      reason: 'outside-server',
      message: expect.stringContaining('pg_dump'),
    });
    expect(await ask(start(), { do: 'restore', dataDirectory: data, from: out, databaseUrl })).toMatchObject({
      reason: 'outside-server',
    });
    expect(existsSync(data)).toBe(false);
  });

  test('a directory without a database is not backed up', async () => {
    const answer = await ask(start(), { do: 'backup', dataDirectory: data, out: join(directory, 'backup') });
    expect(answer).toMatchObject({ reason: 'nothing-to-back-up' });
  });
});
