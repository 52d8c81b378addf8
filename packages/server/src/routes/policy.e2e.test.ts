/**
 * Policy through the browser: a place and a day are chosen, a draft is confirmed by two people, and a trial settles with it. The
 * tests build on each other.
 */
import { signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(inTheWorkbench('policy in the workbench'), { shuffle: false }, () => {
  let desk: Workbench;
  let clerk: Page;
  let reviewer: Page;

  beforeAll(async () => {
    desk = await openWorkbench();
    clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗经办' }));
    reviewer = await desk.openAs(await signedIn(desk.store.db, ['reviewer'], { name: '秦复核' }));
  });

  afterAll(() => desk?.close());

  async function choose(page: Page, label: string, option: string): Promise<void> {
    await page.getByLabel(label, { exact: true }).click();
    await page.getByTitle(option, { exact: true }).last().click();
  }

  const ratio = '医疗救助比例（特困人员）';

  test('what is in force in a place on a day, and what is not covered the day before', async () => {
    await clerk.goto(`${desk.address}/policy/parameters?day=2023-06-01`);
    await choose(clerk, '地区', '湖南省永州市');
    await choose(clerk, '主题', '居民住院');
    const table = clerk.getByRole('table', { name: '居民住院', exact: true });
    const row = table.getByRole('row').filter({ hasText: '居民住院起付标准（二级医院）' });
    await row.getByText('800.00元').waitFor();
    await row.getByText('有据可用').waitFor();
    await clerk.getByLabel('日期', { exact: true }).fill('2022-12-31');
    await row.getByText('未涵盖').waitFor();
    await row.getByText('2023-01-01起800.00元').waitFor();
  });

  test('a draft is entered by one and confirmed by another', async () => {
    await clerk.goto(
      `${desk.address}/policy/parameters?area=hunan%2Fyongzhou&day=2023-06-01&topic=assistance%2Fbenefit`,
    );
    for (const [name, value] of [
      [ratio, '0.95'],
      ['医疗救助起付标准（特困人员）', '0'],
    ] as const) {
      await clerk.getByRole('button', { name, exact: true }).click();
      await clerk.getByRole('button', { name: '对照文件录入' }).click();
      await clerk.getByLabel('数值', { exact: true }).fill('95%');
      await clerk.getByLabel('核对的文件').fill('县医保发〔2022〕3号第六条');
      await clerk.getByRole('button', { name: '录入，交另一人确认' }).click();
      await clerk.getByRole('alert').getByText('没有保存').waitFor();
      await clerk.getByLabel('数值', { exact: true }).fill(value);
      await clerk.getByRole('button', { name: '录入，交另一人确认' }).click();
      await clerk
        .getByRole('table', { name: `${name}的录入和确认` })
        .getByText('待确认')
        .waitFor();
      expect(await clerk.getByRole('button', { name: '核对并确认' }).count()).toBe(0);
      await clerk.getByRole('button', { name, exact: true }).click();
    }
    await reviewer.goto(
      `${desk.address}/policy/parameters?area=hunan%2Fyongzhou&day=2023-06-01&topic=assistance%2Fbenefit`,
    );
    for (const name of [ratio, '医疗救助起付标准（特困人员）']) {
      await reviewer.getByRole('button', { name, exact: true }).click();
      await reviewer.getByRole('button', { name: '核对并确认' }).click();
      await reviewer.getByRole('dialog').getByText('县医保发〔2022〕3号第六条').waitFor();
      await reviewer.getByRole('button', { name: '已核对文件，确认' }).click();
      await reviewer
        .getByRole('table', { name: `${name}的录入和确认` })
        .getByText('秦复核')
        .waitFor();
      await reviewer.getByRole('button', { name, exact: true }).click();
    }
    const row = reviewer.getByRole('row').filter({ hasText: ratio });
    await row.getByText('95%').waitFor();
    await row.getByText('已确认').waitFor();
  });

  test('the golden case settles to 7360.00, with the derivation for staff and for the patient', async () => {
    await clerk.getByRole('navigation', { name: '政策与待遇' }).getByRole('link', { name: '待遇试算' }).click();
    await choose(clerk, '参保地', '湖南省永州市');
    await clerk.getByLabel('出院或就诊日期').fill('2023-06-01');
    await choose(clerk, '医院级别', '二级医院');
    for (const [label, amount] of [
      ['全自费', '800'],
      ['超限价', '100'],
      ['先行自付', '1100'],
      ['政策范围内', '10,000'],
    ] as const) {
      await clerk.getByLabel(label, { exact: true }).fill(amount);
    }
    await clerk.getByRole('button', { name: '试算', exact: true }).click();
    const slip = clerk.getByRole('region', { name: '试算结果' });
    await slip
      .getByRole('row', { name: /统筹基金/ })
      .getByText('7,360.00')
      .waitFor();
    await slip
      .getByRole('row', { name: /个人现金/ })
      .getByText('4,640.00')
      .waitFor();
    const layers = slip.getByRole('list', { name: '逐层推导' });
    await layers.getByText('9200.00元×80%=7360.00元').waitFor();
    await layers.getByText('没有登记救助身份').waitFor();
    await slip.getByText('给参保人', { exact: true }).click();
    await layers.getByText('医保付7360.00元').waitFor();
  });

  test('another identity beside it, and a value supposed: who pays what more or less', async () => {
    await clerk.getByText('与另一种情形比较').click();
    await choose(clerk, '另一种救助身份', '特困人员');
    await clerk.keyboard.press('Escape');
    await clerk.getByRole('button', { name: '试算', exact: true }).click();
    const table = clerk.getByRole('table', { name: '按支付方的差异' });
    // 95% of what is left of the scope: 2640.00.
    await table
      .getByRole('row', { name: /医疗救助/ })
      .getByText('+2,508.00')
      .waitFor();
    await table
      .getByRole('row', { name: /个人现金/ })
      .getByText('-2,508.00')
      .waitFor();
    await clerk.getByRole('button', { name: '加一个假设值' }).click();
    await clerk.getByLabel('假设的参数1').fill('居民住院支付比例（二级');
    await clerk.getByTitle('居民住院支付比例（二级医院）（80%）').click();
    await clerk.getByLabel('假设值1').fill('0.75');
    await clerk.getByRole('button', { name: '试算', exact: true }).click();
    await table
      .getByRole('row', { name: /统筹基金/ })
      .getByText('-460.00')
      .waitFor();
    const other = clerk.getByRole('region', { name: '另一种情形' });
    await other.getByRole('listitem', { name: '基本医保' }).getByText('按这些参数').click();
    await other.getByText('（假设值）').waitFor();
  });

  test('what is not covered is said in a sentence', async () => {
    await clerk.getByText('与另一种情形比较').click();
    await clerk.getByLabel('出院或就诊日期').fill('2022-12-31');
    await clerk.getByRole('button', { name: '试算', exact: true }).click();
    await clerk.getByText('不能计算：没有适用的规定').waitFor();
  });

  test('the browser had nothing to complain of', () => {
    expect(desk.complaints).toEqual([]);
  });
});
