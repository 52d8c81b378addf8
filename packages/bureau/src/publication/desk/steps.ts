/**
 * The trail of a publication's own: who did what to it when, on which content. Every row is sealed with the seal of the row before
 * it, so that none can be changed, left out or put in between without the chain showing it.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, recordAction } from '../../access/index.ts';
import { sha256 } from './content.ts';
import { type PublicationState, type PublicationStep, publicationSteps } from './decide.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

export type StepDetail = Readonly<Record<string, string | number | boolean | null>>;

export interface NewStep {
  readonly department: string;
  readonly version: string;
  readonly step: PublicationStep;
  /** The state that it was taken in. */
  readonly from: PublicationState;
  readonly person: string;
  readonly at: Date;
  readonly today: DateText;
  readonly contentHash: string;
  readonly detail: StepDetail;
}

const stepActions: Readonly<Record<Exclude<PublicationStep, 'return'>, ActionId>> = {
  compile: 'publication.make',
  check: 'publication.make',
  review: 'publication.check',
  approve: 'publication.approve',
  submit: 'publication.make',
  reply: 'publication.make',
  publish: 'publication.publish',
  archive: 'publication.publish',
  withdraw: 'publication.make',
};

/** The action that a step needs. Who would take the next step sends back; what has been approved, its makers. */
export function actionOfStep(step: PublicationStep, state: PublicationState): ActionId {
  if (step !== 'return') return stepActions[step];
  if (state === 'checked') return 'publication.check';
  return state === 'reviewed' ? 'publication.approve' : 'publication.make';
}

/** Writes a step and its seal, and leaves it in the trail of all actions; the version's row must be locked. */
export async function writeStep(trx: Trx, step: NewStep): Promise<void> {
  const { department, version, person, at, today, contentHash, detail } = step;
  const last = await trx
    .selectFrom('publication_step')
    .select(['position', 'seal'])
    .where('department_id', '=', department)
    .where('version_id', '=', version)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const position = (last?.position ?? 0) + 1;
  const row = {
    department_id: department,
    version_id: version,
    position,
    step: step.step,
    person_id: person,
    at,
    day: today,
    content_hash: contentHash,
    detail: JSON.stringify(detail),
  };
  await trx
    .insertInto('publication_step')
    .values({ ...row, seal: sealOf(row, last?.seal ?? '') })
    .execute();
  await recordAction(trx, {
    id: newId(),
    at,
    person,
    action: actionOfStep(step.step, step.from),
    subject: `publication:${department}/${version}`,
    detail: { step: publicationSteps[step.step], ...detail },
  });
}

export interface SealedRow {
  readonly department_id: string;
  readonly version_id: string;
  readonly position: number;
  readonly step: string;
  readonly person_id: string;
  readonly at: Date;
  readonly day: string;
  readonly content_hash: string;
  readonly detail: string;
}

/** SHA-256 of everything in the row and of the seal before it. */
export function sealOf(row: SealedRow, before: string): string {
  const { department_id, version_id, position, step, person_id, at, day, content_hash, detail } = row;
  const parts = [
    before,
    department_id,
    version_id,
    position,
    step,
    person_id,
    at.toISOString(),
    day,
    content_hash,
    detail,
  ];
  return sha256(JSON.stringify(parts));
}

export interface TakenStep {
  readonly position: number;
  readonly step: PublicationStep;
  readonly person: string;
  /** The person's name. */
  readonly name: string;
  readonly at: Date;
  readonly day: DateText;
  readonly contentHash: string;
  readonly detail: StepDetail;
  readonly seal: string;
}

/** The steps of a version in order. */
export async function listSteps(db: Db, department: string, version: string): Promise<readonly TakenStep[]> {
  const rows = await db
    .selectFrom('publication_step as s')
    .leftJoin('access_person as p', 'p.id', 's.person_id')
    .selectAll('s')
    .select('p.name')
    .where('s.department_id', '=', department)
    .where('s.version_id', '=', version)
    .orderBy('s.position')
    .execute();
  return rows.map((row) => ({
    position: row.position,
    step: row.step as PublicationStep,
    person: row.person_id,
    name: row.name ?? '',
    at: row.at,
    day: row.day,
    contentHash: row.content_hash,
    detail: JSON.parse(row.detail) as StepDetail,
    seal: row.seal,
  }));
}
