/** The facts of both sets of books, read for `meetingOfBooks`. */
import { type DateText, type Fen, type Month } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { sql } from 'kysely';
import { type Db, fundSets } from './hand.ts';
import { type Meeting, meetingOfBooks } from './meeting.ts';
import { departmentExpenditure, listSpendings, listSubsidies } from './subsidies.ts';

/** Department and funds against each other; null where the department keeps no fund books, or has put down no subsidy anywhere yet. */
export async function meetOf(db: Db, department: string): Promise<Meeting | null> {
  const sets = await fundSets(db, department);
  if (sets.length === 0) return null;
  const ids = sets.map(({ id }) => id);
  const states = await db
    .selectFrom('account_set')
    .select(['id', 'first_month', 'opened_through'])
    .where('id', 'in', ids)
    .execute();
  const openThrough = new Map<FundPart, Month>();
  for (const { id, funds } of sets) {
    const open = states.find((state) => state.id === id)?.opened_through;
    if (open != null) for (const fund of funds) openThrough.set(fund, open);
  }
  // What was spent before the funds' books begin is in their opening balances.
  const since = states.map(({ first_month }) => `${first_month}-01`).sort()[0] ?? '';
  const receipts = await db
    .selectFrom('fund_movement')
    .select(['subsidy_id', 'date', 'amount'])
    .where('set_id', 'in', ids)
    .where('kind', '=', 'subsidy')
    .where('state', '=', 'booked')
    .execute();
  const { rows: income } = await sql<{
    fund: FundPart;
    voucher: string;
    date: DateText;
    text: string;
    amount: Fen;
    explained: Fen;
  }>`
    with legs as (
      select e.set_id, coalesce(o.voucher_id, e.voucher_id) as voucher, substring(l.dimensions from 'fund=([a-z-]+)') as fund,
             -sum(l.amount)::bigint as amount
      from ledger_leg l
      join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
      left join ledger_entry o on o.set_id = e.set_id and o.id = e.reverses
      where l.set_id = any(${ids}::text[]) and l.account = 'fiscal-subsidy-income' and l.kind <> 'closing'
      group by 1, 2, 3
    )
    select g.fund, g.voucher, v.date, v.text, g.amount,
           coalesce((select sum(m.amount) from fund_movement m
                     where m.voucher_id = g.voucher and m.fund = g.fund and m.kind = 'subsidy'), 0)::bigint as explained
    from legs g
    join account_set s on s.id = g.set_id
    join ledger_voucher v on v.unit_id = s.unit_id and v.id = g.voucher
    where g.amount <> 0
    order by v.date, g.voucher, g.fund`.execute(db);
  const documents = await listSubsidies(db, department);
  if (documents.length === 0 && income.length === 0) return null;
  return meetingOfBooks({
    openThrough,
    documents,
    expenditure: (await departmentExpenditure(db, department)).filter(({ date }) => date >= since),
    spendings: await listSpendings(db, department),
    receipts: receipts.map(({ subsidy_id, date, amount }) => ({ subsidy: subsidy_id ?? '', date, amount })),
    income,
  });
}
