/** Shared by the three checks that recompute a printed ratio from the figures its sentence names. */
import { type Report } from '../check.ts';
import { type Claim, type Disclosure } from '../model.ts';

/** States every ratio of this kind whose operands are known and whose base is not zero. Returns how many were stated. */
export function stateRatios(
  document: Disclosure,
  report: Report,
  kind: Claim['kind'],
  reason: (claim: Claim) => string,
): number {
  let stated = 0;
  const seen = new Set<unknown>();
  for (const claim of document.claims) {
    if (claim.kind !== kind || claim.ratio === undefined || seen.has(claim.quantity)) continue;
    const base = claim.ratio.denominator.reduce(
      (sum, term) => sum + (term.sign === 1 ? term.quantity.value : -term.quantity.value),
      0n,
    );
    if (base === 0n) continue;
    seen.add(claim.quantity);
    stated += 1;
    report.relation({
      kind: 'ratio',
      ratio: claim.quantity,
      numerator: claim.ratio.numerator,
      denominator: claim.ratio.denominator,
      accuse: claim.quantity,
      reason: reason(claim),
      ...(besideItsAmounts(claim) ? { certainty: 'strong' as const } : {}),
    });
  }
  return stated;
}

/** A rate right beside the two amounts it is made of needs no key to be recomputed: 「预算50万元，支出49.67万元，完成预算的99.34%」. */
function besideItsAmounts(claim: Claim): boolean {
  const operands = [...(claim.ratio?.numerator ?? []), ...(claim.ratio?.denominator ?? [])];
  if (operands.every((term) => term.quantity.sure) && claim.quantity.sure) return false;
  return operands.every((term) => term.quantity.place.line === claim.quantity.place.line);
}
