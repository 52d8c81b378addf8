/** An invented department's books on a test database. */
import { addMonths, type DateText, parseYuan } from '@mingzhang/kernel';
import { type Dimensions, draftVoucher, type EventLine, type PostingDecision, type Voucher } from '@mingzhang/ledger';
import { newId } from '@mingzhang/store';
import { openPeriod, postVoucher } from './index.ts';
import { accountSets, addAccountSet, addDepartment, addUnit, Charts, type Db } from './sets.ts';

export const unit = 'qinghe';
export const financial = 'qinghe-financial';
export const budgetary = 'qinghe-budgetary';

/** 行政运行, 基本工资, 基本支出, 一般公共预算. */
export const salary: Dimensions = {
  functionCode: '2101501',
  economyCode: '30101',
  spending: 'basic',
  source: 'general-public-budget',
};

export const line = (yuan: string, dimensions: Dimensions = salary): EventLine => {
  return { amount: parseYuan(yuan) ?? Number.NaN, dimensions };
};

export interface TestBooks {
  readonly charts: Charts;
  /** The voucher of an event, not posted. */
  voucher(
    rule: string,
    date: DateText,
    lines: readonly EventLine[],
    choices?: Readonly<Record<string, string>>,
  ): Voucher;
  post(voucher: Voucher, today?: DateText): Promise<PostingDecision>;
}

/** A department with one administrative unit, its two sets, and the months from 2024-01 open through the one given. */
export async function setUpBooks(db: Db, openedThrough: string): Promise<TestBooks> {
  await addDepartment(db, { id: 'qinghe', name: '青禾县医疗保障局', area: '990101' });
  await addUnit(db, {
    id: unit,
    department: 'qinghe',
    name: '青禾县医疗保障局（机关）',
    nature: 'administrative',
    position: 1,
  });
  const charts = new Charts();
  for (const [id, book] of [
    [financial, 'financial'],
    [budgetary, 'budgetary'],
  ] as const) {
    const added = await addAccountSet(db, { id, unit, book, firstMonth: '2024-01' });
    if ('refusal' in added) throw new Error(added.refusal.message);
    for (let month = '2024-01'; month <= openedThrough; month = addMonths(month, 1)) {
      const opened = await openPeriod(db, charts, id, month);
      if ('refusal' in opened) throw new Error(opened.refusal.message);
    }
  }
  const sets = await accountSets(db, unit);
  return {
    charts,
    voucher(rule, date, lines, choices = {}) {
      const ids = { voucher: newId(), entries: [newId(), newId()] };
      const drafted = draftVoucher({ rule, date, lines, choices }, sets, ids);
      if ('refusal' in drafted) throw new Error(drafted.refusal.message);
      return drafted.voucher;
    },
    post: (voucher, today = '2026-01-31') =>
      postVoucher(db, charts, { voucher, today, by: '李会计', at: new Date('2026-01-31T08:00:00Z') }),
  };
}
