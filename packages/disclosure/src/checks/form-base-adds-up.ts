/** The base-data table adds up: 三公 is vehicles, abroad and reception; 项目支出 and 公用经费 are their items; the control rate is staff ÷ posts. */
import { type Check, type Report } from '../check.ts';
import { type BaseRow } from '../forms/base-data.ts';
import { formsOf, quantityOf } from './form-support.ts';

const sums: readonly { readonly whole: string; readonly parts: readonly string[]; readonly reason: string }[] = [
  { whole: 'three-public', parts: ['vehicle', 'abroad', 'reception'], reason: '公务用车、出国、公务接待各项之和' },
  { whole: 'vehicle', parts: ['vehicle-purchase', 'vehicle-running'], reason: '公车购置与运行维护之和' },
  { whole: 'project', parts: ['project-business', 'project-maintenance'], reason: '项目支出各项之和' },
];

export const formBaseAddsUp: Check = {
  meta: {
    id: 'form-base-adds-up',
    family: 'perf-form',
    severity: 'error',
    certainty: 'proven',
    name: '基础数据表加总一致',
    help: '基础数据表的合计等于各项之和，控制率等于实际数除以编制数或批复数。',
  },
  run(document, report) {
    const forms = formsOf(document, 'base-data');
    if (forms.length === 0) report.notApplicable('没有基础数据表');
    for (const form of forms) {
      const row = (key: string): BaseRow | undefined => form.base.find((item) => item.key === key);
      for (const rule of sums) {
        for (const column of ['prior-final', 'budget', 'final']) {
          const whole = quantityOf(row(rule.whole)?.columns[column]);
          const parts = rule.parts.flatMap((key) => quantityOf(row(key)?.columns[column]) ?? []);
          // Further projects may be listed by name between the two kinds the template prints.
          const others = rule.whole === 'project' && form.base.some((item) => item.key === 'other');
          if (whole === null || parts.length === 0 || others) continue;
          report.relation({
            kind: 'sum',
            whole,
            parts: parts.map((quantity) => ({ quantity, sign: 1 })),
            accuse: whole,
            reason: rule.reason,
          });
        }
      }
      rate(report, row('staff'), 'control-rate', 'actual', 'authorized', '实际在职人数÷编制数');
      rate(report, row('buildings'), 'area-rate', 'actual-area', 'approved-area', '实际规模÷批复规模');
      rate(report, row('buildings'), 'investment-rate', 'actual-investment', 'budget-investment', '实际投资÷预算投资');
    }
  },
};

function rate(
  report: Report,
  row: BaseRow | undefined,
  ratioKey: string,
  upper: string,
  lower: string,
  reason: string,
): void {
  const ratio = quantityOf(row?.columns[ratioKey]);
  const numerator = quantityOf(row?.columns[upper]);
  const denominator = quantityOf(row?.columns[lower]);
  if (ratio === null || numerator === null || denominator === null || denominator.value === 0n) return;
  report.relation({
    kind: 'ratio',
    ratio,
    numerator: [{ quantity: numerator, sign: 1 }],
    denominator: [{ quantity: denominator, sign: 1 }],
    accuse: ratio,
    reason,
  });
}
