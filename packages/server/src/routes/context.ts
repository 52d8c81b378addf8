/** What every group of routes is given. */
import { type Charts, type IdentityKey } from '@mingzhang/bureau';
import { type CheckMeta } from '@mingzhang/disclosure';
import { type Database, type Store } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type AuditPool, type AuditTask, type AuditTaskAnswer } from '../auditor/pool.ts';
import { type Metrics } from '../metrics.ts';
import { Refusal } from '../refusals.ts';

export interface RouteContext {
  readonly db: Kysely<Database>;
  readonly pool: AuditPool;
  readonly checks: readonly CheckMeta[];
  readonly metrics: Metrics;
  /** The charts of accounts that have been read, for everybody who posts. */
  readonly charts: Charts;
  /** See AppOptions. */
  readonly origins: readonly string[];
  readonly exposed: boolean;
  readonly key: IdentityKey | undefined;
  /** See AppOptions. */
  readonly databaseUrl: string | undefined;
}

/** The key for identity numbers; only tests that keep none go without. */
export function identityKeyOf({ key }: RouteContext): IdentityKey {
  if (key === undefined) throw new Error('this server was given no key for identity numbers');
  return key;
}

/** The database for what works beside the server, on connections of its own. */
export function storeOf({ db, databaseUrl }: RouteContext): Pick<Store, 'db' | 'url'> {
  if (databaseUrl === undefined) throw new Error('this server was not told where its database is');
  return { db, url: databaseUrl };
}

/** Audits in the pool and counts it. */
export async function countedAudit({ pool, metrics }: RouteContext, task: AuditTask): Promise<AuditTaskAnswer> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const answer = await pool.audit(task);
    metrics.audit(answer.audit.ok ? 'done' : 'unreadable', seconds());
    return answer;
  } catch (error) {
    metrics.audit(error instanceof Refusal ? error.id : 'failed', seconds());
    throw error;
  }
}
