/**
 * Many figures are counted from the same register. A handle of the database that shares its reads answers each of them once, for
 * as long as the handle is kept – one request's reader, say – so that all its figures see the same register:
 *
 *     const shared = sharingReads(db);
 *     await readOnce(shared, 'staff qinghe', () => listPersons(shared, 'qinghe'));
 */
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';

const sharing = new WeakMap<Kysely<Database>, Map<string, Promise<unknown>>>();

/** A handle of the same database that remembers what `readOnce` has read by it. */
export function sharingReads(db: Kysely<Database>): Kysely<Database> {
  const handle = db.withTables<Record<never, never>>();
  sharing.set(handle, new Map());
  return handle;
}

/** Reads, or gives what was read by the same key before; by a handle that does not share, always reads. */
export function readOnce<Answer>(db: Kysely<Database>, key: string, read: () => Promise<Answer>): Promise<Answer> {
  const known = sharing.get(db);
  if (known === undefined) return read();
  let answer = known.get(key) as Promise<Answer> | undefined;
  if (answer === undefined) {
    answer = read();
    known.set(key, answer);
  }
  return answer;
}
