/** The rows of a bulk desk, written by COPY. */
import { type Bulk, type CopyValue, copyLine, type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type BulkRows } from './bulk.ts';
import { settlementColumns, type WrittenSettlement } from './write.ts';

const timeOf = (value: Date | string): string => (typeof value === 'string' ? value : value.toISOString());

function kept(row: WrittenSettlement, column: (typeof settlementColumns)[number]): CopyValue {
  const value = row[column];
  return value instanceof Date ? value.toISOString() : (value ?? null);
}

/** Writes them in the transaction of `bulk`. Personal accounts must be there with what was credited; their balances go down here. */
export async function copyBulk(bulk: Bulk, trx: Kysely<Database>, rows: BulkRows): Promise<void> {
  const { settlements, premises, plans, funds, accumulators, accountEntries } = rows;
  await bulk.copy(
    'settlement',
    settlementColumns,
    linesOf(settlements, (row) => settlementColumns.map((column) => kept(row, column))),
  );
  if (plans.length > 0) {
    await sql`
      insert into settlement_plan (hash, plan)
      select * from unnest(${plans.map(({ hash }) => hash)}::bytea[], ${plans.map(({ plan }) => plan)}::text[])
      on conflict (hash) do nothing`.execute(trx);
  }
  await bulk.copy(
    'settlement_derivation',
    ['person_id', 'settlement_id', 'plan', 'visit', 'bill', 'digest'],
    linesOf(premises, ({ person, settlement, plan, visit, bill, digest }) => [
      person,
      settlement,
      plan,
      visit,
      bill,
      digest,
    ]),
  );
  await bulk.copy(
    'settlement_fund',
    ['person_id', 'settlement_id', 'payer', 'fund', 'account', 'amount', 'set_id', 'voucher_id'],
    linesOf(funds, (row) => [
      row.person,
      row.settlement,
      row.payer,
      row.fund,
      row.account,
      row.amount,
      row.set,
      row.voucher,
    ]),
  );
  await bulk.copy(
    'settlement_accumulator',
    ['person_id', 'year', 'scheme', 'used', 'version'],
    linesOf(accumulators, ({ person, year, scheme, used, version }) => [person, year, scheme, used, version]),
  );
  if (accountEntries.length === 0) return;
  const by = settlements[0]?.made_by ?? null;
  await sql`
    update personal_account a set balance = a.balance + e.amount
    from (select person, sum(amount) as amount
          from unnest(${accountEntries.map(({ person }) => person)}::uuid[],
                      ${accountEntries.map(({ amount }) => amount)}::bigint[]) as u (person, amount) group by person) e
    where a.person_id = e.person`.execute(trx);
  await bulk.copy(
    'personal_account_entry',
    [
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
    ],
    linesOf(accountEntries, ({ person, id, date, amount, settlement, set, voucher, text, at }) => [
      person,
      id,
      'settled',
      date,
      amount,
      settlement,
      set,
      voucher,
      text,
      by,
      timeOf(at),
    ]),
  );
}

function* linesOf<Row>(rows: readonly Row[], values: (row: Row) => readonly CopyValue[]): Generator<string> {
  for (const row of rows) yield copyLine(values(row));
}
