/** What the people are called that records name by their ids. */
import { type Db } from '../books/index.ts';

export async function peopleNames(db: Db): Promise<(id: string | null) => string> {
  const rows = await db.selectFrom('access_person').select(['id', 'name']).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? '' : (names.get(id) ?? ''));
}
