/** What sentences tell of evaluations, from the evaluations that the forms print: the scores are worked out here and there alike. */
import { exact, sumFen } from '@mingzhang/kernel';
import {
  type EvaluationFacts,
  type EvaluationPart,
  type KnownFigure,
  type PerformanceFacts,
  type Shortfall,
} from '../writing/index.ts';
import { actualText, needsReason, plainNumber, scoreForm, targetText } from './scoring.ts';
import { evaluationOrigin, type FormAmount, type OverallEvaluation, type ProjectEvaluation } from './values.ts';

type Evaluation = OverallEvaluation | ProjectEvaluation;

/** The year's evaluations as sentences tell of them. */
export function performanceFacts(
  overall: OverallEvaluation | null,
  projects: readonly ProjectEvaluation[],
): PerformanceFacts {
  const [first] = projects;
  const told = projects.map((one) => factsOf(nameAmong(one, projects), one));
  const grades = [...Map.groupBy(told, ({ grade }) => grade)].sort(
    ([a], [b]) => gradeOrder.indexOf(a) - gradeOrder.indexOf(b),
  );
  return {
    overall: overall === null ? null : factsOf('部门整体支出', overall),
    projects: told,
    covered:
      first === undefined
        ? null
        : {
            count: {
              text: `${projects.length}个`,
              origin: { kind: 'figure', id: 'evaluated-projects', year: first.year },
            },
            funds: {
              value: sumFen(projects.map(({ total }) => total.annual.fen)),
              origin: { kind: 'figure', id: 'evaluated-funds', year: first.year },
            },
            grades: grades.map(([grade, of]) => ({
              grade,
              count: {
                text: `${of.length}个`,
                origin: {
                  kind: 'figure',
                  id: 'evaluated-projects',
                  year: first.year,
                  item: `grade=${gradeItems[grade] ?? ''}`,
                },
              },
            })),
          },
  };
}

const gradeOrder: readonly string[] = ['优', '良', '中', '差'];

/** As the catalogue's dimension calls them. */
const gradeItems: Readonly<Record<string, string>> = { 优: 'excellent', 良: 'good', 中: 'fair', 差: 'poor' };

/** 城乡医疗救助项目; with who carries it out where two units have one of this name. */
function nameAmong({ project, implementer }: ProjectEvaluation, all: readonly ProjectEvaluation[]): string {
  const name = project.endsWith('项目') ? project : `${project}项目`;
  return all.filter((one) => one.project === project).length > 1 ? `${name}（${implementer}）` : name;
}

function factsOf(name: string, evaluation: Evaluation): EvaluationFacts {
  const { total, lines, rules, goal, outcome, review, use } = evaluation;
  const scored = scoreForm(lines, { annual: BigInt(total.annual.fen), executed: BigInt(total.executed.fen) }, rules);
  const known = ({ fen, origin }: FormAmount, what: EvaluationPart): KnownFigure => ({
    value: fen,
    origin: origin ?? evaluationOrigin(evaluation, what),
  });
  const points = (value: string, what: EvaluationPart, line?: number) => ({
    text: `${value}分`,
    origin: evaluationOrigin(evaluation, what, line),
  });
  return {
    name,
    annual: known(total.annual, 'annual-budget'),
    executed: known(total.executed, 'executed'),
    score: points(plainNumber(scored.total), 'score'),
    grade: scored.grade,
    goal,
    outcome,
    shortfalls: lines.flatMap(({ indicator, explained, origin }, at): readonly Shortfall[] => {
      const line = scored.indicators[at];
      if (line === undefined || !needsReason(line)) return [];
      return [
        {
          indicator: indicator.name,
          kind: line.farAbove ? 'far-above' : line.missed ? 'missed' : 'deducted',
          target: { text: targetText(indicator), origin: evaluationOrigin(evaluation, 'target', at) },
          actual: {
            text: actualText(indicator, explained.actual),
            origin: origin ?? evaluationOrigin(evaluation, 'actual', at),
          },
          points: points(plainNumber(exact(indicator.points)), 'points', at),
          score: points(plainNumber(line.score), 'line-score', at),
          reason: explained.reason,
          measure: explained.measure,
        },
      ];
    }),
    review: review === null ? null : { ...review, score: points(review.score, 'review') },
    use:
      use === null
        ? null
        : {
            ...use,
            amount: use.amount === null ? null : { value: use.amount, origin: evaluationOrigin(evaluation, 'use') },
          },
  };
}
