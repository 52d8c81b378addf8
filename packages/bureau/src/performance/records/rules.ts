/** Scoring rules of a department: adopted by two people for the years from one on. */
import { type ScoringRules } from '@mingzhang/disclosure';
import { decideChecking } from '../../access/index.ts';
import { decidableProblem, decideRules, returnProblem } from '../decide/index.ts';
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

export interface AdoptedRules extends Course {
  readonly id: string;
  readonly fromYear: number;
  readonly rules: ScoringRules;
  readonly document: string;
}

export async function proposeRules(
  trx: Trx,
  draft: By & Pick<AdoptedRules, 'id' | 'fromYear' | 'rules' | 'document'>,
): Promise<Outcome> {
  const { department, id, fromYear, rules, document, by, at } = draft;
  const problem = decideRules(draft) ?? (await lockDepartment(trx, department));
  if (problem !== null) return problem;
  const before = (await listRules(trx, department)).find((one) => one.id === id);
  if (before !== undefined) {
    const same = before.fromYear === fromYear && before.document === document && sameContent(before.rules, rules);
    return same ? { id, again: true } : idUsed(id);
  }
  await trx
    .insertInto('performance_rules')
    .values({
      department_id: department,
      id,
      from_year: fromYear,
      rules: JSON.stringify(rules),
      document,
      made_by: by,
      made_at: at,
    })
    .execute();
  await trace(trx, draft, 'performance.make', `performance-rules:${id}`, { fromYear, document });
  return { id, again: false };
}

/** Adopts rules, or sends them back with a reason. */
export async function checkRules(
  trx: Trx,
  decision: By & { readonly id: string; readonly returnedReason: string | null },
): Promise<Outcome> {
  const { department, id, by, at, returnedReason } = decision;
  const unknown = await lockDepartment(trx, department);
  if (unknown !== null) return unknown;
  const rules = (await listRules(trx, department)).find((one) => one.id === id) ?? null;
  const problem =
    decidableProblem(rules, '评分规则', returnedReason === null ? '复核' : '退回') ??
    (returnedReason === null ? null : returnProblem(returnedReason)) ??
    (returnedReason === null && rules !== null
      ? decideChecking({ maker: rules.maker, checker: by, what: '这份评分规则' })
      : null);
  if (problem !== null) return problem;
  await trx
    .updateTable('performance_rules')
    .set(returnedReason === null ? { checked_by: by, checked_at: at } : { returned_reason: returnedReason.trim() })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  await trace(trx, decision, 'performance.check', `performance-rules:${id}`, decided(returnedReason));
  return { id, again: false };
}

/** What a decision leaves in the trail. */
export function decided(returnedReason: string | null): Readonly<Record<string, string | boolean>> {
  return returnedReason === null ? { checked: true } : { returned: true, reason: returnedReason.trim() };
}

export async function listRules(db: Db, department: string): Promise<readonly AdoptedRules[]> {
  const rows = await db
    .selectFrom('performance_rules')
    .selectAll()
    .where('department_id', '=', department)
    .orderBy('from_year')
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fromYear: row.from_year,
    rules: row.rules as unknown as ScoringRules,
    document: row.document,
    ...courseOf(row, null),
  }));
}

/** The rules of a year: of those adopted for it or earlier years the latest; null where none are adopted. */
export async function rulesOfYear(db: Db, department: string, year: number): Promise<ScoringRules | null> {
  const adopted = (await listRules(db, department)).filter(
    ({ state, fromYear }) => state === 'checked' && fromYear <= year,
  );
  const [latest] = adopted.toSorted(
    (a, b) => b.fromYear - a.fromYear || (b.checkedAt?.getTime() ?? 0) - (a.checkedAt?.getTime() ?? 0),
  );
  return latest?.rules ?? null;
}
