/**
 * A project's performance through the browser, with a bureau that has nothing but a budget: rules of the department's own, a goal that another person
 * checks, monitoring, a self-evaluation with a miss that wants its reason and its measure, the director's evaluation and what is made of
 * the result; and the report that tells of it. The tests build on each other.
 */
import { addDepartment, addProject, addUnit, checkDocument, drawUpDocument, recordPayment } from '@mingzhang/bureau';
import { signedIn } from '@mingzhang/bureau/testing';
import { newId } from '@mingzhang/store';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../testing/workbench.ts';

const [department, unit, year] = ['cloud', 'cloud-office', 2024];
const project = '基金监管';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('a goal, its course and its result'),
  { shuffle: false, timeout: 240_000 },
  () => {
    let desk: Workbench;
    let accountant: Page;
    let reviewer: Page;
    let director: Page;

    beforeAll(async () => {
      desk = await openWorkbench();
      const { db } = desk.store;
      await addDepartment(db, { id: department, name: '云泽县医疗保障局', area: '990101' });
      await addUnit(db, { id: unit, department, name: '机关', nature: 'administrative', position: 0 });
      const maker = await signedIn(db, ['department-accountant'], { name: '林知微', department });
      const checker = await signedIn(db, ['department-reviewer'], { name: '周慎行', department });
      const head = await signedIn(db, ['director'], { name: '贺长清', department });
      await giveBudget(maker.personId, checker.personId);
      accountant = await desk.openAs(maker);
      reviewer = await desk.openAs(checker);
      director = await desk.openAs(head);
    }, 240_000);

    afterAll(async () => {
      expect(desk.complaints).toEqual([]);
      await desk.close();
    });

    /** A project with 9 万元 for the year, of which 8.1 万元 have been paid. */
    async function giveBudget(by: string, checkedBy: string): Promise<void> {
      const at = new Date('2025-03-01T02:00:00Z');
      const today = '2025-03-01';
      const item = { project: 'XM-1', functionCode: '2101505', source: 'general-public-budget' as const };
      const document = {
        id: newId(),
        year,
        kind: 'start' as const,
        number: '云财预〔2024〕1号',
        date: '2024-02-01',
        text: '',
        centrallyHeld: false,
        corrects: null,
        lines: [{ ...item, economyCode: null, level: 'county' as const, direct: false, amount: 90_000_00 }],
      };
      const payment = {
        id: newId(),
        year,
        number: 'ZF-1',
        date: '2024-09-02',
        kind: 'direct' as const,
        payee: '云泽审计事务所',
        text: '',
        orderNumber: null,
        refunds: null,
        corrects: null,
        lines: [{ ...item, economyCode: '30227', level: null, amount: 81_000_00 }],
      };
      await desk.store.db.transaction().execute(async (trx) => {
        const added = {
          code: 'XM-1',
          name: project,
          kind: 'specific' as const,
          parent: null,
          functionCode: '2101505',
          firstYear: 2023,
          lastYear: null,
          topic: null,
        };
        await addProject(trx, { unitId: unit, project: added, by, at });
        await drawUpDocument(trx, { unitId: unit, document, today, by, at });
        const check = { unitId: unit, documentId: document.id, approved: true, reason: '', by: checkedBy, at };
        await checkDocument(trx, check);
        await recordPayment(trx, { unitId: unit, payment, today, by, at });
      });
    }

    async function openPage(page: Page): Promise<void> {
      await page.goto(`${desk.address}/office/performance?department=${department}&year=${year}`);
      await page.getByRole('heading', { name: `${year}年目标和自评` }).waitFor();
    }

    async function openProject(page: Page): Promise<void> {
      await openPage(page);
      await page.getByRole('table', { name: '目标和自评' }).getByRole('button', { name: project, exact: true }).click();
    }

    const row = (page: Page) =>
      page.getByRole('row').filter({ has: page.getByRole('button', { name: project, exact: true }) });

    const told = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words }).waitFor();

    async function choose(page: Page, label: string, option: string): Promise<void> {
      await page.getByLabel(label, { exact: true }).click();
      await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
    }

    test('rules of the department are proposed with their document, and adopted by another', async () => {
      await openPage(accountant);
      await accountant.getByRole('button', { name: '另拟评分规则' }).click();
      const form = accountant.getByRole('form', { name: '评分规则' });
      await form.getByLabel('产出指标').fill('45');
      await form.getByText('已分95分').waitFor();
      await form.getByLabel('依据文号').fill('禾财绩〔2026〕3号');
      await form.getByRole('button', { name: '提交复核' }).click();
      await told(accountant, '分值合计不是100分');
      await form.getByLabel('产出指标').fill('50');
      await form.getByLabel('“优”').fill('92');
      await form.getByRole('button', { name: '提交复核' }).click();
      await accountant.getByText(`提交了${year}年起的评分规则（禾财绩〔2026〕3号），待复核`).waitFor();
      expect(await accountant.getByRole('button', { name: '采用' }).count()).toBe(0);
      await openPage(reviewer);
      await reviewer.getByRole('button', { name: '采用' }).click();
      await reviewer.getByText('等级起点优92、良80').waitFor();
    });

    test('a goal whose points do not add up is refused; one that does is checked by another', async () => {
      await openPage(accountant);
      await accountant
        .getByRole('listitem')
        .filter({ hasText: project })
        .getByRole('button', { name: '设目标' })
        .click();
      const form = accountant.getByRole('form', { name: '绩效目标' });
      for (const text of ['项目概况', '立项依据', '项目设立必要性', '保证项目实施的制度、措施', '项目实施计划'])
        await form.getByLabel(text).fill('按基金监管条例巡查定点机构。');
      await form.getByLabel('年度目标').fill('全年巡查定点机构，追回违规资金，群众满意。');
      const fill = async (level: string, name: string, target: string, unit: string, points: string): Promise<void> => {
        const region = form.getByRole('region', { name: level });
        await region.getByLabel('指标名称').fill(name);
        await region.getByLabel('目标值').fill(target);
        await region.getByLabel('单位').fill(unit);
        await region.getByLabel('分值').fill(points);
      };
      await fill('产出指标', '巡查定点机构家次', '100', '家次', '50');
      await fill('效益指标', '违规资金追回率', '95', '%', '20');
      await fill('满意度指标', '参保群众满意度', '90', '%', '10');
      await form.getByRole('button', { name: '提交复核' }).click();
      await told(accountant, '“效益指标”各指标分值合计20分，规则为30分');
      await form.getByRole('region', { name: '效益指标' }).getByLabel('分值').fill('30');
      await form.getByRole('button', { name: '提交复核' }).click();
      await form.waitFor({ state: 'detached' });
      await openProject(reviewer);
      await reviewer.getByRole('button', { name: '复核目标' }).click();
      await expect.poll(() => row(reviewer).getByRole('cell').nth(2).innerText(), { timeout: 60_000 }).toBe('已复核');
    });

    test('monitoring says what is behind, and why', async () => {
      await openProject(accountant);
      await accountant.getByRole('button', { name: '记第1次监控' }).click();
      const form = accountant.getByRole('form', { name: '绩效监控' });
      await form.getByLabel('截止日').fill(`${year}-06-30`);
      await form.getByLabel('巡查定点机构家次：已完成').fill('38');
      await choose(accountant, '巡查定点机构家次：状态', '偏离');
      await form.getByRole('button', { name: '记录监控' }).click();
      await told(accountant, '要写明原因和纠偏措施');
      await form.getByLabel('巡查定点机构家次：说明').fill('雨季停巡，七月起每周补一次');
      await form.getByRole('button', { name: '记录监控' }).click();
      await accountant.getByText('“巡查定点机构家次”：雨季停巡').waitFor();
      await accountant.getByRole('button', { name: '记第2次监控' }).click();
      await form.getByLabel('截止日').fill(`${year}-10-31`);
      await form.getByRole('button', { name: '记录监控' }).click();
      await expect.poll(() => row(accountant).getByRole('cell').nth(3).innerText(), { timeout: 60_000 }).toBe('2/2');
    });

    test('a miss wants its reason and its measure before the self-evaluation goes to be checked', async () => {
      await openProject(accountant);
      await accountant.getByRole('button', { name: '自评', exact: true }).click();
      const form = accountant.getByRole('form', { name: '绩效自评' });
      await form.getByLabel('实际完成情况').fill('巡查八十家次，追回应追资金，调查满意。');
      const declare = async (name: string, value: string, register: string): Promise<void> => {
        await choose(accountant, `${name}：依据`, '填报（附依据）');
        await form.getByLabel(`${name}：实际完成值`).fill(value);
        await form.getByLabel(`${name}：来源台账`).fill(register);
        await form
          .getByLabel(`${name}：附件`)
          .setInputFiles({ name: '台账.txt', mimeType: 'text/plain', buffer: Buffer.from(`${name}${value}`) });
      };
      await declare('巡查定点机构家次', '80', '巡查台账');
      await declare('违规资金追回率', '96', '追回台账');
      await declare('参保群众满意度', '93', '满意度调查表');
      await form.getByLabel('参保群众满意度：样本数').fill('200');
      await form.getByLabel('参保群众满意度：调查日期').fill(`${year}-11-20`);
      await form.getByLabel('参保群众满意度：问卷形式').fill('现场问卷');
      await expect.poll(() => form.getByText('已附依据').count(), { timeout: 60_000 }).toBe(3);
      const reason = form.getByLabel('巡查定点机构家次：偏差原因');
      await reason.waitFor();
      expect(await form.getByLabel('违规资金追回率：偏差原因').count()).toBe(0);
      await form.getByRole('button', { name: '提交复核' }).click();
      await told(accountant, '“巡查定点机构家次”得40分（分值50分），要说明原因');
      await reason.fill('雨季停巡，补查到年底仍差二十家次');
      await form.getByRole('button', { name: '提交复核' }).click();
      await told(accountant, '写了原因，没有写改进措施');
      await form.getByLabel('巡查定点机构家次：改进措施').fill('按季排定巡查日程，雨季前完成六成');
      await form.getByRole('button', { name: '提交复核' }).click();
      await form.waitFor({ state: 'detached' });
      await openProject(reviewer);
      await reviewer.getByText('雨季停巡，补查到年底仍差二十家次').waitFor();
      await reviewer.getByRole('button', { name: '复核自评' }).click();
      await expect
        .poll(() => row(reviewer).getByRole('cell').nth(6).innerText(), { timeout: 60_000 })
        .toMatch(/^(?:89|90)(?:\.\d+)?分 良 已复核$/);
    });

    test('the director evaluates and decides what is made of it; the report tells of both', async () => {
      await openProject(director);
      await director.getByLabel('部门评价得分').fill('85');
      await director.getByRole('button', { name: '部门评价' }).click();
      await director.getByLabel('评价意见').fill('巡查未完成，其余属实。');
      await director.getByRole('button', { name: '部门评价' }).click();
      await choose(director, '应用方式', '压减预算');
      await director.getByRole('button', { name: '结果应用' }).click();
      await director.getByLabel('应用说明').fill('按实际巡查面核减。');
      await director.getByRole('button', { name: '结果应用' }).click();
      await told(director, '“压减预算”要写明金额');
      await director.getByLabel('金额').fill('20000');
      await director.getByRole('button', { name: '结果应用' }).click();
      await expect.poll(() => row(director).getByRole('cell').nth(8).innerText(), { timeout: 60_000 }).toBe('压减预算');

      await director.goto(`${desk.address}/office/performance/forms?department=${department}&year=${year}`);
      const report = director.locator('.performance-report');
      await report.getByText('“巡查定点机构家次”没有达到目标：目标值≥100家次，实际完成值80家次').waitFor();
      const text = await report.innerText();
      expect(text).toContain('主要原因是雨季停巡，补查到年底仍差二十家次。');
      expect(text).toContain('自评结果应用：压减预算，涉及金额2.00万元。');
      expect(text).not.toMatch(/[a-z]+-[a-z]+/);
    });
  },
);
