/**
 * 医保目录 as the desk asks it: the rows of some codes, read once and held until another import has changed the catalogue. How many
 * imports there are says whether it has.
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { CompiledQuery, type Kysely } from 'kysely';
import { type CatalogueItem } from './decide.ts';

interface ItemRow {
  readonly code: string;
  readonly from: DateText;
  readonly to: DateText | null;
  readonly kind: CatalogueItem['kind'];
  readonly name: string;
  readonly specification: string;
  readonly class: CatalogueItem['class'];
  readonly price_limit: number | null;
  readonly first_pay: number;
}

const itemsAtMost = 200_000;

export class CatalogueItems {
  #imports = -1;
  #byCode = new Map<string, readonly CatalogueItem[]>();

  /** Every row of these codes, the earliest first; a code without any is not among them. `imports` is how many there are now. */
  async of(db: Kysely<Database>, codes: ReadonlySet<string>, imports: number): Promise<ItemsByCode> {
    if (imports !== this.#imports || this.#byCode.size > itemsAtMost) {
      this.#imports = imports;
      this.#byCode = new Map();
    }
    const held = this.#byCode;
    const missing = [...codes].filter((code) => !held.has(code));
    if (missing.length > 0) {
      const found = Map.groupBy(await readItems(db, missing), ({ code }) => code);
      for (const code of missing) held.set(code, found.get(code) ?? []);
    }
    return held;
  }
}

export type ItemsByCode = ReadonlyMap<string, readonly CatalogueItem[]>;

async function readItems(db: Kysely<Database>, codes: readonly string[]): Promise<readonly CatalogueItem[]> {
  const { rows } = await db.executeQuery<ItemRow>(
    CompiledQuery.raw(
      `/* prepared: catalogue-items */
      select code, from_date as "from", to_date as "to", kind, name, specification, class, price_limit, first_pay
      from catalogue_item where code = any($1) and (to_date is null or to_date >= from_date) order by code, from_date`,
      [codes],
    ),
  );
  return rows.map(({ price_limit: priceLimit, first_pay: firstPay, ...row }) => ({ ...row, priceLimit, firstPay }));
}
