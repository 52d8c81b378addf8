/**
 * A settlement's own rows by one statement: the settlement, what it was decided on, what each fund owes, what has been used of the
 * year and what was taken from the account. Its entries in the fund books are posted by the books, in the same transaction.
 */
import { type Accumulators } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { CompiledQuery, type Insertable, type Kysely } from 'kysely';
import { type FundLine } from './decide.ts';
import { type KeptPlan } from './premises.ts';

type SettlementRow = Required<Insertable<Database['settlement']>>;

/** The order in which the columns are written; a row without one of them does not compile. */
export const settlementColumns = [
  'person_id',
  'id',
  'department_id',
  'kind',
  'cancels',
  'corrects',
  'scheme',
  'year',
  'institution',
  'institution_level',
  'visit_number',
  'visit_kind',
  'visit_item',
  'visit_from',
  'visit_to',
  'filing',
  'care_area',
  'channel',
  'total',
  'own',
  'over_limit',
  'first_pay',
  'in_scope',
  'deductible',
  'pool_ratio',
  'pool',
  'critical_illness',
  'large_amount',
  'civil_servant',
  'assistance',
  'cadre',
  'funds',
  'hospital_borne',
  'personal',
  'account',
  'cash',
  'used_before',
  'used_after',
  'fingerprint',
  'settled_on',
  'reason',
  'made_by',
  'made_at',
] as const satisfies readonly (keyof SettlementRow)[];

export type WrittenSettlement = Pick<SettlementRow, (typeof settlementColumns)[number]>;

export interface BookedLine extends FundLine {
  readonly set: string;
  readonly voucher: string;
}

interface Premises {
  readonly visit: string;
  readonly bill: string;
  /** From which the steps are made again, or, of what the engine alone did not make, the steps themselves. */
  readonly how:
    | {
        readonly plan: KeptPlan;
        /** True if the plan is on disk already. */
        readonly planKept: boolean;
        readonly digest: Buffer;
      }
    | { readonly steps: string };
}

export interface Written {
  readonly settlement: WrittenSettlement;
  /** Null where a settlement is taken back. */
  readonly premises: Premises | null;
  readonly funds: readonly BookedLine[];
  readonly accumulator: {
    readonly used: Accumulators;
    /** As it was read; null where there was none yet. */
    readonly version: number | null;
  };
  /** What leaves the account, or below zero what comes back; null where nothing does. */
  readonly account: {
    readonly id: string;
    readonly amount: number;
    readonly set: string;
    readonly voucher: string;
  } | null;
}

const columnList = settlementColumns.join(', ');
const values = settlementColumns.map((_, index) => `$${index + 1}`).join(', ');
const at = (index: number): string => `$${settlementColumns.length + index}`;
const personAt = '$1';
const settlementAt = '$2';
const schemeAt = `$${settlementColumns.indexOf('scheme') + 1}`;
const yearAt = `$${settlementColumns.indexOf('year') + 1}`;
const usedAt = `$${settlementColumns.indexOf('used_after') + 1}`;
const dateAt = `$${settlementColumns.indexOf('settled_on') + 1}`;
const byAt = `$${settlementColumns.indexOf('made_by') + 1}`;
const madeAt = `$${settlementColumns.indexOf('made_at') + 1}`;
const institutionAt = `$${settlementColumns.indexOf('institution') + 1}`;

const insert = `/* prepared: write-settlement */
  with settled as (
    insert into settlement (${columnList}) values (${values})
  ), plan as (
    insert into settlement_plan (hash, plan) select ${at(1)}::bytea, ${at(2)} where ${at(2)}::text is not null
    on conflict (hash) do nothing
  ), premises as (
    insert into settlement_derivation (person_id, settlement_id, plan, visit, bill, digest, steps)
    select ${personAt}, ${settlementAt}, ${at(1)}::bytea, ${at(3)}::jsonb, ${at(4)}::text, ${at(5)}::bytea, ${at(17)}::jsonb
    where ${at(3)}::jsonb is not null
  ), fund as (
    insert into settlement_fund (person_id, settlement_id, payer, fund, account, amount, set_id, voucher_id)
    select ${personAt}, ${settlementAt}, payer, fund, account, amount, set_id, voucher_id
    from unnest(${at(6)}::text[], ${at(7)}::text[], ${at(8)}::text[], ${at(9)}::bigint[], ${at(10)}::text[], ${at(11)}::uuid[])
      as f (payer, fund, account, amount, set_id, voucher_id)
  ), account as (
    update personal_account set balance = balance - ${at(13)}::bigint
    where person_id = ${personAt} and ${at(12)}::uuid is not null
  ), account_entry as (
    insert into personal_account_entry
      (person_id, id, kind, date, amount, settlement_id, set_id, voucher_id, text, made_by, made_at)
    select ${personAt}, ${at(12)}::uuid, case when ${at(13)}::bigint > 0 then 'settled' else 'returned' end, ${dateAt},
           - ${at(13)}::bigint, ${settlementAt}, ${at(14)}::text, ${at(15)}::uuid, ${institutionAt}, ${byAt}, ${madeAt}
    where ${at(12)}::uuid is not null
  )
  insert into settlement_accumulator as a (person_id, year, scheme, used, version)
  values (${personAt}, ${yearAt}, ${schemeAt}, ${usedAt}, 0)
  on conflict (person_id, year, scheme)
    do update set used = excluded.used, version = a.version + 1 where a.version = ${at(16)}::integer`;

/** Writes all of it. The person is held, so what was read of the year still stands; if not, that is a broken promise. */
export async function writeSettlement(trx: Kysely<Database>, written: Written): Promise<void> {
  const { settlement, premises, funds, accumulator, account } = written;
  const made = premises !== null && 'plan' in premises.how ? premises.how : null;
  const { numAffectedRows } = await trx.executeQuery(
    CompiledQuery.raw(insert, [
      ...settlementColumns.map((name) => settlement[name]),
      made?.plan.hash ?? null,
      made === null || made.planKept ? null : made.plan.text,
      premises?.visit ?? null,
      premises?.bill ?? null,
      made?.digest ?? null,
      funds.map(({ payer }) => payer),
      funds.map(({ fund }) => fund),
      funds.map((line) => line.account),
      funds.map(({ amount }) => amount),
      funds.map(({ set }) => set),
      funds.map(({ voucher }) => voucher),
      account?.id ?? null,
      account?.amount ?? null,
      account?.set ?? null,
      account?.voucher ?? null,
      accumulator.version,
      premises !== null && 'steps' in premises.how ? premises.how.steps : null,
    ]),
  );
  if (numAffectedRows !== 1n) {
    throw new Error(`what ${String(settlement.person_id)} has used changed while the person was held`);
  }
}
