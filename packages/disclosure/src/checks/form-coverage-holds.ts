/**
 * 'N个项目绩效自评，涉及资金X万元，占项目支出总额的100%': as many forms, and X is the sum of their budgets or of what was executed;
 * X is not above the project expenditure that the overall form states.
 */
import { parseFigure } from '../amount.ts';
import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { compact } from '../compact.ts';
import { sumOf } from '../forms/cell.ts';
import { type Quantity } from '../quantity.ts';
import { amountText, formsOf, meets, quantityOf, related, totalFunds } from './form-support.ts';

const coverage = /(\d+)个(?:一级|二级)?项目[^。；]{0,24}?涉及(?:预算|财政)?资金([\d,.]+(?:万元|元))(?:，占[^。；，]{0,14}项目支出[^。；，]{0,6}?([\d.]+%))?/d;

export const formCoverageHolds: Check = {
  meta: {
    id: 'form-coverage-holds',
    family: 'perf-cov',
    severity: 'presentation',
    certainty: 'strong',
    name: '自评覆盖面属实',
    help: '正文所述自评项目个数、涉及资金与所附自评表一致，涉及资金不超过项目支出。',
  },
  run(document, report) {
    const projects = formsOf(document, 'project-self-evaluation');
    if (projects.length === 0) {
      report.notApplicable('没有项目支出自评表');
      return;
    }
    let found = false;
    for (const block of document.blocks) {
      if (block.kind !== 'paragraph') continue;
      const { text, at } = compact(block.text);
      const match = coverage.exec(text);
      const printed = match?.[2];
      const range = match?.indices?.[2];
      const figure = printed === undefined ? null : parseFigure(printed, '万元');
      if (match === null || printed === undefined || range === undefined || figure === null) continue;
      found = true;
      const from = at[range[0]] ?? 0;
      const quote = block.text.slice(from, (at[range[1] - 1] ?? from) + 1);
      const amount: Quantity = { ...figure, printed, label: '正文自评涉及资金', place: { line: lineAt(block, from), quote }, source: 'claim', sure: true };
      const count = Number(match[1]);
      report.judge(count <= projects.length, () => ({
        place: amount.place,
        stated: `${count}个项目`,
        expected: `${projects.length}个项目`,
        message: `正文称反映${count}个项目的自评结果，所附项目自评表只有${projects.length}张。`,
        also: projects.map((form) => related('counterpart', form.place)),
        labels: ['自评个数', String(count)],
      }));
      if (count !== projects.length) continue;
      const sums = (['startBudget', 'annualBudget', 'executed'] as const).flatMap((column) => {
        const parts = projects.flatMap((form) => quantityOf(totalFunds(form)?.[column]) ?? []);
        return parts.length === projects.length ? [{ parts, value: sumOf(parts.map((part) => part.value)), half: sumOf(parts.map((part) => part.half)) }] : [];
      });
      const [first] = sums;
      if (first === undefined) continue;
      report.judge(sums.some((sum) => meets(amount, { ...amount, value: sum.value, half: sum.half })), () => ({
        place: amount.place,
        stated: amount.printed,
        expected: amountText(first.value, amount),
        difference: amountText(amount.value - first.value, amount),
        message: `正文称${count}个项目涉及资金${amount.printed}；各项目自评表预算数之和${first.parts.map((part) => part.printed).join('＋')}＝${amountText(first.value, amount)}，与预算数、执行数之和都不一致。`,
        also: first.parts.map((part) => related('operand', part.place, part.printed)),
        labels: ['涉及资金', amount.printed],
      }));
      const spent = formsOf(document, 'overall-self-evaluation')
        .flatMap((form) => form.funds)
        .filter((row) => row.key === 'task' && /项目支出$/.test(row.label))
        .flatMap((row) => quantityOf(row.annualBudget) ?? [])[0];
      if (spent === undefined || match[3] === undefined) continue;
      report.judge(amount.value - spent.value <= amount.half + spent.half, () => ({
        certainty: 'possible',
        place: amount.place,
        stated: amount.printed,
        expected: `≤${spent.printed}`,
        difference: amountText(amount.value - spent.value, amount),
        message: `正文称自评涉及资金${amount.printed}、占项目支出总额的${match[3] ?? ''}；整体支出自评表中项目支出全年预算数为${spent.printed}，涉及资金反而更大，占比的分子分母口径不一致。`,
        also: [related('counterpart', spent.place, spent.printed)],
        labels: ['占比', amount.printed],
      }));
    }
    if (!found) report.notApplicable('正文没有说明自评涉及资金');
  },
};
