/**
 * The budget through the browser, as an accountant and a reviewer use it: a project, the budget of the year, its approval by the
 * other, a payment, and what is left. The tests build on each other.
 */
import { addDepartment, addUnit } from '@mingzhang/bureau';
import { signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('the budget in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let accountant: Page;
    let reviewer: Page;

    beforeAll(async () => {
      desk = await openWorkbench();
      await addDepartment(desk.store.db, { id: 'cloud', name: '云泽县医疗保障局', area: '990101' });
      await addUnit(desk.store.db, {
        id: 'cloud-office',
        department: 'cloud',
        name: '云泽县医疗保障局（本级）',
        nature: 'administrative',
        position: 1,
      });
      accountant = await desk.openAs(await signedIn(desk.store.db, ['department-accountant'], { name: '林会计' }));
      reviewer = await desk.openAs(await signedIn(desk.store.db, ['department-reviewer'], { name: '周复核' }));
    });

    afterAll(() => desk?.close());

    async function choose(page: Page, label: string, option: string): Promise<void> {
      const control = page.getByLabel(label);
      await control.click();
      await control.fill(option);
      await control.press('Enter');
    }

    async function go(page: Page, label: string): Promise<void> {
      await page.getByRole('navigation', { name: '部门账务' }).getByRole('link', { name: label }).click();
      await page.getByRole('heading', { level: 1, name: label }).waitFor();
    }

    test('the menu leads to the empty budget ledger of the unit', async () => {
      await accountant.goto(`${desk.address}/office?year=2024`);
      await go(accountant, '指标账');
      await accountant.getByText('2024年还没有生效的指标').waitFor();
      expect(new URL(accountant.url()).pathname).toBe('/office/budget');
    });

    test('the accountant registers a project and the budget of the year', async () => {
      await go(accountant, '项目库');
      await accountant.getByRole('button', { name: '登记项目' }).click();
      await accountant.getByLabel('项目编码').fill('T101');
      await accountant.getByLabel('项目名称').fill('基金监管');
      await choose(accountant, '功能分类科目（可不选）', '2101505');
      await accountant.getByRole('button', { name: '登记', exact: true }).click();
      await accountant.getByRole('rowheader', { name: '基金监管' }).waitFor();
      await go(accountant, '指标文件');
      await accountant.getByRole('button', { name: '登记指标文件' }).click();
      await accountant.getByLabel('文号').fill('云财预〔2024〕1号');
      await accountant.getByLabel('日期').fill('2024-02-01');
      await choose(accountant, '第1行项目', 'T101');
      await accountant.getByLabel('第1行金额').fill('800,000');
      await accountant.getByRole('button', { name: '登记，提交复核' }).click();
      await accountant.getByRole('cell', { name: '待复核' }).waitFor();
      expect(await accountant.getByRole('cell', { name: '800,000.00' }).count()).toBe(1);
    });

    test('the reviewer approves it, and it is in the ledger', async () => {
      await reviewer.goto(`${desk.address}/office/budget/documents?year=2024`);
      await reviewer.getByRole('button', { name: '云财预〔2024〕1号' }).click();
      await reviewer.getByRole('button', { name: '退回' }).click();
      await reviewer.getByText('退回要写明理由').waitFor();
      await reviewer.getByRole('button', { name: '复核通过' }).click();
      await reviewer.getByRole('cell', { name: '已生效' }).waitFor();
      await go(reviewer, '指标账');
      const item = reviewer.getByRole('row', { name: /医疗保障政策管理/ });
      expect(await item.getByRole('cell').allInnerTexts()).toEqual([
        '2101505',
        '一般公共预算',
        '800,000.00',
        '—',
        '800,000.00',
        '—',
        '—',
        '800,000.00',
        '0.00%',
      ]);
    });

    test('a page opens at the latest year with a budget; the year of today says that it has none, and stays chosen from page to page', async () => {
      await reviewer.goto(`${desk.address}/office/budget`);
      await reviewer.getByRole('row', { name: /医疗保障政策管理/ }).waitFor();
      await reviewer.getByTitle('2024年', { exact: true }).waitFor();
      await go(reviewer, '决算报表');
      await reviewer.getByTitle('2024年', { exact: true }).waitFor();
      await reviewer.getByLabel('年度', { exact: true }).click();
      const present = new Date().getFullYear();
      await reviewer.getByTitle(`${present}年（还没有预算和凭证）`, { exact: true }).click();
      await reviewer.getByText(`${present}年的预算会计账簿`).waitFor();
      await go(reviewer, '指标账');
      await reviewer.getByText(`${present}年还没有生效的指标`).waitFor();
      await reviewer.goto(`${desk.address}/office/budget?year=2024`);
    });

    test('a payment beyond what is available is refused with the figures; one within it counts', async () => {
      await go(accountant, '国库支付');
      await accountant.getByRole('button', { name: '登记支付' }).click();
      await accountant.getByLabel('支付凭证号', { exact: true }).fill('ZF001');
      await accountant.getByLabel('支付日期').fill('2024-03-05');
      await accountant.getByLabel('收款人').fill('云泽县宣传用品店');
      await choose(accountant, '第1行项目', 'T101');
      await choose(accountant, '第1行经济分类科目', '30202');
      await accountant.getByLabel('第1行金额').fill('800000.01');
      await accountant.getByRole('button', { name: '登记', exact: true }).click();
      await accountant.getByText('可用800000.00元').waitFor();
      await accountant.getByLabel('第1行金额').fill('250000');
      await accountant.getByRole('button', { name: '登记', exact: true }).click();
      await accountant.getByRole('button', { name: 'ZF001' }).waitFor();
      await go(accountant, '指标账');
      await accountant.getByRole('row', { name: /合计.*250,000\.00.*550,000\.00.*31\.25%/ }).waitFor();
    });

    test('charts of the execution stand beside their tables', async () => {
      await go(accountant, '预算执行');
      await accountant.locator('.chart svg').nth(1).waitFor();
      const march = accountant.getByRole('row', { name: /^2024-03/ });
      expect(await march.getByRole('cell').allInnerTexts()).toEqual([
        '800,000.00',
        '250,000.00',
        '250,000.00',
        '31.25%',
      ]);
    });

    const heads = '支付凭证号,支付日期,支付方式,收款人,项目编码,功能科目,部门经济分类,资金性质,支付金额（元）';
    const row = (number: number, amount: string): string =>
      `ZF1${number},2024/4/${number},直接支付,云泽县印刷厂,T101,2101505-医疗保障政策管理,30202-印刷费,一般公共预算,"${amount}"`;

    async function handIn(name: string, text: string): Promise<void> {
      await accountant
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await accountant.getByRole('button', { name: '上传并核对' }).click();
      await accountant.getByRole('heading', { name }).waitFor();
    }

    test('an export with a bad row is shown with its row, and cannot be committed', async () => {
      await go(accountant, '导入');
      await accountant.getByLabel('文件是').click();
      await accountant.locator('.ant-select-dropdown:visible').getByTitle('国库支付').click();
      await handIn('四月支付.csv', `${heads}\n${row(2, '1,000.00')}\n${row(3, '一千')}\n`);
      const problem = accountant.getByRole('table', { name: '逐行的问题' }).getByRole('row').nth(1);
      expect((await problem.getByRole('cell').allInnerTexts()).slice(0, 3)).toEqual(['3', '支付金额（元）', '一千']);
      expect(await accountant.getByRole('button', { name: '确认导入' }).count()).toBe(0);
    });

    test('a good one is committed by the other, and its payments count', async () => {
      await handIn('四月支付（改）.csv', `${heads}\n${row(2, '1,000.00')}\n${row(3, '2,000.00')}\n`);
      await reviewer.goto(accountant.url());
      await reviewer.getByRole('button', { name: '确认导入' }).click();
      await reviewer.getByText('周复核已于').waitFor();
      await go(reviewer, '指标账');
      await reviewer.getByRole('row', { name: /合计.*253,000\.00.*547,000\.00/ }).waitFor();
    });

    test('payments that no voucher books are told one by one', async () => {
      await go(reviewer, '支付对账');
      await reviewer.getByText('0笔相符；账上没有3笔。').waitFor();
      const first = reviewer.getByRole('table', { name: '支付对账' }).getByRole('row').nth(1);
      expect(await first.getByRole('cell').nth(3).innerText()).toBe('250,000.00');
    });

    test('who may not see the books is told so, and has no menu entry', async () => {
      const clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗经办' }));
      await clerk.goto(`${desk.address}/office/budget`);
      await clerk.getByText('没有权限', { exact: true }).waitFor();
      expect(await clerk.getByRole('link', { name: '指标账' }).count()).toBe(0);
      await clerk.context().close();
    });

    test('the browser had nothing to complain of', () => {
      expect(desk.complaints).toEqual([]);
    });
  },
);
