/** A controlled item that grew to more than five times last year's figure needs a look and a sentence. */
import { exact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { innerQuotes } from '../forms/cell.ts';
import { formName, formsOf, percentText, quantityOf, related } from './form-support.ts';

export const formBaseTrend: Check = {
  meta: {
    id: 'form-base-trend',
    family: 'trend',
    severity: 'presentation',
    certainty: 'possible',
    name: '控制经费增长有说明',
    help: '基础数据表中比上年决算增长到五倍以上的经费应当说明。',
  },
  run(document, report) {
    const forms = formsOf(document, 'base-data');
    if (forms.length === 0) report.notApplicable('没有基础数据表');
    for (const form of forms) {
      for (const row of form.base) {
        const before = quantityOf(row.columns['prior-final']);
        const now = quantityOf(row.columns.final);
        if (before === null || now === null || before.value <= 0n || now.value < exact('50000')) continue;
        report.judge(now.value < before.value * 5n, () => ({
          place: now.place,
          stated: now.printed,
          expected: before.printed,
          message: `${formName(form)}“${innerQuotes(row.label)}”由上年${before.printed}增加到${now.printed}，为上年的${percentText(now.value, before.value)}；请核实口径或说明原因。`,
          also: [related('counterpart', before.place, before.printed)],
          labels: [formName(form), row.label],
        }));
      }
    }
  },
};
