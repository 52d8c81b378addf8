/** 「完成预算的x%」 is final ÷ the budget that the sentence names (accounts.md I37). */
import { type Check } from '../check.ts';
import { stateRatios } from './rates-recompute.ts';

export const completionRatesRecompute: Check = {
  meta: {
    id: 'completion-rates-recompute',
    family: 'pct',
    severity: 'error',
    certainty: 'proven',
    name: '预算完成率可以复算',
    help: '文字中的预算完成率等于决算（执行）数除以所说的预算数，按所写小数位四舍五入。',
  },
  run(document, report) {
    if (stateRatios(document, report, 'completion', (claim) => `${claim.name}预算完成率＝决算数÷预算数`) === 0)
      report.notApplicable('没有可以复算的预算完成率');
  },
};
