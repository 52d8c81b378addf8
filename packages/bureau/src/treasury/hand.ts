/** One act on the database: who does it, in one transaction, the same thing twice being the same, and its line on the trail. */
import { createHash } from 'node:crypto';
import { type DateText } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type ActionId, decideChecking, recordAction, type TrailDetail } from '../access/index.ts';
import { ofAccess, refuse, type TreasuryRefused } from './refusals.ts';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

export interface Hand {
  readonly by: string;
  readonly at: Date;
  readonly today: DateText;
}

/** What was entered; `again`: the same id with the same content had been entered before. */
export interface Entered {
  readonly id: string;
  readonly again: boolean;
}

class RolledBack extends Error {
  readonly refused: TreasuryRefused;

  constructor(refused: TreasuryRefused) {
    super(refused.refusal.message);
    this.name = 'RolledBack';
    this.refused = refused;
  }
}

/** Runs in the caller's transaction, whose rolling back is the caller's, or in one of its own, rolled back by a refusal. */
export async function within<T extends object>(
  db: Db,
  run: (trx: Trx) => Promise<T | TreasuryRefused>,
): Promise<T | TreasuryRefused> {
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

export function idUsed(id: string): TreasuryRefused {
  return refuse('id-used', `编号${id}已用于另一项内容不同的登记，这次没有保存。请为新的登记换一个编号。`);
}

export async function trace(
  trx: Trx,
  { by, at }: Hand,
  action: ActionId,
  subject: string,
  detail: TrailDetail,
): Promise<void> {
  await recordAction(trx, { id: newId(), at, person: by, action, subject, detail });
}

export function samePerson(maker: string, checker: string, what: string): TreasuryRefused | null {
  const refused = decideChecking({ maker, checker, what });
  return refused === null ? null : ofAccess(refused.refusal);
}

export interface FundSet {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly funds: readonly FundPart[];
}

/** The fund sets of a department, in the order of its units. */
export async function fundSets(db: Db, department: string): Promise<readonly FundSet[]> {
  const rows = await db
    .selectFrom('account_set as s')
    .innerJoin('accounting_unit as u', 'u.id', 's.unit_id')
    .select(['s.id', 's.unit_id as unit', 'u.name', 's.funds'])
    .where('u.department_id', '=', department)
    .where('s.book', '=', 'fund')
    .orderBy('u.position')
    .orderBy('s.id')
    .execute();
  return rows.map((row) => ({ ...row, funds: row.funds as FundPart[] }));
}

/** The set that keeps a fund, or why there is none. */
export async function setOfFund(db: Db, department: string, fund: FundPart): Promise<FundSet | TreasuryRefused> {
  const known = await db.selectFrom('department').select('id').where('id', '=', department).executeTakeFirst();
  if (known === undefined) return departmentUnknown(department);
  const set = (await fundSets(db, department)).find(({ funds }) => funds.includes(fund));
  return set ?? refuse('fund-without-books', '这个基金还没有账套，无处记账，没有保存；请先为它建账并打开月份。');
}

export function departmentUnknown(id: string): TreasuryRefused {
  return refuse('department-unknown', `没有“${id}”这个经办机构，请核对。`);
}
