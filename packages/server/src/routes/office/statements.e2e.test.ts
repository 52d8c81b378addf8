/**
 * Statements and figures through the browser, with the demonstration loaded: from a cell to the legs behind it and on to a voucher,
 * from a figure to its operands and their records, and a value declared by one and checked by another. The tests build on each other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationDatabase, demonstrationKeyText } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { endProgram, type RunningProgram, startProgram } from '../../testing/running-server.ts';
import { signInAs } from '../../testing/sign-in.ts';

/** As the browser of this run is reached; without it the whole file is skipped under a name that says so. */
const endpoint = inject('testBrowser') as string | undefined;

/** A year of the demonstration that is closed whenever the test is run, and the one under way. */
const under = new Date().getFullYear();
const closed = under - 1;

describe.skipIf(endpoint === undefined)(
  endpoint === undefined ? 'SKIPPED: no Chromium on this machine' : 'statements and figures in the workbench',
  { shuffle: false },
  () => {
    let data: string;
    let store: Store;
    let server: RunningProgram;
    let browser: Browser;
    let accountant: Page;
    let reviewer: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'mingzhang-statements-'));
      store = await demonstrationDatabase(dayOf(new Date()));
      const environment = { DATABASE_URL: store.url, MINGZHANG_KEY: demonstrationKeyText };
      [server, browser] = await Promise.all([startProgram(data, environment), chromium.connect(endpoint ?? '')]);
      accountant = await openAs('kuaiji');
      reviewer = await openAs('fuhe');
    });

    afterAll(async () => {
      await browser?.close();
      if (server !== undefined) await endProgram(server, 'SIGTERM');
      await store?.close();
      if (data !== undefined) rmSync(data, { recursive: true, force: true });
    });

    async function openAs(person: string): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused request is in the browser's log as a failed one: that is as it should be.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
      await page.goto(server.address);
      await signInAs(page, person);
      return page;
    }

    /** What is wanted of a page that waits for the server of a busy machine. */
    const patiently = { timeout: 20_000 };

    test('the statements of a closed year, table by table, in each layout', async () => {
      await accountant.goto(`${server.address}/office/statements?year=${closed}`);
      await accountant.getByText(`账簿取到 ${closed}-12，已结账。`).waitFor();
      expect(await accountant.getByRole('tab').count()).toBe(9);
      await accountant.getByRole('tab', { selected: true }).press('ArrowRight');
      await accountant.getByRole('heading', { level: 2, name: '收入决算表' }).waitFor();
      await accountant.goto(`${server.address}/office/statements?year=${closed}&template=shanxi-2024`);
      await accountant.getByRole('tab', { name: /公开10/ }).waitFor();
    });

    test('a year under way says how far its books go', async () => {
      await accountant.goto(`${server.address}/office/statements?year=${under}`);
      await accountant.getByText(/账簿取到 \d{4}-\d{2}，尚未结账/).waitFor();
    });

    test('a cell opens by the keyboard what it is a sum of, and every leg, adding up to it again', async () => {
      await accountant.goto(`${server.address}/office/statements?year=${closed}&table=expenditure`);
      await accountant.getByRole('button', { name: /^合计，本年支出合计：/ }).press('ArrowRight');
      expect(await accountant.locator(':focus').getAttribute('aria-label')).toMatch(/^合计，基本支出：/);
      await accountant.keyboard.press('Enter');
      const drawer = accountant.getByRole('dialog', { name: '支出决算表：合计，基本支出' });
      await drawer.getByText('＋ 本年支出：基本支出').waitFor();
      await drawer.getByText('与上面的数相等').waitFor(patiently);
      const sum = await drawer.locator('.evidence-sum strong').innerText();
      expect(await drawer.locator('.drawer-value').innerText()).toBe(sum);
      await accountant.keyboard.press('Escape');
      await expect.poll(() => drawer.count()).toBe(0);
      expect(await accountant.locator(':focus').getAttribute('aria-label')).toMatch(/^合计，基本支出：/);
    });

    test('a leg leads to its voucher', async () => {
      await accountant.getByRole('button', { name: /^合计，基本支出：/ }).click();
      const link = accountant.getByRole('dialog').getByRole('link').first();
      const number = await link.innerText();
      expect(number).toMatch(new RegExp(`^${closed}-\\d{2}记-\\d+$`));
      await link.click();
      await accountant.getByRole('heading', { level: 1, name: '凭证' }).waitFor();
      await accountant.getByRole('heading', { level: 2, name: `记-${number.split('记-')[1]}`, exact: true }).waitFor();
    });

    test('a figure is followed through its formula to the records', async () => {
      await accountant.goto(`${server.address}/office/figures?year=${closed}`);
      await accountant.getByLabel('搜索指标').fill('“三公”经费决算较上年增减额');
      await accountant.getByRole('button', { name: /^“三公”经费决算较上年增减额，合计：/ }).click();
      const formula = accountant.getByRole('dialog', { name: `“三公”经费决算较上年增减额，合计（${closed}年）` });
      await formula.getByText('＝ “三公”经费决算 － “三公”经费决算（上年）').waitFor(patiently);
      await formula.getByRole('link', { name: '“三公”经费决算' }).last().click();
      const operand = accountant.getByRole('dialog', { name: `“三公”经费决算，合计（${closed - 1}年）` });
      await operand.getByText('与上面的数相等').waitFor(patiently);
      await accountant.goBack();
      await formula.waitFor(patiently);
      await accountant.keyboard.press('Escape');
      await expect.poll(() => accountant.getByRole('dialog').count()).toBe(0);
    });

    test('amounts are shown in 万元 on request', async () => {
      await accountant.goto(`${server.address}/office/figures?year=${closed}`);
      const income = accountant.getByRole('button', { name: /^本年收入，合计：/ });
      const yuan = (await income.innerText()).replaceAll(',', '');
      await accountant.getByRole('radiogroup', { name: '金额单位' }).getByText('万元').click();
      const wan = (await income.innerText()).replaceAll(',', '');
      expect(Math.abs(Number(yuan) / 10_000 - Number(wan))).toBeLessThan(0.01);
      await accountant.getByRole('radiogroup', { name: '金额单位' }).getByText('元', { exact: true }).click();
    });

    test('what is refused stays as typed, with the reason beside its field', async () => {
      await accountant.goto(
        `${server.address}/office/figures/declarations?year=${closed}&declare=retired-cadre-persons`,
      );
      const form = accountant.getByRole('form', { name: '填报指标' });
      await form.getByLabel('数值（人）').fill('8.3');
      await form.getByLabel('取自哪本台账或报表').fill('离休人员台账');
      await form.getByRole('button', { name: '提交复核' }).click();
      await form.getByRole('alert').getByText('不是整数').waitFor();
      expect(await form.getByLabel('取自哪本台账或报表').inputValue()).toBe('离休人员台账');
      await form.getByLabel('数值（人）').fill('83');
      await form.getByRole('button', { name: '提交复核' }).click();
      await form.getByRole('alert').getByText('请先上传附件').waitFor();
    });

    test('the accountant declares with a paper, and the reviewer checks', async () => {
      const form = accountant.getByRole('form', { name: '填报指标' });
      await form.locator('input[type=file]').setInputFiles({
        name: '离休台账.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('离休83人'),
      });
      await form.getByText('已上传：离休台账.txt').waitFor();
      await form.getByRole('button', { name: '提交复核' }).click();
      await accountant.getByRole('row', { name: /83.*待复核/ }).waitFor(patiently);

      await reviewer.goto(`${server.address}/office/figures/declarations?year=${closed}`);
      await reviewer.getByRole('button', { name: '离休医疗待遇享受人数' }).click();
      const paper = await reviewer.getByRole('link', { name: '打开附件' }).getAttribute('href');
      const answer = await reviewer.request.get(`${server.address}${paper}`);
      expect(await answer.text()).toBe('离休83人');
      await reviewer.getByRole('button', { name: '退回', exact: true }).click();
      await reviewer.getByText('退回要写明理由').waitFor();
      await reviewer.getByRole('button', { name: '复核通过' }).click();
      await reviewer.getByRole('row', { name: /83.*已复核/ }).waitFor(patiently);
      await reviewer.goto(`${server.address}/office/figures?year=${closed}&figure=retired-cadre-persons&at=`);
      await reviewer.getByRole('dialog').getByText('离休人员台账').waitFor(patiently);
      expect(await reviewer.getByRole('dialog').innerText()).toContain('周慎行');
    });

    test('who draws up a value may not check it', async () => {
      await reviewer.goto(`${server.address}/office/figures/declarations?year=${closed}`);
      await reviewer.getByRole('button', { name: '离休医疗待遇享受人数' }).click();
      await reviewer.getByRole('button', { name: '更正' }).click();
      const form = reviewer.getByRole('form', { name: '更正填报' });
      await form.getByLabel('数值（人）').fill('84');
      await form.getByRole('button', { name: '提交复核' }).click();
      const waiting = reviewer.getByRole('row', { name: /84.*待复核/ });
      await waiting.waitFor(patiently);
      await waiting.getByRole('button').click();
      await reviewer.getByRole('button', { name: '复核通过' }).last().click();
      await reviewer
        .getByText('不能复核自己')
        .or(reviewer.getByText(/同一人|本人/))
        .first()
        .waitFor();
    });

    test('the browser had nothing to complain of', () => {
      expect(complaints).toEqual([]);
    });
  },
);
