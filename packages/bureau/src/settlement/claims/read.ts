/** Claims as they are looked at: a list by state, and one with its invoices, steps and amounts. */
import { type DateText, type Fen, type ParameterSet } from '@mingzhang/kernel';
import { type Cause, differences, type Settlement, type SettlementLayer } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type IdentityKey, maskedAccount } from '../../access/index.ts';
import { type VisitDraft } from '../decide.ts';
import { type ClaimedBill, sumOf } from '../lines.ts';
import { findSettlement } from '../read.ts';
import { preSettle } from '../records.ts';
import { type ClaimState, type ClaimStep, type Invoice, missingMaterials } from './decide.ts';

type Db = Kysely<Database>;

export interface ListedClaim {
  readonly id: string;
  readonly department: string;
  readonly person: string;
  readonly name: string;
  readonly state: ClaimState;
  readonly institution: string;
  readonly from: DateText;
  readonly to: DateText;
  readonly submittedOn: DateText;
  readonly total: Fen;
  /** What the funds pay; null until it is worked out. */
  readonly funds: Fen | null;
  /** The settlement was taken back. */
  readonly takenBack: boolean;
  readonly settlement: string | null;
}

export interface ClaimDetail extends ListedClaim {
  readonly visit: VisitDraft;
  readonly bill: ClaimedBill;
  readonly cause: Cause;
  readonly materials: readonly string[];
  readonly missing: readonly string[];
  readonly payee: { readonly name: string; readonly bank: string; readonly account: string };
  readonly invoices: readonly Invoice[];
  readonly decided: Omit<Settlement, 'after' | 'derivation'> | null;
  readonly steps: readonly {
    readonly step: ClaimStep;
    readonly on: DateText;
    readonly at: Date;
    readonly by: string;
    readonly reason: string;
  }[];
}

const listedAtMost = 500;

/** The latest first; at most 500. */
export async function listClaims(
  db: Db,
  { department, state }: { readonly department?: string | undefined; readonly state?: ClaimState | undefined },
): Promise<readonly ListedClaim[]> {
  let query = rowsOf(db).orderBy('m.submitted_on', 'desc').orderBy('m.id', 'desc').limit(listedAtMost);
  if (department !== undefined) query = query.where('m.department_id', '=', department);
  if (state !== undefined) query = query.where('m.state', '=', state);
  return (await query.execute()).map(listed);
}

export async function findClaim(db: Db, key: IdentityKey, id: string): Promise<ClaimDetail | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await rowsOf(db).where('m.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const invoices = await db
    .selectFrom('manual_claim_invoice')
    .select(['code', 'number', 'day', 'amount'])
    .where('claim_id', '=', id)
    .orderBy('line')
    .execute();
  const steps = await db
    .selectFrom('manual_claim_step')
    .select(['step', 'made_on as on', 'made_at as at', 'made_by as by', 'reason'])
    .where('claim_id', '=', id)
    .orderBy('ordinal')
    .execute();
  const visit = row.visit as VisitDraft;
  return {
    ...listed(row),
    visit,
    bill: row.bill as ClaimedBill,
    cause: row.cause as Cause,
    materials: row.materials,
    missing: missingMaterials(visit.kind, row.materials),
    payee: { name: row.payee_name, bank: row.payee_bank, account: maskedAccount(key, row.payee_account) },
    invoices,
    decided: row.decided as ClaimDetail['decided'],
    steps: steps.map((one) => ({ ...one, step: one.step as ClaimStep })),
  };
}

/**
 * How the amounts came about: of a claim that was settled by its settlement, of one that waits for review by what it comes to now.
 * Nothing where that is no longer what was worked out: the review then says so.
 */
export async function claimLayers(
  db: Db,
  parameters: ParameterSet,
  claim: ClaimDetail,
  today: DateText,
): Promise<readonly SettlementLayer[]> {
  const { person, department, visit, bill, decided, settlement } = claim;
  if (settlement !== null) return (await findSettlement(db, person, settlement))?.layers ?? [];
  if (decided === null) return [];
  const now = await preSettle(db, parameters, { department, person, visit, bill, today });
  if ('refusal' in now || differences(decided, now.settlement).length > 0) return [];
  return now.layers;
}

function rowsOf(db: Db) {
  return db
    .selectFrom('manual_claim as m')
    .innerJoin('insured_person as p', 'p.id', 'm.person_id')
    .leftJoin('settlement as c', (join) =>
      join.onRef('c.person_id', '=', 'm.person_id').onRef('c.cancels', '=', 'm.settlement_id'),
    )
    .selectAll('m')
    .select(['p.name', 'c.id as cancelledBy']);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function listed(row: Row): ListedClaim {
  const visit = row.visit as VisitDraft;
  return {
    id: row.id,
    department: row.department_id,
    person: row.person_id,
    name: row.name,
    state: row.state as ClaimState,
    institution: visit.institution,
    from: visit.from,
    to: visit.to,
    submittedOn: row.submitted_on,
    total: sumOf(row.bill as ClaimedBill),
    funds: row.decided === null ? null : (row.decided as { readonly funds: Fen }).funds,
    takenBack: row.cancelledBy !== null,
    settlement: row.settlement_id,
  };
}
