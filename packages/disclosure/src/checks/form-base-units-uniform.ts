/** The amounts of a base-data table are all written the same way: unit in the head or in every cell, one number of decimals. */

import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { innerQuotes } from '../forms/cell.ts';
import { type FormCell } from '../model.ts';
import { cellPlace, formName, formsOf, related } from './form-support.ts';

export const formBaseUnitsUniform: Check = {
  meta: {
    id: 'form-base-units-uniform',
    family: 'format',
    severity: 'presentation',
    certainty: 'proven',
    name: '基础数据表单位写法一致',
    help: '基础数据表的金额单位写法一致，小数位数一致。',
  },
  run(document, report) {
    const forms = formsOf(document, 'base-data');
    if (forms.length === 0) report.notApplicable('没有基础数据表');
    for (const form of forms) {
      const cells = form.base.flatMap((row) =>
        Object.values(row.columns).flatMap((cell): { row: string; cell: FormCell; unit: string }[] =>
          cell.quantity?.dimension === 'yuan' && cell.quantity.value !== 0n
            ? [{ row: row.label, cell, unit: /[^\d.,-]*$/.exec(squeeze(cell.text ?? ''))?.[0] ?? '' }]
            : [],
        ),
      );
      const units = [...new Set(cells.map((item) => item.unit))];
      const [first] = cells;
      if (first === undefined) continue;
      const others = units.slice(1).flatMap((unit) => cells.find((item) => item.unit === unit) ?? []);
      const long = cells.filter((item) => (item.cell.quantity?.decimals ?? 0) > 2);
      const shown = [...others, ...long.slice(0, 1)];
      report.judge(units.length <= 1, () => ({
        place: cellPlace(form, first.cell, first.row, ''),
        stated: units.map((unit) => (unit === '' ? '（不写单位）' : unit)).join('、'),
        expected: '同一种写法',
        message: `${formName(form)}各格金额单位写法不一：${[first, ...shown].map((item) => `“${innerQuotes(item.row)}”${squeeze(item.cell.text ?? '')}`).join('，')}；应在表头注明单位、格内只写数。`,
        also: shown.map((item) =>
          related('repeat', cellPlace(form, item.cell, item.row, ''), squeeze(item.cell.text ?? '')),
        ),
        labels: [formName(form), '单位'],
      }));
    }
  },
};
