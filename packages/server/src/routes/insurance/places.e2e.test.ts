/** 参保单位 and 定点医药机构 through the browser: entered wrong and told so, registered, found, ended; read by others. The tests build on each other. */
import { creditCheckCharacter } from '@mingzhang/bureau';
import { setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('employers and institutions in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let clerk: Page;
    let auditor: Page;

    beforeAll(async () => {
      desk = await openWorkbench();
      await setUpFunds(desk.store.db, '2024-06');
      clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗小满' }));
      auditor = await desk.openAs(await signedIn(desk.store.db, ['auditor'], { name: '章明远' }));
    }, 120_000);
    afterAll(() => desk?.close());

    const first = '12990101MB0000202';
    const code = `${first}${creditCheckCharacter(first)}`;

    const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
      for (const [label, value] of Object.entries(fields)) await clerk.getByLabel(label, { exact: true }).fill(value);
    };
    /** Buttons of two characters have a space between them. */
    const button = (name: string) => clerk.getByRole('button', { name: new RegExp(`^${[...name].join('\\s?')}$`) });
    const press = (name: string) => button(name).last().click();
    const send = () => press('登记');

    async function choose(label: string, option: string): Promise<void> {
      await clerk.getByLabel(label, { exact: true }).click();
      await clerk.getByTitle(option, { exact: true }).last().click();
    }

    test('an employer entered wrong is told what is wrong, and what was typed stays', async () => {
      await clerk.goto(`${desk.address}/insurance/employers`);
      await clerk.getByText('还没有登记参保单位。').waitFor();
      await press('登记参保单位');
      const wrong = `${first}${code.endsWith('0') ? '1' : '0'}`;
      await fill({ 统一社会信用代码: wrong, 名称: '青禾县第一中学', 参保地: '9901', 登记日期: '2024-01-04' });
      await send();
      await clerk.getByText('“类型”还没有选，没有保存。').waitFor();
      await choose('类型', '事业单位');
      await send();
      await clerk.getByText('末位校验不符，多半是输错了某一位').waitFor();
      await fill({ 统一社会信用代码: code });
      await send();
      await clerk.getByText('参保地“9901”应是6位县级区划代码。').waitFor();
      await fill({ 参保地: '990101' });
      await send();
      await clerk.getByRole('cell', { name: code }).waitFor();
      await button('登记参保单位').waitFor();
    });

    test('it is found by a part of its name, and struck off; an auditor reads it and changes nothing', async () => {
      await clerk.getByLabel('单位名称或统一社会信用代码').fill('没有的');
      await press('查找');
      await clerk.getByText('没有这样的参保单位。').waitFor();
      await clerk.getByLabel('单位名称或统一社会信用代码').fill('第一');
      await press('查找');
      await clerk.getByRole('cell', { name: code }).waitFor();
      await press('注销');
      const ending = clerk.getByRole('region', { name: '注销“青禾县第一中学”的登记' });
      await fill({ 最后一天: '2023-01-01' });
      await ending.getByRole('button', { name: /^注\s?销$/ }).click();
      await clerk.getByText('终止日期2023-01-01早于起始2024-01-04。').waitFor();
      await fill({ 最后一天: '2024-05-31' });
      await ending.getByRole('button', { name: /^注\s?销$/ }).click();
      await clerk.getByText('2024-01-04至2024-05-31').waitFor();
      await auditor.goto(`${desk.address}/insurance/employers`);
      await auditor.getByText('2024-01-04至2024-05-31').waitFor();
      expect(await auditor.getByRole('button', { name: /登记|注/ }).count()).toBe(0);
    });

    test('an institution: its code and its level are asked for by its kind', async () => {
      await clerk.goto(`${desk.address}/insurance/institutions`);
      await clerk.getByText('还没有登记定点医药机构。').waitFor();
      await press('登记定点医药机构');
      await fill({ 编号: 'P99010100001', 名称: '青禾县人民医院', 所在地: '990101' });
      await choose('类型', '医院');
      await send();
      await clerk.getByText('“级别”还没有选，没有保存。').waitFor();
      await choose('级别', '二级医院');
      await send();
      await clerk.getByText('医院的国家编码是H加11位数字，写作“P99010100001”不对').waitFor();
      await choose('类型', '零售药店');
      await clerk.getByLabel('级别', { exact: true }).waitFor({ state: 'detached' });
      await choose('类型', '医院');
      await fill({ 编号: 'H99010100001' });
      await send();
      const row = clerk.getByRole('row').filter({ hasText: '青禾县人民医院' });
      await row.getByText('二级医院').waitFor();
      await row.getByText('没有', { exact: true }).waitFor();
    });

    test('it has one agreement at a time, ended early with the reason; an auditor reads them', async () => {
      await clerk.getByRole('button', { name: 'H99010100001' }).click();
      await clerk.getByText('还没有服务协议。').waitFor();
      await press('登记协议');
      await fill({ 协议起始: '2024-12-31', 协议截止: '2024-01-01' });
      await press('保存');
      await clerk.getByText('协议截止2024-01-01早于起始2024-12-31').waitFor();
      await fill({ 协议起始: '2024-01-01', 协议截止: '2024-12-31' });
      await press('保存');
      await clerk.getByRole('listitem').filter({ hasText: '2024-01-01至2024-12-31' }).waitFor();
      await press('登记协议');
      await fill({ 协议起始: '2024-06-01', 协议截止: '2025-05-31' });
      await press('保存');
      await clerk.getByText('已有2024-01-01至2024-12-31的协议，与这次重叠').waitFor();
      await press('放弃');
      // Over long ago: nothing of it can end early.
      expect(await clerk.getByRole('button', { name: '提前终止' }).count()).toBe(0);
      await press('登记协议');
      await fill({ 协议起始: '2098-01-01', 协议截止: '2098-12-31' });
      await press('保存');
      const next = clerk.getByRole('listitem').filter({ hasText: '2098-01-01' });
      await next.getByRole('button', { name: '提前终止' }).click();
      await fill({ 最后一天: `2098-06-30`, 终止原因: '违规' });
      await press('保存');
      await next.filter({ hasText: `2098-01-01至2098-06-30（提前终止）` }).waitFor();
      expect(await clerk.getByRole('button', { name: '提前终止' }).count()).toBe(0);
      await auditor.goto(`${desk.address}/insurance/institutions`);
      await auditor.getByRole('button', { name: 'H99010100001' }).click();
      await auditor.getByRole('listitem').filter({ hasText: '提前终止' }).waitFor();
      expect(await auditor.getByRole('button', { name: /^登记|^提前终止/ }).count()).toBe(0);
      expect(desk.complaints).toEqual([]);
    });
  },
);
