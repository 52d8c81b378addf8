/**
 * Posting many vouchers of a unit in one transaction, for what arrives in bulk: each is decided like any other, in order, and all
 * are written by one statement a table; a refusal of one is an error of all.
 */
import { type DateText } from '@mingzhang/kernel';
import { decidePosting, dimensionText, type Voucher } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { lockSets, periodOf } from './post.ts';
import { type Charts, type Db } from './sets.ts';

interface Common {
  readonly today: DateText;
  readonly by: string;
}

/** Vouchers that take others back are not for this: what they meet is not looked up. Throws where one is refused. */
export async function postManyWithin(
  trx: Db,
  charts: Charts,
  vouchers: readonly (Voucher & { readonly at: Date })[],
  { today, by }: Common,
): Promise<void> {
  if (vouchers.length === 0) return;
  const ids = [...new Set(vouchers.flatMap(({ entries }) => entries.map(({ set }) => set)))];
  const { rows, sets } = await lockSets(trx, charts, ids);
  const facts = { today, sets, periods: rows.map(periodOf), recorded: [] };
  for (const voucher of vouchers) {
    const decision = decidePosting(facts, voucher);
    if (decision.outcome === 'refused') {
      throw new Error(`${voucher.date} ${voucher.text}: ${decision.refusal.message}`);
    }
  }
  const unit = sets[0]?.unit ?? '';
  const entries = vouchers.flatMap((voucher) => voucher.entries.map((entry) => ({ voucher, entry })));
  const legs = entries.flatMap(({ voucher, entry }) =>
    entry.legs.map((leg, index) => ({ voucher, entry, leg, line: index + 1 })),
  );
  await sql`
    insert into ledger_voucher (unit_id, id, kind, date, text, posted_by, posted_at)
    select ${unit}, id, kind, date, text, ${by}, at from unnest(
      ${vouchers.map(({ id }) => id)}::uuid[], ${vouchers.map(({ kind }) => kind)}::text[],
      ${vouchers.map(({ date }) => date)}::date[], ${vouchers.map(({ text }) => text)}::text[],
      ${vouchers.map(({ at }) => at)}::timestamptz[]
    ) as v (id, kind, date, text, at)`.execute(trx);
  await sql`
    insert into ledger_entry (set_id, id, voucher_id, date, kind)
    select * from unnest(
      ${entries.map(({ entry }) => entry.set)}::text[], ${entries.map(({ entry }) => entry.id)}::uuid[],
      ${entries.map(({ voucher }) => voucher.id)}::uuid[], ${entries.map(({ voucher }) => voucher.date)}::date[],
      ${entries.map(({ voucher }) => voucher.kind)}::text[]
    )`.execute(trx);
  await sql`
    insert into ledger_leg (set_id, entry_id, line, date, kind, account, amount, dimensions)
    select * from unnest(
      ${legs.map(({ entry }) => entry.set)}::text[], ${legs.map(({ entry }) => entry.id)}::uuid[],
      ${legs.map(({ line }) => line)}::smallint[], ${legs.map(({ voucher }) => voucher.date)}::date[],
      ${legs.map(({ voucher }) => voucher.kind)}::text[], ${legs.map(({ leg }) => leg.account)}::text[],
      ${legs.map(({ leg }) => (leg.side === 'debit' ? leg.amount : -leg.amount))}::bigint[],
      ${legs.map(({ leg }) => dimensionText(leg.dimensions))}::text[]
    )`.execute(trx);
}
