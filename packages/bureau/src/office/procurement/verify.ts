/** What is published as procurement of a closed year is what was paid, or says why not. */
import { formatYuan } from '@mingzhang/kernel';
import { type Verification, type Verifier } from '../../verifier.ts';
import { isClosedYear } from '../entered.ts';
import { closedBooks } from '../recording.ts';
import { purchaseNames } from './decide.ts';
import { listStatistics, procurementYear } from './records.ts';

export const procurementVerifiers: readonly Verifier[] = [
  {
    id: 'procurement-published-explained',
    name: '公开的政府采购数与支付一致，或写明差异',
    run: async (db): Promise<Verification> => {
      const failures: string[] = [];
      const years = await db
        .selectFrom('procurement_statistic')
        .select(['unit_id as unit', 'year'])
        .distinct()
        .orderBy('unit_id')
        .orderBy('year')
        .execute();
      for (const { unit, year } of years) {
        if (!isClosedYear((await closedBooks(db, unit)) ?? null, year)) continue;
        const statistics = await listStatistics(db, unit, year);
        for (const { purchase, published, paid, difference } of await procurementYear(db, unit, year)) {
          const explanation = statistics.find((one) => one.purchase === purchase)?.explanation ?? '';
          if (difference === null || difference === 0 || explanation !== '') continue;
          failures.push(
            `单位${unit}${year}年${purchaseNames[purchase]}采购公开${formatYuan(published ?? 0)}元，支付${formatYuan(paid)}元，相差${formatYuan(difference)}元而没有说明。`,
          );
        }
      }
      return { checked: years.length, failures };
    },
  },
];
