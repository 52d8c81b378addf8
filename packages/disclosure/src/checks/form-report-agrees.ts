/** What the running text says of a project – budget, executed, rate, score – is what the project's form says. */

import { absolute } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { type Quantity } from '../quantity.ts';
import { statementsOf } from './form-narrative.ts';
import { formName, meets, quantityOf, related, totalFunds } from './form-support.ts';

export const formReportAgrees: Check = {
  meta: {
    id: 'form-report-agrees',
    family: 'narr-form',
    severity: 'error',
    certainty: 'proven',
    name: '正文与自评表一致',
    help: '正文所述项目的预算数、执行数、执行率、得分与自评表一致。',
  },
  run(document, report) {
    const statements = statementsOf(document).flatMap((statement) =>
      statement.form === null ? [] : [{ ...statement, form: statement.form }],
    );
    if (statements.length === 0) report.notApplicable('正文没有逐项目说明预算和执行');
    for (const statement of statements) {
      const { form } = statement;
      const funds = totalFunds(form);
      const start = quantityOf(funds?.startBudget);
      const annual = quantityOf(funds?.annualBudget) ?? start;
      const executed = quantityOf(funds?.executed);
      const differences: { readonly said: Quantity; readonly form: Quantity; readonly what: string }[] = [];
      const compareWith = (said: Quantity | null, stated: Quantity | null, what: string): void => {
        if (said === null || stated === null || said.dimension !== stated.dimension) return;
        if (
          !(said.dimension === 'percent'
            ? absolute(said.value - stated.value) <= said.half + stated.half
            : meets(said, stated))
        )
          differences.push({ said, form: stated, what });
      };
      compareWith(statement.budget, annual, '全年预算数');
      compareWith(statement.executed, executed, '执行数');
      compareWith(statement.rate, quantityOf(funds?.rate), '执行率');
      compareWith(statement.score, quantityOf(form.totalScore), '得分');
      const { amount } = statement;
      if (amount !== null) {
        const all = [executed, annual, start].filter((quantity) => quantity !== null);
        const [first] = all;
        if (first !== undefined && !all.some((quantity) => meets(quantity, amount)))
          differences.push({ said: amount, form: first, what: '金额' });
      }
      const [first, ...rest] = differences;
      const startInstead =
        first !== undefined &&
        first.what === '全年预算数' &&
        start !== null &&
        start !== annual &&
        meets(first.said, start);
      if (first !== undefined && rest.length === 0 && !startInstead) {
        // One figure: the engine decides whether the text or the form is at fault, by the form's other relations.
        report.relation({
          kind: 'sum',
          whole: first.said,
          parts: [{ quantity: first.form, sign: 1 }],
          accuse: first.said,
          certainty: 'proven',
          reason: '正文与自评表应为同一数',
        });
        continue;
      }
      report.judge(first === undefined, () => {
        if (first === undefined) throw new Error('a finding without a difference');
        return {
          place: first.said.place,
          stated: first.said.printed,
          expected: first.form.printed,
          message: `正文${differences.map(({ said, what }) => `${what}${said.printed}`).join('、')}，${formName(form)}为${differences.map(({ form: stated, what }) => `${what}${stated.printed}`).join('、')}，两处不一致${startInstead ? `；正文所用${first.said.printed}是表中的年初预算数` : ''}。`,
          also: [
            related('counterpart', first.form.place, first.form.printed),
            ...rest.flatMap(({ said, form: stated }) => [
              related('consequence', said.place, said.printed),
              related('counterpart', stated.place, stated.printed),
            ]),
          ],
          labels: [formName(form), ...differences.map(({ said }) => said.label)],
        };
      });
    }
  },
};
