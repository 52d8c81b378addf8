/** Goals and their monitoring on the database. */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { decideChecking } from '../../access/index.ts';
import { listUnits } from '../../books/index.ts';
import { listProjects, type Project } from '../../office/index.ts';
import {
  decidableProblem,
  decideGoal,
  decideMonitoring,
  type GoalContent,
  type GoalDraft,
  type MonitoringDraft,
  type MonitoringLine,
  returnProblem,
  type Subject,
} from '../decide/index.ts';
import { moneyOf } from '../money.ts';
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

export interface Monitoring {
  readonly id: string;
  readonly round: 1 | 2;
  readonly asOf: DateText;
  readonly annual: Fen;
  readonly executed: Fen;
  readonly lines: readonly MonitoringLine[];
  readonly maker: string;
}

export interface Goal extends Course {
  readonly id: string;
  readonly year: number;
  readonly subject: Subject;
  readonly content: GoalContent;
  readonly monitoring: readonly Monitoring[];
}

/** Sets a goal; it counts once another person has checked it. */
export async function setGoal(trx: Trx, draft: By & GoalDraft): Promise<Outcome> {
  const { department, id, year, subject, content, replaces, by, at } = draft;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const goals = await listGoals(trx, department, year);
  const before = goals.find((one) => one.id === id);
  if (before !== undefined)
    return sameContent([before.subject, before.content, before.replaces], [subject, content, replaces])
      ? { id, again: true }
      : idUsed(id);
  const standing = standingGoal(goals, subject);
  const problem = decideGoal(
    {
      rules: await rulesOfYear(trx, department, year),
      project: subject === null ? null : await findProject(trx, department, subject),
      standing: standing?.id ?? null,
    },
    draft,
  );
  if (problem !== null) return problem;
  await trx
    .insertInto('performance_goal')
    .values({
      department_id: department,
      id,
      year,
      unit_id: subject?.unit ?? null,
      project: subject?.project ?? null,
      content: JSON.stringify(content),
      replaces,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, draft, 'performance.make', `performance-goal:${id}`, {
    year,
    project: subject?.project ?? '整体支出',
  });
  return { id, again: false };
}

/** Checks a goal, or sends it back with a reason. */
export async function checkGoal(
  trx: Trx,
  decision: By & { readonly id: string; readonly returnedReason: string | null },
): Promise<Outcome> {
  const { department, id, by, at, returnedReason } = decision;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const goal = await findGoal(trx, department, id);
  const problem =
    decidableProblem(goal, '绩效目标', returnedReason === null ? '复核' : '退回') ??
    (returnedReason === null ? null : returnProblem(returnedReason)) ??
    (returnedReason === null && goal !== null
      ? decideChecking({ maker: goal.maker, checker: by, what: '这份绩效目标' })
      : null);
  if (problem !== null) return problem;
  await trx
    .updateTable('performance_goal')
    .set(returnedReason === null ? { checked_by: by, checked_at: at } : { returned_reason: returnedReason.trim() })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  await trace(trx, decision, 'performance.check', `performance-goal:${id}`, decided(returnedReason));
  return { id, again: false };
}

/** Records how far a goal has come, with what the budget's books have for it by then. */
export async function recordMonitoring(
  trx: Trx,
  draft: By & MonitoringDraft & { readonly today: DateText },
): Promise<Outcome> {
  const { department, id, round, asOf, lines, by, at, today } = draft;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const goal = await findGoal(trx, department, draft.goal);
  const same = goal?.monitoring.find((one) => one.id === id);
  if (same !== undefined)
    return sameContent([same.round, same.asOf, same.lines], [round, asOf, lines]) ? { id, again: true } : idUsed(id);
  const facts = {
    today,
    goal: goal === null ? null : { year: goal.year, state: goal.state, indicators: goal.content.indicators.length },
    recorded: goal?.monitoring ?? [],
  };
  const problem = decideMonitoring(facts, draft);
  if (problem !== null || goal === null) return problem ?? idUsed(id);
  const { total } = await moneyOf(trx, department, goal.year, goal.subject, asOf.slice(0, 7));
  await trx
    .insertInto('performance_monitoring')
    .values({
      department_id: department,
      id,
      goal_id: draft.goal,
      round,
      as_of: asOf,
      annual: total.annual,
      executed: total.executed,
      content: JSON.stringify(lines),
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, draft, 'performance.make', `performance-monitoring:${id}`, { round, asOf });
  return { id, again: false };
}

/** The goal of a subject that has not been sent back or replaced. */
export function standingGoal(goals: readonly Goal[], subject: Subject): Goal | null {
  const own = goals.filter((goal) => sameSubject(goal.subject, subject) && goal.returnedReason === null);
  const replaced = new Set(own.map(({ replaces }) => replaces));
  return own.find(({ id }) => !replaced.has(id)) ?? null;
}

export function sameSubject(a: Subject, b: Subject): boolean {
  return a?.unit === b?.unit && a?.project === b?.project;
}

async function findProject(
  db: Db,
  department: string,
  { unit, project }: NonNullable<Subject>,
): Promise<Project | null> {
  const units = await listUnits(db, department);
  if (units.every(({ id }) => id !== unit)) return null;
  return (await listProjects(db, unit)).find(({ code }) => code === project) ?? null;
}

export async function findGoal(db: Db, department: string, id: string): Promise<Goal | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await db
    .selectFrom('performance_goal')
    .select('year')
    .where('department_id', '=', department)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return (await listGoals(db, department, row.year)).find((goal) => goal.id === id) ?? null;
}

/** The goals of a year, the whole department's first, then by unit and project. */
export async function listGoals(db: Db, department: string, year: number): Promise<readonly Goal[]> {
  const rows = await db
    .selectFrom('performance_goal')
    .selectAll()
    .where('department_id', '=', department)
    .where('year', '=', year)
    .orderBy('unit_id', (order) => order.asc().nullsFirst())
    .orderBy('project')
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  const monitored = await db
    .selectFrom('performance_monitoring as m')
    .innerJoin('performance_goal as g', (join) =>
      join.onRef('g.department_id', '=', 'm.department_id').onRef('g.id', '=', 'm.goal_id'),
    )
    .selectAll('m')
    .where('m.department_id', '=', department)
    .where('g.year', '=', year)
    .orderBy('m.round')
    .execute();
  const successor = new Map(
    rows
      .filter(({ checked_by, replaces }) => checked_by !== null && replaces !== null)
      .map((row) => [row.replaces, row.id]),
  );
  return rows.map((row) => ({
    id: row.id,
    year: row.year,
    subject: row.unit_id === null || row.project === null ? null : { unit: row.unit_id, project: row.project },
    content: row.content as unknown as GoalContent,
    monitoring: monitored
      .filter(({ goal_id }) => goal_id === row.id)
      .map((one) => ({
        id: one.id,
        round: one.round as 1 | 2,
        asOf: one.as_of,
        annual: one.annual,
        executed: one.executed,
        lines: one.content as unknown as readonly MonitoringLine[],
        maker: one.made_by,
      })),
    ...courseOf(row, successor.get(row.id) ?? null),
  }));
}
