/** 关系转移 through the browser: entered by name, refused in sentences, found by the second person without being told whose it is. */
import { identityKey } from '@mingzhang/bureau';
import { insured, setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(inTheWorkbench('transfers in the workbench'), { shuffle: false }, () => {
  let desk: Workbench;
  let clerk: Page;
  let reviewer: Page;

  beforeAll(async () => {
    desk = await openWorkbench({ key: identityKey(Buffer.alloc(32, 7)) });
    const { db } = desk.store;
    await setUpFunds(db, dayOf(new Date()).slice(0, 7));
    await insured(db, '001', { scheme: 'employee', member: 'in-service' });
    for (let order = 101; order <= 121; order += 1) await insured(db, String(order));
    clerk = await desk.openAs(await signedIn(db, ['desk-clerk'], { name: '罗小满' }));
    reviewer = await desk.openAs(await signedIn(db, ['reviewer'], { name: '秦望舒' }));
  }, 120_000);
  afterAll(() => desk?.close());

  const proceed = (): Promise<void> => clerk.getByRole('button', { name: '办理', exact: true }).click();

  test('a search that finds more than are listed says so', async () => {
    await clerk.goto(`${desk.address}/insurance/enrolment`);
    await clerk.getByLabel('姓名或身份证号').fill('参保人1');
    await clerk.getByRole('button', { name: '查找', exact: true }).click();
    await clerk.getByText('只列前20人，要找的人可能不在其中').waitFor();
    expect(await clerk.getByRole('table', { name: '查到的参保人员' }).getByRole('row').count()).toBe(21);
  });

  test('what is no number is said in the words of the desk, and what was entered stays', async () => {
    await clerk.goto(`${desk.address}/insurance/enrolment`);
    await clerk.getByLabel('姓名或身份证号').fill('参保人001');
    await clerk.getByRole('button', { name: '查找', exact: true }).click();
    await clerk.getByRole('button', { name: '居民参保' }).click();
    await clerk.getByLabel('参保年度').fill('二〇二七');
    await proceed();
    await clerk.getByText('“参保年度”写作“二〇二七”，应是四位数字的年份').waitFor();
    await clerk.getByRole('button', { name: '关系转移' }).click();
    await clerk.getByLabel('参保凭证号').fill('PZ-1');
    await clerk.getByLabel('累计缴费月数').fill('三年');
    await proceed();
    await clerk.getByText('“累计缴费月数”写作“三年”，应是0至900的整数').waitFor();
    expect(await clerk.getByLabel('参保凭证号').inputValue()).toBe('PZ-1');
  });

  test('it is entered by the name of the place', async () => {
    const place = clerk.getByLabel('对方参保地', { exact: true });
    await place.click();
    await place.fill('岳麓');
    await clerk.getByTitle('湖南省长沙市岳麓区（430104）').click();
    await clerk.getByLabel('累计缴费月数').fill('36');
    await clerk.getByLabel('个人账户余额（元）').fill('1234.50');
    await proceed();
    const own = clerk.getByRole('table', { name: '关系转移' });
    await own.getByText('职工转入').waitFor();
    await own.getByText('罗小满受理，待复核').waitFor();
  });

  test('whoever reviews finds it in a list, and the account is the person’s', async () => {
    await reviewer.goto(`${desk.address}/insurance/enrolment`);
    const waiting = reviewer.getByRole('table', { name: '待复核的关系转移' });
    await waiting.getByText('湖南省长沙市岳麓区').waitFor();
    await waiting.getByText('1,234.50').waitFor();
    await waiting.getByRole('button', { name: '参保人001' }).click();
    await reviewer.getByRole('button', { name: /^通\s?过$/ }).click();
    await reviewer.getByText('已办结。').waitFor();
    const balances = await desk.store.db.selectFrom('personal_account').select('balance').execute();
    expect(balances).toEqual([{ balance: 123_450 }]);
    await reviewer.goto(`${desk.address}/insurance/enrolment`);
    await reviewer.getByRole('region', { name: '重复参保' }).waitFor();
    expect(await reviewer.getByText('待复核的关系转移').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });
});
