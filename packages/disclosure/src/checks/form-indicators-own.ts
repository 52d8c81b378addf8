/**
 * An indicator belongs to its project. A telling name that stands in exactly two project forms, fits the other project or
 * its goal and shares nothing with this one's name, was copied.
 */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Form, type FormIndicator } from '../model.ts';
import { cellPlace, fieldText, formName, indicatorLabel, kinship, related } from './form-support.ts';
import { isIndicatorName } from './form-target-is-a-value.ts';

export const formIndicatorsOwn: Check = {
  meta: {
    id: 'form-indicators-own',
    family: 'perf-copy',
    severity: 'error',
    certainty: 'strong',
    name: '绩效指标属于本项目',
    help: '项目的绩效指标写的是本项目，不照抄其他项目的指标。',
  },
  run(document, report) {
    const forms = document.forms.filter((form) => form.project !== null && form.id === 'project-self-evaluation');
    if (forms.length < 2) {
      report.notApplicable('项目绩效自评表不足两张');
      return;
    }
    const holders = new Map<string, Holder[]>();
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const name = indicatorLabel(indicator);
        const same = holders.get(name);
        if (same === undefined) holders.set(name, [{ form, indicator }]);
        else same.push({ form, indicator });
      }
    }
    for (const form of forms) {
      for (const indicator of form.indicators) {
        if (indicator.name.text === null) continue;
        const source = sourceOf(form, indicator, holders.get(indicatorLabel(indicator)) ?? []);
        report.judge(source === null, () => ({
          place: cellPlace(form, indicator.name, indicatorLabel(indicator), '三级指标'),
          stated: indicatorLabel(indicator),
          expected: `“${form.project ?? ''}”自己的指标`,
          message: `${formName(form)}的指标“${indicatorLabel(indicator)}”与${formName(source?.form ?? form)}的相同，说的是“${source?.form.project ?? ''}”，与“${form.project ?? ''}”无关，疑为照抄。`,
          also:
            source === null
              ? []
              : [
                  related(
                    'counterpart',
                    cellPlace(source.form, source.indicator.name, indicatorLabel(indicator), '三级指标'),
                  ),
                ],
          labels: [formName(form), indicatorLabel(indicator)],
        }));
      }
    }
  },
};

interface Holder {
  readonly form: Form;
  readonly indicator: FormIndicator;
}

/** The one other form that carries this name and to which it belongs; `holders` are all that carry it. */
function sourceOf(form: Form, indicator: FormIndicator, holders: readonly Holder[]): Holder | null {
  // In this form twice, or in several others: a name that many share is nobody's own.
  if (holders.length > 4) return null;
  // A target that is itself an indicator's name is reported by form-target-is-a-value, with the same cause.
  if (
    indicator.target?.text !== undefined &&
    indicator.target.text !== null &&
    isIndicatorName(indicator, squeeze(indicator.target.text))
  )
    return null;
  const name = indicatorLabel(indicator);
  const others = holders.filter((holder) => holder.form !== form);
  const [other] = others;
  if (other === undefined || others.length !== 1 || form.project === null || other.form.project === null) return null;
  const own = kinship(name, form.project) + kinship(name, fieldText(form, 'expected-goal') ?? '');
  const theirs = kinship(name, other.form.project);
  return own === 0 && theirs >= 2 ? other : null;
}
