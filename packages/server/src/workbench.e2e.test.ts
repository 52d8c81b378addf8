/**
 * The whole product through the browser: a server of its own, started as `npm start` starts it, on data of its own. The tests
 * build on each other, as a clerk's day does, so they are one story told in order.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endProgram, type RunningProgram, startProgram } from './testing/running-server.ts';
import { signInAs } from './testing/sign-in.ts';

const faulty = readFileSync(
  new URL(`../examples/${encodeURIComponent('云泽县医疗保障局2024年度部门决算公开（示例）.txt')}`, import.meta.url),
  'utf8',
);

/** As the browser of this run is reached; without it the whole file is skipped under a name that says so. */
const endpoint = inject('testBrowser') as string | undefined;

describe.skipIf(endpoint === undefined)(
  endpoint === undefined ? 'SKIPPED: no Chromium on this machine' : 'the workbench',
  { shuffle: false },
  () => {
    let data: string;
    let server: RunningProgram;
    let browser: Browser;
    let page: Page;
    const outside: string[] = [];
    const complaints: string[] = [];

    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'mingzhang-e2e-'));
      [server, browser] = await Promise.all([startProgram(data), chromium.connect(endpoint ?? '')]);
      page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      page.on('request', (request) => {
        if (!/^(http:\/\/127\.0\.0\.1[:/]|data:|blob:)/.test(request.url())) outside.push(request.url());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused upload is in the browser's log as a failed request: that is as it should be.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
    });

    afterAll(async () => {
      await page?.close();
      await browser?.close();
      if (server !== undefined) await endProgram(server, 'SIGTERM');
      if (data !== undefined) rmSync(data, { recursive: true, force: true });
    });

    /** The page's own session, for requests beside it. */
    async function cookie(): Promise<string> {
      return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    }

    async function openExample(query = ''): Promise<void> {
      await page.goto(`${server.address}/documents`);
      await page
        .getByRole('link', { name: /^云泽县.*（示例）/ })
        .first()
        .click();
      await page.waitForSelector('.finding');
      if (query !== '') {
        await page.goto(`${page.url()}?${query}`);
        await page.waitForSelector('.findings');
      }
    }

    test('nothing is shown before the sign-in, and a wrong password says so', async () => {
      await page.goto(`${server.address}/checks`);
      await page.getByRole('heading', { name: '登录' }).waitFor();
      await page.getByLabel('登录名').fill('gongkai');
      await page.getByLabel('口令', { exact: true }).fill('not the password');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('alert').innerText()).toContain('登录名或口令不对');
      await signInAs(page, 'gongkai');
      await page.getByRole('heading', { name: /检查清单/ }).waitFor();
      expect(await page.locator('.person').innerText()).toContain('苏映川');
    });

    test('a first start has the invented examples on the shelf', async () => {
      await page.goto(`${server.address}/documents`);
      await page.waitForSelector('.shelf-table');
      expect(await page.locator('.shelf-table tbody tr').count()).toBe(2);
    });

    test('several files are taken at once, each with its own result', async () => {
      const files = [
        { name: '更正前.txt', mimeType: 'text/plain', buffer: Buffer.from(faulty) },
        // 云泽县医疗保障局, 2024年度部门决算公开 … in GBK.
        {
          name: '旧编码.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from(
            '1MbU88/Y0r3BxrGj1c++1goyMDI0xOq2yLK/w8W+9svjuau/qgoKMjAyNMTqtsjK1cjr19y8xjEwMC4wMM3y1KqjrNans/bX3LzGMTAwLjAwzfLUqqGjCg==',
            'base64',
          ),
        },
        { name: '空的.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
        {
          name: '乱码.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)),
        },
        { name: '../../离家.txt', mimeType: 'text/plain', buffer: Buffer.from(faulty) },
      ];
      await page.locator('input[type=file]').setInputFiles(files);
      const job = (name: string) => page.locator('.job', { hasText: name });
      await job('更正前.txt')
        .getByText(/\d+ 条发现/)
        .waitFor();
      await job('旧编码.txt').getByText('已保存').waitFor();
      await job('离家.txt').getByText('已保存').waitFor();
      for (const name of ['空的.txt', '乱码.txt']) {
        const text = await job(name).getByRole('alert').innerText();
        expect(text).toMatch(/。/);
      }
      await page.locator('.shelf-table').getByRole('link', { name: '离家.txt', exact: true }).waitFor();
      expect(await page.locator('.shelf-table').getByText('..').count()).toBe(0);
    });

    test('a file over 64 MB is refused with a sentence', async () => {
      const path = join(data, 'large.txt');
      spawnSync('truncate', ['-s', '65M', path]);
      const bytes = readFileSync(path);
      rmSync(path);
      const form = new FormData();
      form.append('file', new Blob([bytes]), '很大.txt');
      const response = await fetch(`${server.address}/api/documents`, {
        method: 'POST',
        body: form,
        headers: { cookie: await cookie() },
      });
      expect(response.status).toBe(413);
      expect(((await response.json()) as { detail: string }).detail).toContain('64 MB');
    });

    test('a finding leads to its exact place', async () => {
      await openExample();
      await page
        .getByRole('button', { name: /2101506 医疗保障经办事务/ })
        .first()
        .click();
      const mark = page.locator('.mark-selected');
      await mark.waitFor();
      expect(await mark.innerText()).toBe('74.80');
      const box = await mark.boundingBox();
      expect(box !== null && box.y > 100 && box.y + box.height < 800).toBe(true);
      expect(page.url()).toContain('finding=');
    });

    test('the address alone brings back the finding, its place and the filters', async () => {
      await page.goto(`${page.url()}&severity=error`);
      await page.locator('.mark-selected').waitFor();
      expect(await page.locator('.finding-open').count()).toBe(1);
      expect(await page.getByRole('button', { name: /^错误 \d+$/ }).getAttribute('aria-pressed')).toBe('true');
    });

    test('the keyboard is enough', async () => {
      await openExample();
      const heads = page.locator('.finding-head');
      const open = (at: number) => expect.poll(() => heads.nth(at).getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('j');
      await open(0);
      await page.keyboard.press('j');
      await open(1);
      await page.keyboard.press('k');
      await open(0);
      await page.keyboard.press('Enter');
      await page.locator('.mark-selected:focus').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.finding-head:focus').waitFor();
      await page.keyboard.press('/');
      await page.locator('[aria-label=搜索发现]:focus').waitFor();
      await page.keyboard.type('绝无此语');
      await page.getByText('没有符合筛选的发现。').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: '键盘操作' }).waitFor();
      await page.keyboard.press('Escape');
    });

    test('what was checked opens per check', async () => {
      await openExample();
      await page.getByRole('button', { name: /^共检查 \d+ 项关系，\d+ 项成立$/ }).click();
      await page.getByRole('columnheader', { name: '不成立' }).waitFor();
    });

    test('a set-aside survives a kill -9 and a restart', async () => {
      await openExample();
      const before = await page.locator('.finding').count();
      await page.locator('.finding-head').first().click();
      await page.getByRole('button', { name: '搁置……' }).click();
      await page.getByRole('textbox', { name: '搁置的理由' }).fill('已核对原始凭证，系列示有误');
      await page.getByRole('button', { name: '搁置这条发现' }).click();
      await page.getByText('显示已搁置 1').waitFor();
      expect(await page.locator('.finding').count()).toBe(before - 1);

      await endProgram(server, 'SIGKILL');
      server = await startProgram(data);
      await openExample('aside=1');
      await page.locator('.finding-aside .finding-head').click();
      await page.getByText('已搁置：已核对原始凭证，系列示有误').waitFor();

      expect(await endProgram(server, 'SIGTERM')).toBe(0);
      server = await startProgram(data);
      await openExample('aside=1');
      expect(await page.locator('.finding-aside').count()).toBe(1);
    });

    test('a corrected version shows what is gone, and keeps the set-aside', async () => {
      const dialog = page.getByRole('dialog', { name: '上传更正稿' });
      await page.getByRole('button', { name: '上传更正稿' }).click();
      const corrected = faulty.replace('医疗保障管理事务\t600.68\t422.40', '医疗保障管理事务\t600.68\t442.40');
      await dialog
        .locator('input[type=file]')
        .setInputFiles({ name: '更正稿.txt', mimeType: 'text/plain', buffer: Buffer.from(`更正稿\n\n${corrected}`) });
      await page.getByRole('heading', { name: /^已消失 [1-9]/ }).waitFor();
      await page.getByRole('heading', { name: /^仍在 [1-9]/ }).waitFor();
      await page.getByText('显示已搁置 1').waitFor();
      await page.getByRole('link', { name: '上一稿' }).click();
      await page.getByRole('link', { name: '更正稿.txt' }).waitFor();
    });

    test('a set-aside is taken back', async () => {
      await openExample('aside=1');
      await page.locator('.finding-aside .finding-head').first().click();
      await page.getByRole('button', { name: '撤销搁置' }).click();
      await page.locator('.finding-aside').waitFor({ state: 'detached' });
    });

    test('findings are exported', async () => {
      const link = page.getByRole('link', { name: /导出 CSV/ });
      const response = await fetch(server.address + ((await link.getAttribute('href')) ?? ''), {
        headers: { cookie: await cookie() },
      });
      expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''");
      expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    });

    test('the catalogue and the description of the interface open', async () => {
      await page.goto(`${server.address}/checks`);
      await page.locator('.check-item').first().waitFor();
      await page.goto(`${server.address}/api/docs`);
      await page.getByRole('heading', { name: '拒绝一览' }).waitFor();
    });

    test('signing out leaves nothing on the screen', async () => {
      await page.goto(server.address);
      await page.locator('.person').click();
      await page.getByRole('menuitem', { name: '退出' }).click();
      await page.getByRole('heading', { name: '登录' }).waitFor();
      expect((await fetch(`${server.address}/api/documents`, { headers: { cookie: await cookie() } })).status).toBe(
        401,
      );
    });

    test('nothing was asked of the outside, and the browser had nothing to complain of', () => {
      expect(outside).toEqual([]);
      expect(complaints).toEqual([]);
    });
  },
);
