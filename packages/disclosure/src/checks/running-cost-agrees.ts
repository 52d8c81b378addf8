/**
 * 机关运行经费 of administrative units is the public part of their basic expenditure (accounts.md I35, G5). Where the unit is
 * an institution the two differ lawfully, so a difference is possible at most; where the text says how much of the public part
 * is an institution's, that comes on top.
 */
import { type Check } from '../check.ts';
import { figureAt, isBlank, plus, tablesOf } from './cells.ts';

export const runningCostAgrees: Check = {
  meta: {
    id: 'running-cost-agrees',
    family: 'narr-tab',
    severity: 'error',
    certainty: 'possible',
    name: '机关运行经费与公用经费对应',
    help: '行政单位和参公单位的机关运行经费一般等于基本支出明细表中的公用经费合计；事业单位不填机关运行经费。',
  },
  run(document, report) {
    const view = tablesOf(document, 'basic-expenditure-detail')[0];
    const running = view === undefined ? null : figureAt(view, 'running');
    const claims = document.claims.filter(
      (claim) =>
        claim.measure === 'running-cost' &&
        claim.kind === 'amount' &&
        claim.basis === 'final' &&
        claim.period === document.year,
    );
    if (running === null || isBlank(running) || claims.length === 0) {
      report.notApplicable('没有机关运行经费数或公用经费合计');
      return;
    }
    const apart = document.claims.find((claim) => claim.measure === 'running-institution' && claim.kind === 'amount');
    for (const claim of claims) {
      if (claim.quantity.value === 0n) continue;
      report.relation(
        apart === undefined
          ? {
              kind: 'sum',
              whole: claim.quantity,
              parts: [plus(running)],
              accuse: claim.quantity,
              reason: '机关运行经费一般等于公用经费合计',
            }
          : {
              kind: 'sum',
              whole: running,
              parts: [plus(claim.quantity), plus(apart.quantity)],
              accuse: claim.quantity,
              reason: '公用经费合计＝机关运行经费＋所属事业单位的公用经费',
            },
      );
    }
  },
};
