/**
 * The registers through the browser: a wrong entry is told what is wrong and loses nothing, a right one is listed, a parameter passes
 * two people. The tests build on each other.
 */
import { addDepartment, addUnit } from '@mingzhang/bureau';
import { signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('the registers in the workbench'),
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
      await page.getByLabel(label, { exact: true }).click();
      await page.getByTitle(option, { exact: true }).click();
    }

    async function go(page: Page, label: string): Promise<void> {
      await page.getByRole('navigation', { name: '部门账务' }).getByRole('link', { name: label }).click();
      await page.getByRole('heading', { level: 1, name: label }).waitFor();
    }

    test('a reception: what is wrong is said, nothing that was typed is lost, and then it is listed', async () => {
      await accountant.goto(`${desk.address}/office?year=2024`);
      await go(accountant, '公务接待');
      await accountant.getByRole('button', { name: '登记接待' }).click();
      await accountant.getByLabel('日期', { exact: true }).fill('2024-03-05');
      await accountant.getByLabel('费用', { exact: true }).fill('680');
      await accountant.getByLabel('来访单位').fill('临县医疗保障局');
      await accountant.getByLabel('接待事由').fill('交流经办工作');
      await accountant.getByLabel('接待部门或经办人').fill('办公室');
      await accountant.getByLabel('来宾人数').fill('0');
      const submit = accountant.getByRole('button', { name: '登记', exact: true });
      await submit.click();
      await accountant.getByRole('alert').getByText('没有人参加的不必登记').waitFor();
      expect(await accountant.getByLabel('接待事由').inputValue()).toBe('交流经办工作');
      await accountant.getByLabel('来宾人数').fill('8');
      await submit.click();
      await accountant.getByRole('cell', { name: '交流经办工作' }).waitFor();
      expect(await accountant.getByRole('cell', { name: '680.00' }).count()).toBe(1);
      await go(accountant, '台账核对');
      await accountant.getByText('1处不一致').waitFor();
      await accountant.getByRole('cell', { name: '已登记，没有凭证' }).waitFor();
    });

    test('it is withdrawn with a reason and stays to be read', async () => {
      await go(accountant, '公务接待');
      await accountant.getByRole('button', { name: '2024-03-05' }).click();
      await accountant.getByRole('button', { name: '撤回这条登记' }).click();
      await accountant.getByLabel('撤回理由').fill('重复登记');
      await accountant.getByRole('button', { name: '撤回这条登记' }).click();
      await accountant.getByText('重复登记').waitFor();
      await accountant.getByText('另有撤回的1条').waitFor();
    });

    test('a person, and a rate that the other confirms', async () => {
      await go(accountant, '编制和人员');
      await accountant.getByRole('button', { name: '登记人员' }).click();
      await accountant.getByLabel('姓名').fill('王一');
      await accountant.getByLabel('日期', { exact: true }).fill('2020-01-01');
      await choose(accountant, '占用编制', '行政编制');
      await accountant.getByRole('button', { name: '登记', exact: true }).click();
      await accountant.getByText('超过核定的0名').waitFor();
      await accountant.getByRole('button', { name: '王一' }).waitFor();

      await go(accountant, '缴费比例和参数');
      const rate = '住房公积金缴存比例（单位与个人相同）';
      await accountant.getByRole('button', { name: rate }).click();
      await accountant.getByRole('button', { name: '录入新值' }).click();
      await accountant.getByLabel('值', { exact: true }).fill('12%');
      await accountant.getByLabel('起用日期').fill('2024-01-01');
      await accountant.getByLabel('依据文号').fill('县公积金〔2023〕5号');
      await accountant.getByRole('button', { name: '登记', exact: true }).click();
      await accountant.getByRole('alert').getByText('百分之十六写作0.16').waitFor();
      await accountant.getByLabel('值', { exact: true }).fill('0.12');
      await accountant.getByRole('button', { name: '登记', exact: true }).click();
      await accountant.getByText('待确认').last().waitFor();

      await reviewer.goto(`${desk.address}/office/parameters`);
      await reviewer.getByRole('button', { name: rate }).click();
      await reviewer.getByRole('button', { name: '已核对文件，确认' }).click();
      await reviewer.getByRole('cell', { name: '12%' }).first().waitFor();
    });

    test('the browser had nothing to complain of', () => {
      expect(desk.complaints).toEqual([]);
    });
  },
);
