/** 「增长（下降）x%」 is the stated change ÷ the base it implies: this year's figure less the change (accounts.md I38). */
import { type Check } from '../check.ts';
import { stateRatios } from './rates-recompute.ts';

export const growthRatesRecompute: Check = {
  meta: {
    id: 'growth-rates-recompute',
    family: 'growth',
    severity: 'error',
    certainty: 'proven',
    name: '增减率可以复算',
    help: '文字中的增长率、下降率等于增减额除以基数（本年数减去增减额），按所写小数位四舍五入。',
  },
  run(document, report) {
    if (stateRatios(document, report, 'growth', (claim) => `${claim.name}增减率＝增减额÷（本年数－增减额）`) === 0)
      report.notApplicable('没有可以复算的增减率');
  },
};
