/** The project tree (项目库) of a unit. */
import { decideProject, type ProjectDecision } from '../decide/project.ts';
import { type Project, type ProjectKind } from '../item.ts';
import { type Actor, type Db, isUnit, note, type Trx } from './database.ts';

/** Registers a project. Refusals write nothing. */
export async function addProject(
  trx: Trx,
  { unitId, project, by, at }: Actor & { readonly unitId: string; readonly project: Project },
): Promise<ProjectDecision> {
  const unitKnown = await isUnit(trx, unitId);
  const projects = await selectProjects(
    trx,
    unitId,
    project.parent === null ? [project.code] : [project.code, project.parent],
  );
  const parentHasBudget = project.parent !== null && (await hasBudget(trx, unitId, project.parent));
  const decision = decideProject({ unitKnown, projects, parentHasBudget }, project);
  if (decision.outcome === 'accepted') {
    await insertProjects(trx, unitId, [project], { by, at });
    const { code, name } = project;
    await note(trx, { by, at }, 'budget.import', `budget-project:${unitId} ${code}`, { code, name });
  }
  return decision;
}

export async function insertProjects(
  trx: Trx,
  unitId: string,
  projects: readonly Project[],
  { by, at }: Actor,
): Promise<void> {
  await trx
    .insertInto('budget_project')
    .values(
      projects.map((project) => ({
        unit_id: unitId,
        code: project.code,
        name: project.name,
        kind: project.kind,
        parent: project.parent,
        function_code: project.functionCode,
        first_year: project.firstYear,
        last_year: project.lastYear,
        topic: project.topic,
        added_by: by,
        added_at: at,
      })),
    )
    .execute();
}

async function hasBudget(db: Db, unitId: string, code: string): Promise<boolean> {
  const line = await db
    .selectFrom('budget_line')
    .select('project')
    .where('unit_id', '=', unitId)
    .where('project', '=', code)
    .unionAll(
      db
        .selectFrom('treasury_payment_line')
        .select('project')
        .where('unit_id', '=', unitId)
        .where('project', '=', code),
    )
    .limit(1)
    .executeTakeFirst();
  return line !== undefined;
}

/** All projects of a unit, by code. */
export async function listProjects(db: Db, unitId: string): Promise<readonly Project[]> {
  const rows = await db
    .selectFrom('budget_project')
    .selectAll()
    .where('unit_id', '=', unitId)
    .orderBy('code')
    .execute();
  return rows.map(projectOf);
}

/** The projects of these codes, with those directly below them. */
export async function selectProjects(db: Db, unitId: string, codes: readonly string[]): Promise<readonly Project[]> {
  if (codes.length === 0) return [];
  const named = [...new Set(codes)];
  const rows = await db
    .selectFrom('budget_project')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where((where) => where.or([where('code', 'in', named), where('parent', 'in', named)]))
    .execute();
  return rows.map(projectOf);
}

interface ProjectRow {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly function_code: string | null;
  readonly first_year: number;
  readonly last_year: number | null;
  readonly topic: string | null;
}

function projectOf(row: ProjectRow): Project {
  return {
    code: row.code,
    name: row.name,
    kind: row.kind as ProjectKind,
    parent: row.parent,
    functionCode: row.function_code,
    firstYear: row.first_year,
    lastYear: row.last_year,
    topic: row.topic,
  };
}
