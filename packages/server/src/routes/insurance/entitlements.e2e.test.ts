/** 门诊慢特病资格 through the browser: found by one, agreed to by another, on the department's page. The tests build on each other. */
import { identityKey } from '@mingzhang/bureau';
import { insured, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('entitlements in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let clerk: Page;
    let reviewer: Page;
    let person: string;

    beforeAll(async () => {
      desk = await openWorkbench({ key: identityKey(Buffer.alloc(32, 7)) });
      await setUpFunds(desk.store.db, '2024-06');
      person = await insured(desk.store.db, '001');
      clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗小满' }));
      reviewer = await desk.openAs(await signedIn(desk.store.db, ['reviewer'], { name: '秦望舒' }));
    }, 120_000);
    afterAll(() => desk?.close());

    test('a disease is chosen of those that the rules of the day name', async () => {
      await clerk.goto(`${desk.address}/insurance/registry/${person}`);
      const panel = clerk.getByRole('region', { name: '门诊慢特病、两病资格' });
      await panel.getByRole('button', { name: '认定', exact: true }).click();
      await clerk.getByLabel('资格起始', { exact: true }).fill('2024-03-01');
      await clerk.getByLabel('病种', { exact: true }).click();
      await clerk.getByTitle('冠心病', { exact: true }).last().click();
      await clerk.getByLabel('责任医师', { exact: true }).fill('闻医师');
      await clerk.getByLabel('认定机构', { exact: true }).fill('青禾县人民医院');
      await clerk.getByLabel('医师意见', { exact: true }).fill('需长期用药');
      await clerk.getByRole('button', { name: '登记', exact: true }).click();
      await panel.getByRole('table', { name: '门诊慢特病、两病资格' }).getByText('冠心病').waitFor();
      expect(await clerk.getByRole('button', { name: '复核通过' }).count()).toBe(0);
    });

    test('another finds it waiting and agrees', async () => {
      await reviewer.goto(`${desk.address}/insurance/entitlements`);
      const waiting = reviewer.getByRole('table', { name: '门诊慢特病、两病资格' });
      await waiting.getByText('需长期用药（青禾县人民医院，闻医师）').waitFor();
      await waiting.getByRole('button', { name: '复核通过' }).click();
      await reviewer.getByText('没有这样的资格。').waitFor();
      await clerk.reload();
      await clerk.getByText('罗小满、秦望舒').waitFor();
      expect(desk.complaints).toEqual([]);
    });
  },
);
