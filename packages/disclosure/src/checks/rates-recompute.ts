/** Shared by the three checks that recompute a printed ratio from the figures its sentence names. */
import { type Report } from '../check.ts';
import { type Claim, type Disclosure } from '../model.ts';

/** States every ratio of this kind whose operands are known and whose base is not zero. Returns how many were stated. */
export function stateRatios(document: Disclosure, report: Report, kind: Claim['kind'], reason: (claim: Claim) => string): number {
  let stated = 0;
  const seen = new Set<unknown>();
  for (const claim of document.claims) {
    if (claim.kind !== kind || claim.ratio === undefined || seen.has(claim.quantity)) continue;
    const base = claim.ratio.denominator.reduce((sum, term) => sum + (term.sign === 1 ? term.quantity.value : -term.quantity.value), 0n);
    if (base === 0n) continue;
    seen.add(claim.quantity);
    stated += 1;
    report.relation({ kind: 'ratio', ratio: claim.quantity, numerator: claim.ratio.numerator, denominator: claim.ratio.denominator, accuse: claim.quantity, reason: reason(claim) });
  }
  return stated;
}
