/** Invented books for tests of routes: one department, two units with both their sets, months open from 2024-01 on. */
import { addAccountSet, addDepartment, addUnit, Charts, openPeriod } from '@mingzhang/bureau';
import { addMonths } from '@mingzhang/kernel';
import { type Store } from '@mingzhang/store';

export const unit = 'cloud-office';
export const otherUnit = 'cloud-centre';

/** 行政运行, 基本工资, 基本支出, 一般公共预算. */
export const salary = {
  functionCode: '2101501',
  economyCode: '30101',
  spending: 'basic',
  source: 'general-public-budget',
} as const;

export async function setUpBooks({ db }: Store, openedThrough: string): Promise<void> {
  await addDepartment(db, { id: 'cloud', name: '云泽县医疗保障局', area: '990101' });
  const charts = new Charts();
  for (const [position, id] of [unit, otherUnit].entries()) {
    await addUnit(db, { id, department: 'cloud', name: id, nature: 'administrative', position });
    for (const book of ['financial', 'budgetary'] as const) {
      const added = await addAccountSet(db, { id: `${id}-${book}`, unit: id, book, firstMonth: '2024-01' });
      if ('refusal' in added) throw new Error(added.refusal.message);
      if (id === otherUnit) continue;
      for (let month = '2024-01'; month <= openedThrough; month = addMonths(month, 1)) {
        await openPeriod(db, charts, `${id}-${book}`, month);
      }
    }
  }
}
