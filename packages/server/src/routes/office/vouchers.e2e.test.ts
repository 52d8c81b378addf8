/**
 * The voucher desk and the books through the browser: a voucher by one, checked by another, booked with its number; what is refused is
 * said where it belongs; sending back, revising, withdrawing, reversing; legs by hand; a month closed; the ledgers; and a department
 * whose units do not agree. The tests build on each other.
 */
import { type SignedIn, signedIn } from '@mingzhang/bureau/testing';
import { newId } from '@mingzhang/store';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { otherUnit, salary, setUpBooks, unit } from '../../testing/books.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('vouchers and books in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let maker: SignedIn;
    let accountant: Page;
    let reviewer: Page;

    beforeAll(async () => {
      desk = await openWorkbench();
      await setUpBooks(desk.store, '2024-03');
      maker = await signedIn(desk.store.db, ['department-accountant'], { name: '林会计' });
      accountant = await desk.openAs(maker);
      reviewer = await desk.openAs(await signedIn(desk.store.db, ['department-reviewer'], { name: '周复核' }));
    });

    afterAll(() => desk?.close());

    const at = (path: string): string =>
      `${desk.address}/office/${path}${path.includes('?') ? '&' : '?'}unit=${unit}&year=2024`;

    async function choose(page: Page, label: string, option: string): Promise<void> {
      const control = page.getByLabel(label, { exact: true });
      await control.click();
      await control.fill(option);
      await control.press('Enter');
    }

    async function fillSalary(page: Page, date: string, amount: string): Promise<void> {
      await page.goto(at('vouchers/new'));
      await page.getByLabel('日期').fill(date);
      await choose(page, '业务', '财政直接支付工资');
      await page.getByLabel('支付凭证号').fill('24-0001');
      await page.getByLabel('第1行金额').fill(amount);
      await choose(page, '第1行支出性质', '基本支出');
      await choose(page, '第1行支出功能分类', '2101501');
      await choose(page, '第1行支出经济分类', '30101');
      await choose(page, '第1行资金来源', '一般公共预算');
    }

    const send = (page: Page) => page.getByRole('button', { name: '提交复核' }).click();

    async function openVoucher(page: Page, text: string): Promise<void> {
      await page.goto(at('vouchers'));
      await page.getByRole('link', { name: text }).first().click();
      await page.getByRole('region', { name: '凭证' }).waitFor();
    }

    /** Answers the dialog that is open; first without a reason, which is refused. */
    async function giveReason(page: Page, title: string, reason: string): Promise<void> {
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.getByRole('button', { name: title }).click();
      await dialog.getByRole('alert').getByText('理由').waitFor();
      await dialog.getByLabel('理由').fill(reason);
      await dialog.getByRole('button', { name: title }).click();
      await dialog.waitFor({ state: 'hidden' });
    }

    test('what is refused is said beside the field, and nothing that was typed is lost', async () => {
      await fillSalary(accountant, '2099-01-05', '1,200.50');
      // The voucher's day is its own: no year is chosen beside it.
      expect(await accountant.getByLabel('单位', { exact: true }).count()).toBe(1);
      expect(await accountant.getByLabel('年度', { exact: true }).count()).toBe(0);
      await accountant.getByText('现在还不能提交：记账日期2099-01-05在今天').waitFor();
      await send(accountant);
      await accountant.getByRole('alert').getByText('事情发生后才能记账').waitFor();
      expect(await accountant.getByLabel('第1行金额').inputValue()).toBe('1,200.50');
      await accountant.getByLabel('支付凭证号').fill('');
      await accountant.getByLabel('日期').fill('2024-03-15');
      await send(accountant);
      await accountant.getByRole('alert').getByText('要写明国库集中支付凭证号').waitFor();
      await accountant.getByLabel('支付凭证号').fill('24-0001');
    });

    test('both books stand below before it is sent; then it waits for another', async () => {
      await accountant.getByRole('region', { name: '财务会计' }).getByText('1,200.50').first().waitFor();
      await accountant.getByRole('region', { name: '预算会计' }).getByText('行政支出').waitFor();
      await send(accountant);
      await accountant.getByText('已提交，待另一人复核。').waitFor();
      await openVoucher(accountant, '财政直接支付工资');
      expect(await accountant.getByRole('button', { name: '复核通过' }).count()).toBe(0);
      expect(await accountant.getByRole('button', { name: '记账' }).count()).toBe(0);
    });

    test('the other sends it back with a reason, the maker revises it, and it is checked and booked with its number', async () => {
      await openVoucher(reviewer, '财政直接支付工资');
      await reviewer.getByRole('button', { name: '退回' }).click();
      await giveReason(reviewer, '退回给编制人', '金额与工资表不符');
      await reviewer.getByText('退回理由：金额与工资表不符').waitFor();
      await openVoucher(accountant, '财政直接支付工资');
      await accountant.getByRole('link', { name: '修改' }).click();
      await accountant.getByRole('heading', { name: '修改凭证' }).waitFor();
      await accountant.getByLabel('第1行金额').fill('1,300.00');
      await send(accountant);
      await accountant.getByRole('region', { name: '凭证' }).getByText('1,300.00 元').waitFor();
      await openVoucher(reviewer, '财政直接支付工资');
      await reviewer.getByRole('button', { name: '复核通过' }).click();
      await reviewer.getByText('已复核，待记账。').waitFor();
      await openVoucher(accountant, '财政直接支付工资');
      await accountant.getByRole('button', { name: '记账' }).click();
      await accountant.getByText('已记账：2024-03 记-1。').waitFor();
      await accountant.getByRole('heading', { name: '记-1' }).waitFor();
      const hands = await accountant.getByRole('list', { name: '经手' }).getByRole('strong').allInnerTexts();
      expect(hands).toEqual(['林会计', '周复核', '林会计']);
    });

    test('printed it is one sheet with both books and the names, and nothing of the page', async () => {
      await accountant.emulateMedia({ media: 'print' });
      const sheet = accountant.locator('.printed-voucher');
      expect(await sheet.isVisible()).toBe(true);
      expect(await accountant.getByRole('navigation', { name: '部门账务' }).isVisible()).toBe(false);
      const text = await sheet.innerText();
      for (const word of ['记字第 1 号', '2024年03月15日', '制单：林会计', '复核：周复核', '1,300.00', '24-0001'])
        expect(text).toContain(word);
      await accountant.emulateMedia({ media: 'screen' });
    });

    test('legs by hand say what they lack; one voucher is withdrawn by its maker', async () => {
      await accountant.goto(at('vouchers/new'));
      await accountant.getByLabel('日期').fill('2024-03-20');
      await accountant.getByText('手工分录').click();
      await accountant.getByLabel('摘要').fill('提取备用金');
      const side = accountant.getByRole('region', { name: '财务会计' });
      for (const row of [1, 2]) {
        await side.getByRole('button', { name: '加一行' }).click();
        await choose(accountant, `财务会计第${row}行科目`, row === 1 ? '1001' : '1002');
      }
      await accountant.getByLabel('财务会计第1行借方金额').fill('500');
      await accountant.getByLabel('财务会计第2行贷方金额').fill('450');
      await side.getByText('贷方还差 50.00 元').waitFor();
      await send(accountant);
      await accountant.getByRole('alert').getByText('借').first().waitFor();
      await accountant.getByLabel('财务会计第2行贷方金额').fill('500');
      await side.getByText('借贷平衡').waitFor();
      await send(accountant);
      await accountant.getByText('已提交，待另一人复核。').waitFor();
      await openVoucher(accountant, '提取备用金');
      await accountant.getByRole('button', { name: '撤销' }).click();
      await giveReason(accountant, '撤销凭证', '重复填制');
      await accountant.getByText('撤销理由：重复填制').waitFor();
    });

    test('a booked voucher is reversed by one of its own', async () => {
      await openVoucher(accountant, '财政直接支付工资');
      await accountant.getByRole('button', { name: '冲销' }).click();
      await accountant.getByLabel('冲销日期').fill('2024-03-25');
      await giveReason(accountant, '冲销凭证', '发错月份');
      await accountant.getByText('冲销2024-03记-1：发错月份').first().waitFor();
      await openVoucher(reviewer, '冲销2024-03记-1');
      await reviewer.getByRole('button', { name: '复核通过' }).click();
      await reviewer.getByText('已复核，待记账。').waitFor();
      await openVoucher(accountant, '冲销2024-03记-1');
      await accountant.getByRole('button', { name: '记账' }).click();
      await accountant.getByRole('heading', { name: '记-2' }).waitFor();
      await accountant.getByRole('link', { name: '这张凭证' }).click();
      await accountant.getByText('冲销。').waitFor();
      expect(await accountant.getByRole('button', { name: '冲销' }).count()).toBe(0);
    });

    test('balances, the ledger of an account and the journal tell of both', async () => {
      await accountant.goto(at('balances?from=2024-01&to=2024-03'));
      await accountant.getByRole('table', { name: '科目余额表' }).getByText('业务活动费用').first().click();
      const ledger = accountant.getByRole('table', { name: '明细账' });
      await ledger.getByText('冲销2024-03记-1：发错月份').waitFor();
      expect(await ledger.getByText('1,300.00').count()).toBeGreaterThan(1);
      await accountant.goto(at('journal?from=2024-03&to=2024-03'));
      await accountant.getByRole('table', { name: '序时账' }).getByText('冲销2024-03记-1').first().waitFor();
    });

    test('a month is closed by the reviewer, and nothing is booked into it any more', async () => {
      await reviewer.goto(at('periods'));
      for (const month of ['2024-01', '2024-02', '2024-03']) {
        const row = reviewer.getByRole('row', { name: new RegExp(`^${month}`) });
        await row.getByRole('button', { name: '结账' }).click();
        const dialog = reviewer.getByRole('dialog', { name: `${month}结账` });
        await dialog.getByRole('button', { name: '结账', exact: true }).click();
        await dialog.waitFor({ state: 'hidden' });
        await row.getByText('已结账').nth(1).waitFor();
      }
      await fillSalary(accountant, '2024-03-28', '10');
      await send(accountant);
      await accountant.getByRole('alert').getByText('2024-03已经结账').waitFor();
    });

    test('a department whose units do not agree is told which two, and by how much', async () => {
      const day = '2024-04-10';
      for (const month of ['2024-01', '2024-02', '2024-03', '2024-04']) {
        if (month === '2024-04') await asked(`/api/books/units/${unit}/periods/${month}/open`);
        await asked(`/api/books/units/${otherUnit}/periods/${month}/open`);
      }
      const content = {
        rule: 'affiliated-subsidised',
        lines: [{ amount: '5000.00', dimensions: { ...salary, source: 'non-fiscal-other', counterpart: otherUnit } }],
        choices: {},
      };
      const id = newId();
      await asked('/api/office/vouchers', { id, unit, date: day, content, paymentOrder: null, attachments: [] });
      await openVoucher(reviewer, '对附属单位补助');
      await reviewer.getByRole('button', { name: '复核通过' }).click();
      await reviewer.getByText('已复核，待记账。').waitFor();
      await asked(`/api/office/vouchers/${id}/book`, { unit });
      await accountant.goto(`${desk.address}/office/statements?department=cloud&year=2024`);
      const told = accountant.getByRole('region', { name: '成表之前要查明的事项' });
      await told.getByText('部门内部往来两方不符').waitFor();
      await told.getByText('相差5000.00元').waitFor();
    });

    /** Asks the door as the accountant does, where the page is not what is looked at. */
    async function asked(path: string, body: object = {}): Promise<void> {
      const response = await desk.app.inject({
        method: 'POST',
        url: path,
        headers: { host: 'localhost', cookie: maker.cookie },
        payload: body,
      });
      if (response.statusCode >= 300) throw new Error(`${path}: ${response.body}`);
    }

    test('the browser had nothing to complain of', () => {
      expect(desk.complaints).toEqual([]);
    });
  },
);
