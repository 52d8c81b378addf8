/**
 * Receptions: money without guests or guests without money contradict each other; so do trips abroad and vehicles kept.
 */
import { type Check } from '../check.ts';
import { type Claim } from '../model.ts';

const pairs: readonly {
  readonly money: string;
  readonly counts: readonly string[];
  readonly name: string;
  readonly noun: string;
}[] = [
  {
    money: 'reception',
    counts: ['reception-batches', 'reception-persons'],
    name: '公务接待费',
    noun: '接待批次、人次',
  },
  { money: 'abroad', counts: ['abroad-groups', 'abroad-persons'], name: '因公出国（境）费', noun: '团组、人次' },
  { money: 'vehicle-purchase', counts: ['vehicles-bought'], name: '公务用车购置费', noun: '购置车辆数' },
];

export const receptionFits: Check = {
  meta: {
    id: 'reception-fits',
    family: 'narr-int',
    severity: 'error',
    certainty: 'strong',
    name: '“三公”金额与批次人数相符',
    help: '公务接待费、因公出国（境）费、公务用车购置费有金额时批次、人次、辆数不为零，没有金额时批次、人次、辆数为零。',
  },
  run(document, report) {
    const sections = new Set(
      document.claims
        .filter((claim) => document.sections[claim.section]?.topic === 'three-public')
        .map((claim) => claim.section),
    );
    if (sections.size === 0) report.notApplicable('没有“三公”经费说明');
    const kept = document.claims.find(
      (claim) => claim.kind === 'count' && claim.measure === 'vehicles-kept' && sections.has(claim.section),
    );
    const owned = document.claims.find(
      (claim) => claim.kind === 'count' && claim.measure === 'vehicle-count' && claim.part === kept?.part,
    );
    if (kept !== undefined && owned !== undefined) {
      report.relation({
        kind: 'at-least',
        left: owned.quantity,
        right: kept.quantity,
        accuse: kept.quantity,
        reason: '车辆总数不少于财政拨款开支的公务用车保有量',
      });
    }
    const bySection = Map.groupBy(document.claims, (claim) => claim.section);
    for (const section of sections) {
      const claims = bySection.get(section) ?? [];
      for (const pair of ['reception', 'reception-domestic', 'reception-foreign', 'reception-overseas']) {
        const batches = claims.find((claim) => claim.kind === 'count' && claim.measure === `${pair}-batches`);
        const persons = claims.find(
          (claim) =>
            claim.kind === 'count' && claim.measure === `${pair}-persons` && claim.paragraph === batches?.paragraph,
        );
        if (batches === undefined || persons === undefined) continue;
        report.relation({
          kind: 'at-least',
          left: persons.quantity,
          right: batches.quantity,
          accuse: persons.quantity,
          reason: '接待人次不少于接待批次',
        });
      }
      for (const pair of pairs) {
        const money = claims.find(
          (claim) =>
            claim.kind === 'amount' &&
            claim.measure === pair.money &&
            claim.basis === 'final' &&
            claims.some(
              (other) =>
                other.kind === 'count' &&
                pair.counts.includes(overall(other.measure)) &&
                other.paragraph === claim.paragraph,
            ),
        );
        if (money === undefined) continue;
        const counts = claims.filter(
          (claim): claim is Claim =>
            claim.kind === 'count' &&
            pair.counts.includes(overall(claim.measure)) &&
            claim.paragraph === money.paragraph,
        );
        // Batches and persons that contradict the money together are one contradiction.
        const against = counts.filter(
          (count) =>
            (money.quantity.value === 0n) !== (count.quantity.value === 0n) &&
            // No guests from home while there is money: they may have come from abroad.
            (money.quantity.value === 0n || count.measure === overall(count.measure)),
        );
        const [first, ...others] = against;
        report.judge(first === undefined, () => ({
          place: (first ?? money).quantity.place,
          also: [
            { role: 'counterpart', place: money.quantity.place, stated: money.quantity.printed },
            ...others.map((count) => ({
              role: 'consequence' as const,
              place: count.quantity.place,
              stated: count.quantity.printed,
            })),
          ],
          stated: (first ?? money).quantity.printed,
          expected: money.quantity.value === 0n ? '0' : '大于0',
          message: `${pair.name}支出为${money.quantity.printed}，${pair.noun}却为${against.map((count) => count.quantity.printed).join('、')}，两者矛盾。`,
          labels: [(first ?? money).quantity.label],
        }));
      }
    }
  },
};

/** Guests from home are guests: reception-domestic-batches counts as reception-batches. */
function overall(measure: string): string {
  return measure.replace('-domestic-', '-');
}
