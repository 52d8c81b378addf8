/** What self-evaluations answer of the published figures: the overall score, the projects evaluated by tier and grade, and their money. */
import { formatYuan, parseYuan, sumFen } from '@mingzhang/kernel';
import { type Db, listUnits } from '../books/index.ts';
import {
  asked,
  type ComputedFigure,
  type Coordinates,
  type Evidence,
  type FigureQuery,
  pageOf,
} from '../figures/index.ts';
import { listProjects } from '../office/index.ts';
import { listEvaluations, type SelfEvaluation } from './records/evaluations.ts';
import { type Goal, listGoals } from './records/goals.ts';

const gradeIds: Readonly<Record<string, string>> = { 优: 'excellent', 良: 'good', 中: 'fair', 差: 'poor' };

interface Evaluated {
  readonly goal: Goal;
  readonly evaluation: SelfEvaluation;
  readonly name: string;
  readonly tier: 'first' | 'second' | null;
}

/** The evaluations of a year that count. */
async function evaluatedIn(db: Db, department: string, year: number): Promise<readonly Evaluated[]> {
  const evaluations = (await listEvaluations(db, department, year)).filter(({ state }) => state === 'checked');
  if (evaluations.length === 0) return [];
  const goals = await listGoals(db, department, year);
  const units = await listUnits(db, department);
  const projects = new Map(
    (
      await Promise.all(
        units.map(async ({ id }) => (await listProjects(db, id)).map((one) => [`${id} ${one.code}`, one] as const)),
      )
    ).flat(),
  );
  return evaluations.flatMap((evaluation): readonly Evaluated[] => {
    const goal = goals.find(({ id }) => id === evaluation.goal);
    if (goal === undefined || goal.state !== 'checked') return [];
    if (goal.subject === null) return [{ goal, evaluation, name: '部门整体支出', tier: null }];
    const project = projects.get(`${goal.subject.unit} ${goal.subject.project}`);
    return [{ goal, evaluation, name: project?.name ?? '', tier: project?.parent == null ? 'first' : 'second' }];
  });
}

interface Wanted {
  readonly figure: string;
  readonly covers: (one: Evaluated, at: Coordinates) => boolean;
  readonly amount: (one: Evaluated) => string;
  readonly sum: (amounts: readonly string[]) => string;
  readonly places: readonly Coordinates[];
}

function ofEvaluations({ figure, covers, amount, sum, places }: Wanted): ComputedFigure {
  const rows = async (db: Db, { department, year, at }: FigureQuery): Promise<readonly Evidence[] | null> => {
    const all = await evaluatedIn(db, department, year);
    if (all.length === 0) return null;
    return all
      .filter((one) => covers(one, at))
      .map((one) => ({
        id: one.evaluation.id,
        register: '绩效自评',
        date: (one.evaluation.checkedAt ?? one.evaluation.madeAt).toISOString().slice(0, 10),
        text: `${one.name}：${one.evaluation.score}分，${one.evaluation.grade}`,
        amount: amount(one),
      }));
  };
  return {
    figure,
    value: async (db, query) => {
      const found = await rows(db, query);
      // No score is not a score of nothing.
      if (found === null || (figure === 'overall-score' && found.length === 0)) return null;
      return sum(found.map((row) => row.amount));
    },
    evidence: async (db, query, page) => pageOf((await rows(db, query)) ?? [], page),
    coordinates: async (db, query) => {
      const held: Coordinates[] = [];
      for (const at of places) if (((await rows(db, { ...query, at })) ?? []).length > 0) held.push(at);
      return held;
    },
  };
}

const isProject = ({ tier }: Evaluated): boolean => tier !== null;

export const performanceFigures: readonly ComputedFigure[] = [
  ofEvaluations({
    figure: 'overall-score',
    covers: ({ tier }) => tier === null,
    amount: ({ evaluation }) => evaluation.score,
    sum: ([score = '0']) => score,
    places: [],
  }),
  ofEvaluations({
    figure: 'evaluated-projects',
    covers: (one, at) =>
      isProject(one) &&
      (asked(at, 'tier')?.includes(one.tier ?? '') ?? true) &&
      (asked(at, 'grade')?.includes(gradeIds[one.evaluation.grade] ?? '') ?? true),
    amount: () => '1',
    sum: (amounts) => String(amounts.length),
    places: [...['first', 'second'].map((tier) => ({ tier })), ...Object.values(gradeIds).map((grade) => ({ grade }))],
  }),
  ofEvaluations({
    figure: 'evaluated-funds',
    covers: isProject,
    amount: ({ evaluation }) => formatYuan(evaluation.money.annual),
    sum: (amounts) => formatYuan(sumFen(amounts.map((one) => parseYuan(one) ?? 0))),
    places: [],
  }),
];
