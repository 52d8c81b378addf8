/**
 * Approved tables through the browser, with the demonstration loaded: our own statements come back from the finance system with one
 * cell changed; a bad file is shown row by row, a good one is confirmed by the other, the cell that is not ours leads to what
 * stands behind it. The tests build on each other.
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

/** A year of the demonstration that is closed whenever the test is run. */
const year = new Date().getFullYear() - 1;

interface PrintedTable {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly department: string;
  readonly unit: string;
  readonly rows: readonly {
    readonly cells: readonly {
      readonly text: string;
      readonly amount: { readonly row: string; readonly column: string } | null;
    }[];
  }[];
}

describe.skipIf(endpoint === undefined)(
  endpoint === undefined ? 'SKIPPED: no Chromium on this machine' : 'approved tables in the workbench',
  { shuffle: false },
  () => {
    let data: string;
    let store: Store;
    let server: RunningProgram;
    let browser: Browser;
    let accountant: Page;
    let reviewer: Page;
    let tables: readonly PrintedTable[];
    const complaints: string[] = [];

    beforeAll(async () => {
      data = mkdtempSync(join(tmpdir(), 'mingzhang-approved-'));
      store = await demonstrationDatabase(dayOf(new Date()));
      const environment = { DATABASE_URL: store.url, MINGZHANG_KEY: demonstrationKeyText };
      [server, browser] = await Promise.all([startProgram(data, environment), chromium.connect(endpoint ?? '')]);
      accountant = await openAs('kuaiji');
      reviewer = await openAs('fuhe');
      const answer = await accountant.request.get(
        `${server.address}/api/office/statements?year=${year}&template=hunan-2024`,
      );
      ({ tables } = (await answer.json()) as { readonly tables: readonly PrintedTable[] });
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

    /** The tables one below the other, as they are exported; one text in place of the total of basic expenditure. */
    function csvWith(instead: string | null): string {
      const lines = tables.flatMap(({ id, title, number, department, unit, rows }) => [
        [title],
        [number],
        [department, `${year}年度`, unit],
        ...rows.map(({ cells }) =>
          cells.map(({ text, amount }) =>
            instead !== null && id === 'expenditure' && amount?.row === 'total' && amount.column === 'basic'
              ? instead
              : text,
          ),
        ),
        [],
      ]);
      return lines.map((line) => line.map((text) => `"${text}"`).join(',')).join('\r\n');
    }

    async function handIn(name: string, text: string): Promise<void> {
      await accountant
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await accountant.getByRole('button', { name: '上传并核对' }).click();
      await accountant.getByRole('heading', { level: 2, name }).waitFor(patiently);
    }

    async function confirm(): Promise<void> {
      await reviewer.goto(accountant.url());
      await reviewer.getByRole('button', { name: '确认财决表' }).click(patiently);
      await reviewer.getByText('周慎行已于').waitFor(patiently);
    }

    test('a file with a cell that is no amount is shown with its row, and cannot be confirmed', async () => {
      await accountant.goto(`${server.address}/office/statements/approved?year=${year}`);
      await accountant.getByText(`${year}年还没有确认过财决表`).waitFor(patiently);
      await handIn('财决（有误）.csv', csvWith('约三百万'));
      const problem = accountant.getByRole('table', { name: '逐行的问题' }).getByRole('row').nth(1);
      expect((await problem.getByRole('cell').allInnerTexts())[2]).toBe('约三百万');
      await reviewer.goto(accountant.url());
      await reviewer.getByText(/有1处错误/).waitFor(patiently);
      expect(await reviewer.getByRole('button', { name: '确认财决表' }).isDisabled()).toBe(true);
    });

    test('a file with another amount is confirmed by the other, and the cell is told with both figures', async () => {
      await handIn('财决（初稿）.csv', csvWith('1.23'));
      await confirm();
      await reviewer.getByText(/与财决不等：不同1格/).waitFor(patiently);
      const row = reviewer.getByRole('table', { name: '支出决算表逐格核对' }).getByRole('row').nth(1);
      await row.waitFor(patiently);
      expect(await row.getByRole('rowheader').innerText()).toBe('合计');
      const [column, match, theirs, ours, difference] = await row.getByRole('cell').allInnerTexts();
      expect([column, match, theirs]).toEqual(['基本支出', '不同', '1.23']);
      const number = (text = ''): number => Math.round(Number(text.replaceAll(',', '')) * 100);
      expect(number(difference)).toBe(123 - number(ours));
    });

    test('our figure leads to the entries behind it', async () => {
      await reviewer.getByRole('table', { name: '支出决算表逐格核对' }).getByRole('link').first().click();
      const drawer = reviewer.getByRole('dialog', { name: '支出决算表：合计，基本支出' });
      await drawer.getByText('与上面的数相等').waitFor(patiently);
    });

    test('the corrected file is confirmed and every cell is equal', async () => {
      await handIn('财决（批复）.csv', csvWith(null));
      await confirm();
      await reviewer.getByText(/公开的各表与财决逐格相等（\d+格）/).waitFor(patiently);
      const list = reviewer.getByRole('table', { name: '上传过的财决表' });
      expect(await list.getByText('现行', { exact: true }).count()).toBe(1);
      expect(await list.getByText('已被替代').count()).toBe(1);
      expect(await list.getByText('待确认').count()).toBe(1);
    });

    test('the browser had nothing to complain of', () => {
      expect(complaints).toEqual([]);
    });
  },
);
