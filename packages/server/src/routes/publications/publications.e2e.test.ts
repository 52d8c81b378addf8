/**
 * A publication through the browser, with the demonstration loaded: the officer gives the reasons that are missing and explains the
 * findings, another reviews, the director approves, finance replies with the same tables, and what is published is read on the open
 * portal by somebody who is not signed in; then something proves wrong, and a correction goes the same way and says what it changed. The
 * tests build on each other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationDatabase, demonstrationKeyText } from '@mingzhang/bureau/testing';
import { newId, type Store } from '@mingzhang/store';
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

interface Changed {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

interface Performance {
  readonly goals: readonly {
    readonly id: string;
    readonly subject: object | null;
    readonly content: { readonly indicators: readonly { readonly name: string; readonly unit: string }[] };
    readonly evaluation: Evaluation | null;
  }[];
}

interface Evaluation {
  readonly id: string;
  readonly goal: string;
  readonly outcome: string;
  readonly adjustment: string;
  readonly actuals: readonly {
    readonly binding: { readonly kind: string; readonly value?: string };
    readonly reason: string;
    readonly measure: string;
    readonly targetTooLow: boolean;
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
    const newContact = '联系电话：0000-7654321，工作日9时至17时';
    /** An actual value that is counted otherwise in the correction. */
    let changed: Changed;

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

    test('what proves wrong is corrected in a version of its own, by the same steps and on the same reply', async () => {
      changed = await evaluateAgain();
      await officer.goto(`${server.address}/office/publication-texts?department=demo&year=${year}`);
      const contact = officer.getByLabel('联系方式', { exact: true });
      await contact.fill(newContact);
      await officer.getByRole('button', { name: '保存' }).click();
      await officer.getByText('已保存联系方式').waitFor();

      await openVersion(officer);
      await officer.getByRole('button', { name: '做更正版' }).click();
      await officer.getByRole('button', { name: '做更正版' }).click();
      await officer.getByRole('alert').filter({ hasText: '更正版要写明为什么更正' }).waitFor();
      await officer.getByLabel('更正原因').fill('一项绩效完成值漏计，联系方式已变');
      await officer.getByRole('button', { name: '做更正版' }).click();
      await officer.getByRole('heading', { level: 1, name: /更正稿/ }).waitFor();
      const changes = officer.getByRole('table', { name: '更正之处' });
      const cell = changes.getByRole('row').filter({ hasText: changed.name }).filter({ hasText: changed.after });
      expect(await cell.getByRole('rowheader').innerText()).toMatch(/^项目支出绩效自评表（.+） · .+ · 实际完成值$/);
      expect(await cell.getByRole('cell').allInnerTexts()).toEqual([changed.before, changed.after]);
      await changes.getByText(newContact).waitFor();
      expect(await officer.getByRole('heading', { name: /^更正了\d+处$/ }).innerText()).toBe(
        `更正了${(await changes.getByRole('row').count()) - 1}处`,
      );
      if ((await officer.getByRole('heading', { name: /待说明0处/ }).count()) === 0) {
        await officer.getByLabel('全选待说明的').check();
        await officer.getByLabel('放行理由').fill('四舍五入的尾差，表下已注明');
        await officer.getByRole('button', { name: '说明理由' }).click();
        await officer.getByRole('heading', { name: /待说明0处/ }).waitFor();
      }
      await take(officer, '自查', '自查');
      const address = officer.url();
      await reviewer.goto(address);
      await take(reviewer, '保密审查', '保密审查');
      await director.goto(address);
      await take(director, '审签', '审签');
      await officer.reload();
      await officer.getByRole('button', { name: '公开（表未变动，沿用原批复）' }).click();
      await expect.poll(() => current(officer), { timeout: 60_000 }).toBe('公开');
      expect(await officer.getByRole('heading', { level: 1 }).innerText()).toContain('第2版');
    });

    test('anybody reads what the correction changed, cell by cell; the version before is still there and says so', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const citizen = await context.newPage();
      await citizen.goto(`${server.address}/open/demo`);
      await citizen.getByText('更正原因：一项绩效完成值漏计，联系方式已变。').waitFor();
      await citizen.goto(`${server.address}/open/demo/${year}/1`);
      await citizen.getByRole('note').getByRole('link', { name: '第2版' }).click();
      expect(await citizen.locator('main').innerText()).toContain(newContact);
      await citizen.getByRole('link', { name: '版本和更正' }).click();
      const row = citizen.getByRole('row').filter({ hasText: changed.name }).filter({ hasText: changed.after });
      expect(await row.getByRole('cell').allInnerTexts()).toEqual([changed.before, changed.after]);
      await citizen.getByRole('row').filter({ hasText: newContact }).waitFor();
      await citizen.goto(`${server.address}/open/demo/${year}/1`);
      expect(await citizen.locator('main').innerText()).not.toContain(newContact);
      await context.close();
    });

    /** A self-evaluation made again with one more of what was counted, and checked: what the correction will have otherwise. */
    async function evaluateAgain(): Promise<Changed> {
      const asked = `${server.address}/api/performance?department=demo&year=${year}`;
      const { goals } = (await (await accountant.request.get(asked)).json()) as Performance;
      for (const { subject, content, evaluation } of goals) {
        const at = evaluation?.actuals.findIndex(
          ({ binding }, line) => binding.kind === 'declared' && content.indicators[line]?.unit !== '%',
        );
        if (subject === null || evaluation === null || at === undefined || at < 0) continue;
        const { name = '', unit = '' } = content.indicators[at] ?? {};
        const value = evaluation.actuals[at]?.binding.value ?? '';
        const after = String(Number(value) + 1);
        const actuals = evaluation.actuals.map(({ binding, reason, measure, targetTooLow }, line) => {
          return { binding: line === at ? { ...binding, value: after } : binding, reason, measure, targetTooLow };
        });
        const { goal, outcome, adjustment } = evaluation;
        const draft = { department: 'demo', id: newId(), goal, outcome, adjustment, actuals, replaces: evaluation.id };
        const made = await accountant.request.post(`${server.address}/api/performance/evaluations`, { data: draft });
        const checked = await reviewer.request.post(`${server.address}/api/performance/evaluations/${draft.id}/check`, {
          data: { department: 'demo', returnedReason: null },
        });
        expect([made.status(), checked.status()], `${await made.text()} ${await checked.text()}`).toEqual([201, 200]);
        return { name, before: `${value}${unit}`, after: `${after}${unit}` };
      }
      throw new Error('nothing was counted by anybody');
    }

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
