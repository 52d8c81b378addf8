/**
 * What must hold of settlements, over the whole database: the funds' books say what the settlements say; what a person has used is
 * what stands settled; what was taken back nets to nothing.
 */
import { formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Verification, type Verifier } from '../verifier.ts';

/** The first failures are listed. */
const listed = 20;

export const settlementVerifiers: readonly Verifier[] = [
  {
    id: 'settlements-in-fund-books',
    name: '每笔结算的基金支付都在基金账上，逐笔相等；账上的待遇核定都有结算',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ what: string; settled: number | null; booked: number | null }>`
        with legs as (
          select e.set_id, e.voucher_id, l.account, substring(l.dimensions from 'fund=([a-z-]+)') as fund,
                 sum(l.amount)::bigint as amount
          from ledger_entry e
          join account_set s on s.id = e.set_id and s.book = 'fund'
          join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
          where l.account in ('benefit-expense', 'serious-illness-expense', 'assistance-expense')
            and exists (select from ledger_leg p
                        where p.set_id = e.set_id and p.entry_id = e.id and p.account = 'benefit-payable')
          group by 1, 2, 3, 4
        ), owed as (
          select set_id, voucher_id, account, fund, sum(amount)::bigint as amount
          from settlement_fund group by 1, 2, 3, 4
        )
        (select '凭证' || coalesce(o.voucher_id, l.voucher_id) || '的' || coalesce(o.account, l.account) as what,
                o.amount as settled, l.amount as booked
         from owed o
         full join legs l on l.set_id = o.set_id and l.voucher_id = o.voucher_id and l.account = o.account and l.fund = o.fund
         where o.amount is distinct from l.amount limit ${listed})
        union all
        (select '结算' || s.id as what, s.funds as settled, coalesce(sum(f.amount), 0)::bigint as booked
         from settlement s
         left join settlement_fund f on f.person_id = s.person_id and f.settlement_id = s.id
         group by s.person_id, s.id having s.funds <> coalesce(sum(f.amount), 0) limit ${listed})`.execute(db);
      return {
        checked: await count(db, 'settlement'),
        failures: rows.map(
          ({ what, settled, booked }) =>
            `${what}：结算${settled === null ? '没有' : `${formatYuan(settled)}元`}，账上${booked === null ? '没有' : `${formatYuan(booked)}元`}。`,
        ),
      };
    },
  },
  {
    id: 'accumulators-add-up',
    name: '每人每年的累计数等于没有撤销的各笔结算之和',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ person: string; year: number; name: string; kept: number; added: number }>`
        with flat as (
          select s.person_id, s.year, s.scheme, side.sign, value.name, value.amount
          from settlement s
          cross join lateral (values (-1, s.used_before), (1, s.used_after)) as side (sign, used)
          cross join lateral (
            select key as name, (used ->> key)::bigint as amount
            from jsonb_object_keys(used) as key where key not in ('year', 'stays', 'limitUsed')
            union all
            select 'stays ' || key, value::bigint from jsonb_each_text(used -> 'stays')
            union all
            select 'limitUsed ' || key, value::bigint from jsonb_each_text(used -> 'limitUsed')
          ) as value
          where s.kind <> 'cancelled'
            and not exists (select from settlement c where c.person_id = s.person_id and c.cancels = s.id)
        ), added as (
          select person_id, year, scheme, name, sum(sign * amount)::bigint as amount from flat group by 1, 2, 3, 4
        ), kept as (
          select a.person_id, a.year, a.scheme, value.name, value.amount
          from settlement_accumulator a
          cross join lateral (
            select key as name, (used ->> key)::bigint as amount
            from jsonb_object_keys(used) as key where key not in ('year', 'stays', 'limitUsed')
            union all
            select 'stays ' || key, value::bigint from jsonb_each_text(used -> 'stays')
            union all
            select 'limitUsed ' || key, value::bigint from jsonb_each_text(used -> 'limitUsed')
          ) as value
        )
        select coalesce(k.person_id, a.person_id) as person, coalesce(k.year, a.year) as year,
               coalesce(k.name, a.name) as name, coalesce(k.amount, 0)::bigint as kept, coalesce(a.amount, 0)::bigint as added
        from kept k
        full join added a on a.person_id = k.person_id and a.year = k.year and a.scheme = k.scheme and a.name = k.name
        where coalesce(k.amount, 0) <> coalesce(a.amount, 0) limit ${listed}`.execute(db);
      return {
        checked: await count(db, 'settlement_accumulator'),
        failures: rows.map(
          ({ person, year, name, kept, added }) =>
            `参保人员${person}${year}年的${name}：累计${kept}，各笔结算之和${added}。`,
        ),
      };
    },
  },
  {
    id: 'cancellations-mirror',
    name: '撤销的每个金额与原结算相反',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ id: string }>`
        select c.id from settlement c
        left join settlement s on s.person_id = c.person_id and s.id = c.cancels and s.kind <> 'cancelled'
        where c.kind = 'cancelled' and (
          s.id is null or
          (c.total, c.own, c.over_limit, c.first_pay, c.in_scope, c.deductible, c.pool, c.critical_illness, c.large_amount,
           c.civil_servant, c.assistance, c.funds, c.hospital_borne, c.personal, c.account, c.cash) is distinct from
          (-s.total, -s.own, -s.over_limit, -s.first_pay, -s.in_scope, -s.deductible, -s.pool, -s.critical_illness,
           -s.large_amount, -s.civil_servant, -s.assistance, -s.funds, -s.hospital_borne, -s.personal, -s.account, -s.cash))
        limit ${listed}`.execute(db);
      const [{ n } = { n: 0 }] = (
        await sql<{ n: number }>`select count(*)::integer as n from settlement where kind = 'cancelled'`.execute(db)
      ).rows;
      return { checked: n, failures: rows.map(({ id }) => `撤销${id}的金额不是原结算的相反数。`) };
    },
  },
];

async function count(
  db: Parameters<Verifier['run']>[0],
  table: 'settlement' | 'settlement_accumulator',
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}
