/**
 * An indicator stands once in a form. The same name with the same target and actual value under two headings counts the
 * same work twice; where leaving it out once would make a heading's points add up, the doubling is the error.
 */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { sumOf } from '../forms/cell.ts';
import { type Form, type FormIndicator } from '../model.ts';
import { cellPlace, formName, groupsBy, indicatorLabel, quantityOf, related, selfEvaluations } from './form-support.ts';

export const formIndicatorsOnce: Check = {
  meta: {
    id: 'form-indicators-once',
    family: 'perf-form',
    severity: 'presentation',
    certainty: 'strong',
    name: '指标不重复列示',
    help: '同一指标在一张表内只列一次，不重复计分。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      const seen = new Map<string, FormIndicator>();
      const reported = new Map<string, number>();
      for (const indicator of form.indicators) {
        if (indicator.name.text === null) continue;
        const name = indicatorLabel(indicator);
        const key = [name, indicator.target?.text, indicator.actual?.text].map((text) => squeeze(text ?? '')).join('|');
        const first = seen.get(key);
        if (first === undefined) {
          seen.set(key, indicator);
          report.judge(true, () => ({ place: form.place, message: '' }));
          continue;
        }
        reported.set(key, (reported.get(key) ?? 0) + 1);
        if ((reported.get(key) ?? 0) > 1) continue;
        const repeats = form.indicators.filter(
          (other) =>
            other !== first &&
            indicatorLabel(other) === name &&
            squeeze(other.target?.text ?? '') === squeeze(first.target?.text ?? ''),
        );
        const points = quantityOf(indicator.points);
        const surplus = surplusGroup(form, first) ?? surplusGroup(form, indicator);
        report.judge(false, () => ({
          ...(surplus === null ? {} : { severity: 'error' }),
          place: cellPlace(form, indicator.name, name, '三级指标'),
          stated: name,
          expected: '只列一次',
          message: `${formName(form)}的指标“${name}”列了${repeats.length + 1}次（${first.level2}、${repeats.map((other) => other.level2).join('、')}），目标值和完成值相同${points === null ? '' : `，每次计${points.printed}`}${surplus === null ? '；同一内容不应重复计分' : `；去掉一次，“${surplus}”的分值才等于标明的分值`}。`,
          also: [
            related('counterpart', cellPlace(form, first.name, name, '三级指标'), name),
            ...repeats.slice(1).map((other) => related('repeat', cellPlace(form, other.name, name, '三级指标'), name)),
          ],
          labels: [formName(form), name],
        }));
      }
    }
  },
};

/** The heading whose points add up once this indicator is left out; null if there is none. */
function surplusGroup(form: Form, indicator: FormIndicator): string | null {
  const own = quantityOf(indicator.points);
  const group = groupsBy(form, 1).find((candidate) => candidate.members.includes(indicator));
  const announced = quantityOf(group?.points);
  if (own === null || group === undefined || announced === null || own.value === 0n) return null;
  const sum = sumOf(group.members.map((member) => quantityOf(member.points)?.value ?? 0n));
  return sum !== announced.value && sum - own.value === announced.value ? group.name : null;
}
