/** Settlements as they are looked at: of a person, and one with its derivation and entries. */
import {
  type Accumulators,
  type Bill,
  type Derivation,
  explainForPatient,
  explainForStaff,
  layersOf,
  type Scheme,
  type Settlement,
  type SettlementLayer,
  type VisitCase,
  type VisitKind,
} from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { settlementOf } from './amounts.ts';
import { billOf, madeAgain, rulesOf } from './premises.ts';
import { usedOf } from './used.ts';

type Db = Kysely<Database>;

export interface ListedSettlement {
  readonly id: string;
  readonly department: string;
  readonly kind: 'settled' | 'cancelled' | 'adjusted';
  readonly cancels: string | null;
  /** The settlement that a 补差 corrects. */
  readonly corrects: string | null;
  /** The row that took this one back. */
  readonly cancelledBy: string | null;
  readonly scheme: Scheme;
  readonly institution: string;
  readonly number: string;
  readonly visitKind: VisitKind;
  readonly from: string;
  readonly to: string;
  readonly amounts: Settlement;
  readonly settledOn: string;
  readonly by: string;
  readonly reason: string;
}

export interface SettlementDetail extends ListedSettlement {
  readonly visit: VisitCase | null;
  readonly bill: Bill | null;
  readonly layers: readonly SettlementLayer[];
  readonly staff: readonly string[];
  readonly patient: readonly string[];
  readonly before: Accumulators;
  readonly funds: readonly {
    readonly payer: string;
    readonly fund: string;
    readonly account: string;
    readonly amount: number;
    readonly set: string;
    readonly voucher: string;
  }[];
}

/** What has been settled and taken back of a person, the latest first. */
export async function listSettlements(db: Db, person: string): Promise<readonly ListedSettlement[]> {
  return (await rowsOf(db, person).execute()).map(listed);
}

/** One settlement with how it came about; null where there is none. */
export async function findSettlement(db: Db, person: string, id: string): Promise<SettlementDetail | null> {
  const row = await rowsOf(db, person).where('s.id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const kept = await keptOf(db, person, row.cancels ?? id);
  const funds = await db
    .selectFrom('settlement_fund')
    .select(['payer', 'fund', 'account', 'amount', 'set_id as set', 'voucher_id as voucher'])
    .where('person_id', '=', person)
    .where('settlement_id', '=', id)
    .orderBy('payer')
    .execute();
  const steps = row.kind === 'cancelled' || kept === null ? [] : kept.steps;
  return {
    ...listed(row),
    visit: kept?.visit ?? null,
    bill: kept === null ? null : billOf(kept.bill),
    layers: kept === null ? [] : layersOf(steps, kept.visit),
    staff: explainForStaff(steps),
    patient: explainForPatient(steps),
    before: usedOf(row.used_before),
    funds,
  };
}

interface Kept {
  readonly visit: VisitCase;
  /** As it is kept; `billOf` reads it. */
  readonly bill: string;
  readonly steps: Derivation;
}

/** What a settlement was decided on, with its steps, made again where they are not kept; null where it takes another back. */
async function keptOf(db: Db, person: string, settlement: string): Promise<Kept | null> {
  const row = await db
    .selectFrom('settlement_derivation as d')
    .leftJoin('settlement_plan as p', 'p.hash', 'd.plan')
    .innerJoin('settlement as s', (join) =>
      join.onRef('s.person_id', '=', 'd.person_id').onRef('s.id', '=', 'd.settlement_id'),
    )
    .select(['p.plan', 'd.visit', 'd.bill', 'd.steps', 's.used_before'])
    .where('d.person_id', '=', person)
    .where('d.settlement_id', '=', settlement)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { plan, bill } = row;
  const visit = row.visit as VisitCase;
  if (plan === null) return { visit, bill, steps: row.steps as Derivation };
  return {
    visit,
    bill,
    steps: madeAgain({ rules: rulesOf(plan), visit, bill, before: usedOf(row.used_before) }).derivation,
  };
}

function rowsOf(db: Db, person: string) {
  return db
    .selectFrom('settlement as s')
    .leftJoin('settlement as c', (join) =>
      join.onRef('c.person_id', '=', 's.person_id').onRef('c.cancels', '=', 's.id'),
    )
    .selectAll('s')
    .select('c.id as cancelledBy')
    .where('s.person_id', '=', person)
    .orderBy('s.made_at', 'desc')
    .orderBy('s.id', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function listed(row: Row): ListedSettlement {
  return {
    id: row.id,
    department: row.department_id,
    kind: row.kind as ListedSettlement['kind'],
    cancels: row.cancels,
    corrects: row.corrects,
    cancelledBy: row.cancelledBy,
    scheme: row.scheme as Scheme,
    institution: row.institution,
    number: row.visit_number,
    visitKind: row.visit_kind as VisitKind,
    from: row.visit_from,
    to: row.visit_to,
    amounts: settlementOf(row),
    settledOn: row.settled_on,
    by: row.made_by,
    reason: row.reason,
  };
}
