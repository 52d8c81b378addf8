/**
 * 追溯重算 through the browser: asked for by one person, its differences read, booked by another; supposed, laid aside, broken off and
 * asked for again. The tests build on each other.
 */
import { enterRerun, identityKey, parametersOf, settleVisit } from '@mingzhang/bureau';
import { department, insured, type SignedIn, setUpFunds, signedIn, stay } from '@mingzhang/bureau/testing';
import { newId } from '@mingzhang/store';
import { sql } from 'kysely';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(inTheWorkbench('reruns in the workbench'), { shuffle: false }, () => {
  let desk: Workbench;
  let maker: SignedIn;
  /** 经办 and 业务复核 in one, who may do both, but not with the same run. */
  let clerk: Page;
  let reviewer: Page;
  let auditor: Page;

  beforeAll(async () => {
    desk = await openWorkbench({ key: identityKey(Buffer.alloc(32, 7)) });
    const { db } = desk.store;
    maker = await signedIn(db, ['desk-clerk', 'reviewer'], { name: '罗小满' });
    const second = await signedIn(db, ['reviewer'], { name: '秦望舒' });
    const charts = await setUpFunds(db, dayOf(new Date()).slice(0, 7));
    const [importId, at] = [newId(), new Date('2024-01-02T02:00:00Z')];
    await sql`insert into catalogue_import (id, file, sha256, added, changed, ended, unchanged, whole, document, made_by, made_at, confirmed_by, confirmed_at)
      values (${importId}, '目录.csv', '', 1, 0, 0, 0, false, '试验', ${maker.personId}, ${at}, ${second.personId}, ${at})`.execute(
      db,
    );
    await sql`insert into catalogue_item (code, from_date, kind, name, specification, class, first_pay, import_id)
      values ('XA01', '2020-01-01', 'drug', '药一', '', 'a', 0, ${importId})`.execute(db);
    const parameters = await parametersOf(db);
    const [here, elsewhere] = [await insured(db, '001'), await insured(db, '002')];
    const line = { code: 'XA01', quantity: 10_000, price: 12_000_000_000, amount: 1_200_000, day: '2024-06-05' };
    const first = stay(here, 'ZY-1', maker.personId);
    const other = stay(elsewhere, 'ZY-1', maker.personId);
    const commands = [
      { ...first, bill: { lines: [line], hospitalBorne: 0, account: 0 } },
      { ...other, visit: { ...other.visit, institution: '邻镇卫生院' } },
    ];
    for (const command of commands) {
      const done = await settleVisit(db, charts, parameters, command);
      if ('refusal' in done) throw new Error(done.refusal.message);
    }
    // What was settled as 甲类 is 乙类 by the catalogue that came later.
    await sql`update catalogue_item set class = 'b', first_pay = 1000`.execute(db);
    clerk = await desk.openAs(maker);
    reviewer = await desk.openAs(second);
    auditor = await desk.openAs(await signedIn(db, ['auditor'], { name: '章明远' }));
  }, 120_000);
  afterAll(() => desk?.close());

  const open = (page: Page) => page.goto(`${desk.address}/insurance/rerun`);
  const begin = (): Promise<void> => clerk.getByRole('button', { name: /^试\s?算$/ }).click();
  const rowOf = (page: Page, basis: string) => page.getByRole('row').filter({ hasText: basis });

  async function choose(label: string, option: string): Promise<void> {
    await clerk.getByLabel(label, { exact: true }).click();
    await clerk.getByTitle(option, { exact: true }).last().click();
  }

  /** As a server leaves a run that is killed while it draws it up. */
  async function brokenOff(basis: string): Promise<void> {
    const at = new Date();
    const wanted = { id: newId(), department, year: 2024, scope: 'year', scopeValue: '', basis } as const;
    const entered = await enterRerun(desk.store.db, { ...wanted, by: maker.personId, at, today: dayOf(at) });
    if ('refusal' in entered) throw new Error(entered.refusal.message);
  }

  test('it opens at the latest year settled; what is left out or wrong is said in a sentence, and nothing is kept', async () => {
    await clerk.goto(`${desk.address}/insurance/settlement`);
    await clerk.getByRole('link', { name: '追溯重算', exact: true }).click();
    await clerk.getByText('还没有重算过。').waitFor();
    await clerk.getByTitle('2024年', { exact: true }).waitFor();
    await begin();
    await clerk.getByText('“依据”要填写重算所依据的文件或名单').waitFor();
    await clerk.getByLabel('依据', { exact: true }).fill('目录更正');
    await begin();
    await clerk.getByText('请先按姓名或身份证号查找，并选定这个人').waitFor();
    await choose('范围', '一家医疗机构');
    await begin();
    await clerk.getByText('请写明机构名称，与结算上的一致').waitFor();
    await choose('范围', '全年');
    await clerk.getByLabel('年度', { exact: true }).click();
    const present = dayOf(new Date()).slice(0, 4);
    await clerk.getByTitle(`${present}年（没有结算）`, { exact: true }).waitFor();
    await clerk.getByTitle('2024年', { exact: true }).last().click();
    await clerk.getByRole('button', { name: '加一个假设值' }).click();
    await clerk.getByLabel('假设的参数1').fill('居民住院起付标准（二级');
    await clerk.getByTitle(/^居民住院起付标准（二级医院）/).click();
    await clerk.getByLabel('假设值1').fill('八百');
    await begin();
    await clerk.getByText(/假设为“八百”，应是/).waitFor();
    await clerk.getByText('还没有重算过。').waitFor();
    expect(await desk.store.db.selectFrom('rerun_run').select('id').execute()).toEqual([]);
  });

  test('what would be if a parameter were another is compared and never booked', async () => {
    await clerk.getByLabel('假设值1').fill('600');
    await clerk.getByLabel('依据', { exact: true }).fill('起付标准测算');
    await begin();
    await rowOf(clerk, '起付标准测算').getByText('假设的1个参数').waitFor();
    await rowOf(clerk, '起付标准测算').getByRole('button', { name: '全年' }).click();
    await clerk.getByText('假设居民住院起付标准（二级医院）为600.00元').waitFor();
    await clerk.getByText('2人2笔与原来不同').waitFor();
    const differing = clerk.getByRole('table', { name: '差异' });
    await differing.getByText('参保人002').waitFor();
    await differing
      .getByText(/起付标准（二级医院）：800.00元 → 600.00元/)
      .first()
      .waitFor();
    expect(await clerk.getByRole('button', { name: '补差入账' }).count()).toBe(0);
    await clerk.getByRole('button', { name: '放弃', exact: true }).click();
    await rowOf(clerk, '起付标准测算').getByText('已放弃').waitFor();
    // It was drawn up before it was laid aside: what it found is still there to read.
    await clerk.getByText('2人2笔与原来不同').waitFor();
  });

  test('one person by the catalogue of the day: who pays what instead and why; the same person cannot book it', async () => {
    await open(clerk);
    await clerk.getByLabel('姓名或身份证号').fill('参保人001');
    await clerk.getByRole('button', { name: '查找', exact: true }).click();
    await clerk.getByText('重算：参保人001（').waitFor();
    await clerk.getByLabel('依据', { exact: true }).fill('目录更正');
    await clerk.getByRole('checkbox', { name: '费用按现行目录重新归类' }).check();
    await begin();
    const row = rowOf(clerk, '目录更正');
    await row.getByText('已试算').waitFor();
    await row.getByText('现行参数、现行目录').waitFor();
    await row.getByRole('button', { name: '参保人001' }).click();
    // 10 % of 12,000.00 is paid first; the pool pays 80 % of it less.
    await clerk.getByText('1人1笔与原来不同，合计：统筹基金 -960.00，个人现金 +960.00（元）。').waitFor();
    const difference = clerk.getByRole('table', { name: '差异' });
    await difference.getByText('青禾县人民医院 2024-06-10').waitFor();
    await difference.getByText('费用按目录重新归类，增减：先行自付1200.00元、政策范围内-1200.00元').waitFor();
    await difference.getByRole('button', { name: '参保人001' }).click();
    await difference
      .getByText(/先行自付/)
      .last()
      .waitFor();
    await clerk.getByRole('button', { name: '补差入账' }).click();
    await clerk.getByRole('tooltip').getByRole('button', { name: '补差入账' }).click();
    await clerk
      .getByText(/罗小满|同一人/)
      .first()
      .waitFor();
    const kept = await desk.store.db.selectFrom('settlement').select('id').where('kind', '=', 'adjusted').execute();
    expect(kept).toEqual([]);
  });

  test('another person reads it and books it; an auditor reads that it was booked and by whom', async () => {
    await open(reviewer);
    expect(await reviewer.getByRole('button', { name: /^试\s?算$/ }).count()).toBe(0);
    const row = rowOf(reviewer, '目录更正');
    await row.getByRole('button', { name: '参保人001' }).click();
    const asked = reviewer.getByRole('tooltip');
    await reviewer.getByRole('button', { name: '补差入账' }).click();
    await asked.getByText('补差入账1人1笔？').waitFor();
    await asked.getByText('统筹基金 -960.00，个人现金 +960.00（元）').waitFor();
    await asked.getByRole('button', { name: '先不办' }).click();
    await asked.waitFor({ state: 'hidden' });
    const booked = desk.store.db.selectFrom('settlement').select('id').where('kind', '=', 'adjusted');
    expect(await booked.execute()).toEqual([]);
    await reviewer.getByRole('button', { name: '补差入账' }).click();
    await asked.getByRole('button', { name: '补差入账' }).click();
    await row.getByText('已入账').waitFor();
    await row.getByText('秦望舒').waitFor();
    await reviewer.getByRole('table', { name: '差异' }).getByText('已补差').waitFor();
    const adjusted = await desk.store.db
      .selectFrom('settlement')
      .select(['pool', 'cash'])
      .where('kind', '=', 'adjusted')
      .execute();
    expect(adjusted).toEqual([{ pool: -96_000, cash: 96_000 }]);
    await open(auditor);
    await rowOf(auditor, '目录更正').getByRole('button', { name: '参保人001' }).click();
    await auditor.getByRole('table', { name: '差异' }).getByText('已补差').waitFor();
    expect(await auditor.getByRole('button', { name: /放弃|补差入账|重新发起/ }).count()).toBe(0);
  });

  test('an institution takes whoever was treated there; where nobody was, it says so', async () => {
    await open(clerk);
    await choose('范围', '一家医疗机构');
    await clerk.getByLabel('医疗机构', { exact: true }).fill('邻镇卫生院');
    await clerk.getByLabel('依据', { exact: true }).fill('机构自查');
    await begin();
    await rowOf(clerk, '机构自查').getByText('已试算').waitFor();
    await rowOf(clerk, '机构自查').getByRole('button', { name: '邻镇卫生院' }).click();
    await clerk.getByText('每一笔都与原来相同，没有差异。').waitFor();
    expect(await clerk.getByRole('button', { name: '补差入账' }).count()).toBe(0);
    await clerk.getByLabel('医疗机构', { exact: true }).fill('没有的医院');
    await clerk.getByLabel('依据', { exact: true }).fill('写错的机构');
    await begin();
    await rowOf(clerk, '写错的机构').getByText('已试算').waitFor();
    await rowOf(clerk, '写错的机构').getByRole('button', { name: '没有的医院' }).click();
    await clerk.getByText('2024年在这个范围内没有结算').waitFor();
  });

  test('a run whose process died says so, and is drawn up for whoever asks again', async () => {
    await brokenOff('半路停下');
    await open(reviewer);
    await rowOf(reviewer, '半路停下').getByText('已中断').waitFor();
    await rowOf(reviewer, '半路停下').getByRole('button', { name: '全年' }).click();
    await reviewer.getByText('上次重算因服务停止而中断，没有形成结果，请重新发起。').waitFor();
    expect(await reviewer.getByRole('button', { name: '重新发起' }).count()).toBe(0);
    await open(clerk);
    await rowOf(clerk, '半路停下').getByRole('button', { name: '全年' }).click();
    await clerk.getByRole('button', { name: '重新发起' }).click();
    await rowOf(clerk, '半路停下').getByText('已试算').waitFor();
    await clerk.getByText('每一笔都与原来相同，没有差异。').waitFor();
  });

  test('a run laid aside before it was drawn up says that nobody knows what would differ', async () => {
    await brokenOff('半路放弃');
    await open(clerk);
    await rowOf(clerk, '半路放弃').getByRole('button', { name: '全年' }).click();
    await clerk.getByRole('button', { name: '放弃', exact: true }).click();
    await rowOf(clerk, '半路放弃').getByText('已放弃').waitFor();
    await clerk.getByText('没有算完就放弃了，会不会有差异还不知道').waitFor();
    expect(await clerk.getByText('没有差异').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  });
});
