/** What must hold of the funds' finance, over the whole database. */
import { formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { firstOf, type Verification, type Verifier } from '../verifier.ts';
import { fundNames, isFund } from './kinds.ts';
import { meetOf } from './meet.ts';
import { givenBackParts } from './payables.ts';

/** The first failures are listed. */
const listed = 20;

export const treasuryVerifiers: readonly Verifier[] = [
  {
    id: 'fund-subsidies-equal-expenditure',
    name: '部门和财政在21012、21013（及标明的2101599）的支出等于基金财政补贴收入，按基金、年度和文件',
    run: async (db): Promise<Verification> => {
      const departments = await db.selectFrom('department').select('id').orderBy('id').execute();
      const failures: string[] = [];
      const timing: string[] = [];
      let checked = 0;
      for (const { id } of departments) {
        const meeting = await meetOf(db, id);
        if (meeting === null) continue;
        checked += meeting.lines.length;
        failures.push(...meeting.failures);
        timing.push(...meeting.timing);
      }
      return {
        checked,
        failures: failures.slice(0, listed),
        notes: firstOf(timing.map((one) => `时间性差异：${one}`)),
      };
    },
  },
  {
    id: 'batch-items-have-their-own',
    name: '批次里的每一项都有它的付款行，和结算中同样金额的基金支付；每个付款行是各项之和',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ batch: string; line: number; why: string }>`
        (select i.batch_id as batch, i.line, '没有付款行' as why from fund_batch_item i
         where not exists (select from fund_batch_line l where l.batch_id = i.batch_id and l.line = i.line) limit ${listed})
        union all
        (select i.batch_id, i.line, '与结算的基金支付（减去已退回的）不同' from fund_batch_item i
         left join settlement_fund f on f.person_id = i.person_id and f.settlement_id = i.settlement_id and f.payer = i.payer
         left join ${givenBackParts} g on g.person_id = i.person_id and g.settlement_id = i.settlement_id and g.payer = i.payer
         -- What was in a batch once may have been given back since.
         where f.fund is distinct from i.fund or f.amount is null or i.amount > f.amount + coalesce(g.amount, 0)
           or i.amount < f.amount or (i.live and i.amount <> f.amount + coalesce(g.amount, 0)) limit ${listed})
        union all
        (select l.batch_id, l.line, '金额不是各项之和' from fund_batch_line l
         join (select batch_id, line, sum(amount) as amount from fund_batch_item group by 1, 2) i using (batch_id, line)
         where l.amount <> i.amount limit ${listed})`.execute(db);
      const { rows: counted } = await sql<{ n: number }>`select count(*)::integer as n from fund_batch_item`.execute(
        db,
      );
      return {
        checked: counted[0]?.n ?? 0,
        failures: rows.slice(0, listed).map(({ batch, line, why }) => `批次${batch}序号${line}：${why}。`),
      };
    },
  },
  {
    id: 'waiting-is-in-no-batch',
    name: '待付的每一项是没有进批次的基金支付，没有进批次的都在待付中',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ settlement: string; payer: string; why: string }>`
        (select w.settlement_id as settlement, w.payer, '在待付中，而已进批次，或没有这项基金支付' as why
         from settlement_waiting w
         left join settlement_fund f on f.person_id = w.person_id and f.settlement_id = w.settlement_id and f.payer = w.payer
         where f.set_id is distinct from w.set_id
           or exists (select from fund_batch_item i where i.live and i.person_id = w.person_id
                      and i.settlement_id = w.settlement_id and i.payer = w.payer) limit ${listed})
        union all
        (select f.settlement_id, f.payer, '没有进批次，也不在待付中' from settlement_fund f
         where not exists (select from fund_batch_item i where i.live and i.person_id = f.person_id
                           and i.settlement_id = f.settlement_id and i.payer = f.payer)
           and not exists (select from settlement_waiting w where w.person_id = f.person_id
                           and w.settlement_id = f.settlement_id and w.payer = f.payer) limit ${listed})`.execute(db);
      const { rows: counted } = await sql<{ n: number }>`select count(*)::integer as n from settlement_waiting`.execute(
        db,
      );
      return {
        checked: counted[0]?.n ?? 0,
        failures: rows
          .slice(0, listed)
          .map(({ settlement, payer, why }) => `结算${settlement}的一项基金支付（${payer}）：${why}。`),
      };
    },
  },
  {
    id: 'given-back-has-its-own',
    name: '每笔收回的待遇款都分摊到补差或撤销追回的结算，合计相等，不超过追回的金额',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ movement: string; why: string }>`
        (select m.id as movement, '与分摊的合计不同' as why from fund_movement m
         where m.kind = 'given-back' and m.amount * (m.state = 'booked')::integer <>
           coalesce((select sum(g.amount) from fund_given_back g where g.movement_id = m.id), 0) limit ${listed})
        union all
        (select g.movement_id, '分摊的不是这个基金追回的结算' from fund_given_back g
         left join fund_movement m on m.id = g.movement_id
         left join settlement_fund f on f.person_id = g.person_id and f.settlement_id = g.settlement_id and f.payer = g.payer
         where m.kind is distinct from 'given-back' or f.set_id is distinct from m.set_id or f.fund is distinct from m.fund
           or f.amount >= 0 limit ${listed})
        union all
        (select min(x.movement_id::text)::uuid, '收回的多于追回的' from fund_given_back x
         join settlement_fund f on f.person_id = x.person_id and f.settlement_id = x.settlement_id and f.payer = x.payer
         group by x.person_id, x.settlement_id, x.payer, f.amount having sum(x.amount) > -f.amount limit ${listed})`.execute(
        db,
      );
      const { rows: counted } = await sql<{ n: number }>`select count(*)::integer as n from fund_given_back`.execute(
        db,
      );
      return {
        checked: counted[0]?.n ?? 0,
        failures: rows.slice(0, listed).map(({ movement, why }) => `收回的待遇款${movement}：${why}。`),
      };
    },
  },
  {
    id: 'fund-statements-agree-with-settlements',
    name: '基金账的待遇支出和应付待遇款与结算、支付逐分相等，按账套、基金和年度',
    run: async (db): Promise<Verification> => {
      // A settlement books an expense against 应付待遇款; a batch pays it off. What others owe there has vouchers of its own.
      const { rows } = await sql<{
        what: string;
        set: string;
        fund: string;
        year: number;
        books: number;
        records: number;
      }>`
        with legs as (
          select l.set_id, substring(l.dimensions from 'fund=([a-z-]+)') as fund, extract(year from l.date)::integer as year,
                 l.account, l.amount, e.voucher_id
          from ledger_leg l
          join account_set s on s.id = l.set_id and s.book = 'fund'
          join ledger_entry e on e.set_id = l.set_id and e.id = l.entry_id
          where l.kind = 'ordinary'
            and l.account in ('benefit-expense', 'serious-illness-expense', 'assistance-expense', 'benefit-payable')
        ), settled as (
          select f.set_id, f.fund, extract(year from v.date)::integer as year, sum(f.amount)::bigint as amount
          from settlement_fund f
          join account_set s on s.id = f.set_id
          join ledger_voucher v on v.unit_id = s.unit_id and v.id = f.voucher_id
          group by 1, 2, 3
        ), of_settlements as (
          select l.set_id, l.fund, l.year,
                 coalesce(sum(l.amount) filter (where l.account <> 'benefit-payable'), 0)::bigint as expense,
                 coalesce(-sum(l.amount) filter (where l.account = 'benefit-payable'), 0)::bigint as owed
          from legs l
          where exists (select from settlement_fund f where f.set_id = l.set_id and f.voucher_id = l.voucher_id)
          group by 1, 2, 3
        ), paid as (
          select b.set_id, i.fund, sum(i.amount)::bigint as amount
          from fund_batch_item i
          join fund_batch_line l on l.batch_id = i.batch_id and l.line = i.line and l.state = 'paid'
          join fund_batch b on b.id = i.batch_id
          group by 1, 2
        ), of_batches as (
          select l.set_id, l.fund, sum(l.amount)::bigint as amount
          from legs l
          where l.account = 'benefit-payable'
            and exists (select from fund_batch_line b where b.voucher_id = l.voucher_id or b.return_voucher_id = l.voucher_id)
          group by 1, 2
        ), given_back as (
          select m.set_id, m.fund, sum(g.amount)::bigint as amount
          from fund_given_back g join fund_movement m on m.id = g.movement_id and m.state = 'booked'
          group by 1, 2
        ), of_movements as (
          select l.set_id, l.fund, -sum(l.amount)::bigint as amount
          from legs l
          where l.account = 'benefit-payable'
            and exists (select from fund_movement m where m.voucher_id = l.voucher_id and m.kind = 'given-back')
          group by 1, 2
        )
        select '待遇支出' as what, coalesce(s.set_id, o.set_id) as set, coalesce(s.fund, o.fund) as fund,
               coalesce(s.year, o.year) as year, coalesce(o.expense, 0)::bigint as books, coalesce(s.amount, 0)::bigint as records
        from settled s full join of_settlements o using (set_id, fund, year)
        where coalesce(o.expense, 0) <> coalesce(s.amount, 0)
        union all
        select '应付待遇款', coalesce(s.set_id, o.set_id), coalesce(s.fund, o.fund), coalesce(s.year, o.year),
               coalesce(o.owed, 0)::bigint, coalesce(s.amount, 0)::bigint
        from settled s full join of_settlements o using (set_id, fund, year)
        where coalesce(o.owed, 0) <> coalesce(s.amount, 0)
        union all
        select '已支付的待遇款', coalesce(p.set_id, o.set_id), coalesce(p.fund, o.fund), 0,
               coalesce(o.amount, 0)::bigint, coalesce(p.amount, 0)::bigint
        from paid p full join of_batches o using (set_id, fund)
        where coalesce(o.amount, 0) <> coalesce(p.amount, 0)
        union all
        select '收回的待遇款', coalesce(g.set_id, o.set_id), coalesce(g.fund, o.fund), 0,
               coalesce(o.amount, 0)::bigint, coalesce(g.amount, 0)::bigint
        from given_back g full join of_movements o using (set_id, fund)
        where coalesce(o.amount, 0) <> coalesce(g.amount, 0)`.execute(db);
      const { rows: counted } = await sql<{ n: number }>`
        select count(*)::integer as n from (select distinct set_id, fund from settlement_fund) as f`.execute(db);
      return {
        checked: counted[0]?.n ?? 0,
        failures: rows.slice(0, listed).map(({ what, set, fund, year, books, records }) => {
          const name = isFund(fund) ? fundNames[fund] : fund;
          const when = year === 0 ? '' : `${year}年`;
          return `${name}（账套${set}）${when}${what}：账上${formatYuan(books)}元，结算和支付记录${formatYuan(records)}元，相差${formatYuan(books - records)}元。`;
        }),
      };
    },
  },
];
