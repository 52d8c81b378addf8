/**
 * The execution rate is executed ÷ whole-year budget after adjustment. Above 100 % the budget must have been adjusted, and
 * then the adjusted figure is the whole-year budget.
 */
import { absolute, divideExact, exact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type FormFunds } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { amountText, formName, percentText, quantityOf, related, selfEvaluations, totalFunds } from './form-support.ts';

export const formExecutionRate: Check = {
  meta: {
    id: 'form-execution-rate',
    family: 'perf-exec',
    severity: 'error',
    certainty: 'proven',
    name: '预算执行率可以复算',
    help: '执行率等于全年执行数除以全年预算数；执行数超过全年预算数时须有预算调整。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      const total = totalFunds(form);
      for (const row of form.funds) {
        // 其中：当年财政拨款 repeats the total's figures where there is no other money: the same slip, said once.
        if (row !== total && total !== undefined && sameFigures(row, total)) continue;
        const executed = quantityOf(row.executed);
        const budget = quantityOf(row.annualBudget) ?? quantityOf(row.startBudget);
        if (executed === null || budget === null) continue;
        const rate = quantityOf(row.rate);
        const over = executed.value - budget.value > executed.half + budget.half;
        if (rate !== null && budget.value !== 0n) {
          report.relation({
            kind: 'ratio',
            ratio: rate,
            numerator: [{ quantity: executed, sign: 1 }],
            denominator: [{ quantity: budget, sign: 1 }],
            accuse: rate,
            reason: reasonOf(rate, executed, budget, quantityOf(row.startBudget), over),
            also:
              row === total
                ? form.funds
                    .filter((other) => other !== row && sameFigures(other, row))
                    .flatMap((other) =>
                      other.rate?.quantity === undefined
                        ? []
                        : [related('repeat', other.rate.quantity.place, other.rate.quantity.printed)],
                    )
                : [],
          });
        }
        const rateTells = rate !== null && budget.value !== 0n && !agrees(rate, executed, budget);
        if (!over || rateTells || row !== total) continue;
        report.judge(false, () => ({
          severity: 'presentation',
          certainty: 'strong',
          place: executed.place,
          stated: executed.printed,
          expected: `≤${budget.printed}`,
          difference: amountText(executed.value - budget.value, executed),
          message: `${formName(form)}“${row.label}”全年执行数${executed.printed}超过全年预算数${budget.printed}${budget.value === 0n ? '' : `（${percentText(executed.value, budget.value)}）`}：支出不得超过预算，如有追加应把调整后的数填入全年预算数并说明调整文件。`,
          also: [related('counterpart', budget.place, budget.printed)],
          labels: [formName(form), row.label],
        }));
      }
    }
  },
};

function sameFigures(row: FormFunds, total: FormFunds): boolean {
  return (
    row.rate?.quantity !== undefined &&
    row.key !== 'task' &&
    (['startBudget', 'annualBudget', 'executed', 'rate'] as const).every(
      (column) => quantityOf(row[column])?.value === quantityOf(total[column])?.value,
    )
  );
}

function agrees(rate: Quantity, executed: Quantity, budget: Quantity): boolean {
  if (budget.value === 0n) return false;
  const computed = divideExact(executed.value * 100n, budget.value);
  return absolute(computed - rate.value) <= rate.half + exact('0.01');
}

function reasonOf(rate: Quantity, executed: Quantity, budget: Quantity, start: Quantity | null, over: boolean): string {
  if (start !== null && start !== budget && !agrees(rate, executed, budget) && agrees(rate, executed, start)) {
    return '全年执行数÷全年预算数（所填执行率是用年初预算数作分母算出的）';
  }
  return over
    ? '全年执行数÷全年预算数（如已追加预算，应填入全年预算数；如规定执行率封顶100%，应注明）'
    : '全年执行数÷全年预算数';
}
