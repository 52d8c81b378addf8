/** People and proofs from the terminal, on a data directory of its own and on a database named by DATABASE_URL. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function mingzhang(...words: readonly string[]): Promise<Answer> {
  const main = join(import.meta.dirname, 'main.ts');
  const env = { ...process.env, DATABASE_URL: store.url };
  try {
    const said = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, ...words],
      { env },
    );
    return { code: 0, ...said };
  } catch (error) {
    return error as Answer;
  }
}

test('the first administrator is added once, and verify proves the trail of it until somebody changes it', async () => {
  const add = ['people', 'add', '--name', '第一位', '--sign-in', 'First', '--role', 'administrator'];
  const added = await mingzhang(...add);
  expect([added.code, added.stderr]).toEqual([0, '']);
  expect(added.stdout).toMatch(/^登录名 first，初始口令 [a-z2-9]{4}(-[a-z2-9]{4}){3}（第一次登录时须修改）\n$/);
  expect(await mingzhang(...add)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('已经有人用了'),
  });
  expect(await mingzhang(...add.slice(0, -1), 'emperor')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('已经有人用了'),
  });
  const reset = await mingzhang('people', 'reset', '--sign-in', 'first');
  expect(reset.stdout).toContain('初始口令');
  expect(reset.stdout).not.toBe(added.stdout);
  expect(await mingzhang('people', 'reset', '--sign-in', 'nobody')).toMatchObject({ code: 1, stdout: '' });

  const whole = await mingzhang('verify');
  expect([whole.code, whole.stderr]).toEqual([0, '']);
  expect(whole.stdout).toMatch(
    /操作留痕的封存链完整（trail-unbroken）：查了 2 条，成立\n {2}· 已封存 2 条，未封存 0 条；链尾 2:[0-9a-f]{64}\n/,
  );
  expect(whole.stdout).toMatch(/全部成立。\n$/);
  const head = /链尾 (\S+)/.exec(whole.stdout)?.[1] ?? '';
  expect((await mingzhang('verify', '--head', head)).code).toBe(0);
  const other = await mingzhang(
    'verify',
    '--head',
    head.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  );
  expect([other.code, other.stdout]).toEqual([1, expect.stringContaining('链上没有它')]);
  await store.db.updateTable('trail_action').set({ detail: '{}' }).where('detail', 'like', '%added%').execute();
  const broken = await mingzhang('verify');
  expect([broken.code, broken.stderr]).toEqual([1, '']);
  expect(broken.stdout).toMatch(/有 1 处不成立[\s\S]+✗ 留痕第 1 号.+被改动过\n共有 1 处不成立。\n$/);
});
