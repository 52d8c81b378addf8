/**
 * Everything that a settlement is decided on, by one statement: the person with what was entered of them, what they have used of the
 * year, what stands on their account, and whether the visit or the id is known already.
 */
import { type Accumulators } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { CompiledQuery, type Kysely } from 'kysely';
import { type InsuredPerson, insuredColumns, lockInsuredStatement } from '../registry/index.ts';
import { filingsColumn } from '../travel/index.ts';
import { type Claimant } from './decide.ts';
import { entitlementsColumn } from './entitlements/read.ts';

export interface Standing extends Claimant, Pick<InsuredPerson, 'id'> {
  /** The division of the department that was asked for; null where there is no such department. */
  readonly division: string | null;
  /** Of a settlement that has this id already. */
  readonly fingerprint: string | null;
  /** When the same visit was settled, where that stands. */
  readonly settledOn: string | null;
  readonly used: readonly { readonly scheme: string; readonly used: Accumulators; readonly version: number }[];
  readonly balance: number;
  /** How many imports the catalogue has had. */
  readonly imports: number;
}

export interface Asked {
  readonly person: string;
  readonly id: string | null;
  readonly department: string;
  readonly institution: string;
  readonly number: string;
  readonly year: number;
}

const read = `/* prepared: settlement-standing */
  select ${insuredColumns}, ${filingsColumn}, ${entitlementsColumn},
    (select area from department where id = $3) as division,
    (select fingerprint from settlement where person_id = p.id and id = $2) as fingerprint,
    (select s.settled_on from settlement s
     where s.person_id = p.id and s.kind = 'settled' and s.institution = $4 and s.visit_number = $5
       and not exists (select from settlement c where c.person_id = s.person_id and c.cancels = s.id)
     limit 1) as "settledOn",
    (select coalesce(json_agg(json_build_object('scheme', a.scheme, 'used', a.used, 'version', a.version)), '[]')
     from settlement_accumulator a where a.person_id = p.id and a.year = $6) as used,
    coalesce((select balance from personal_account where person_id = p.id), 0) as balance,
    (select count(*) from catalogue_import) as imports
  from insured_person p where p.id = $1`;

/** As it stands now; null where there is no such person. */
export async function standingOf(db: Kysely<Database>, asked: Asked): Promise<Standing | null> {
  const { person, id, department, institution, number, year } = asked;
  if (!uuid.test(person)) return null;
  const { rows } = await db.executeQuery<Standing>(
    CompiledQuery.raw(read, [person, id, department, institution, number, year]),
  );
  return rows[0] ?? null;
}

/** A person with all that decides whether they may draw anything; null where there is none. */
export async function findClaimant(db: Kysely<Database>, person: string): Promise<Claimant | null> {
  return standingOf(db, { person, id: null, department: '', institution: '', number: '', year: 0 });
}

/** The same, with the person held: nobody else decides anything about them before the transaction ends. */
export async function holdStanding(trx: Kysely<Database>, asked: Asked): Promise<Standing | null> {
  if (!uuid.test(asked.person)) return null;
  // A statement of its own: what is read after it has waited must be read afresh.
  await trx.executeQuery(CompiledQuery.raw(lockInsuredStatement, [asked.person]));
  return standingOf(trx, asked);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
