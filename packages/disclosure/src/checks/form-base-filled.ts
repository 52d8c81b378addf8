/**
 * The base-data table is filled: a subtotal whose items are given, this year's budget beside last year's figure, and the
 * budget adjustment when the overall form shows that more was spent than budgeted.
 */
import { type Check } from '../check.ts';
import {
  amountText,
  cellPlace,
  formName,
  formsOf,
  isFilled,
  isLeftBlank,
  quantityOf,
  related,
  totalFunds,
} from './form-support.ts';

const subtotals: readonly { readonly whole: string; readonly parts: readonly string[] }[] = [
  { whole: 'project', parts: ['project-business', 'project-maintenance'] },
  { whole: 'public', parts: ['office', 'utilities', 'travel', 'meeting', 'training'] },
];

export const formBaseFilled: Check = {
  meta: {
    id: 'form-base-filled',
    family: 'perf-blank',
    severity: 'presentation',
    certainty: 'proven',
    name: '基础数据表应填格已填',
    help: '基础数据表的合计行、预算列、政府采购金额和预算调整应当填列。',
  },
  run(document, report) {
    const forms = formsOf(document, 'base-data');
    if (forms.length === 0) report.notApplicable('没有基础数据表');
    for (const form of forms) {
      for (const { whole, parts } of subtotals) {
        const total = form.base.find((row) => row.key === whole);
        const items = form.base.filter((row) => parts.includes(row.key));
        if (total === undefined) continue;
        const blank = Object.values(total.columns).filter((cell) => isLeftBlank(cell));
        const given = items.filter((row) =>
          Object.values(row.columns).some((cell) => cell.quantity !== undefined && cell.quantity.value !== 0n),
        );
        const [first] = blank;
        const budgetBlank = given.filter((row) => isLeftBlank(row.columns.budget) && isFilled(row.columns.final));
        const missing = first !== undefined && blank.length === Object.values(total.columns).length && given.length > 0;
        report.judge(!missing, () => ({
          place: cellPlace(
            form,
            first ?? { text: total.label, line: form.line, endLine: form.line },
            total.label,
            '合计',
          ),
          stated: '（空白）',
          expected: `${given.map((row) => row.label).join('、')}之和`,
          message: `${formName(form)}“${total.label}”合计行空白，而所属的${given.map((row) => row.label).join('、')}填有数字${budgetBlank.length === 0 ? '' : `，其中${budgetBlank.map((row) => row.label).join('、')}没有填预算数`}。`,
          also: given.flatMap((row) =>
            Object.values(row.columns).flatMap((cell) =>
              cell.quantity === undefined ? [] : [related('operand', cell.quantity.place, cell.quantity.printed)],
            ),
          ),
          labels: [formName(form), total.label],
        }));
      }
      adjustment(form, document.forms, report);
    }
  },
};

function adjustment(
  form: Parameters<typeof formName>[0],
  forms: readonly Parameters<typeof formName>[0][],
  report: Parameters<Check['run']>[1],
): void {
  const row = form.base.find((item) => item.key === 'budget-adjustment');
  if (row === undefined) return;
  const cells = Object.values(row.columns);
  const filled = cells.some((cell) => cell.quantity !== undefined);
  const blank = cells.find((cell) => cell.text === null);
  const overall = forms.find((other) => other.id === 'overall-self-evaluation' && other.part === form.part);
  const total = overall === undefined ? undefined : totalFunds(overall);
  const executed = quantityOf(total?.executed);
  const start = quantityOf(total?.startBudget) ?? quantityOf(total?.annualBudget);
  if (overall === undefined || executed === null || start === null || blank === undefined) return;
  const over = executed.value - start.value;
  report.judge(filled || over <= executed.half + start.half, () => ({
    severity: 'error',
    certainty: 'strong',
    place: cellPlace(form, blank, row.label, '预算调整'),
    stated: '（空白）',
    expected: amountText(over, executed),
    message: `${formName(form)}“${row.label}”空白，而${formName(overall)}全年执行数${executed.printed}比预算${start.printed}多${amountText(over, executed)}，年中必有追加，应当填列调整数。`,
    also: [related('operand', executed.place, executed.printed), related('operand', start.place, start.printed)],
    labels: [formName(form), row.label],
  }));
}
