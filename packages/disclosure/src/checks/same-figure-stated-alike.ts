/**
 * The same figure stated twice in the narrative is the same: same measure, basis, scope, year and comparison. The later
 * place is accused.
 *
 *     财政拨款支出减少34100.58万元，减少4889.88万元
 */
import { type Check } from '../check.ts';
import { type Claim } from '../model.ts';
import { plus } from './cells.ts';

/** Key under which two claims speak of the same figure; null for claims that cannot be compared. */
function keyOf(claim: Claim): string | null {
  if (
    claim.kind === 'reason' ||
    claim.kind === 'other' ||
    claim.aside ||
    !claim.quantity.sure ||
    claim.measure.startsWith('text:')
  )
    return null;
  if (claim.kind === 'count' && !/^(?:vehicle|staff|equipment|reception|abroad)/.test(claim.measure)) return null;
  // Insurance funds are told apart by their sections only; sections without a scope speak for themselves.
  const local = claim.scope === 'insurance-fund' || claim.scope === 'none' ? `s${claim.section}` : '';
  return [
    claim.kind,
    claim.measure,
    claim.basis,
    claim.scope,
    claim.subject,
    claim.period ?? '',
    claim.against ?? '',
    claim.of ?? '',
    claim.part,
    local,
  ].join('|');
}

export const sameFigureStatedAlike: Check = {
  meta: {
    id: 'same-figure-stated-alike',
    family: 'narr-int',
    severity: 'error',
    certainty: 'proven',
    name: '前后表述一致',
    help: '同一年度、同一口径的同一数据在文字中多次出现时应当一致，增减方向也应当一致。',
  },
  run(document, report) {
    const first = new Map<string, Claim>();
    const changes = new Set(document.claims.filter((claim) => claim.kind === 'change').map(changeOf));
    for (const claim of document.claims) {
      const key = keyOf(claim);
      if (key === null) continue;
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, claim);
        continue;
      }
      // A rate follows from its change: where both places state the change, the change alone is compared.
      if (
        earlier.quantity === claim.quantity ||
        (claim.kind === 'growth' && changes.has(changeOf(claim)) && changes.has(changeOf(earlier)))
      )
        continue;
      if (claim.direction !== undefined && earlier.direction !== undefined && claim.direction !== earlier.direction) {
        report.judge(false, () => ({
          place: claim.quantity.place,
          also: [{ role: 'counterpart', place: earlier.quantity.place, stated: earlier.quantity.printed }],
          stated: `${claim.direction === 1 ? '增加' : '减少'}${claim.quantity.printed}`,
          expected: `${earlier.direction === 1 ? '增加' : '减少'}${earlier.quantity.printed}`,
          message: `${claim.name}在一处说${earlier.direction === 1 ? '增加' : '减少'}${earlier.quantity.printed}，在另一处说${claim.direction === 1 ? '增加' : '减少'}${claim.quantity.printed}，方向相反。`,
          labels: [claim.quantity.label],
        }));
        continue;
      }
      report.relation({
        kind: 'sum',
        whole: claim.quantity,
        parts: [plus(earlier.quantity)],
        accuse: claim.quantity,
        reason: '同一数据前后应当一致',
      });
    }
  },
};

/** What a change and its rate have in common. */
function changeOf(claim: Claim): string {
  return `${claim.paragraph} ${claim.measure} ${claim.against ?? ''}`;
}
