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
    select case when s.area <> b.area then 'enrolled-elsewhere' else 'resident-while-employed' end as kind,
           d.person_id as person, p.name, p.identity_sealed as sealed, d.id as due, d.period, d.paid_person as paid,
           s.scheme || ' ' || s.area as other, s.from_date as since
    from contribution_due d
    join department b on b.id = d.department_id
    join insured_person p on p.id = d.person_id
    join insured_spell s on s.person_id = d.person_id and (s.scheme <> 'resident' or s.area <> b.area)
      and s.from_date <= (d.period || '-12-31')::date
      and (s.to_date is null or s.to_date >= greatest(s.from_date, (d.period || '-01-01')::date))
    where d.department_id = ${department} and d.scheme = 'resident' and d.period = ${String(year)} and d.withdrawn_at is null
    order by d.person_id limit ${limit}`.execute(db);
  return rows.map(({ sealed, ...row }) => ({ ...row, identity: maskedIdentity(key, sealed) }));
}
