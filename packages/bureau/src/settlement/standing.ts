/**
 * Everything that settlements are decided on, by one statement: each person with what was entered of them, what they have used of the
 * year, what stands on their account, and whether the visit or the id is known already.
 */
import { type Accumulators } from '@mingzhang/policy';
import { arrayRows, type Database } from '@mingzhang/store';
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
  /** How many imports of the catalogue have been confirmed. */
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
    (select area from department where id = asked.department) as division,
    (select fingerprint from settlement where person_id = p.id and id = asked.id) as fingerprint,
    (select s.settled_on from settlement s
     where s.person_id = p.id and s.kind = 'settled' and s.institution = asked.institution and s.visit_number = asked.number
       and not exists (select from settlement c where c.person_id = s.person_id and c.cancels = s.id)
     limit 1) as "settledOn",
    (select coalesce(json_agg(json_build_object('scheme', a.scheme, 'used', a.used, 'version', a.version)), '[]')
     from settlement_accumulator a where a.person_id = p.id and a.year = asked.year) as used,
    coalesce((select balance from personal_account where person_id = p.id), 0) as balance,
    (select count(*) from catalogue_import where confirmed_at is not null) as imports
  from ${arrayRows({ person: 'uuid', id: 'uuid', department: 'text', institution: 'text', number: 'text', year: 'integer' }, 1, 'asked')}
  join insured_person p on p.id = asked.person`;

/** As it stands now; null where there is no such person. Each person is asked for once. */
export async function standingsOf(
  db: Kysely<Database>,
  wanted: readonly Asked[],
): Promise<readonly (Standing | null)[]> {
  const known = wanted.filter(({ person }) => uuid.test(person));
  const { rows } = await db.executeQuery<Standing>(
    CompiledQuery.raw(read, [
      known.map(({ person }) => person),
      known.map(({ id }) => id),
      known.map(({ department }) => department),
      known.map(({ institution }) => institution),
      known.map(({ number }) => number),
      known.map(({ year }) => year),
    ]),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return wanted.map(({ person }) => found.get(person) ?? null);
}

export async function standingOf(db: Kysely<Database>, asked: Asked): Promise<Standing | null> {
  const [standing = null] = await standingsOf(db, [asked]);
  return standing;
}

/** A person with all that decides whether they may draw anything; null where there is none. */
export async function findClaimant(db: Kysely<Database>, person: string): Promise<Claimant | null> {
  return standingOf(db, { person, id: null, department: '', institution: '', number: '', year: 0 });
}

/** The same, with the persons held: nobody else decides anything about them before the transaction ends. */
export async function holdStandings(
  trx: Kysely<Database>,
  wanted: readonly Asked[],
): Promise<readonly (Standing | null)[]> {
  const persons = wanted.map(({ person }) => person).filter((person) => uuid.test(person));
  // Two statements, the second sent without waiting for the first's answer: what is read after it has waited is read afresh.
  const [, standings] = await Promise.all([
    trx.executeQuery(CompiledQuery.raw(lockInsuredStatement, [persons])),
    standingsOf(trx, wanted),
  ]);
  return standings;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
