/**
 * Of one total, the same source carries the same money in both columns of a one-year project; money that stands under the
 * province in one and under the centre in the other is entered on the wrong line once.
 */
import { type RelatedPlace } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { sumOf } from '../forms/cell.ts';
import { type Form } from '../model.ts';
import { lastsOneYear } from './form-goal-one-year.ts';
import { formName, formsOf, meets, quantityOf, related, totalFunds } from './form-support.ts';

const words: Readonly<Record<string, RegExp>> = { central: /中央/, province: /省/, city: /市/, county: /县|区/ };

export const formGoalSourcesAgree: Check = {
  meta: {
    id: 'form-goal-sources-agree',
    family: 'perf-goal',
    severity: 'error',
    certainty: 'proven',
    name: '两期资金来源一致',
    help: '一年期项目实施期与年度的资金来源一致，名称所写来源的资金填在该来源行。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal');
    if (forms.length === 0) report.notApplicable('没有绩效目标表');
    for (const form of forms) {
      const total = totalFunds(form);
      const [whole, annual] = [quantityOf(total?.wholePeriod), quantityOf(total?.annual)];
      const sources = form.funds.filter((row) => row !== total && row.key !== 'total');
      const title = squeeze(form.project ?? '');
      const named = Object.keys(words).filter(
        (key) => words[key]?.test(title) === true && /财政|补助|资金|级/.test(title),
      );
      const addsUp = (['wholePeriod', 'annual'] as const).every((column) => {
        const sum = quantityOf(total?.[column]);
        return sum === null || sum.value === sumOf(sources.flatMap((row) => quantityOf(row[column])?.value ?? []));
      });
      // Where a column does not add up to its total, one source is wrong: form-goal-funds-add-up says so.
      if (whole !== null && annual !== null && addsUp && meets(whole, annual) && lastsOneYear(form)) {
        const differing = sources.flatMap((row) => {
          const [a, b] = [quantityOf(row.wholePeriod), quantityOf(row.annual)];
          return a !== null && b !== null && !meets(a, b) ? [{ row, a, b }] : [];
        });
        const first = differing.find((item) => named.includes(item.row.key)) ?? differing[0];
        report.judge(first === undefined, () => {
          const item = first ?? { row: sources[0], a: whole, b: annual };
          return {
            place: item.a.place,
            stated: item.a.printed,
            expected: item.b.printed,
            message: `${formName(form)}两期资金总额相同（${whole.printed}），来源却相反：${differing.map(({ row, a, b }) => `${row.label}实施期${a.printed}、年度${b.printed}`).join('；')}。一年期项目同一来源两期应当相同${named.length === 1 ? `，项目名称“${title}”说明资金来自${item.row?.label ?? ''}` : ''}。`,
            also: [
              ...projectName(form),
              ...differing.flatMap(({ row, a, b }) => [
                ...(row === item.row ? [] : [related('counterpart', a.place, a.printed)]),
                related('counterpart', b.place, b.printed),
              ]),
            ],
            labels: [formName(form), '来源'],
          };
        });
        if (first !== undefined) continue;
      }
      const [key] = named;
      if (key === undefined || named.length !== 1) continue;
      const own = sources.find((row) => row.key === key);
      const filled = (['annual', 'wholePeriod'] as const).flatMap((column) => {
        const sum = quantityOf(total?.[column]);
        const amount = quantityOf(own?.[column]);
        return sum === null || sum.value === 0n || amount === null ? [] : [{ sum, amount }];
      });
      const [none] = filled.filter(({ amount }) => amount.value === 0n);
      if (filled.length > 0 && own !== undefined) {
        const { sum, amount } = none ?? filled[0] ?? { sum: whole, amount: whole };
        if (sum === null || amount === null) continue;
        report.judge(none === undefined, () => ({
          certainty: 'strong',
          place: amount.place,
          stated: amount.printed,
          expected: sum.printed,
          message: `${formName(form)}名称为“${title}”，${own.label}却填${amount.printed}，资金总额${sum.printed}填在其他来源。`,
          also: [related('counterpart', sum.place, sum.printed)],
          labels: [formName(form), own.label],
        }));
      }
    }
  },
};

/** Where the form says whose money it is: its project's name. */
function projectName(form: Form): RelatedPlace[] {
  const cell = form.fields.find((field) => field.key === 'project-name')?.cell;
  return cell === undefined || cell.text === null
    ? []
    : [related('counterpart', { line: cell.line, quote: cell.text })];
}
