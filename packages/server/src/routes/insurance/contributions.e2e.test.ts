/**
 * A file of the tax bureau through the browser: handed in by one, told row by row, confirmed by another, and what came twice given
 * back by two people. The tests build on each other.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCharacter, identityKey, registerInsured } from '@mingzhang/bureau';
import { setUpFunds, signedIn } from '@mingzhang/bureau/testing';
import { newId } from '@mingzhang/store';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf } from '../../clock.ts';
import { browserEndpoint, inTheWorkbench, openWorkbench, type Workbench } from '../../testing/workbench.ts';

const key = identityKey(Buffer.alloc(32, 7));

function numberOf(order: string): string {
  const first = `99010119900101${order}`;
  return `${first}${checkCharacter(first)}`;
}

describe.skipIf(browserEndpoint === undefined)(
  inTheWorkbench('contributions in the workbench'),
  { shuffle: false },
  () => {
    let desk: Workbench;
    let clerk: Page;
    let reviewer: Page;
    let folder: string;
    const at = new Date();
    const today = dayOf(at);
    const shots = process.env.MINGZHANG_SCREENSHOTS;
    const shoot = async (page: Page, name: string): Promise<void> => {
      if (shots === undefined) return;
      mkdirSync(shots, { recursive: true });
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.screenshot({ path: join(shots, `${name}.png`) });
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'mingzhang-contributions-'));
      desk = await openWorkbench({ key });
      const { db } = desk.store;
      await setUpFunds(db, today.slice(0, 7));
      for (const order of ['001', '002', '003']) {
        const draft = { name: `沈青禾${order}`, number: numberOf(order), bornOn: '1990-01-01', area: '990101' };
        await db
          .transaction()
          .execute((trx) => registerInsured(trx, key, { id: newId(), by: newId(), at, today, ...draft }));
      }
      clerk = await desk.openAs(await signedIn(db, ['desk-clerk'], { name: '罗小满' }));
      reviewer = await desk.openAs(await signedIn(db, ['reviewer'], { name: '秦望舒' }));
    }, 120_000);
    afterAll(async () => {
      await desk?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test('residents are enrolled at the desk', async () => {
      for (const order of ['001', '002']) {
        await clerk.goto(`${desk.address}/insurance/enrolment`);
        await clerk.getByLabel('姓名或身份证号').fill(numberOf(order));
        await clerk.getByRole('button', { name: '查找' }).click();
        await clerk.getByRole('button', { name: '居民参保' }).click();
        await clerk.getByLabel('参保年度').fill('2023');
        await clerk.getByLabel('登记日期').fill('2022-11-20');
        await clerk.getByRole('button', { name: '办理', exact: true }).click();
        await clerk.getByRole('table', { name: '应缴和缴费' }).getByText('未缴，缴清后生效').waitFor();
      }
      await shoot(clerk, 'enrolment');
    });

    test('a file is told row by row before anything is booked', async () => {
      const rows = [
        ['姓名', '证件号码', '费款所属期', '实缴金额', '入库日期', '电子税票号码'],
        ['沈青禾001', numberOf('001'), '2023', '350.00', '2022-12-05', 'T1'],
        ['沈青禾001', numberOf('001'), '2023', '350.00', '2022-12-08', 'T2'],
        ['沈青禾002', numberOf('002'), '2023', '300.00', '2022-12-05', 'T3'],
        ['沈青禾003', numberOf('003'), '2023', '350.00', '2022-12-05', 'T4'],
        ['某人', numberOf('009'), '2023', '350.00', '2022-12-05', 'T5'],
        ['沈青禾002', numberOf('002'), '2023', '五十', '2022-12-05', 'T6'],
      ];
      const file = join(folder, '征收回传.csv');
      writeFileSync(file, rows.map((cells) => cells.join(',')).join('\n'));
      await clerk.goto(`${desk.address}/insurance/contributions`);
      await clerk.locator('input[type=file]').setInputFiles(file);
      await clerk.getByRole('button', { name: '上传并比对' }).click();
      const matches = clerk.getByRole('table', { name: '比对结果' });
      await matches.waitFor();
      for (const name of ['相符', '重复缴费', '少缴', '没有应缴', '查无此人', '读不出']) {
        await matches.getByRole('button', { name, exact: true }).waitFor();
      }
      await clerk.getByText('还没有入账：确认时按当时的登记再比对一次。').waitFor();
      expect(await clerk.getByRole('button', { name: '确认入账' }).count()).toBe(0);
      expect(await clerk.locator('main').innerText()).not.toContain(numberOf('001'));
      await shoot(clerk, 'contributions-waiting');
      await clerk.locator('input[type=file]').setInputFiles(file);
      await clerk.getByRole('button', { name: '上传并比对' }).click();
      await clerk.getByText(/同样内容的文件“征收回传.csv”已由罗小满上传，还没有确认/).waitFor();
    });

    test('another confirms it; what came twice is given back by two', async () => {
      await reviewer.goto(`${desk.address}/insurance/contributions`);
      await reviewer.getByRole('button', { name: '征收回传.csv' }).click();
      await reviewer.getByRole('button', { name: '确认入账' }).click();
      await reviewer.getByText('已确认入账。').waitFor();
      await clerk.reload();
      await clerk.getByRole('button', { name: '提出全部重复、多缴的退费' }).click();
      await clerk.getByText('已提出1笔退费，共350.00元，等另一人复核。').waitFor();
      await reviewer.reload();
      const waiting = reviewer.getByRole('table', { name: '退费和认领' });
      await waiting.getByText('罗小满提出，待复核').waitFor();
      await waiting.getByRole('button', { name: '通过' }).click();
      await reviewer.getByText('已通过并记账。').waitFor();
      await shoot(reviewer, 'contributions-confirmed');
    });

    test('the payment shows where the person is', async () => {
      await clerk.goto(`${desk.address}/insurance/enrolment`);
      await clerk.getByLabel('姓名或身份证号').fill(numberOf('001'));
      await clerk.getByRole('button', { name: '查找' }).click();
      await clerk.getByRole('table', { name: '应缴和缴费' }).getByText('2022-12-05缴清').waitFor();
      await clerk.getByText(/城乡居民（居民），参保地990101，2023-01-01至2023-12-31/).waitFor();
      await clerk.goto(`${desk.address}/insurance/enrolment`);
      await clerk.getByRole('region', { name: '重复参保' }).getByText('2023年', { exact: true }).waitFor();
      await clerk.goto(`${desk.address}/insurance/subsidies`);
      await clerk.getByText(`${today.slice(0, 4)}年（还没有资助对象参保）`).waitFor();
      await clerk.getByText('没有这样的人。').waitFor();
      await shoot(clerk, 'subsidies');
      expect(desk.complaints).toEqual([]);
    });
  },
);
