/** Target and actual value are in the same unit: 人次 is not 人, and an amount has its 万元 in both. */
import { type Check } from '../check.ts';
import { targetOf } from '../forms/target.ts';
import { formName, indicatorLabel, related, selfEvaluations } from './form-support.ts';

const alike: readonly RegExp[] = [/^(?:个|家|所|处|户|项)$/, /^(?:人|名|位)$/, /^(?:次|场|期|场次|回)$/, /^(?:天|日|个工作日|工作日|个工作日内)$/, /^(?:批|批次)$/, /^(?:份|件|条|本|册)$/, /^(?:年|个年度)$/];

export const formUnitsAgree: Check = {
  meta: {
    id: 'form-units-agree',
    family: 'perf-unit',
    severity: 'presentation',
    certainty: 'proven',
    name: '目标与完成值单位一致',
    help: '年度指标值与实际完成值使用同一计量单位。',
  },
  run(document, report) {
    const forms = selfEvaluations(document);
    if (forms.length === 0) report.notApplicable('没有绩效自评表');
    for (const form of forms) {
      for (const indicator of form.indicators) {
        const target = targetOf(indicator.target)?.quantity;
        const actual = targetOf(indicator.actual)?.quantity;
        if (target === undefined || actual === undefined) continue;
        const [wanted, stated] = [bareUnit(target.unit), bareUnit(actual.unit)];
        if (wanted === '' && stated === '') continue;
        const same = wanted === stated || alike.some((unit) => unit.test(wanted) && unit.test(stated));
        report.judge(same, () => ({
          certainty: wanted === '' || stated === '' ? 'strong' : 'proven',
          place: actual.place,
          stated: actual.printed,
          expected: wanted === '' ? `（目标无单位）${target.printed}` : wanted,
          message: `${formName(form)}“${indicatorLabel(indicator)}”年度指标值${target.printed}，实际完成值${actual.printed}，${stated === '' ? '实际完成值没有单位' : wanted === '' ? '目标没有单位' : `单位不同（${wanted}与${stated}），不能直接比较`}。`,
          also: [related('counterpart', target.place, target.printed)],
          labels: [formName(form), indicator.level2, indicatorLabel(indicator)],
        }));
      }
    }
  },
};

/** 万人次 → 人次, 万元 → 元. */
function bareUnit(unit: string): string {
  return unit === '万' ? '' : unit.replace(/^(?:百|千|万|亿)+(?=.)/, '');
}
