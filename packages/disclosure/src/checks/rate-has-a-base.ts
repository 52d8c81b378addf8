/**
 * A rate over a zero base cannot be computed: a completion rate of an item without budget, a growth rate over nothing. The
 * customary 「0万元，占0%」 over a zero total is no finding (accounts.md G11).
 */
import { type Check } from '../check.ts';

export const rateHasABase: Check = {
  meta: {
    id: 'rate-has-a-base',
    family: 'pct',
    severity: 'error',
    certainty: 'proven',
    name: '比率有基数',
    help: '预算数（基数）为零而决算数不为零时，无法计算完成率或增长率，不应写出百分比。',
  },
  run(document, report) {
    for (const claim of document.claims) {
      if ((claim.kind !== 'completion' && claim.kind !== 'growth') || claim.ratio === undefined) continue;
      const base = claim.ratio.denominator.reduce(
        (sum, term) => sum + (term.sign === 1 ? term.quantity.value : -term.quantity.value),
        0n,
      );
      const part = claim.ratio.numerator.reduce(
        (sum, term) => sum + (term.sign === 1 ? term.quantity.value : -term.quantity.value),
        0n,
      );
      const wrong = base === 0n && part !== 0n;
      report.judge(!wrong, () => {
        const numerator = claim.ratio?.numerator[0]?.quantity;
        const denominator = claim.ratio?.denominator[0]?.quantity;
        return {
          place: claim.quantity.place,
          also: [numerator, denominator].flatMap((quantity) =>
            quantity === undefined
              ? []
              : [{ role: 'operand' as const, place: quantity.place, stated: quantity.printed }],
          ),
          stated: claim.quantity.printed,
          expected: '无法计算',
          message:
            claim.kind === 'completion'
              ? `${claim.name}预算数为${denominator?.printed ?? '0'}，决算数为${numerator?.printed ?? ''}，基数为零，完成率无法计算，却写为${claim.quantity.printed}。应写明年初无预算及原因。`
              : `${claim.name}上年数为零，增减率无法计算，却写为${claim.quantity.printed}。`,
          labels: [claim.quantity.label],
        };
      });
    }
  },
};
