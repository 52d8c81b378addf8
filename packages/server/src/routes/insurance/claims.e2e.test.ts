/**
 * 零星报销 through the browser by two people: taken at the counter, worked out, sent back for a wrong invoice, reviewed and settled.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identityKey } from '@mingzhang/bureau';
import { insured, type SignedIn, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type FastifyInstance } from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createApp } from '../../app.ts';
import { dayOf } from '../../clock.ts';

const web = fileURLToPath(new URL('../../../../web/', import.meta.url));
const vite = fileURLToPath(new URL('../../../../../node_modules/vite/bin/vite.js', import.meta.url));

/** As the browser of this run is reached; without it the whole file is skipped under a name that says so. */
const endpoint = inject('testBrowser') as string | undefined;

describe.skipIf(endpoint === undefined)(
  endpoint === undefined ? 'SKIPPED: no Chromium on this machine' : 'claims in the workbench',
  { shuffle: false },
  () => {
    let built: string;
    let store: Store;
    let app: FastifyInstance;
    let browser: Browser;
    let address: string;
    let clerk: Page;
    let reviewer: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      built = mkdtempSync(join(tmpdir(), 'mingzhang-web-'));
      const run = spawnSync(
        process.execPath,
        [vite, 'build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', built],
        { cwd: web, encoding: 'utf8' },
      );
      if (run.status !== 0) throw new Error(`the workbench does not build: ${run.stderr}`);
      store = await testDatabase();
      await setUpFunds(store.db, dayOf(new Date()).slice(0, 7));
      await insured(store.db, '001');
      const pool = {
        audit: () => Promise.reject(new Error('nothing is audited here')),
        load: () => ({ running: 0, waiting: 0 }),
        close: () => Promise.resolve(),
      };
      const key = identityKey(Buffer.alloc(32, 7));
      app = await createApp({ db: store.db, pool, checks: [], version: '0.0.0', webRoot: built, key });
      await app.listen({ host: '127.0.0.1', port: 0 });
      address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
      browser = await chromium.connect(endpoint ?? '');
      clerk = await openAs(await signedIn(store.db, ['desk-clerk'], { name: '罗经办' }));
      reviewer = await openAs(await signedIn(store.db, ['reviewer'], { name: '秦复核' }));
    });

    afterAll(async () => {
      await browser?.close();
      await app?.close();
      await store?.close();
      if (built !== undefined) rmSync(built, { recursive: true, force: true });
    });

    async function openAs({ token }: SignedIn): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
      await context.addCookies([{ name: 'mingzhang', value: token, url: address }]);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused request is in the browser's log as a failed one: that is as it should be.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text());
      });
      return page;
    }

    async function choose(page: Page, label: string, option: string): Promise<void> {
      await page.getByLabel(label, { exact: true }).click();
      await page.getByTitle(option, { exact: true }).last().click();
    }

    const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
      for (const [label, value] of Object.entries(fields)) await clerk.getByLabel(label, { exact: true }).fill(value);
    };

    test('the clerk takes a claim; a wrong sum and an incomplete one are said in a sentence', async () => {
      await clerk.goto(`${address}/insurance/claims`);
      await clerk.getByRole('button', { name: '受理一件' }).click();
      await clerk.getByLabel('姓名或身份证号').fill('参保人001');
      await clerk.getByRole('button', { name: '查找', exact: true }).click();
      await fill({
        医疗机构: '邻县人民医院',
        就诊号: 'ZY-9',
        入院或就诊: '2024-06-01',
        出院或就诊: '2024-06-10',
        申请日期: '2024-07-01',
        '政策范围内（元）': '10000',
        '先行自付（元）': '1100',
        '超限价（元）': '100',
        '全自费（元）': '800',
        第1张票据代码: '43060124',
        第1张票据号码: '0012345678',
        第1张开票日期: '2024-06-10',
        第1张金额: '11,999.00',
        收款人: '参保人001',
        开户银行: '青禾农商行',
        银行账号: '6230580000012345678',
      });
      await choose(clerk, '医疗机构级别', '二级医院');
      for (const material of ['医疗收费票据', '费用明细清单', '身份证件或医保凭证']) {
        await clerk.getByRole('checkbox', { name: material }).check();
      }
      await clerk.getByRole('button', { name: /^受\s?理$/ }).click();
      await clerk.getByText('票据合计11999.00元，费用合计12000.00元，相差-1.00元').waitFor();
      await clerk.getByLabel('第1张金额').fill('12000');
      await clerk.getByRole('button', { name: /^受\s?理$/ }).click();
      const row = clerk.getByRole('row').filter({ hasText: '邻县人民医院' });
      await row.getByText('已受理').waitFor();
      await row.getByRole('button', { name: '参保人001' }).click();
      await clerk.getByText('材料不齐，还缺出院小结、本人银行账户。').waitFor();
      await clerk.getByRole('button', { name: '核算', exact: true }).click();
      await clerk.getByText('请一次性告知申请人').waitFor();
      await clerk.getByRole('button', { name: '材料已补齐' }).click();
      await clerk.getByText('补正材料：出院小结、本人银行账户').waitFor();
      await clerk.getByRole('button', { name: '核算', exact: true }).click();
      await row.getByText('待复核').waitFor();
      await row.getByText('7,360.00').waitFor();
      expect(await clerk.getByRole('button', { name: '复核通过' }).count()).toBe(0);
    });

    test('another person reviews it, and it is settled, booked and waits to be paid', async () => {
      await reviewer.goto(`${address}/insurance/claims`);
      const row = reviewer.getByRole('row').filter({ hasText: '邻县人民医院' });
      await row.getByRole('button', { name: '参保人001' }).click();
      await reviewer.getByText('账号****5678').waitFor();
      await reviewer.getByRole('button', { name: '复核通过' }).click();
      await row.getByText('已核定，待支付').waitFor();
      expect(await reviewer.getByRole('button', { name: '复核通过' }).count()).toBe(0);
      const settled = await store.db.selectFrom('settlement').select(['pool', 'cash']).execute();
      expect(settled).toEqual([{ pool: 736_000, cash: 464_000 }]);
      expect(complaints).toEqual([]);
    });
  },
);
