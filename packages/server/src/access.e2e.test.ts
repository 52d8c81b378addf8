/** An administrator's morning: somebody new is added, comes in, is given and loses a role; and the trail of all of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endProgram, type RunningProgram, startProgram } from './testing/running-server.ts';
import { signInAs } from './testing/sign-in.ts';

const endpoint = inject('testBrowser') as string | undefined;

describe.skipIf(endpoint === undefined)(
  endpoint === undefined ? 'SKIPPED: no Chromium on this machine' : 'people and the trail',
  { shuffle: false },
  () => {
    let data: string;
    let server: RunningProgram;
    let browser: Browser;
    let administrator: Page;
    let newcomer: Page;
    let password: string;

    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'mingzhang-access-'));
      [server, browser] = await Promise.all([startProgram(data), chromium.connect(endpoint ?? '')]);
      const open = async (): Promise<Page> =>
        (await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })).newPage();
      [administrator, newcomer] = [await open(), await open()];
    });

    afterAll(async () => {
      await browser?.close();
      if (server !== undefined) await endProgram(server, 'SIGTERM');
      if (data !== undefined) rmSync(data, { recursive: true, force: true });
    });

    test('the start names the people to try it with', () => {
      expect(server.said()).toMatch(
        /示范人员（只能在本机登录，口令都是 Mingzhang-2024）：\n {2}kuaiji {4}林知微（部门会计）/,
      );
    });

    test('an administrator adds somebody by the keyboard, and sees the initial password once', async () => {
      await administrator.goto(server.address);
      await signInAs(administrator, 'guanli');
      await administrator.getByRole('heading', { name: /^人员和角色/ }).waitFor();
      await administrator.getByRole('button', { name: '添加人员' }).press('Enter');
      const dialog = administrator.getByRole('dialog', { name: '添加人员' });
      await dialog.getByLabel('姓名').fill('高新苗');
      await dialog.getByLabel('登录名').fill('gao.xinmiao');
      await dialog.getByLabel('角色').press('Enter');
      await dialog.getByTitle('局领导').last().click();
      await dialog.getByRole('button', { name: '添加', exact: true }).press('Enter');
      password = await dialog.locator('.initial-password code').innerText();
      expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
      await dialog.getByRole('button', { name: '已记下，关闭' }).press('Enter');
      await administrator.getByRole('link', { name: '高新苗' }).waitFor();
    });

    test('the newcomer must choose a password before seeing anything', async () => {
      await newcomer.goto(`${server.address}/documents`);
      await newcomer.getByLabel('登录名').fill('gao.xinmiao');
      await newcomer.getByLabel('口令', { exact: true }).fill(password);
      await newcomer.keyboard.press('Enter');
      await newcomer.getByRole('heading', { name: '修改初始口令' }).waitFor();
      await newcomer.getByLabel('原口令').fill(password);
      await newcomer.getByLabel('新口令', { exact: true }).fill('gao.xinmiao-1A');
      await newcomer.getByLabel('再输一遍新口令').fill('gao.xinmiao-1A');
      await newcomer.keyboard.press('Enter');
      await newcomer.getByText('口令里有您的登录名').waitFor();
      await newcomer.getByLabel('新口令', { exact: true }).fill('Qingfeng-2024');
      await newcomer.getByLabel('再输一遍新口令').fill('Qingfeng-2024');
      await newcomer.keyboard.press('Enter');
      await newcomer.locator('.shelf-table').waitFor();
    });

    test('one sees where one is signed in', async () => {
      await newcomer.locator('.person').click();
      await newcomer.getByRole('menuitem', { name: '我的登录' }).click();
      const dialog = newcomer.getByRole('dialog', { name: '我的登录' });
      await dialog.getByText('（本次）').waitFor();
      expect(await dialog.innerText()).toMatch(/127\.0\.0\.1 Chrome \d+/);
      await newcomer.keyboard.press('Escape');
    });

    test('an identity number is kept masked, and shown for a reason', async () => {
      await administrator.getByRole('link', { name: '高新苗' }).click();
      await administrator.getByLabel('登记身份证号').fill('11010519491231002x');
      await administrator.getByRole('button', { name: '登记', exact: true }).click();
      await administrator.getByText('110105********002X').waitFor();
      await administrator.getByLabel('显示完整号码的理由').fill('核对');
      await administrator.getByRole('button', { name: '显示', exact: true }).click();
      await administrator.getByText('理由只有 2 字').waitFor();
      await administrator.getByLabel('显示完整号码的理由').fill('核对本人证件原件');
      await administrator.getByRole('button', { name: '显示', exact: true }).click();
      await administrator.getByText('11010519491231002X').waitFor();
    });

    test('a role taken away is gone at once', async () => {
      await administrator.getByRole('button', { name: '收回' }).first().click();
      await administrator.locator('.ant-popconfirm').getByRole('button', { name: '收回' }).click();
      await administrator.getByText('没有角色，登录后什么也做不了。').waitFor();
      await newcomer.getByRole('link', { name: '检查清单' }).click();
      await newcomer.goto(server.address);
      await signInAs(newcomer, 'gao.xinmiao', 'Qingfeng-2024');
      await newcomer.getByText('您现在没有可用的页面').waitFor();
    });

    test('the trail tells all of it, without the number, and its chain is whole', async () => {
      await administrator.getByRole('link', { name: '查看其操作' }).click();
      await administrator.locator('.trail-table').waitFor();
      await administrator.goto(`${server.address}/audit-trail`);
      const rows = administrator.locator('.trail-table tbody');
      await rows.getByText('核对本人证件原件').waitFor();
      const text = await rows.innerText();
      for (const words of ['高新苗', '添加', '收回角色', '局领导', '登记身份证号', '修改口令']) {
        expect(text).toContain(words);
      }
      expect(text).not.toContain('11010519491231002X');
      expect(text).not.toContain(password);
      await administrator.getByRole('button', { name: '核对封存链' }).click();
      await administrator.getByText(/^封存链完整：核对了 \d+ 条/).waitFor();
    });

    test('what the trail shows is narrowed by who and what, and the address keeps it', async () => {
      // The list is longer than what it shows at a time: one types to find.
      await administrator.getByLabel('事项').fill('显示完整');
      await administrator.getByTitle('显示完整身份证号').last().click();
      await expect.poll(() => administrator.locator('.trail-table tbody tr').count(), { timeout: 20_000 }).toBe(1);
      expect(administrator.url()).toContain('action=pii.unmask');
      await administrator.reload();
      await expect.poll(() => administrator.locator('.trail-table tbody tr').count(), { timeout: 20_000 }).toBe(1);
    });

    test('a wide screen has no empty half', async () => {
      await administrator.setViewportSize({ width: 1920, height: 1000 });
      const box = await administrator.locator('.trail-table').boundingBox();
      expect(box?.width).toBeGreaterThan(1400);
    });
  },
);

describe('the start', () => {
  test('is refused where others could reach it and nobody could manage it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mingzhang-start-'));
    const start = (environment: NodeJS.ProcessEnv) => startProgram(directory, environment);
    await expect(start({ MINGZHANG_HOST: '0.0.0.0' })).rejects.toThrow(/ended with 1: .*MINGZHANG_ORIGIN/);
    await expect(start({ MINGZHANG_ORIGIN: 'mz.example' })).rejects.toThrow(/不是网址/);
    await expect(start({ MINGZHANG_ORIGIN: 'https://mz.example' })).rejects.toThrow(/须先有一位系统管理员/);
    await expect(start({ MINGZHANG_KEY: 'x' })).rejects.toThrow(/不是 32 字节的 base64/);
    const alone = await start({ MINGZHANG_DEMO: 'no' });
    expect(alone.said()).toContain('npx mingzhang people add');
    expect(await endProgram(alone, 'SIGTERM')).toBe(0);
    rmSync(directory, { recursive: true, force: true });
  });
});
