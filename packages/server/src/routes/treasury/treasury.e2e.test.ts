/**
 * A payment batch through the browser by two people: gathered, checked, exported, answered by the bank; what was paid too much of it given
 * back. The tests build on each other.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelSettlement, parametersOf, settleVisit } from '@mingzhang/bureau';
import { insured, setUpTreasury, signedIn, stay } from '@mingzhang/bureau/testing';
import { newId } from '@mingzhang/store';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('a payment batch in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let accountant: Page;
    let reviewer: Page;
    let directory: string;
    /** Takes back what the batch has paid. */
    let cancelPaid: () => Promise<void>;

    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'mingzhang-batch-'));
      desk = await openWorkbench();
      const { db } = desk.store;
      const t = await setUpTreasury(db, dayOf(new Date()).slice(0, 7), { resident: '1000000.00' });
      const [fiscal, payment] = (['fiscal', 'payment'] as const).map((role) => t.account('qinghe-resident-fund', role));
      await t.move({
        kind: 'fiscal-to-payment',
        fund: 'resident',
        amount: 5_000_000,
        date: '2024-06-01',
        account: fiscal ?? '',
        toAccount: payment ?? null,
      });
      await t.payee('青禾县人民医院');
      const command = stay(await insured(db, '001'), 'ZY-1', newId());
      const done = await settleVisit(db, t.charts, await parametersOf(db), command);
      if ('refusal' in done) throw new Error(done.refusal.message);
      cancelPaid = async () => {
        const { department, person, id: cancels } = command;
        const hand = { by: newId(), at: new Date('2024-12-30T02:00:00Z'), today: '2024-12-30' };
        const cancel = { department, person, id: newId(), cancels, reason: '费用传错', ...hand };
        const cancelled = await cancelSettlement(db, t.charts, cancel);
        if ('refusal' in cancelled) throw new Error(cancelled.refusal.message);
      };
      accountant = await desk.openAs(await signedIn(db, ['fund-accountant'], { name: '邵会计' }));
      reviewer = await desk.openAs(await signedIn(db, ['reviewer'], { name: '秦复核' }));
    }, 120_000);

    afterAll(async () => {
      await desk?.close();
      rmSync(directory, { recursive: true, force: true });
    });

    const row = (page: Page) => page.getByRole('table', { name: '支付批次', exact: true }).getByRole('row').nth(1);

    test('statements and matching open at the latest month with anything on the books', async () => {
      for (const [page, heading] of [
        ['statements', '会计期间'],
        ['matching', '余额调节表'],
      ] as const) {
        await accountant.goto(`${desk.address}/treasury/${page}`);
        await accountant.getByRole('heading', { name: heading }).waitFor();
        expect(await accountant.getByLabel('月份').inputValue()).toBe('2024-06');
      }
    });

    test('one gathers what is owed', async () => {
      await accountant.goto(`${desk.address}/treasury/batches`);
      await accountant.getByRole('button', { name: '归集批次' }).click();
      await accountant.getByRole('table', { name: '应付待遇款' }).getByText('青禾县人民医院').waitFor();
      await accountant.getByRole('button', { name: '归集1家7,360.00元' }).click();
      await row(accountant).getByText('待复核').waitFor();
      expect(await accountant.getByRole('button', { name: '复核', exact: true }).count()).toBe(0);
    });

    test('another checks it', async () => {
      await reviewer.goto(`${desk.address}/treasury/batches`);
      await row(reviewer).getByText('7,360.00').first().waitFor();
      await reviewer.getByRole('button', { name: '复核', exact: true }).click();
      await row(reviewer).getByText('待导出').waitFor();
      await row(reviewer).getByText('邵会计、秦复核').waitFor();
    });

    test('it is exported, and the bank’s answer pays what it says and tells of the wrong line', async () => {
      await accountant.reload();
      const downloading = accountant.waitForEvent('download');
      await accountant.getByRole('button', { name: '导出付款文件' }).click();
      const saved = join(directory, '付款.csv');
      await (await downloading).saveAs(saved);
      const exported = readFileSync(saved, 'utf8');
      const [, line = ''] = exported.split('\r\n');
      const [batch, number, , , payee] = line.split(',');
      const result = join(directory, '回盘.csv');
      const rows = [
        '批次号,序号,收款账号,金额（元）,处理结果,失败原因,交易日期,交易流水号',
        `${batch},${number},${payee},7360.00,成功,,${dayOf(new Date())},LS0001`,
        `${batch},9,${payee},1.00,成功,,${dayOf(new Date())},LS0002`,
      ];
      writeFileSync(result, rows.join('\r\n'));
      await accountant.locator('input[type=file]').setInputFiles(result);
      await accountant.getByText('共2行，办理1行').waitFor();
      await accountant.getByText('批次里没有序号9').waitFor();
      await accountant.getByRole('button', { name: '知道了' }).click();
      await row(accountant).getByText('已办结').waitFor();
      await accountant.locator('input[type=file]').setInputFiles(result);
      await accountant.getByText('已经导入过').waitFor();
    });

    test('what was matched by hand is turned down with a reason, and can be chosen again', async () => {
      const open = async (page: Page): Promise<void> => {
        await page.goto(`${desk.address}/treasury/matching`);
        await page.getByLabel('账户', { exact: true }).click();
        await page
          .getByTitle(/居民.*财政专户$/)
          .last()
          .click();
      };
      await open(accountant);
      const statement = join(directory, '对账单.csv');
      writeFileSync(statement, '交易日期,收入,支出,余额,流水号,摘要\r\n2024-06-03,,50000.00,950000.00,LS-9,拨款');
      await accountant.locator('input[type=file]').setInputFiles(statement);
      await accountant.getByText('共1行，办理1行').waitFor();
      await accountant.getByRole('button', { name: '知道了' }).click();
      await accountant.getByLabel('选取2024-06-03 -50000.00').check();
      await accountant.getByLabel('选取2024-06-01 -50000.00').check();
      await accountant.getByLabel('对账说明').fill('同一笔拨款');
      await accountant.getByRole('button', { name: '提请复核' }).click();
      await accountant.getByText('已提请复核。').waitFor();
      await open(reviewer);
      const waiting = reviewer.getByRole('table', { name: '待复核的手工对账' });
      await waiting.getByText('同一笔拨款').waitFor();
      await waiting.getByRole('button', { name: /^退\s?回$/ }).click();
      await reviewer.getByLabel('退回理由').fill('不是同一笔');
      await waiting.getByRole('button', { name: /^退\s?回$/ }).click();
      await reviewer.getByText('已退回，可以重新选取。').waitFor();
      await open(accountant);
      await accountant.getByLabel('选取2024-06-03 -50000.00').waitFor();
    });

    test('what was paid too much is given back: put down by one, checked by another, and nothing is owed any more', async () => {
      await cancelPaid();
      const owed = accountant.getByRole('table', { name: '应付待遇款' });
      const lookAtOwed = async (): Promise<void> => {
        await accountant.goto(`${desk.address}/treasury/batches`);
        await accountant.getByRole('button', { name: '归集批次' }).click();
      };
      await lookAtOwed();
      await owed.getByText('-7,360.00').waitFor();
      await accountant.goto(`${desk.address}/treasury/accounts`);
      await accountant.getByRole('button', { name: '登记收付' }).click();
      const form = accountant.getByRole('region', { name: '登记收付' });
      const choose = async (label: string, option: string | RegExp): Promise<void> => {
        await form.getByLabel(label, { exact: true }).click();
        await accountant.getByTitle(option).last().click();
      };
      await choose('基金', '居民医保基金');
      await choose('种类', '收回多付的待遇款');
      await choose('账户', /^支出户/);
      await choose('退款的人或机构', '青禾县人民医院（应退7,360.00元）');
      await form.getByLabel('金额', { exact: true }).fill('7360.01');
      await form.getByLabel('摘要', { exact: true }).fill('退回撤销的结算款');
      const send = form.getByRole('button', { name: /^登\s?记$/ });
      await send.click();
      await form.getByText('青禾县人民医院应退给居民医保基金7360.00元，不能再收7360.01元。').waitFor();
      await form.getByLabel('金额', { exact: true }).fill('7360');
      await send.click();
      await accountant.getByText('青禾县人民医院退回 退回撤销的结算款').waitFor();
      await reviewer.goto(`${desk.address}/treasury/accounts`);
      await reviewer.getByRole('button', { name: '复核记账' }).click();
      await reviewer.getByRole('row').filter({ hasText: '退回撤销的结算款' }).getByText('已记账').waitFor();
      await lookAtOwed();
      await accountant.getByText('没有未付的应付待遇款。').waitFor();
    });

    test('the browser had nothing to complain of', () => {
      expect(desk.complaints).toEqual([]);
    });
  },
);
