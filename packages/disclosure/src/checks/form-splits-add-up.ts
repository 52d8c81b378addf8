/** In an overall form, the splits 按收入性质 and 按支出性质 each add up to the department's total of the same form. */
import { type Check } from '../check.ts';
import { sumOf } from '../forms/cell.ts';
import { formsOf, meets, quantityOf, totalFunds } from './form-support.ts';

export const formSplitsAddUp: Check = {
  meta: {
    id: 'form-splits-add-up',
    family: 'perf-form',
    severity: 'error',
    certainty: 'proven',
    name: '收入支出性质分解一致',
    help: '按收入性质、按支出性质分解的各项之和等于年度资金总额。',
  },
  run(document, report) {
    const forms = formsOf(document, 'overall-self-evaluation').filter((form) =>
      form.funds.some((row) => row.key.startsWith('by-')),
    );
    if (forms.length === 0) report.notApplicable('没有按收入或支出性质分解的整体支出自评表');
    for (const form of forms) {
      const total = totalFunds(form);
      const totals = [total?.annualBudget, total?.startBudget, total?.executed].flatMap(
        (cell) => quantityOf(cell) ?? [],
      );
      const [first] = totals;
      if (first === undefined) continue;
      for (const key of ['by-income', 'by-expenditure']) {
        const parts = form.funds.filter((row) => row.key === key).flatMap((row) => quantityOf(row.annual) ?? []);
        const main = form.funds.filter((row) => row.key === key && /一般公共预算|基本支出|项目支出/.test(row.label));
        if (parts.length === 0 || main.some((row) => quantityOf(row.annual) === null)) continue;
        const value = sumOf(parts.map((part) => part.value));
        const half = sumOf(parts.map((part) => part.half));
        // The split may be of the budget at the start, of the adjusted budget or of what was executed.
        const whole = totals.find((quantity) => meets(quantity, { ...quantity, value, half })) ?? first;
        report.relation({
          kind: 'sum',
          whole,
          parts: parts.map((quantity) => ({ quantity, sign: 1 })),
          accuse: whole,
          reason: key === 'by-income' ? '按收入性质分解的各项之和' : '按支出性质分解的各项之和',
        });
      }
    }
  },
};
