/**
 * What tests need of a bureau: the demonstration in a database of its own, in a fraction of the time that loading it takes,
 *
 *     const store = await demonstrationDatabase();
 *
 * and somebody signed in, without the tenth of a second that a password takes:
 *
 *     const { cookie, personId } = await signedIn(store.db, ['department-accountant']);
 *     await fetch(address, { headers: { cookie } });
 */
import { randomBytes } from 'node:crypto';
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId, type Store } from '@mingzhang/store';
import { filledTestDatabase } from '@mingzhang/store/testing';
import { type Kysely } from 'kysely';
import { type IdentityKey, identityKey } from './access/identity.ts';
import { insertPerson } from './access/people.ts';
import { type RoleId } from './access/roles.ts';
import { startSession } from './access/sessions.ts';
import { loadDemonstration } from './demonstration/index.ts';

export { line, salary, setUpBooks, type TestBooks } from './books/testing.ts';
export { otherPrograms, ourBalances } from './books/testing-other-programs.ts';
export { department, insured, setUpFunds, stay } from './settlement/testing.ts';
export { setUpTreasury } from './treasury/testing.ts';

/** The last day that the demonstration of the tests knows, unless they ask for another. */
export const demonstrationDay: DateText = '2026-06-20';

/** What its identity numbers are encrypted with; as MINGZHANG_KEY takes it. */
const demonstrationSecret = Buffer.alloc(32, 1);
export const demonstrationKey: IdentityKey = identityKey(demonstrationSecret);
export const demonstrationKeyText = demonstrationSecret.toString('base64');

/** A store on a database of its own with the demonstration in it; it is loaded once for a day in a run of the tests. */
export function demonstrationDatabase(today: DateText = demonstrationDay): Promise<Store> {
  return filledTestDatabase(`demonstration_${today.replaceAll('-', '')}`, ({ db }) =>
    loadDemonstration(db, today, new Date(`${today}T08:00:00Z`), demonstrationKey),
  );
}

export interface SignedIn {
  readonly personId: string;
  readonly name: string;
  /** Of the session; `cookie` carries it. */
  readonly token: string;
  /** The value of a request's cookie header. */
  readonly cookie: string;
}

interface Where {
  readonly name?: string;
  /** Null, or left out, is the whole bureau. */
  readonly department?: string | null;
  readonly unit?: string | null;
}

/** Makes a person with these roles, from 2000 on, and a session that began just now. */
export async function signedIn(db: Kysely<Database>, roles: readonly RoleId[], where: Where = {}): Promise<SignedIn> {
  const at = new Date();
  const personId = newId();
  const token = randomBytes(32).toString('base64url');
  const name = where.name ?? '试验员';
  const { department = null, unit = null } = where;
  await db.transaction().execute(async (trx) => {
    await insertPerson(trx, {
      id: personId,
      name,
      signIn: `test-${personId}`,
      // No password has this hash.
      passwordHash: 'none',
      mustChangePassword: false,
      demonstration: false,
      at,
      grants: roles.map((role) => ({ id: newId(), role, department, unit, from: '2000-01-01', to: null })),
    });
    await startSession(trx, { token, personId, at, address: '127.0.0.1', agent: 'test' });
  });
  return { personId, name, token, cookie: `mingzhang=${token}` };
}
