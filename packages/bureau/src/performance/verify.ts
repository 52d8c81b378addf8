/** A score that counts is the one that follows from its targets, actual values, money and rules, and two people stand behind it. */

import { plainNumber, pointsDifferences, scoreForm } from '@mingzhang/disclosure';
import { exact } from '@mingzhang/kernel';
import { type Db, findDepartment, listUnits } from '../books/index.ts';
import { listProjects } from '../office/index.ts';
import { type Verification, type Verifier } from '../verifier.ts';
import { type Subject } from './decide/index.ts';
import { listEvaluations } from './records/evaluations.ts';
import { listGoals } from './records/goals.ts';
import { rulesOfYear } from './records/rules.ts';

interface SubjectNames {
  readonly department: string;
  readonly of: (subject: Subject) => string;
}

async function subjectNames(db: Db, department: string): Promise<SubjectNames> {
  const names = new Map<string, string>();
  for (const { id } of await listUnits(db, department))
    for (const { code, name } of await listProjects(db, id)) names.set(`${id} ${code}`, name);
  return {
    department: (await findDepartment(db, department))?.name ?? '',
    of: (subject) => (subject === null ? '整体支出' : (names.get(`${subject.unit} ${subject.project}`) ?? '一个项目')),
  };
}

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
        const names = await subjectNames(db, department);
        const goals = await listGoals(db, department, year);
        for (const one of await listEvaluations(db, department, year)) {
          if (one.state !== 'checked') continue;
          checked += 1;
          const goal = goals.find(({ id }) => id === one.goal);
          const name = `${names.department}${year}年${names.of(goal?.subject ?? null)}的自评`;
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
