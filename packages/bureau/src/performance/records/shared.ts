/** What the records of performance share. */
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, recordAction, type TrailDetail } from '../../access/index.ts';
import { type CourseState, stateOf } from '../decide/index.ts';
import { type PerformanceRefused, refuse } from '../refusals.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/** Who does something, in which department and when. */
export interface By {
  readonly department: string;
  readonly by: string;
  readonly at: Date;
}

export interface Written {
  readonly id: string;
  /** The same id with the same content was written before. */
  readonly again: boolean;
}

export type Outcome = Written | PerformanceRefused;

/** What two people make: drawn up, checked or sent back, replaced. */
export interface Course {
  readonly maker: string;
  readonly madeAt: Date;
  readonly checker: string | null;
  readonly checkedAt: Date | null;
  readonly returnedReason: string | null;
  readonly replaces: string | null;
  /** What has taken its place: drawn up in its place and checked. */
  readonly replacedBy: string | null;
  readonly state: CourseState;
}

interface CourseRow {
  readonly made_by: string;
  readonly made_at: Date;
  readonly checked_by: string | null;
  readonly checked_at: Date | null;
  readonly returned_reason: string | null;
  readonly replaces?: string | null;
}

export function courseOf(row: CourseRow, replacedBy: string | null): Course {
  const standing = {
    maker: row.made_by,
    checker: row.checked_by,
    returnedReason: row.returned_reason,
    replacedBy,
  };
  return {
    ...standing,
    madeAt: row.made_at,
    checkedAt: row.checked_at,
    replaces: row.replaces ?? null,
    state: stateOf(standing),
  };
}

/** Leaves in the trail who did what; in the transaction of what it tells of. */
export async function trace(
  trx: Trx,
  { department, by, at }: By,
  action: ActionId,
  subject: string,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, {
    id: newId(),
    at,
    person: by,
    action,
    subject: `${subject.replace(':', `:${department}/`)}`,
    detail,
  });
}

/** One after the other for a department: what is looked at in between stays as it is. */
export async function lockDepartment(trx: Trx, department: string): Promise<PerformanceRefused | null> {
  const row = await trx
    .selectFrom('department')
    .select('id')
    .where('id', '=', department)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row === undefined ? refuse('department-unknown', '没有这个部门。请从部门列表中选取。') : null;
}

/** True where two contents say the same, whatever the order of their names. */
export function sameContent(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  );
}

export function idUsed(id: string): PerformanceRefused {
  return refuse('id-used', `编号${id}已用于另一份内容不同的记录，这次没有保存。请为新的记录换一个编号。`);
}
