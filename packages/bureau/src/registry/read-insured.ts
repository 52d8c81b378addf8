/**
 * A person with everything that was entered of them, as one row: what the registry and the settlement desk read by one statement.
 * The person's own row is `p`.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Known } from './decide.ts';

export interface InsuredPerson extends Known {
  readonly id: string;
  readonly name: string;
  readonly bornOn: DateText;
  readonly area: string;
  readonly identity: Buffer;
}

/** Columns of an `InsuredPerson`, under its names. */
export const insuredColumns = `
  p.id, p.name, p.born_on as "bornOn", p.area, p.died_on as "diedOn", p.identity_sealed as identity,
  (select coalesce(json_agg(json_build_object(
     'id', s.id, 'scheme', s.scheme, 'area', s.area, 'member', s.member, 'civilServant', s.civil_servant,
     'from', s.from_date, 'to', s.to_date, 'waitingUntil', s.waiting_until) order by s.from_date), '[]')
   from insured_spell s where s.person_id = p.id) as spells,
  (select coalesce(json_agg(json_build_object(
     'id', s.id, 'spell', s.spell_id, 'from', s.from_date, 'to', s.to_date, 'reason', s.reason) order by s.from_date), '[]')
   from insured_suspension s where s.person_id = p.id) as suspensions,
  (select coalesce(json_agg(json_build_object(
     'id', c.id, 'category', c.category, 'from', c.from_date, 'knownSince', c.known_since, 'to', c.to_date,
     'endKnownSince', c.end_known_since, 'document', c.document) order by c.from_date), '[]')
   from insured_category c where c.person_id = p.id) as categories`;

/** Holds persons, in the order of their ids, so that nobody else decides anything about them before the transaction ends. */
export const lockInsuredStatement = `/* prepared: lock-insured */
  select id from insured_person where id = any($1::uuid[]) order by id for no key update`;
