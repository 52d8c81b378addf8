/** 「占…的x%」 is part ÷ whole, to the printed digits (accounts.md I37). */
import { type Check } from '../check.ts';
import { stateRatios } from './rates-recompute.ts';

export const sharesRecompute: Check = {
  meta: {
    id: 'shares-recompute',
    family: 'pct',
    severity: 'error',
    certainty: 'proven',
    name: '占比可以复算',
    help: '文字中的占比等于分项金额除以所占的合计金额，按所写小数位四舍五入。',
  },
  run(document, report) {
    if (stateRatios(document, report, 'share', (claim) => `${claim.name}占比＝分项÷合计`) === 0)
      report.notApplicable('没有可以复算的占比');
  },
};
