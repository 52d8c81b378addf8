/** A score that counts is the one that follows from its targets, actual values, money and rules, and two people stand behind it. */

import { plainNumber, pointsDifferences, scoreForm } from '@mingzhang/disclosure';
import { exact } from '@mingzhang/kernel';
import { type Verification, type Verifier } from '../verifier.ts';
import { listEvaluations } from './records/evaluations.ts';
import { listGoals } from './records/goals.ts';
import { rulesOfYear } from './records/rules.ts';

export const performanceVerifiers: readonly Verifier[] = [
  {
    id: 'evaluations-follow-from-figures',
    name: '绩效自评得分由目标、实际完成值和评分规则算出，两人经办',
    run: async (db): Promise<Verification> => {
      const failures: string[] = [];
      let checked = 0;
      const years = await db
        .selectFrom('performance_goal')
        .select(['department_id as department', 'year'])
        .distinct()
        .orderBy('department_id')
        .orderBy('year')
        .execute();
      for (const { department, year } of years) {
        const rules = await rulesOfYear(db, department, year);
        const goals = await listGoals(db, department, year);
        for (const one of await listEvaluations(db, department, year)) {
          if (one.state !== 'checked') continue;
          checked += 1;
          const goal = goals.find(({ id }) => id === one.goal);
          const name = `部门${department}${year}年${goal?.subject?.project ?? '整体支出'}的自评`;
          if (rules === null || goal === undefined || one.found.length !== goal.content.indicators.length) {
            failures.push(`${name}没有评分规则，或与目标的指标对不上。`);
            continue;
          }
          if (one.maker === one.checker) failures.push(`${name}由同一人编制和复核。`);
          if (pointsDifferences(goal.content.indicators, rules).length > 0) failures.push(`${name}的分值合计不符。`);
          const lines = goal.content.indicators.map((indicator, at) => ({
            indicator,
            explained: one.found[at] as (typeof one.found)[number],
          }));
          const { annual, executed } = one.money;
          const { total } = scoreForm(lines, { annual: BigInt(annual), executed: BigInt(executed) }, rules);
          if (total !== exact(one.score)) failures.push(`${name}记为${one.score}分，重算为${plainNumber(total)}分。`);
        }
      }
      return { checked, failures };
    },
  },
];
