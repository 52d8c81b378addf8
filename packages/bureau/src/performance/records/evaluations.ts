/** Self-evaluations, the department's evaluation and the use of results on the database. */
import { gradeOf, plainNumber, shippedRules } from '@mingzhang/disclosure';
import { type DateText, exact, type Fen, formatYuan } from '@mingzhang/kernel';
import { decideChecking } from '../../access/index.ts';
import { type FigureReader, figureNamed } from '../../figures/index.ts';
import {
  type BookedMoney,
  decidableProblem,
  decideEvaluation,
  decideReview,
  decideUse,
  type EvaluationAccepted,
  type EvaluationDraft,
  type FoundActual,
  type ReadFigure,
  type ReviewDraft,
  returnProblem,
  type UseDraft,
  type UseKind,
} from '../decide/index.ts';
import { moneyOf } from '../money.ts';
import { type PerformanceRefused, refuse } from '../refusals.ts';
import { findGoal, type Goal } from './goals.ts';
import { decided, rulesOfYear } from './rules.ts';
import {
  type By,
  type Course,
  courseOf,
  type Db,
  idUsed,
  lockDepartment,
  type Outcome,
  sameContent,
  type Trx,
  trace,
} from './shared.ts';

interface EvaluationContent {
  readonly outcome: string;
  readonly adjustment: string;
  readonly found: readonly FoundActual[];
}

export interface Review {
  readonly id: string;
  readonly score: string;
  readonly grade: string;
  readonly opinion: string;
  readonly maker: string;
  readonly madeAt: Date;
}

export interface Use {
  readonly id: string;
  readonly kind: UseKind;
  readonly amount: Fen | null;
  readonly note: string;
  readonly maker: string;
  readonly madeAt: Date;
}

export interface SelfEvaluation extends Course, EvaluationContent {
  readonly id: string;
  readonly goal: string;
  readonly money: BookedMoney;
  readonly score: string;
  readonly grade: string;
  readonly review: Review | null;
  readonly use: Use | null;
}

/** What a draft comes to with the figures and books of now; writes nothing. */
export async function previewEvaluation(
  db: Db,
  reader: FigureReader,
  draft: Pick<By, 'department'> & EvaluationDraft & { readonly today: DateText },
): Promise<(EvaluationAccepted & { readonly goal: Goal; readonly money: BookedMoney }) | PerformanceRefused> {
  const { department, today } = draft;
  const goal = await findGoal(db, department, draft.goal);
  const money =
    goal === null
      ? { start: 0, annual: 0, executed: 0 }
      : (await moneyOf(db, department, goal.year, goal.subject)).total;
  const accepted = decideEvaluation(
    {
      today,
      goal,
      rules: goal === null ? null : await rulesOfYear(db, department, goal.year),
      standing:
        goal === null
          ? null
          : (standingEvaluation(await listEvaluations(db, department, goal.year), goal.id)?.id ?? null),
      money,
      figures: goal === null ? [] : await readFigures(reader, department, goal.year, draft),
      attachments: await uploaded(db, draft),
    },
    draft,
  );
  if ('refusal' in accepted || goal === null) return 'refusal' in accepted ? accepted : idUsed(draft.id);
  return { ...accepted, goal, money };
}

async function readFigures(
  reader: FigureReader,
  department: string,
  year: number,
  { actuals }: EvaluationDraft,
): Promise<readonly (ReadFigure | null | undefined)[]> {
  return Promise.all(
    actuals.map(async ({ binding }) => {
      if (binding.kind !== 'figure') return undefined;
      const figure = figureNamed(binding.figure);
      if (figure === null) return null;
      const { value, remark } = await reader.value(figure.id, { department, year, at: binding.at });
      return { term: figure.term, unit: figure.unit, value, remark: remark ?? null };
    }),
  );
}

async function uploaded(db: Db, { actuals }: EvaluationDraft): Promise<ReadonlySet<string>> {
  const named = actuals.flatMap(({ binding }) => ('attachment' in binding ? [binding.attachment] : []));
  if (named.length === 0) return new Set();
  const rows = await db.selectFrom('attachment').select('sha256').where('sha256', 'in', named).execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Draws up a self-evaluation; it counts once another person has checked it. */
export async function drawUpEvaluation(
  trx: Trx,
  reader: FigureReader,
  draft: By & EvaluationDraft & { readonly today: DateText },
): Promise<Outcome> {
  const { department, id, by, at, replaces, outcome, adjustment } = draft;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const before = await findEvaluation(trx, department, id);
  if (before !== null) {
    const entries = before.found.map(({ actual: _, ...entry }) => entry);
    const same = sameContent(
      [before.goal, before.outcome, before.adjustment, entries, before.replaces],
      [draft.goal, outcome, adjustment, draft.actuals, replaces],
    );
    return same ? { id, again: true } : idUsed(id);
  }
  const accepted = await previewEvaluation(trx, reader, draft);
  if ('refusal' in accepted) return accepted;
  const { scored, found, money, goal } = accepted;
  const content: EvaluationContent = { outcome, adjustment, found };
  await trx
    .insertInto('performance_evaluation')
    .values({
      department_id: department,
      id,
      goal_id: draft.goal,
      content: JSON.stringify(content),
      start_budget: money.start,
      annual: money.annual,
      executed: money.executed,
      score: plainNumber(scored.total),
      grade: scored.grade,
      replaces,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, draft, 'performance.make', `performance-evaluation:${id}`, {
    year: goal.year,
    project: goal.subject?.project ?? '整体支出',
    score: plainNumber(scored.total),
  });
  return { id, again: false };
}

/** Checks an evaluation after reading its figures again, or sends it back with a reason. */
export async function checkEvaluation(
  trx: Trx,
  reader: FigureReader,
  decision: By & { readonly id: string; readonly returnedReason: string | null; readonly today: DateText },
): Promise<Outcome> {
  const { department, id, by, at, returnedReason, today } = decision;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const evaluation = await findEvaluation(trx, department, id);
  const problem =
    decidableProblem(evaluation, '绩效自评', returnedReason === null ? '复核' : '退回') ??
    (returnedReason === null ? null : returnProblem(returnedReason)) ??
    (returnedReason === null && evaluation !== null
      ? decideChecking({ maker: evaluation.maker, checker: by, what: '这份绩效自评' })
      : null);
  if (problem !== null || evaluation === null) return problem ?? idUsed(id);
  if (returnedReason === null) {
    const changed = await changedSince(trx, reader, department, evaluation, today);
    if (changed !== null) return changed;
  }
  await trx
    .updateTable('performance_evaluation')
    .set(returnedReason === null ? { checked_by: by, checked_at: at } : { returned_reason: returnedReason.trim() })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  await trace(trx, decision, 'performance.check', `performance-evaluation:${id}`, decided(returnedReason));
  return { id, again: false };
}

/** What the figures and books say now that they did not say when it was drawn up. */
async function changedSince(
  db: Db,
  reader: FigureReader,
  department: string,
  evaluation: SelfEvaluation,
  today: DateText,
): Promise<PerformanceRefused | null> {
  const { goal, outcome, adjustment, found, money, score } = evaluation;
  const actuals = found.map(({ actual: _, ...entry }) => entry);
  const draft = { department, id: evaluation.id, goal, outcome, adjustment, actuals, today };
  const now = await previewEvaluation(db, reader, { ...draft, replaces: evaluation.id });
  if ('refusal' in now) return now;
  const line = now.found.findIndex(({ actual }, at) => !sameContent(actual, found[at]?.actual));
  if (line !== -1)
    return refuse(
      'figure-changed',
      `“${now.goal.content.indicators[line]?.name ?? ''}”的数据在编制之后变了，请退回，由编制人按现在的数重做。`,
    );
  if (!sameContent(now.money, money) || plainNumber(now.scored.total) !== plainNumber(exact(score)))
    return refuse(
      'figure-changed',
      `预算或执行数在编制之后变了（现在全年预算${formatYuan(now.money.annual)}元、执行${formatYuan(now.money.executed)}元），请退回重做。`,
    );
  return null;
}

/** Records the department's evaluation of a self-evaluation. */
export async function reviewEvaluation(trx: Trx, draft: By & ReviewDraft): Promise<Outcome> {
  const { department, id, score, opinion, by, at } = draft;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const evaluation = await findEvaluation(trx, department, draft.evaluation);
  if (evaluation?.review?.id === id)
    return sameContent([evaluation.review.score, evaluation.review.opinion], [score, opinion])
      ? { id, again: true }
      : idUsed(id);
  const problem =
    decideReview(evaluation === null ? null : { ...evaluation, reviewed: evaluation.review !== null }, draft) ??
    (evaluation === null ? null : decideChecking({ maker: evaluation.maker, checker: by, what: '这份绩效自评' }));
  if (problem !== null || evaluation === null) return problem ?? idUsed(id);
  const goal = await findGoal(trx, department, evaluation.goal);
  const rules = (goal === null ? null : await rulesOfYear(trx, department, goal.year)) ?? shippedRules;
  await trx
    .insertInto('performance_review')
    .values({
      department_id: department,
      id,
      evaluation_id: draft.evaluation,
      score,
      grade: gradeOf(exact(score), rules),
      opinion,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, draft, 'performance.decide', `performance-review:${id}`, { score });
  return { id, again: false };
}

/** Records what is made of a result. */
export async function useResult(trx: Trx, draft: By & UseDraft): Promise<Outcome> {
  const { department, id, kind, amount, note, by, at } = draft;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const evaluation = await findEvaluation(trx, department, draft.evaluation);
  if (evaluation?.use?.id === id)
    return sameContent([evaluation.use.kind, evaluation.use.amount, evaluation.use.note], [kind, amount, note])
      ? { id, again: true }
      : idUsed(id);
  const problem =
    decideUse(
      evaluation === null ? null : { reviewed: evaluation.review !== null, used: evaluation.use !== null },
      draft,
    ) ?? (evaluation === null ? null : decideChecking({ maker: evaluation.maker, checker: by, what: '这份绩效自评' }));
  if (problem !== null) return problem;
  await trx
    .insertInto('performance_use')
    .values({
      department_id: department,
      id,
      evaluation_id: draft.evaluation,
      kind,
      amount,
      note,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, draft, 'performance.decide', `performance-use:${id}`, { kind });
  return { id, again: false };
}

/** The evaluation of a goal that has not been sent back or replaced. */
export function standingEvaluation(evaluations: readonly SelfEvaluation[], goal: string): SelfEvaluation | null {
  const own = evaluations.filter((one) => one.goal === goal && one.returnedReason === null);
  const replaced = new Set(own.map(({ replaces }) => replaces));
  return own.find(({ id }) => !replaced.has(id)) ?? null;
}

export async function findEvaluation(db: Db, department: string, id: string): Promise<SelfEvaluation | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await db
    .selectFrom('performance_evaluation as e')
    .innerJoin('performance_goal as g', (join) =>
      join.onRef('g.department_id', '=', 'e.department_id').onRef('g.id', '=', 'e.goal_id'),
    )
    .select('g.year')
    .where('e.department_id', '=', department)
    .where('e.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return (await listEvaluations(db, department, row.year)).find((one) => one.id === id) ?? null;
}

/** The evaluations of a year's goals. */
export async function listEvaluations(db: Db, department: string, year: number): Promise<readonly SelfEvaluation[]> {
  const rows = await db
    .selectFrom('performance_evaluation as e')
    .innerJoin('performance_goal as g', (join) =>
      join.onRef('g.department_id', '=', 'e.department_id').onRef('g.id', '=', 'e.goal_id'),
    )
    .selectAll('e')
    .where('e.department_id', '=', department)
    .where('g.year', '=', year)
    .orderBy('e.made_at')
    .orderBy('e.id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const of = ids.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : ids;
  const reviews = await db
    .selectFrom('performance_review')
    .selectAll()
    .where('department_id', '=', department)
    .where('evaluation_id', 'in', of)
    .execute();
  const uses = await db
    .selectFrom('performance_use')
    .selectAll()
    .where('department_id', '=', department)
    .where('evaluation_id', 'in', of)
    .execute();
  const successor = new Map(
    rows
      .filter(({ checked_by, replaces }) => checked_by !== null && replaces !== null)
      .map((row) => [row.replaces, row.id]),
  );
  return rows.map((row) => {
    const review = reviews.find(({ evaluation_id }) => evaluation_id === row.id);
    const use = uses.find(({ evaluation_id }) => evaluation_id === row.id);
    return {
      id: row.id,
      goal: row.goal_id,
      ...(row.content as unknown as EvaluationContent),
      money: { start: row.start_budget, annual: row.annual, executed: row.executed },
      score: plainNumber(exact(row.score)),
      grade: row.grade,
      review:
        review === undefined
          ? null
          : {
              id: review.id,
              score: plainNumber(exact(review.score)),
              grade: review.grade,
              opinion: review.opinion,
              maker: review.made_by,
              madeAt: review.made_at,
            },
      use:
        use === undefined
          ? null
          : {
              id: use.id,
              kind: use.kind as UseKind,
              amount: use.amount,
              note: use.note,
              maker: use.made_by,
              madeAt: use.made_at,
            },
      ...courseOf(row, successor.get(row.id) ?? null),
    };
  });
}
