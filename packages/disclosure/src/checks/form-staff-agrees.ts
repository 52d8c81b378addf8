/** The staff whose pay an overall form secures (保障单位职工15人工资) is the staff that the text counts. */

import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { compact } from '../compact.ts';
import { cellPlace, formName, formsOf, indicatorLabel, related } from './form-support.ts';

export const formStaffAgrees: Check = {
  meta: {
    id: 'form-staff-agrees',
    family: 'staff',
    severity: 'error',
    certainty: 'possible',
    name: '自评表职工人数与正文一致',
    help: '整体支出自评表所写单位职工人数与正文实有人数一致。',
  },
  run(document, report) {
    const overalls = formsOf(document, 'overall-self-evaluation');
    const named = overalls.flatMap((form) =>
      form.indicators.flatMap((indicator) => {
        const match = /(?:单位|在职)(?:干部)?(?:职工|人员)(\d{1,4})(?:人|名)/.exec(indicatorLabel(indicator));
        return match === null ? [] : [{ form, indicator, count: Number(match[1]) }];
      }),
    );
    if (named.length === 0) {
      report.notApplicable('整体支出自评表没有写职工人数');
      return;
    }
    for (const { form, indicator, count } of named) {
      const part = document.parts[form.part];
      for (const block of document.blocks) {
        if (block.kind !== 'paragraph') continue;
        const line = lineAt(block, 0);
        if (part !== undefined && (line < part.line || line > part.endLine)) continue;
        const { text, at } = compact(block.text);
        const match = /(?:年末)?实有(?:在职)?(?:人员|人数)(\d{1,4})人/.exec(text);
        if (match === null) continue;
        const stated = Number(match[1]);
        const retired = Number(/离退休(?:人员|人数)?(\d{1,4})人/.exec(text)?.[1] ?? '0');
        const from = at[match.index] ?? 0;
        const quote = block.text.slice(from, (at[match.index + match[0].length - 1] ?? from) + 1);
        report.judge(count === stated || count === stated + retired, () => ({
          place: cellPlace(form, indicator.name, indicatorLabel(indicator), '三级指标'),
          stated: `${count}人`,
          expected: `${stated}人`,
          difference: `${count - stated}人`,
          message: `${formName(form)}“${indicatorLabel(indicator)}”写职工${count}人；正文实有人员${stated}人${retired === 0 ? '' : `（另有离退休${retired}人）`}，相差${count - stated}人，请核实是否含编外人员。`,
          also: [related('counterpart', { line: lineAt(block, from), quote }, match[0])],
          labels: [formName(form), indicatorLabel(indicator)],
        }));
        break;
      }
    }
  },
};
