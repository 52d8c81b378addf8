/**
 * The bureau that an invented county belongs to: one of its own, so that no other's closed months, declared figures or counts of
 * insured persons are touched by it. Its funds' books begin with the county's first year.
 */
import { addDepartment, addFundBooks, Charts, findDepartment } from '@mingzhang/bureau';
import { addMonths, type DateText, firstDayOf, type Month, monthOf } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type Years } from './people.ts';
import { countyName } from './places.ts';

/** A county that does not exist, and its bureau. */
export const countyDepartment = { id: 'demo-county', name: `${countyName}医疗保障局`, area: '990103' } as const;

interface Wanted {
  readonly years: Years;
  readonly today: DateText;
  /** Who answers for the codes of the chart. */
  readonly by: string;
}

/** Sets up the bureau and its funds' books once, with every month open through that of `today`, and the first after the county's years. */
export async function setUpCountyBureau(db: Kysely<Database>, { years, today, by }: Wanted): Promise<void> {
  if ((await findDepartment(db, countyDepartment.id)) !== null) return;
  const firstMonth: Month = `${years.first}-01`;
  const lastMonth: Month = `${years.last + 1}-01`;
  const months: Month[] = [];
  for (let month = firstMonth; month <= monthOf(today) || month <= lastMonth; month = addMonths(month, 1)) {
    months.push(month);
  }
  await db.transaction().execute(async (trx) => {
    await addDepartment(trx, countyDepartment);
    await addFundBooks(trx, new Charts(), {
      department: countyDepartment.id,
      firstMonth,
      months,
      by,
      on: firstDayOf(firstMonth),
      source: '虚构县：虚构的科目编号，不是真实文件所载',
    });
  });
}
