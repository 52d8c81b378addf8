/**
 * Registration, settlement and lists through the browser: somebody is registered and insured, a visit is settled and taken back by
 * another, a list of 民政 is compared and confirmed by another. The tests build on each other.
 */
import { addDepartment, checkCharacter, identityKey } from '@mingzhang/bureau';
import { setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

// Settlements are booked on the day they are made, so the funds' months are open through this one.
const today = dayOf(new Date());
const year = today.slice(0, 4);

const first = '99010119900101501';
const number = `${first}${checkCharacter(first)}`;

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('registration and settlement in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let clerk: Page;
    let reviewer: Page;

    beforeAll(async () => {
      desk = await openWorkbench({ key: identityKey(Buffer.alloc(32, 7)) });
      await setUpFunds(desk.store.db, today.slice(0, 7));
      clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk'], { name: '罗小满' }));
      reviewer = await desk.openAs(await signedIn(desk.store.db, ['reviewer'], { name: '秦望舒' }));
    });
    afterAll(() => desk?.close());

    async function choose(page: Page, label: string, option: string): Promise<void> {
      await page.getByLabel(label, { exact: true }).click();
      await page.getByTitle(option, { exact: true }).last().click();
    }

    async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
    }

    test('somebody is registered once the number is right, and insured for the year', async () => {
      await clerk.goto(`${desk.address}/insurance/registry`);
      await clerk.getByRole('button', { name: '登记新参保人员' }).click();
      const wrong = `${first}${number.endsWith('1') ? '2' : '1'}`;
      await fill(clerk, { 姓名: '沈青禾', 身份证号: wrong, 出生日期: '1990-01-01', 居住地区划代码: '990101' });
      await clerk.getByRole('button', { name: '登记', exact: true }).click();
      await clerk.getByRole('alert').getByText('最后一位校验不符').waitFor();
      await fill(clerk, { 身份证号: number });
      await clerk.getByRole('button', { name: '登记', exact: true }).click();
      await clerk.getByRole('heading', { name: '沈青禾' }).waitFor();
      // The page of one of them is still this page's place in the navigation.
      await clerk.locator('.sub-bar [aria-current=page]').getByText('参保登记').waitFor();
      expect(await clerk.getByText(number).count()).toBe(0);
      expect(clerk.url()).not.toContain(number);
      await clerk.getByRole('button', { name: '登记参保', exact: true }).click();
      await choose(clerk, '险种', '城乡居民');
      await choose(clerk, '人员类别', '居民');
      await fill(clerk, { 参保起始: `${year}-01-01` });
      await clerk.getByRole('button', { name: '保存' }).click();
      await clerk.getByRole('alert').getByText('居民按年度参保').waitFor();
      await fill(clerk, { '参保截止（可不填）': `${year}-12-31` });
      await clerk.getByRole('button', { name: '保存' }).click();
      const spells = clerk.getByRole('table', { name: '参保', exact: true });
      await spells.getByText(`${year}-01-01至${year}-12-31`).waitFor();
      await clerk.getByRole('button', { name: '登记入户' }).click();
      await fill(clerk, { 户号: '4-018', 入户日期: `${year}-01-01` });
      await choose(clerk, '与户主的关系', '户主');
      await clerk.getByRole('button', { name: '保存' }).click();
      await clerk.getByRole('table', { name: '同户人员' }).getByRole('cell', { name: '户主' }).waitFor();
    });

    test('a visit is looked at, settled, and taken back by another', async () => {
      const find = async (page: Page): Promise<void> => {
        await page.goto(`${desk.address}/insurance/settlement`);
        await fill(page, { 姓名或身份证号: number });
        await page.getByRole('button', { name: '查找' }).click();
        await page.getByRole('heading', { name: '沈青禾' }).waitFor();
      };
      await find(clerk);
      await choose(clerk, '医疗机构级别', '二级医院');
      await fill(clerk, {
        医疗机构: '青禾县人民医院',
        就诊号或票据号: 'ZY-1',
        入院日期: `${year}-01-05`,
        出院日期: `${year}-01-03`,
        '全自费（元）': '800',
        '超限价（元）': '100',
        '先行自付（元）': '1100',
        '政策范围内（元）': '一万',
      });
      await clerk.getByRole('button', { name: '预结算' }).click();
      await clerk.getByRole('alert').getByText('就诊日期').waitFor();
      await fill(clerk, { 入院日期: `${year}-01-02` });
      await clerk.getByRole('button', { name: '预结算' }).click();
      await clerk.getByRole('alert').getByText('金额').waitFor();
      await fill(clerk, { '政策范围内（元）': '10,000' });
      await clerk.getByRole('button', { name: '预结算' }).click();
      await clerk.getByRole('region', { name: '预结算结果' }).getByText('7,360.00').first().waitFor();
      await clerk.getByRole('button', { name: '结算', exact: true }).click();
      const settled = clerk.getByRole('table', { name: '结算记录' });
      await settled.getByText('罗小满').waitFor();
      await settled.getByRole('button', { name: today }).click();
      await clerk.getByRole('table', { name: '基金分录' }).getByText('居民医保基金').waitFor();
      expect(await clerk.getByRole('button', { name: '撤销这笔结算' }).count()).toBe(0);
      await find(reviewer);
      await reviewer.getByRole('table', { name: '结算记录' }).getByRole('button', { name: today }).click();
      await reviewer.getByRole('button', { name: '撤销这笔结算' }).click();
      await fill(reviewer, { 撤销原因: '费用传错' });
      await reviewer.getByRole('button', { name: '撤销这笔结算' }).click();
      await reviewer.getByRole('table', { name: '结算记录' }).getByText('已撤销').waitFor();
    });

    test('care elsewhere is filed and settled for a place that is chosen by its name', async () => {
      await clerk.goto(`${desk.address}/insurance/registry`);
      await fill(clerk, { 姓名或身份证号: number });
      await clerk.getByRole('button', { name: '查找' }).click();
      const panel = clerk.getByRole('region', { name: '异地就医备案' });
      await panel.getByRole('button', { name: '备案', exact: true }).click();
      const chosenPlace = async (words: string, option: string): Promise<void> => {
        await clerk.getByLabel('就医地', { exact: true }).click();
        await clerk.getByLabel('就医地', { exact: true }).fill(words);
        await clerk.getByTitle(option, { exact: true }).last().click();
      };
      await choose(clerk, '备案类别', '异地转诊');
      await fill(clerk, { 备案起始: `${year}-01-05`, 备案原因: '转上级医院' });
      await clerk.getByRole('button', { name: '保存' }).click();
      await clerk.getByRole('alert').getByText('“就医地”还没有选').waitFor();
      await chosenPlace('长沙', '湖南省长沙市（430100）');
      await clerk.getByRole('button', { name: '保存' }).click();
      const filed = clerk.getByRole('table', { name: '异地就医备案' });
      await filed.getByRole('cell', { name: /^湖南省长沙市 4301（跨省）$/ }).waitFor();

      await clerk.goto(`${desk.address}/insurance/settlement`);
      await fill(clerk, { 姓名或身份证号: number });
      await clerk.getByRole('button', { name: '查找' }).click();
      await choose(clerk, '医疗机构级别', '二级医院');
      await choose(clerk, '就医方式', '转诊');
      await fill(clerk, {
        医疗机构: '远山医院',
        就诊号或票据号: 'YD-1',
        入院日期: `${year}-01-06`,
        出院日期: `${year}-01-07`,
        '政策范围内（元）': '10000',
      });
      await chosenPlace('湖南', '湖南省（430000）');
      await clerk.getByRole('button', { name: '预结算' }).click();
      await clerk.getByRole('alert').getByText('就医地“湖南省（430000）”不对').waitFor();
      await chosenPlace('440104', '广东省广州市越秀区（440104）');
      await clerk.getByRole('button', { name: '预结算' }).click();
      await clerk.getByRole('alert').getByText('不含广东省广州市越秀区（440104）').waitFor();
      await chosenPlace('430104', '湖南省长沙市岳麓区（430104）');
      await clerk.getByRole('button', { name: '预结算' }).click();
      // The place holds; what is lacking now is that somebody confirms the ratio for it.
      await clerk.getByRole('alert').getByText('异地就医支付比例降低（转诊）（草稿）').waitFor();
    });

    test('a list is compared row by row, and its categories are entered when another confirms it', async () => {
      await addDepartment(desk.store.db, { id: 'alin', name: '邻县医疗保障局', area: '990102' });
      await clerk.goto(`${desk.address}/insurance/lists`);
      await choose(clerk, '经办机构', '青禾县医疗保障局');
      await fill(clerk, { 名单文号: '青民函〔2024〕6号', 名单日期: `${year}-01-02`, 收到日期: `${year}-01-03` });
      const csv = `姓名,身份证号,身份类别\n沈青禾,${number},低保\n陌生人,${first}Y,低保\n`;
      const file = { name: '低保名单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      const handIn = async (): Promise<void> => {
        await clerk.getByLabel('名单文件').setInputFiles(file);
        await clerk.getByRole('button', { name: '上传并核对' }).click();
      };
      await handIn();
      const preview = clerk.getByRole('region', { name: '名单对比' });
      await preview.getByText('确认后新增1人').waitFor();
      await preview.getByRole('table', { name: '有问题的行' }).getByText('身份证号不对').waitFor();
      expect(await clerk.getByRole('button', { name: '确认名单' }).count()).toBe(0);
      await handIn();
      await clerk.getByText('这个文件先前交来过').waitFor();
      await reviewer.goto(`${desk.address}/insurance/lists`);
      await choose(reviewer, '经办机构', '青禾县医疗保障局');
      await reviewer.getByRole('button', { name: '青民函〔2024〕6号' }).click();
      await reviewer.getByRole('button', { name: '确认名单' }).click();
      await reviewer.getByText('新增1，终止0，不变0，有问题1；秦望舒确认。').waitFor();
      await reviewer.goto(`${desk.address}/insurance/registry`);
      await fill(reviewer, { 姓名或身份证号: '沈青' });
      await reviewer.getByRole('button', { name: '查找' }).click();
      const categories = reviewer.getByRole('table', { name: '救助身份', exact: true });
      await categories.getByText('青民函〔2024〕6号').waitFor();
      await categories.getByText(`${year}-01-03`).waitFor();
    });

    test('a whole list that would end more than it knows is warned of', async () => {
      await clerk.goto(`${desk.address}/insurance/lists`);
      await choose(clerk, '经办机构', '青禾县医疗保障局');
      await fill(clerk, { 名单文号: '青民函〔2024〕7号', 名单日期: `${year}-01-08`, 收到日期: `${year}-01-08` });
      const rows = `姓名,身份证号,身份类别\n陌生人,${first}Y,低保\n`;
      const file = { name: '全量名单.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
      await clerk.getByLabel('名单文件').setInputFiles(file);
      expect(await clerk.getByRole('checkbox', { name: /^全量名单/ }).isChecked()).toBe(false);
      await clerk.getByRole('checkbox', { name: /^全量名单/ }).check();
      await clerk.getByRole('button', { name: '上传并核对' }).click();
      await clerk.getByText('这是全量名单：要终止1人，多过名单里认得出的0人。').waitFor();
      expect(desk.complaints).toEqual([]);
    });
  },
);
