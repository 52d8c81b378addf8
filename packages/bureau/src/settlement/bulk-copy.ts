/** What a bulk desk has decided, as COPY reads it. */
import { type Bulk, CopyLines, type CopyValue, copyLine, type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type BulkRows } from './bulk.ts';
import { settlementColumns, type WrittenSettlement } from './write.ts';

const timeOf = (value: Date | string): string => (typeof value === 'string' ? value : value.toISOString());

function kept(row: WrittenSettlement, column: (typeof settlementColumns)[number]): CopyValue {
  const value = row[column];
  return value instanceof Date ? value.toISOString() : (value ?? null);
}

const accountColumns = [
  'person_id',
  'id',
  'kind',
  'date',
  'amount',
  'settlement_id',
  'set_id',
  'voucher_id',
  'text',
  'made_by',
  'made_at',
] as const;

/** Rows turned into lines person by person, so that some ten thousand settlements are held as text and not as objects. */
export class BulkLines {
  readonly settlements = new CopyLines();
  readonly premises = new CopyLines();
  readonly funds = new CopyLines();
  readonly accumulators = new CopyLines();
  readonly accountEntries = new CopyLines();
  readonly plans: BulkRows['plans'][number][] = [];
  /** What left each personal account. */
  readonly taken = new Map<string, number>();
  /** How many settlements there are. */
  count = 0;

  add(rows: BulkRows): void {
    this.count += rows.settlements.length;
    this.plans.push(...rows.plans);
    for (const row of rows.settlements) {
      this.settlements.add(copyLine(settlementColumns.map((column) => kept(row, column))));
    }
    for (const { person, settlement, plan, visit, bill, digest } of rows.premises) {
      this.premises.add(copyLine([person, settlement, plan, visit, bill, digest]));
    }
    for (const { person, settlement, payer, fund, account, amount, set, voucher } of rows.funds) {
      this.funds.add(copyLine([person, settlement, payer, fund, account, amount, set, voucher]));
    }
    for (const { person, year, scheme, used, version, department } of rows.accumulators) {
      this.accumulators.add(copyLine([person, year, scheme, used, version, department]));
    }
    for (const { person, id, date, amount, settlement, set, voucher, text, by, at } of rows.accountEntries) {
      this.taken.set(person, (this.taken.get(person) ?? 0) - amount);
      this.accountEntries.add(
        copyLine([person, id, 'settled', date, amount, settlement, set, voucher, text, by, timeOf(at)]),
      );
    }
  }
}

/**
 * Writes them in the transaction of `bulk`. Personal accounts must be there with what was credited; their balances go down here. The
 * settlements come last: their summary is held until the transaction ends, and others wait for it.
 */
export async function copyBulk(bulk: Bulk, trx: Kysely<Database>, lines: BulkLines): Promise<void> {
  const { settlements, premises, plans, funds, accumulators, accountEntries, taken } = lines;
  if (plans.length > 0) {
    await sql`
      insert into settlement_plan (hash, plan)
      select * from unnest(${plans.map(({ hash }) => hash)}::bytea[], ${plans.map(({ plan }) => plan)}::text[])
      on conflict (hash) do nothing`.execute(trx);
  }
  await bulk.copy('settlement_derivation', ['person_id', 'settlement_id', 'plan', 'visit', 'bill', 'digest'], premises);
  await bulk.copy(
    'settlement_fund',
    ['person_id', 'settlement_id', 'payer', 'fund', 'account', 'amount', 'set_id', 'voucher_id'],
    funds,
  );
  await bulk.copy(
    'settlement_accumulator',
    ['person_id', 'year', 'scheme', 'used', 'version', 'department_id'],
    accumulators,
  );
  if (taken.size > 0) {
    await sql`
      update personal_account a set balance = a.balance - e.amount
      from unnest(${[...taken.keys()]}::uuid[], ${[...taken.values()]}::bigint[]) as e (person, amount)
      where a.person_id = e.person`.execute(trx);
    await bulk.copy('personal_account_entry', accountColumns, accountEntries);
  }
  await bulk.copy('settlement', settlementColumns, settlements);
}
