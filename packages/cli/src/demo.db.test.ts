/** The demonstration from the terminal: loaded once, and only into a database that nobody works in. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publicationFormats } from '@mingzhang/bureau';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

let store: Store;
beforeEach(async () => {
  store = await testDatabase();
});
afterEach(() => store.close());

async function mingzhang(...words: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  const env = { ...process.env, DATABASE_URL: store.url, MINGZHANG_KEY: Buffer.alloc(32, 1).toString('base64') };
  const node = ['--disable-warning=ExperimentalWarning', main, ...words];
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, node, { env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

test('it is loaded once, and says so', async () => {
  const loaded = await mingzhang('demo');
  expect([loaded.code, loaded.stdout]).toEqual([0, expect.stringMatching(/^已装入示范单位“.+”（demo）/)]);
  expect(loaded.stderr).toContain('正在装入');
  const again = await mingzhang('demo');
  expect([again.code, again.stderr]).toEqual([0, '']);
  expect(again.stdout).toContain('已在数据库里，没有再装');
}, 120_000);

test('verify proves its vouchers, until a number is lost', async () => {
  await mingzhang('demo');
  const whole = await mingzhang('verify');
  expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining('（voucher-numbers-gapless）')]);
  await store.db.updateTable('office_voucher').set({ number: 9999 }).where('number', '=', 1).execute();
  const broken = await mingzhang('verify');
  expect([broken.code, broken.stdout]).toEqual([1, expect.stringContaining('编号不连续')]);
}, 120_000);

test('a year is compiled into every format, with what is missing on the other channel', async () => {
  await mingzhang('demo');
  const out = mkdtempSync(join(tmpdir(), 'mingzhang-compile-'));
  const year = String(new Date().getFullYear() - 1);
  const asked = ['compile', '--bureau', 'demo', '--year', year, '--template', 'hunan-2024', '--out', out];
  const compiled = await mingzhang(...asked);
  const names = publicationFormats.map((format) => `禾丰县医疗保障局${year}年度部门决算.${format}`);
  expect(compiled.stdout.trim().split('\n')).toEqual(names.map((name) => join(out, name)));
  expect(readdirSync(out).sort()).toEqual(names.toSorted());
  expect(compiled.stderr).not.toContain('必须改正');
  expect(compiled.code).toBe(0);
  const nobody = await mingzhang(...asked.with(2, 'nobody'));
  expect([nobody.code, nobody.stdout]).toEqual([1, '']);
  expect(nobody.stderr).toContain('没有标识为“nobody”的部门');
  rmSync(out, { recursive: true });
}, 180_000);

test('where people work already it is not loaded', async () => {
  const add = ['people', 'add', '--name', '第一位', '--sign-in', 'first', '--role', 'administrator'];
  expect((await mingzhang(...add)).code).toBe(0);
  const refused = await mingzhang('demo');
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('已经有人员，没有装入');
}, 120_000);
