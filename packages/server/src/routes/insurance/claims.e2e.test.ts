/**
 * 零星报销 through the browser by two people: taken at the counter, worked out, sent back for what is missing, reviewed and settled.
 */
import { addDepartment, identityKey } from '@mingzhang/bureau';
import { insured, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(inTheWorkbench('claims in the workbench'), { shuffle: false }, () => {
  let desk: Workbench;
  let clerk: Page;
  let reviewer: Page;

  beforeAll(async () => {
    desk = await openWorkbench({ key: identityKey(Buffer.alloc(32, 7)) });
    await setUpFunds(desk.store.db, dayOf(new Date()).slice(0, 7));
    await addDepartment(desk.store.db, { id: 'alin', name: '邻县医疗保障局', area: '990102' });
    await insured(desk.store.db, '001');
    clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗经办' }));
    reviewer = await desk.openAs(await signedIn(desk.store.db, ['reviewer'], { name: '秦复核' }));
  });
  afterAll(() => desk?.close());

  async function choose(page: Page, label: string, option: string): Promise<void> {
    await page.getByLabel(label, { exact: true }).click();
    await page.getByTitle(option, { exact: true }).last().click();
  }

  const fill = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    for (const [label, value] of Object.entries(fields)) await clerk.getByLabel(label, { exact: true }).fill(value);
  };

  test('the clerk takes a claim; a wrong sum and an incomplete one are said in a sentence', async () => {
    await clerk.goto(`${desk.address}/insurance/claims`);
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
    await choose(clerk, '经办机构', '青禾县医疗保障局');
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
    // Buttons beside each other are apart.
    const gap = await clerk.evaluate<string>(`getComputedStyle(document.querySelector('.record-actions')).columnGap`);
    expect(gap).toBe('8px');
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
    await reviewer.goto(`${desk.address}/insurance/claims`);
    const row = reviewer.getByRole('row').filter({ hasText: '邻县人民医院' });
    await row.getByRole('button', { name: '参保人001' }).click();
    await reviewer.getByText('账号****5678').waitFor();
    await reviewer.getByRole('listitem', { name: '基本医保' }).getByText('9200.00元×80%=7360.00元').waitFor();
    await reviewer.getByRole('button', { name: '复核通过' }).click();
    await row.getByText('已核定，待支付').waitFor();
    await reviewer.getByText('秦复核 复核通过，结算').waitFor();
    expect(await reviewer.getByRole('button', { name: '复核通过' }).count()).toBe(0);
    const settled = await desk.store.db.selectFrom('settlement').select(['department_id', 'pool', 'cash']).execute();
    expect(settled).toEqual([{ department_id: 'qinghe', pool: 736_000, cash: 464_000 }]);
    expect(desk.complaints).toEqual([]);
  });
});
