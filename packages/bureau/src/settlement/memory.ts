/**
 * What the desk of one database remembers between settlements: which set keeps which fund, which plans are stored already, and the
 * items of the catalogue it was asked for. Each is looked up anew where it may have changed; none decides anything.
 */
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type Charts } from '../books/index.ts';
import { CatalogueItems } from '../registry/catalogue/index.ts';

type Db = Kysely<Database>;

export class DeskMemory {
  readonly items = new CatalogueItems();
  /** Hashes of plans that are on disk, in hexadecimal. */
  readonly plans = new Set<string>();
  readonly #sets = new Map<string, ReadonlyMap<string, string>>();

  /** Which set of the department keeps each fund; read anew where one of those asked for is not known. */
  async setsFor(db: Db, department: string, funds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = this.#sets.get(department);
    if (known !== undefined && funds.every((fund) => known.has(fund))) return known;
    const read = await fundSetsOf(db, department);
    this.#sets.set(department, read);
    return read;
  }
}

const memories = new WeakMap<Charts, DeskMemory>();

/** The memory that goes with the charts of a database. */
export function memoryOf(charts: Charts): DeskMemory {
  const known = memories.get(charts) ?? new DeskMemory();
  memories.set(charts, known);
  return known;
}

/** Which set of a department keeps each fund. */
export async function fundSetsOf(db: Db, department: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('account_set as s')
    .innerJoin('accounting_unit as u', 'u.id', 's.unit_id')
    .select(['s.id', 's.funds'])
    .where('u.department_id', '=', department)
    .where('s.book', '=', 'fund')
    .orderBy('s.id')
    .execute();
  return new Map(rows.toReversed().flatMap(({ id, funds }) => funds.map((fund) => [fund, id] as const)));
}
