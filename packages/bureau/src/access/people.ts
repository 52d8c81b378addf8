/** People and their grants on the database. */
import { type Database } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { type Grant } from './decide.ts';
import { isRole } from './roles.ts';

type Db = Kysely<Database>;

/** A person's grants that have not been taken away; their days are the caller's to look at. */
export async function findGrants(db: Db, personId: string): Promise<readonly Grant[]> {
  const rows = await db
    .selectFrom('access_grant')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('from_date')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ role, department_id, unit_id, from_date, to_date }) =>
    // A role that a later version knew and this one does not gives nothing.
    isRole(role) ? [{ role, department: department_id, unit: unit_id, from: from_date, to: to_date }] : [],
  );
}

/** True if there is anybody, shut out or not. */
export async function peopleExist(db: Db): Promise<boolean> {
  return (await db.selectFrom('access_person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  /** From `hashPassword`, made before the transaction begins: it takes a while. */
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly demonstration: boolean;
  readonly at: Date;
  readonly grants: readonly (Grant & { readonly id: string })[];
}

/** Writes a person whose facts have been decided. */
export async function insertPerson(trx: Transaction<Database>, person: NewPerson): Promise<void> {
  const { id, at } = person;
  await trx
    .insertInto('access_person')
    .values({
      id,
      name: person.name,
      sign_in: person.signIn.toLowerCase(),
      password: person.passwordHash,
      password_set_at: at,
      must_change_password: person.mustChangePassword,
      demonstration: person.demonstration,
      added_at: at,
    })
    .execute();
  for (const grant of person.grants) await insertGrant(trx, id, grant, at);
}

export async function insertGrant(
  trx: Transaction<Database>,
  personId: string,
  grant: Grant & { readonly id: string },
  at: Date,
): Promise<void> {
  await trx
    .insertInto('access_grant')
    .values({
      person_id: personId,
      id: grant.id,
      role: grant.role,
      department_id: grant.department,
      unit_id: grant.unit,
      from_date: grant.from,
      to_date: grant.to,
      granted_at: at,
    })
    .execute();
}
