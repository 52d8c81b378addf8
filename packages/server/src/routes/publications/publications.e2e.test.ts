/**
 * A publication through the browser, with the demonstration loaded: the officer gives the reasons that are missing and explains the
 * findings, another reviews, the director approves, finance replies with the same tables, and what is published is read on the open
 * portal by somebody who is not signed in. The tests build on each other.
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

/** The demonstration's year in the making. */
const year = new Date().getFullYear() - 1;

interface Statements {
  readonly tables: readonly {
    readonly number: string;
    readonly title: string;
    readonly department: string;
    readonly unit: string;
    readonly rows: readonly { readonly cells: readonly { readonly text: string }[] }[];
  }[];
}

describe.skipIf(endpoint === undefined)(
  endpoint === undefined ? 'SKIPPED: no Chromium on this machine' : 'from the desk to the open portal',
  { shuffle: false, timeout: 240_000 },
  () => {
    let data: string;
    let store: Store;
    let server: RunningProgram;
    let browser: Browser;
    let officer: Page;
    let reviewer: Page;
    let director: Page;
    let accountant: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'mingzhang-publication-'));
      store = await demonstrationDatabase(dayOf(new Date()));
      const environment = { DATABASE_URL: store.url, MINGZHANG_KEY: demonstrationKeyText };
      [server, browser] = await Promise.all([startProgram(data, environment), chromium.connect(endpoint ?? '')]);
      officer = await openAs('gongkai');
      reviewer = await openAs('fuhe');
      director = await openAs('juzhang');
      accountant = await openAs('kuaiji');
    });

    afterAll(async () => {
      await browser?.close();
      if (server !== undefined) await endProgram(server, 'SIGTERM');
      await store?.close();
      if (data !== undefined) rmSync(data, { recursive: true, force: true });
      expect(complaints).toEqual([]);
    });

    async function openAs(who: string): Promise<Page> {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
      page.setDefaultTimeout(60_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${server.address}/`);
      await signInAs(page, who);
      return page;
    }

    async function openVersion(page: Page): Promise<void> {
      await page.goto(`${server.address}/office/publications`);
      await page.getByRole('link', { name: new RegExp(`^${year}年度部门决算`) }).click();
      await page.getByRole('list', { name: '环节' }).waitFor();
    }

    const current = (page: Page) => page.locator('[aria-current="step"]').innerText();

    async function take(page: Page, step: string, after: string): Promise<void> {
      await page.getByRole('button', { name: step, exact: true }).click();
      await expect.poll(() => current(page), { timeout: 60_000 }).toBe(after);
    }

    test('what is missing is asked for with its two figures, and given', async () => {
      await openVersion(officer);
      await officer.getByRole('heading', { name: '增减原因，还有2处没有写明' }).waitFor();
      const row = officer.getByRole('row').filter({ hasText: '收、支总计比上年决算' });
      expect(await row.getByRole('cell').first().innerText()).toMatch(/^\d+\.\d\d$/);
      // The maker hears what is open.
      await officer.getByRole('button', { name: '自查', exact: true }).click();
      await officer.getByRole('alert').filter({ hasText: '没有说明理由' }).waitFor();
      for (const field of await officer.locator('.publication-reasons input').all()) {
        if ((await field.inputValue()) === '') await field.fill('居民医保补助标准提高，项目资金按进度安排');
      }
      await officer.getByRole('button', { name: '保存原因并重新编制' }).click();
      await officer.getByRole('heading', { name: '增减原因', exact: true }).waitFor();
      await officer.getByLabel('全选待说明的').check();
      await officer.getByLabel('放行理由').fill('四舍五入的尾差，表下已注明');
      await officer.getByRole('button', { name: '说明理由' }).click();
      await officer.getByRole('heading', { name: /待说明0处/ }).waitFor();
      await take(officer, '自查', '自查');
    });

    test('others review and approve; finance replies with the same tables', async () => {
      expect(await officer.getByRole('button', { name: '保密审查' }).count()).toBe(0);
      await openVersion(reviewer);
      await take(reviewer, '保密审查', '保密审查');
      await openVersion(director);
      await take(director, '审签', '审签');
      await officer.reload();
      await take(officer, '报送财政', '报送财政');
      await approveTables();
      await officer.getByLabel('批复文号').fill('禾财社〔2026〕20号');
      await officer.getByLabel('批复日期').fill(today());
      await officer
        .getByLabel('批复文件')
        .setInputFiles({ name: '批复.txt', mimeType: 'text/plain', buffer: Buffer.from('同意') });
      await take(officer, '登记批复', '批复');
      await officer.getByText('还剩20天').waitFor();
      await take(officer, '公开', '公开');
      const steps = officer.getByRole('table', { name: '经过' });
      for (const name of ['苏映川', '周慎行', '贺长清']) await steps.getByText(name).first().waitFor();
    });

    test('anybody reads it, without sign-in and without script', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const citizen = await context.newPage();
      await citizen.goto(`${server.address}/open`);
      await citizen.getByRole('link', { name: `${year}年度部门决算` }).click();
      expect(await citizen.getByRole('heading', { level: 1 }).innerText()).toBe(`${year}年度部门决算`);
      expect(await citizen.locator('script').count()).toBe(0);
      await citizen.locator('main td.amount a').first().click();
      await citizen.getByText('未舍入的数').waitFor();
      expect(await citizen.locator('main').innerText()).not.toMatch(/林知微|苏映川|记账凭证\d/);
      await citizen.goto(`${server.address}/open/search?q=${encodeURIComponent('公务接待费')}`);
      expect(await citizen.locator('mark').count()).toBeGreaterThan(0);
      expect(await context.cookies()).toEqual([]);
      for (const format of ['html', 'docx', 'pdf', 'xlsx', 'json']) {
        const file = await citizen.request.get(`${server.address}/open/demo/${year}/1/files/${format}`);
        expect([format, file.status(), (await file.body()).length > 10_000]).toEqual([format, 200, true]);
      }
      const draft = await citizen.request.get(`${server.address}/open/demo/${year + 1}/1`);
      expect(draft.status()).toBe(404);
      await context.close();
    });

    /** The finance system's tables, as our own, handed in by one and confirmed by another. */
    async function approveTables(): Promise<void> {
      const asked = `${server.address}/api/office/statements?year=${year}&template=hunan-2024`;
      const { tables } = (await (await accountant.request.get(asked)).json()) as Statements;
      const lines = tables.flatMap(({ number, title, department, unit, rows }) => [
        [title],
        [number],
        [department, `${year}年度`, unit],
        ...rows.map(({ cells }) => cells.map(({ text }) => text)),
      ]);
      const csv = lines.map((cells) => cells.map((text) => `"${text}"`).join(',')).join('\n');
      const handed = await accountant.request.post(`${server.address}/api/office/approved-tables`, {
        multipart: {
          department: 'demo',
          year: String(year),
          file: { name: '财决.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
        },
      });
      const { id } = (await handed.json()) as { readonly id: string };
      const confirmed = await reviewer.request.post(`${server.address}/api/office/approved-tables/${id}/confirm`, {
        data: { department: 'demo' },
      });
      expect([handed.status(), confirmed.status()], await confirmed.text()).toEqual([201, 200]);
    }
  },
);

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date());
}
