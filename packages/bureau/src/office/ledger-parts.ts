/** What booked vouchers paid, by economy code: read from the budgetary books, less what later vouchers took back. */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Db } from './recording.ts';

export interface CodePart {
  readonly voucher: string;
  readonly date: DateText;
  readonly text: string;
  readonly code: string;
  readonly amount: Fen;
}

/**
 * Vouchers of the unit with what each paid under each of the codes (all codes where none are named), oldest first. A reversal counts
 * against the voucher it takes back, which then stands at nothing.
 */
export async function vouchersByCode(
  db: Db,
  where: {
    readonly unit: string;
    readonly codes: readonly string[];
    readonly from?: DateText;
    readonly to?: DateText;
    readonly voucher?: string;
  },
): Promise<readonly CodePart[]> {
  const { unit, codes, from = '1900-01-01', to = '2999-12-31', voucher = null } = where;
  const { rows } = await sql<CodePart>`
    select v.id as voucher, v.date, v.text, part.code, sum(part.amount)::bigint as amount
      from (
        select coalesce(original.voucher_id, entry.voucher_id) as voucher_id,
               substring(leg.dimensions from 'economyCode=([0-9]+)') as code,
               leg.amount
          from account_set s
          join ledger_leg leg on leg.set_id = s.id
          join ledger_entry entry on entry.set_id = s.id and entry.id = leg.entry_id
          left join ledger_entry original on original.set_id = s.id and original.id = entry.reverses
         where s.unit_id = ${unit} and s.book = 'budgetary' and leg.kind = 'ordinary'
           and leg.dimensions like '%economyCode=%'
           -- A voucher is taken back within its year, at whatever date.
           and leg.date >= ${from} and leg.date <= (extract(year from ${to}::date) || '-12-31')::date
      ) part
      join ledger_voucher v on v.unit_id = ${unit} and v.id = part.voucher_id
     where (cardinality(${codes}::text[]) = 0 or part.code = any(${codes}::text[]))
       and v.date between ${from} and ${to}
       and (${voucher}::uuid is null or v.id = ${voucher}::uuid)
     group by v.id, v.date, v.text, part.code
     order by v.date, v.id, part.code`.execute(db);
  return rows;
}
