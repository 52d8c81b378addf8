/** The years that the pages of 参保缴费 and 资助参保 have something of, so that they open at the latest. */
import { sql } from 'kysely';
import { type Db } from './common.ts';

export interface EnrolmentYears {
  /** With residents enrolled for them. */
  readonly enrolled: readonly number[];
  /** With somebody enrolled who is to be subsidised. */
  readonly subsidised: readonly number[];
}

/** The latest first. From year to year by the index, so that a county's millions of dues are not read. */
export async function enrolmentYears(db: Db, department: string): Promise<EnrolmentYears> {
  const { rows } = await sql<{ year: number; enrolled: boolean; subsidised: boolean }>`
    with recursive periods as (
      select max(period) as period from contribution_due where department_id = ${department} and scheme = 'resident'
      union all
      select (select max(d.period) from contribution_due d
              where d.department_id = ${department} and d.scheme = 'resident' and d.period < p.period)
      from periods p where p.period is not null
    )
    select left(p.period, 4)::integer as year,
           exists (select from contribution_due d where d.department_id = ${department} and d.scheme = 'resident'
                   and d.period = p.period and d.withdrawn_at is null) as enrolled,
           exists (select from contribution_due d where d.department_id = ${department} and d.scheme = 'resident'
                   and d.period = p.period and d.withdrawn_at is null and d.subsidy > 0) as subsidised
    from periods p where p.period is not null`.execute(db);
  return {
    enrolled: rows.filter(({ enrolled }) => enrolled).map(({ year }) => year),
    subsidised: rows.filter(({ subsidised }) => subsidised).map(({ year }) => year),
  };
}
