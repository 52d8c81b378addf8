/** A project that lasts one year needs no more in its whole period than in that year. */
import { type Check } from '../check.ts';
import { type Form } from '../model.ts';
import { fieldText, formsOf, quantityOf, totalFunds } from './form-support.ts';

export const formGoalOneYear: Check = {
  meta: {
    id: 'form-goal-one-year',
    family: 'perf-goal',
    severity: 'error',
    certainty: 'proven',
    name: '一年期项目两期金额一致',
    help: '一年期（一次性）项目的实施期资金总额等于年度资金总额。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal').filter((form) => lastsOneYear(form));
    if (forms.length === 0) report.notApplicable('没有一年期项目的绩效目标表');
    for (const form of forms) {
      const total = totalFunds(form);
      const whole = quantityOf(total?.wholePeriod);
      const annual = quantityOf(total?.annual);
      if (whole === null || annual === null) continue;
      report.relation({
        kind: 'sum',
        whole: annual,
        parts: [{ quantity: whole, sign: 1 }],
        accuse: annual,
        reason: '一年期项目实施期资金总额应等于年度资金总额',
      });
    }
  },
};

/** True if the form says so: 1年结束, 项目期1年, 一次性项目. */
export function lastsOneYear(form: Form): boolean {
  const said = [fieldText(form, 'nature'), fieldText(form, 'period')].filter((text) => text !== null);
  return (
    said.some((text) => /^(?:1|一)年(?:期)?$|1年结束|一年结束|一次性项目/.test(text)) &&
    !said.some((text) => /[2-9]年|[二三四五]年|长期|经常性/.test(text))
  );
}
