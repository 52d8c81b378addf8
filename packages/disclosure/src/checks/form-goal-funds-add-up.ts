/** In a goal form, the total of each column (whole period, year) is the sum of its sources. */
import { type Check } from '../check.ts';
import { formsOf, quantityOf, totalFunds } from './form-support.ts';

export const formGoalFundsAddUp: Check = {
  meta: {
    id: 'form-goal-funds-add-up',
    family: 'perf-goal',
    severity: 'error',
    certainty: 'proven',
    name: '目标表资金来源加总一致',
    help: '绩效目标表的实施期、年度资金总额分别等于各来源之和。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal');
    if (forms.length === 0) report.notApplicable('没有绩效目标表');
    for (const form of forms) {
      const total = totalFunds(form);
      if (total === undefined) continue;
      const rows = form.funds.filter((row) => row !== total && row.key !== 'total');
      // 财政拨款 above 中央, 省级 … would count the same money twice: levels are then its parts.
      const levels = rows.filter((row) => ['central', 'province', 'city', 'county'].includes(row.key));
      const fiscal = rows.some((row) => row.key === 'fiscal');
      const parts = fiscal && levels.length > 0 ? rows.filter((row) => !levels.includes(row)) : rows;
      for (const column of ['wholePeriod', 'annual'] as const) {
        const whole = quantityOf(total[column]);
        const quantities = parts.flatMap((row) => quantityOf(row[column]) ?? []);
        // A breakdown nobody filled in is a blank, not a wrong sum.
        const unfilled =
          quantities.every((quantity) => quantity.value === 0n) && parts.some((row) => row[column]?.text === null);
        if (whole === null || quantities.length === 0 || unfilled) continue;
        report.relation({
          kind: 'sum',
          whole,
          parts: quantities.map((quantity) => ({ quantity, sign: 1 })),
          accuse: whole,
          reason: '各资金来源之和',
        });
      }
    }
  },
};
