/**
 * An amount in the narrative is the amount in the table it speaks of (accounts.md I37). The narrative is written by hand
 * after the tables are fixed, so it is the one accused.
 *
 *     劳务费19.92万元 against 公开06表 30226 劳务费 19.52
 */
import { type Check } from '../check.ts';
import { plus } from './cells.ts';
import { targetOf } from './narrative-targets.ts';

export const narrativeAgreesWithTables: Check = {
  meta: {
    id: 'narrative-agrees-with-tables',
    family: 'narr-tab',
    severity: 'error',
    certainty: 'proven',
    name: '文字与表格一致',
    help: '情况说明中写到的收入、支出、预算、决算金额和车辆、采购数，与决算表中相应单元格一致。',
  },
  run(document, report) {
    let compared = 0;
    for (const claim of document.claims) {
      if (claim.kind !== 'amount' && claim.kind !== 'count') continue;
      const cell = targetOf(document, claim);
      if (cell === null) continue;
      compared += 1;
      report.relation({
        kind: 'sum',
        whole: claim.quantity,
        parts: [plus(cell)],
        accuse: claim.quantity,
        reason: '文字与表格应当一致',
        ...(document.sections[claim.section]?.scope === 'none' && claim.kind === 'amount' && claim.scope === 'all'
          ? { certainty: 'strong' as const }
          : {}),
      });
    }
    if (compared === 0) report.notApplicable('没有可与表格核对的文字金额');
  },
};
