/** The director opens the overview: a year in sentences, and another month when one is chosen. */
import { setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { sql } from 'kysely';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('the overview in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let director: Page;
    const month = dayOf(new Date()).slice(0, 7);

    beforeAll(async () => {
      desk = await openWorkbench();
      await setUpFunds(desk.store.db, month);
      await sql`
        insert into settlement_summary
        values ('qinghe', ${`${month}-01`}, 'resident', 'inpatient', 'level-2', 0, 4, 1000000, 58200, 800000, 600000, 20000, 0, 0, 10000,
                0, 0, 0, 370000, '', '', 'direct')`.execute(desk.store.db);
      director = await desk.openAs(await signedIn(desk.store.db, ['director'], { name: '高明远' }));
    });
    afterAll(() => desk?.close());

    test('funds are told in sentences, benefits by kind and level, and who bears what', async () => {
      await director.goto(`${desk.address}/insurance/overview`);
      await director.getByRole('heading', { level: 1, name: '基金运行总览' }).waitFor();
      const told = director.getByRole('region', { name: '基金收支' });
      await told.getByText('当年结余0.00万元').first().waitFor();
      await director.getByRole('region', { name: '城乡居民待遇' }).getByText('实际报销比例63.00%').waitFor();
      const borne = director.getByRole('table', { name: '费用由谁负担' });
      await borne.getByRole('row', { name: '个人现金 0.37 37.00% 0.00' }).waitFor();
      await borne.getByRole('row', { name: '总费用 1.00 100.00% 0.00' }).waitFor();
    });

    test('on a telephone no table is wider than the screen, and the chart is written like the page', async () => {
      await director.setViewportSize({ width: 390, height: 844 });
      await director.getByRole('table', { name: '城乡居民按就诊类别' }).waitFor();
      const wide = await director
        .locator('.overview .sheet')
        .evaluateAll((sheets) => sheets.filter((one) => one.scrollWidth > one.clientWidth).length);
      expect(wide).toBe(0);
      const fonts = await director.evaluate<string[]>(
        `[...document.querySelectorAll('.overview .chart text')].map((one) => getComputedStyle(one).fontFamily)`,
      );
      expect(fonts.length).toBeGreaterThan(0);
      expect(fonts.filter((font) => !font.includes('sans-serif'))).toEqual([]);
      await director.setViewportSize({ width: 1280, height: 800 });
    });

    test('a year before anything was settled says that there is nothing to compare', async () => {
      await director.getByLabel('从年初到').click();
      const before = `${Number(month.slice(0, 4)) - 1}年12月`;
      await director.getByLabel('从年初到').fill(before);
      await director.getByLabel('从年初到').press('Enter');
      await director.getByText('还没有结算。').waitFor();
    });

    test('the browser had nothing to complain of', () => {
      expect(desk.complaints).toEqual([]);
    });
  },
);
