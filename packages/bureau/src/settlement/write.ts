/**
 * Settlements' own rows by one statement: the settlements, what they were decided on, what each fund owes, what has been used of the
 * year and what was taken from the account. Their entries in the fund books are posted by the books, in the same transaction.
 */
import { type Accumulators, amountNames } from '@mingzhang/policy';
import { arrayRows, type Database } from '@mingzhang/store';
import { CompiledQuery, type Insertable, type Kysely } from 'kysely';
import { columnsOf as amountColumns } from './amounts.ts';
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
  'policy_area',
  'member',
  'is_civil_servant',
  'account_offered',
  'extra_infants',
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
  /** What the year's row says from now on, and its version as it was read; null where there was none yet. */
  readonly accumulator: { readonly used: Accumulators; readonly version: number | null };
  /** What leaves the account, or below zero what comes back; null where nothing does. */
  readonly account: {
    readonly id: string;
    readonly amount: number;
    readonly set: string;
    readonly voucher: string;
  } | null;
}

const uuids: readonly string[] = ['person_id', 'id', 'cancels', 'corrects', 'made_by'];
const dates: readonly string[] = ['visit_from', 'visit_to', 'settled_on'];
const integers: readonly string[] = ['year', 'pool_ratio', 'extra_infants'];
const objects: readonly string[] = ['used_before', 'used_after'];
const nothing = Object.fromEntries(amountNames.map((name) => [name, 0])) as Record<
  (typeof amountNames)[number],
  number
>;
const fen: readonly string[] = ['account_offered', ...Object.keys(amountColumns({ ...nothing, poolRatio: null }))];

function typeOf(column: string): string {
  if (uuids.includes(column)) return 'uuid';
  if (dates.includes(column)) return 'date';
  if (integers.includes(column)) return 'integer';
  if (objects.includes(column)) return 'json';
  if (fen.includes(column)) return 'bigint';
  if (column === 'is_civil_servant') return 'boolean';
  return column === 'made_at' ? 'timestamptz' : 'text';
}

const settled = Object.fromEntries(settlementColumns.map((column) => [column, typeOf(column)]));
const settlementList = settlementColumns.join(', ');
const plans = { hash: 'bytea', plan: 'text' };
const premises = {
  person_id: 'uuid',
  settlement_id: 'uuid',
  plan: 'bytea',
  visit: 'json',
  bill: 'text',
  digest: 'bytea',
  steps: 'jsonb',
};
const funds = {
  person_id: 'uuid',
  settlement_id: 'uuid',
  payer: 'text',
  fund: 'text',
  account: 'text',
  amount: 'bigint',
  set_id: 'text',
  voucher_id: 'uuid',
};
const accountEntries = {
  person_id: 'uuid',
  id: 'uuid',
  kind: 'text',
  date: 'date',
  amount: 'bigint',
  settlement_id: 'uuid',
  set_id: 'text',
  voucher_id: 'uuid',
  text: 'text',
  made_by: 'uuid',
  made_at: 'timestamptz',
};
const accumulators = {
  person_id: 'uuid',
  year: 'integer',
  scheme: 'text',
  used: 'jsonb',
  version: 'integer',
  department_id: 'text',
};

const tables = { settlement: settled, plans, premises, funds, accountEntries, accumulators } as const;
const firstOf = new Map<string, number>();
let parameters = 1;
for (const [name, columns] of Object.entries(tables)) {
  firstOf.set(name, parameters);
  parameters += Object.keys(columns).length;
}
const rowsOf = (name: keyof typeof tables): string => arrayRows(tables[name], firstOf.get(name) ?? 0, 'r');
const list = (columns: Readonly<Record<string, string>>): string => Object.keys(columns).join(', ');

const insert = `/* prepared: write-settlements */
  with settled as (
    insert into settlement (${settlementList}) select ${settlementList} from ${rowsOf('settlement')}
  ), plan as (
    insert into settlement_plan (hash, plan) select hash, plan from ${rowsOf('plans')} on conflict (hash) do nothing
  ), premises as (
    insert into settlement_derivation (${list(premises)}) select ${list(premises)} from ${rowsOf('premises')}
  ), fund as (
    insert into settlement_fund (${list(funds)}) select ${list(funds)} from ${rowsOf('funds')}
  ), account_entry as (
    insert into personal_account_entry (${list(accountEntries)}) select ${list(accountEntries)} from ${rowsOf('accountEntries')}
  ), account as (
    update personal_account a set balance = a.balance + r.amount from ${rowsOf('accountEntries')} where a.person_id = r.person_id
  )
  insert into settlement_accumulator as a (${list(accumulators)}) select ${list(accumulators)} from ${rowsOf('accumulators')}
  on conflict (person_id, year, scheme)
    do update set used = excluded.used, version = excluded.version, department_id = excluded.department_id
    where a.version = excluded.version - 1`;

function columnsOf<Row>(columns: Readonly<Record<string, string>>, rows: readonly Row[]): readonly unknown[][] {
  return Object.keys(columns).map((column) => rows.map((row) => row[column as keyof Row]));
}

/**
 * Writes settlements of as many persons by one statement. The persons are held, so what was read of their years still stands; if not,
 * that is a broken promise.
 */
export async function writeSettlements(trx: Kysely<Database>, written: readonly Written[]): Promise<void> {
  const made = written.flatMap(({ premises: how }) => (how !== null && 'plan' in how.how ? [how.how] : []));
  const fresh = new Map(made.filter(({ planKept }) => !planKept).map(({ plan }) => [plan.hash.toString('hex'), plan]));
  const { numAffectedRows } = await trx.executeQuery(
    CompiledQuery.raw(insert, [
      ...columnsOf(
        settled,
        written.map(({ settlement }) => settlement),
      ),
      ...columnsOf(
        plans,
        [...fresh.values()].map(({ hash, text }) => ({ hash, plan: text })),
      ),
      ...columnsOf(
        premises,
        written.flatMap(({ settlement, premises: kept }) => {
          if (kept === null) return [];
          const { visit, bill, how } = kept;
          const again = 'plan' in how ? how : null;
          return [
            {
              person_id: settlement.person_id,
              settlement_id: settlement.id,
              plan: again?.plan.hash ?? null,
              visit,
              bill,
              digest: again?.digest ?? null,
              steps: 'steps' in how ? how.steps : null,
            },
          ];
        }),
      ),
      ...columnsOf(
        funds,
        written.flatMap(({ settlement, funds: lines }) =>
          lines.map(({ set, voucher, ...line }) => {
            return {
              ...line,
              person_id: settlement.person_id,
              settlement_id: settlement.id,
              set_id: set,
              voucher_id: voucher,
            };
          }),
        ),
      ),
      ...columnsOf(
        accountEntries,
        written.flatMap(({ settlement, account }) => {
          if (account === null) return [];
          const { person_id, settled_on, institution, made_by, made_at } = settlement;
          return [
            {
              person_id,
              id: account.id,
              kind: account.amount > 0 ? 'settled' : 'returned',
              date: settled_on,
              amount: -account.amount,
              settlement_id: settlement.id,
              set_id: account.set,
              voucher_id: account.voucher,
              text: institution,
              made_by,
              made_at,
            },
          ];
        }),
      ),
      ...columnsOf(
        accumulators,
        written.map(({ settlement: { person_id, year, scheme, department_id }, accumulator: { used, version } }) => ({
          ...{ person_id, year, scheme, department_id },
          used: JSON.stringify(used),
          version: version === null ? 0 : version + 1,
        })),
      ),
    ]),
  );
  if (numAffectedRows !== BigInt(written.length)) {
    const persons = written.map(({ settlement }) => settlement.person_id).join(', ');
    throw new Error(`what ${persons} have used changed while they were held`);
  }
}
