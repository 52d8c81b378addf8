/** What must hold of collection, over the whole database: dues, rows, subsidies and the funds' books say the same. */
import { formatYuan } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type Verification, type Verifier } from '../verifier.ts';

/** The first failures are listed. */
const listed = 20;

export const enrolmentVerifiers: readonly Verifier[] = [
  {
    id: 'dues-paid-by-rows',
    name: '每笔应缴的已缴额等于入账各行和认领之和',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ due: string; kept: number; added: number }>`
        with paid as (
          select r.person_id, r.due_id, sum(r.applied_person + r.applied_employer)::bigint as amount
          from contribution_row r
          join contribution_file f on f.department_id = r.department_id and f.id = r.file_id and f.confirmed_at is not null
          where r.due_id is not null group by 1, 2
          union all
          select person_id, due_id, sum(amount)::bigint from contribution_resolution
          where kind = 'claim' and decided = 'approved' group by 1, 2
        ), added as (select person_id, due_id, sum(amount)::bigint as amount from paid group by 1, 2)
        select d.id as due, d.paid_person + d.paid_employer as kept, coalesce(a.amount, 0)::bigint as added
        from contribution_due d left join added a on a.person_id = d.person_id and a.due_id = d.id
        where d.paid_person + d.paid_employer <> coalesce(a.amount, 0)
        union all
        select a.due_id, 0, a.amount from added a
        where not exists (select from contribution_due d where d.person_id = a.person_id and d.id = a.due_id)
        limit ${listed}`.execute(db);
      return {
        checked: await count(db, 'contribution_due'),
        failures: rows.map(
          ({ due, kept, added }) => `应缴${due}：记已缴${formatYuan(kept)}元，各行之和${formatYuan(added)}元。`,
        ),
      };
    },
  },
  {
    id: 'collections-in-fund-books',
    name: '征收文件、退费认领、资助名单、退休人员个人账户划入都在基金账上，逐笔相等',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ what: string; own: number; booked: number }>`
        with owed as (
          select f.department_id, 'file' as of, f.id, sum(r.applied_person + r.applied_employer + r.held)::bigint as amount
          from contribution_file f
          join contribution_row r on r.department_id = f.department_id and r.file_id = f.id
          where f.confirmed_at is not null group by 1, 2, 3
          union all
          select department_id, 'resolution', id, amount from contribution_resolution where decided = 'approved'
          union all
          select l.department_id, 'subsidy', l.id, 2 * sum(g.amount)::bigint from enrolment_subsidy_list l
          join enrolment_subsidy g on g.department_id = l.department_id and g.list_id = l.id
          where l.decided = 'approved' group by 1, 2, 3
          union all
          select l.department_id, 'account-credit', l.id, 2 * sum(c.amount)::bigint from account_credit_list l
          join account_credit c on c.department_id = l.department_id and c.list_id = l.id
          where l.decided = 'approved' and l.kind = 'retired' group by 1, 2, 3
        ), booked as (
          select v.department_id, v.of, v.of_id, sum(l.amount) filter (where l.amount > 0)::bigint as amount,
                 sum(l.amount) filter (where l.amount > 0 and l.account <> 'temporary-receipt')::bigint as deposits
          from contribution_voucher v
          join ledger_entry e on e.set_id = v.set_id and e.voucher_id = v.voucher_id
          join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id
          group by 1, 2, 3
        )
        select o.of || o.id as what, o.amount as own, coalesce(b.amount, 0)::bigint as booked
        from owed o
        left join booked b on b.department_id = o.department_id and b.of = o.of and b.of_id = o.id
        where o.amount <> coalesce(b.amount, 0) - (case when o.of = 'resolution' then coalesce(b.deposits, 0) else 0 end)
        limit ${listed}`.execute(db);
      return {
        checked: await count(db, 'contribution_voucher'),
        failures: rows.map(
          ({ what, own, booked }) => `${what}：台账${formatYuan(own)}元，账上${formatYuan(booked)}元。`,
        ),
      };
    },
  },
  {
    id: 'rows-have-their-own',
    name: '征收文件里认到人、认到应缴的每一行，其人和应缴都在',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ file: string; row: number }>`
        select r.file_id as file, r.row from contribution_row r
        where (r.person_id is not null and not exists (select from insured_person p where p.id = r.person_id))
           or (r.due_id is not null
               and not exists (select from contribution_due d where d.person_id = r.person_id and d.id = r.due_id))
        limit ${listed}`.execute(db);
      return {
        checked: await count(db, 'contribution_row'),
        failures: rows.map(({ file, row }) => `征收文件${file}第${row}行所认的人或应缴不在登记里。`),
      };
    },
  },
  {
    id: 'held-resolved-once',
    name: '每行挂暂收款的金额没有处理两次',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ file: string; row: number }>`
        select r.file_id as file, r.row from contribution_row r
        join contribution_resolution o on o.department_id = r.department_id and o.file_id = r.file_id and o.row = r.row
          and o.decided = 'approved'
        group by r.department_id, r.file_id, r.row having sum(o.amount) > max(r.held) limit ${listed}`.execute(db);
      return {
        checked: await count(db, 'contribution_resolution'),
        failures: rows.map(({ file, row }) => `征收文件${file}第${row}行处理的金额超过挂账的金额。`),
      };
    },
  },
];

async function count(
  db: Parameters<Verifier['run']>[0],
  table: 'contribution_due' | 'contribution_row' | 'contribution_voucher' | 'contribution_resolution',
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n ?? 0;
}
