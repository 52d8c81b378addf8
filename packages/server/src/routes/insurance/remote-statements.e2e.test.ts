/** 异地就医清算 through the browser: a statement is looked at, taken in, its wrong line put right, and read by others. The tests build on each other. */
import { registerInstitution } from '@mingzhang/bureau';
import { setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('clearing statements in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let clerk: Page;
    let auditor: Page;

    beforeAll(async () => {
      desk = await openWorkbench();
      const { db } = desk.store;
      await setUpFunds(db, '2024-06');
      const maker = await signedIn(db, ['desk-clerk'], { name: '罗小满' });
      const hand = { by: maker.personId, at: new Date('2023-01-04T02:00:00Z'), today: '2023-01-04' };
      const kind = 'hospital';
      const one = {
        code: 'H99010100001',
        name: '青禾县人民医院',
        area: '990101',
        kind,
        level: 'level-2',
        dip: true,
      } as const;
      await db.transaction().execute((trx) => registerInstitution(trx, { ...hand, ...one }));
      clerk = await desk.openAs(maker);
      auditor = await desk.openAs(await signedIn(db, ['auditor'], { name: '章明远' }));
    }, 120_000);
    afterAll(() => desk?.close());

    const csv = [
      '医药机构编号,清算年月,参保地,清算类别,结算方式,人次,医疗费总额,基金支付总额',
      'H99010100001,202303,980101,住院,直接结算,3,30000,18000',
      'H99010100001,202303,980101,住院,现金结算,1,10000,0',
      'H99010100001,202313,990201,住院,直接结算,2,20000,12000',
    ].join('\n');
    const file = { name: '三月清算单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };

    test('what taking it in would do is shown first, and nothing is taken in by looking', async () => {
      await clerk.goto(`${desk.address}/insurance/settlement`);
      await clerk.getByRole('link', { name: '异地就医清算', exact: true }).click();
      await clerk.getByText('还没有收过清算单。').waitFor();
      await clerk.getByLabel('清算单文件', { exact: true }).setInputFiles(file);
      await clerk.getByRole('button', { name: '核对', exact: true }).click();
      await clerk.getByText('共3行，还没有收下。收下后2行即计入，1行有问题').waitFor();
      await clerk.getByRole('table', { name: '收下后计入' }).getByText('30,000.00').waitFor();
      await clerk.getByRole('table', { name: '有问题的行' }).getByText('清算年月“202313”').waitFor();
      await clerk.getByText('还没有收过清算单。').waitFor();
    });

    test('taken in, the wrong line is corrected and the year follows', async () => {
      await clerk.getByRole('button', { name: '收下', exact: true }).click();
      await clerk.getByText('共3行，收下2行，1行待处理。').waitFor();
      await clerk.getByRole('heading', { name: '2023年收治外地参保人员' }).waitFor();
      await clerk.getByRole('table', { name: '清算单各行' }).getByText('990201 没有这个区划的名称').waitFor();
      await clerk.getByText('第4行，处理').click();
      await clerk.getByLabel('清算年月', { exact: true }).fill('202304');
      await clerk.getByLabel('理由', { exact: true }).fill('省里更正为四月');
      await clerk.getByRole('button', { name: '改正后收下' }).click();
      await clerk.getByText('共3行，收下3行。').waitFor();
      // 50,000 of 60,000.
      await clerk.getByRole('table', { name: '公开文件引用的指标' }).getByText('83.33%').waitFor();
    });

    test('the same file is refused with who took it; an auditor reads and cannot change', async () => {
      await clerk.getByLabel('清算单文件', { exact: true }).setInputFiles(file);
      await clerk.getByRole('button', { name: '核对', exact: true }).click();
      await clerk.getByText('同样内容的清算单“三月清算单.csv”已由罗小满收过').waitFor();
      await auditor.goto(`${desk.address}/insurance/remote-care`);
      await auditor.getByRole('button', { name: '三月清算单.csv' }).click();
      await auditor.getByText('罗小满改正：省里更正为四月').waitFor();
      expect(await auditor.getByRole('button', { name: '核对', exact: true }).count()).toBe(0);
      expect(await auditor.getByRole('button', { name: '作废这份清算单' }).count()).toBe(0);
      expect(desk.complaints).toEqual([]);
    });
  },
);
