/** What the three rooms of this duty have in common: transactions that leave nothing of what is refused, fingerprints, the trail. */
import { createHash } from 'node:crypto';
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, recordAction, type TrailDetail } from '../access/index.ts';
import { type AssistanceRefused, refuse } from './refusals.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

export interface Hand {
  readonly id: string;
  readonly department: string;
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

export type Done = { readonly id: string; readonly again: boolean };

class RolledBack extends Error {
  readonly refused: AssistanceRefused;

  constructor(refused: AssistanceRefused) {
    super(refused.refusal.message);
    this.name = 'RolledBack';
    this.refused = refused;
  }
}

/** Runs in a transaction of its own, or in the caller's, where a refusal is theirs to roll back. */
export async function within<T extends object>(
  db: Db,
  run: (trx: Trx) => Promise<T | AssistanceRefused>,
): Promise<T | AssistanceRefused> {
  if (db.isTransaction) return run(db as Trx);
  try {
    return await db.transaction().execute(async (trx) => {
      const outcome = await run(trx);
      if ('refusal' in outcome) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refused;
    throw error;
  }
}

export function fingerprintOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

export async function departmentProblem(db: Db, id: string): Promise<AssistanceRefused | null> {
  const row = await db.selectFrom('department').select('id').where('id', '=', id).executeTakeFirst();
  return row === undefined ? refuse('department-unknown', `没有“${id}”这个经办机构，请核对。`) : null;
}

export function idUsed(id: string): AssistanceRefused {
  return refuse('id-used', `编号${id}已用于另一条内容不同的记录，这次没有保存。请换一个编号。`);
}

export async function trace(
  trx: Trx,
  { by, at }: Pick<Hand, 'by' | 'at'>,
  action: ActionId,
  subject: string,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject, detail });
}
