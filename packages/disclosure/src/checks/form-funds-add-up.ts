/**
 * The money of a self-evaluation form adds up: the total is fiscal money, money carried over and other money; in a task
 * table each row is fiscal plus other, and the total row is the sum of the tasks.
 */
import { type Check, type Report, type SumRelation } from '../check.ts';
import { type Form, type FormCell, type FormFunds } from '../model.ts';
import { quantityOf, selfEvaluations, totalFunds } from './form-support.ts';

const columns = ['startBudget', 'annualBudget', 'executed'] as const;
type Column = (typeof columns)[number];

export const formFundsAddUp: Check = {
  meta: {
    id: 'form-funds-add-up',
    family: 'perf-form',
    severity: 'error',
    certainty: 'proven',
    name: '自评表资金加总一致',
    help: '资金总额等于各来源之和，任务表合计等于各任务之和。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      const tasks = form.funds.filter((row) => row.key === 'task');
      if (tasks.length > 0) taskTable(form, report);
      else bySource(form, report);
    }
  },
};

function bySource(form: Form, report: Report): void {
  const total = totalFunds(form);
  if (total === undefined) return;
  const rows = form.funds.filter((row) => row !== total && row.executed !== undefined);
  const top = rows.filter((row) => ['fiscal', 'carried-over', 'other', 'own'].includes(row.key));
  const parts = top.some((row) => row.key === 'fiscal') ? top : rows.filter((row) => row.key !== 'total');
  if (new Set(parts.map((row) => row.key)).size !== parts.length) return;
  // A breakdown nobody filled in is a blank, not a wrong sum.
  const main = parts.find((row) => row.key === 'fiscal') ?? parts[0];
  for (const column of columns.filter((one) => quantityOf(main?.[one]) !== null))
    sum(total, parts, column, '各资金来源之和', (relation) => report.relation(relation));
}

function taskTable(form: Form, report: Report): void {
  const keys = new Set(form.funds.map((row) => row.key));
  // Budget and execution, all money and fiscal money often carry the same figures: one sum, said once.
  const said = new Set<string>();
  const once = (relation: SumRelation): void => {
    const figures = [relation.whole, ...relation.parts.map((part) => part.quantity)]
      .map((quantity) => quantity.printed)
      .join('|');
    if (!said.has(figures)) report.relation(relation);
    said.add(figures);
  };
  for (const suffix of ['', '-fiscal', '-other']) {
    const total = form.funds.find((row) => row.key === `total${suffix}`);
    if (total === undefined) continue;
    for (const column of columns)
      sum(
        total,
        form.funds.filter((row) => row.key === `task${suffix}`),
        column,
        '各任务之和',
        once,
      );
  }
  if (!keys.has('task-fiscal')) return;
  for (const whole of form.funds.filter((row) => row.key === 'task' || row.key === 'total')) {
    const parts = form.funds.filter((row) => row.line === whole.line && row.key.startsWith(`${whole.key}-`));
    for (const column of columns)
      sum(whole, parts, column, '财政拨款与其他资金之和', (relation) => report.relation(relation));
  }
}

function sum(
  total: FormFunds,
  parts: readonly FormFunds[],
  column: Column,
  reason: string,
  state: (relation: SumRelation) => void,
): void {
  const whole = quantityOf(total[column]);
  const cells: readonly (FormCell | undefined)[] = parts.map((part) => part[column]);
  const quantities = cells.flatMap((cell) => quantityOf(cell) ?? []);
  if (whole === null || quantities.length === 0) return;
  state({ kind: 'sum', whole, parts: quantities.map((quantity) => ({ quantity, sign: 1 })), accuse: whole, reason });
}
