/** Which years a unit has anything of: a budget, or a voucher on its way or in the books. Pages of the office open at the latest of them. */
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';

/** By unit, the latest first. Vouchers that were withdrawn do not make a year. */
export async function officeYears(db: Kysely<Database>): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ unit: string; years: readonly number[] }>`
    select u.id as unit, array_agg(y.year order by y.year desc) as years
    from accounting_unit u
    cross join lateral (
      select d.year from budget_document d where d.unit_id = u.id
      union
      select extract(year from v.date)::integer from office_voucher v where v.unit_id = u.id and v.state <> 'withdrawn'
      union
      select extract(year from v.date)::integer from ledger_voucher v where v.unit_id = u.id
    ) y
    where u.nature <> 'fund'
    group by u.id`.execute(db);
  return new Map(rows.map(({ unit, years }) => [unit, years]));
}
