/**
 * 重复参保: the same person in two schemes or two places at once. The registry lets nobody into two spells on one day, so what is left
 * to find is a resident's due for a year in which the person is insured as an employee, or elsewhere.
 */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { sql } from 'kysely';
import { type IdentityKey, maskedIdentity } from '../access/index.ts';
import { type Db } from './common.ts';

export const duplicateKinds = {
  'resident-while-employed': '居民缴费后参加职工医保',
  'enrolled-elsewhere': '在外地参保',
} as const;

export type DuplicateKind = keyof typeof duplicateKinds;

export interface Duplicate {
  readonly kind: DuplicateKind;
  readonly person: string;
  readonly name: string;
  /** Masked. */
  readonly identity: string;
  readonly due: string;
  readonly period: string;
  readonly paid: Fen;
  /** The other cover: scheme, place, since. */
  readonly other: string;
  readonly since: DateText;
}

/** Whoever is enrolled as a resident for a year and insured otherwise on its first day or later; at most `limit`. */
export async function findDuplicates(
  db: Db,
  key: IdentityKey,
  { department, year, limit }: { readonly department: string; readonly year: number; readonly limit: number },
): Promise<readonly Duplicate[]> {
  const { rows } = await sql<Omit<Duplicate, 'identity'> & { sealed: Buffer }>`
    with elsewhere as materialized (
      select s.person_id, s.scheme, s.area, s.from_date, b.area as own
      from department b
      join insured_spell s on (s.scheme <> 'resident' or s.area <> b.area) and s.from_date <= ${`${year}-12-31`}::date
        and (s.to_date is null or s.to_date >= greatest(s.from_date, ${`${year}-01-01`}::date))
      where b.id = ${department}
    )
    select case when s.area <> s.own then 'enrolled-elsewhere' else 'resident-while-employed' end as kind,
           d.person_id as person, p.name, p.identity_sealed as sealed, d.id as due, d.period, d.paid_person as paid,
           s.scheme || ' ' || s.area as other, s.from_date as since
    from elsewhere s
    -- One look for each of them: the planner would go through everybody's dues of the year.
    cross join lateral (
      select * from contribution_due d
      where d.person_id = s.person_id and d.scheme = 'resident' and d.period = ${String(year)} and d.withdrawn_at is null
      offset 0
    ) d
    join insured_person p on p.id = d.person_id
    where d.department_id = ${department}
    order by d.person_id limit ${limit}`.execute(db);
  return rows.map(({ sealed, ...row }) => ({ ...row, identity: maskedIdentity(key, sealed) }));
}
