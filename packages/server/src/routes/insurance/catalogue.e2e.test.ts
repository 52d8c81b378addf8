/** 医保目录 through the browser: a file is compared by one, confirmed by another, and found on its day. The tests build on each other. */
import { identityKey } from '@mingzhang/bureau';
import { setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('the catalogue in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let clerk: Page;
    let reviewer: Page;

    beforeAll(async () => {
      desk = await openWorkbench({ key: identityKey(Buffer.alloc(32, 7)) });
      await setUpFunds(desk.store.db, '2024-06');
      clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗小满' }));
      reviewer = await desk.openAs(await signedIn(desk.store.db, ['reviewer'], { name: '秦望舒' }));
    }, 120_000);
    afterAll(() => desk?.close());

    test('a file is compared line by line, and whoever handed it in cannot confirm it', async () => {
      await clerk.goto(`${desk.address}/insurance/catalogue`);
      await clerk.getByText('还没有导入过目录。').waitFor();
      await clerk.getByRole('button', { name: '导入目录文件' }).click();
      await clerk.getByLabel('目录文号', { exact: true }).fill('青医保发〔2024〕1号');
      await clerk.getByLabel('执行日期', { exact: true }).fill('2024-01-01');
      const csv =
        '医保目录编码,类别,名称,规格,费用等级,最高支付价（元）,先行自付比例\nXA02,药品,示例胶囊,20mg,乙类,12.60,10%\nXC01,药品,坏行,,丁类,,\n';
      const file = { name: '目录.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await clerk.getByLabel('目录文件', { exact: true }).setInputFiles(file);
      await clerk.getByRole('button', { name: '上传并对比' }).click();
      await clerk.getByText('确认后新增1项').waitFor();
      await clerk.getByRole('table', { name: '有问题的行' }).getByText('丁类').waitFor();
      await clerk.getByRole('table', { name: '新增', exact: true }).getByText('示例胶囊').waitFor();
      await clerk.getByText('由业务复核确认后才执行。').waitFor();
      expect(await clerk.getByRole('button', { name: '确认目录' }).count()).toBe(0);
    });

    test('another confirms what they saw, and the item stands on its day with its history', async () => {
      await reviewer.goto(`${desk.address}/insurance/catalogue`);
      await reviewer.getByText('等待确认').waitFor();
      await reviewer.getByRole('button', { name: '青医保发〔2024〕1号' }).click();
      await reviewer.getByRole('button', { name: '确认目录' }).click();
      await reviewer.getByText('新增1，变更0，终止0，不变0；秦望舒确认。').waitFor();
      await reviewer.getByRole('link', { name: '医保目录', exact: true }).last().click();
      const items = reviewer.getByRole('table', { name: '有效的目录' });
      await items.getByText('示例胶囊').waitFor();
      await items.getByText('12.6', { exact: true }).waitFor();
      await reviewer.getByLabel('在这一天有效').fill('2023-12-31');
      await reviewer.getByText('这一天没有这样的项目。').waitFor();
      expect(desk.complaints).toEqual([]);
    });
  },
);
