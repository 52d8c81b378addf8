/** What is told of all settlements is what each of them says. */
import { sql } from 'kysely';
import { type Verification, type Verifier } from '../verifier.ts';

const listed = 20;

export const overviewVerifiers: readonly Verifier[] = [
  {
    id: 'burden-told-of-own-bureau',
    name: '每人一年的负担计入为其结算过的经办机构',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ person: string; year: number; department: string }>`
        select a.person_id as person, a.year, a.department_id as department
        from settlement_accumulator a
        where not exists (select from settlement s where s.person_id = a.person_id and s.year = a.year and s.scheme = a.scheme
                          and s.department_id = a.department_id)
        limit ${listed}`.execute(db);
      const { rows: counted } = await sql<{ n: number }>`
        select count(*)::integer as n from settlement_accumulator`.execute(db);
      return {
        checked: counted[0]?.n ?? 0,
        failures: rows.map(
          ({ person, year, department }) => `参保人员${person}${year}年的负担计在${department}，它没有为此人结算过。`,
        ),
      };
    },
  },
  {
    id: 'settlement-summary-adds-up',
    name: '按月汇总的人次和金额等于逐笔结算之和',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ what: string; kept: string; added: string }>`
        with added as (
          select department_id, date_trunc('month', settled_on)::date as month, scheme, visit_kind, institution_level, visit_item,
                 care_area, channel, sum(case kind when 'settled' then 1 when 'cancelled' then -1 else 0 end) as visits, sum(total) as total, sum(own) as own,
                 sum(in_scope) as in_scope, sum(pool) as pool, sum(critical_illness) as critical_illness,
                 sum(large_amount) as large_amount, sum(civil_servant) as civil_servant, sum(assistance) as assistance,
                 sum(cadre) as cadre, sum(hospital_borne) as hospital_borne, sum(account) as account, sum(cash) as cash
          from settlement group by 1, 2, 3, 4, 5, 6, 7, 8
        ), kept as (
          select department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel,
                 sum(visits) as visits, sum(total) as total, sum(own) as own, sum(in_scope) as in_scope, sum(pool) as pool,
                 sum(critical_illness) as critical_illness, sum(large_amount) as large_amount, sum(civil_servant) as civil_servant,
                 sum(assistance) as assistance, sum(cadre) as cadre, sum(hospital_borne) as hospital_borne, sum(account) as account,
                 sum(cash) as cash
          from settlement_summary group by 1, 2, 3, 4, 5, 6, 7, 8
        )
        select concat_ws(' ', department_id, to_char(month, 'YYYY-MM'), scheme, visit_kind, institution_level, visit_item, care_area,
                         channel) as what,
               coalesce(k.total, 0)::text as kept, coalesce(a.total, 0)::text as added
        from kept k
        full join added a using (department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel)
        where (k.visits, k.total, k.own, k.in_scope, k.pool, k.critical_illness, k.large_amount, k.civil_servant, k.assistance, k.cadre,
               k.hospital_borne, k.account, k.cash) is distinct from
              (a.visits, a.total, a.own, a.in_scope, a.pool, a.critical_illness, a.large_amount, a.civil_servant, a.assistance, a.cadre,
               a.hospital_borne, a.account, a.cash)
        limit ${listed}`.execute(db);
      const { rows: counted } = await sql<{ n: number }>`
        select count(*)::integer as n
        from (select from settlement_summary
              group by department_id, month, scheme, visit_kind, institution_level, visit_item, care_area, channel) as groups`.execute(
        db,
      );
      return {
        checked: counted[0]?.n ?? 0,
        failures: rows.map(
          ({ what, kept, added }) => `${what}：汇总的费用是${kept}分，逐笔之和是${added}分，或人次与分项不等。`,
        ),
      };
    },
  },
];
