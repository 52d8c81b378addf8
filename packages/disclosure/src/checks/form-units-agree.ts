/** Target and actual value are in the same unit: 人次 is not 人, and an amount has its 万元 in both. */
import { type Check } from '../check.ts';
import { targetOf } from '../forms/target.ts';
import { bareUnit, formName, indicatorLabel, related, selfEvaluations, unitsAlike } from './form-support.ts';

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
        const same = unitsAlike(wanted, stated);
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
