/** Backup of a running Mingzhang and restore into an empty place, by the command. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demonstrationPassword } from '@mingzhang/bureau';
import { afterAll, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'mingzhang-backup-'));
const running: ChildProcess[] = [];
afterAll(async () => {
  await Promise.all(running.map(stop));
  rmSync(root, { recursive: true, force: true });
});

const node = ['--disable-warning=ExperimentalWarning'] as const;

function environment(data: string): NodeJS.ProcessEnv {
  return { ...process.env, MINGZHANG_DATA: join(root, data), DATABASE_URL: '', PORT: '0', MINGZHANG_COUNTY: 'no' };
}

function mingzhang(data: string, ...words: readonly string[]): Promise<{ readonly stdout: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  return promisify(execFile)(process.execPath, [...node, main, ...words], { cwd: root, env: environment(data) });
}

/** What `npm start` runs; gives its address. */
function startServer(data: string): Promise<{ readonly address: string; readonly child: ChildProcess }> {
  return new Promise((resolve, reject) => {
    const main = join(import.meta.dirname, '../../server/src/main.ts');
    const child = spawn(process.execPath, [...node, main], {
      env: environment(data),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /http:\S+/.exec(said)?.[0];
      if (address !== undefined) resolve({ address, child });
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** A session of one of the demonstration's people, whom the first start has made. */
async function signIn(address: string): Promise<string> {
  const body = JSON.stringify({ signIn: 'gongkai', password: demonstrationPassword });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${address}/api/session`, { method: 'POST', body, headers });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function names(address: string): Promise<string> {
  return await (await fetch(`${address}/api/documents`, { headers: { cookie: await signIn(address) } })).text();
}

// Six starts of the program, two of them with a demonstration to enter: a minute is not enough beside others' tests.
test('what was on the shelf when the backup began is there after the restore', { timeout: 240_000 }, async () => {
  const first = await startServer('first');
  const form = new FormData();
  form.append('file', new Blob(['青禾县医疗保障局2024年度部门决算\n一、收入决算情况说明\n']), '青禾.txt');
  const headers = { cookie: await signIn(first.address) };
  expect((await fetch(`${first.address}/api/documents`, { method: 'POST', body: form, headers })).ok).toBe(true);
  expect((await mingzhang('first', 'backup', '--out', 'saved')).stdout).toMatch(/^已备份到 saved：\d+ 个文件/);
  await expect(mingzhang('first', 'backup', '--out', 'saved')).rejects.toMatchObject({ code: 1, stdout: '' });
  await expect(mingzhang('first', 'restore', 'saved')).rejects.toMatchObject({ code: 1, stdout: '' });
  await stop(first.child);

  expect((await mingzhang('second', 'restore', 'saved')).stdout).toContain('已恢复到');
  const second = await startServer('second');
  expect(await names(second.address)).toContain('青禾.txt');
  await stop(second.child);
});
