/**
 * The lines of settlements classified again by the catalogue in force on their day, as the desk classifies lines that come with a code
 * alone. Lump sums stay as they are. A code that the catalogue does not have stops the person: nobody guesses what it was.
 */
import { type FeeLine } from '@mingzhang/policy';
import { type Database } from '@mingzhang/store';
import { type Kysely, sql } from 'kysely';
import { type CatalogueItems } from '../../registry/catalogue/index.ts';
import { classifiedBill } from '../lines.ts';
import { billOf } from '../premises.ts';
import { type PersonYear } from './read-year.ts';

export async function byCatalogue(
  db: Kysely<Database>,
  items: CatalogueItems,
  persons: readonly PersonYear[],
): Promise<readonly PersonYear[]> {
  const { rows } = await sql<{ settlement: string; bill: string }>`
    select d.settlement_id as settlement, d.bill
    from unnest(${persons.flatMap(({ person, rows: own }) => own.map(() => person))}::uuid[],
                ${persons.flatMap(({ rows: own }) => own.map(({ id }) => id))}::uuid[]) as a (person_id, settlement_id)
    join settlement_derivation d using (person_id, settlement_id)`.execute(db);
  const lines = new Map(rows.map(({ settlement, bill }) => [settlement, billOf(bill).lines]));
  const codes = new Set([...lines.values()].flatMap((all) => all.map(({ code }) => code)));
  const { rows: imports } = await sql<{ n: number }>`select count(*)::integer as n from catalogue_import`.execute(db);
  const known = await items.of(db, codes, imports[0]?.n ?? 0);
  return persons.map((person): PersonYear => {
    const own: PersonYear['rows'][number][] = [];
    for (const row of person.rows) {
      const kept = row.kind === 'settled' ? (lines.get(row.id) ?? []) : [];
      const coded = kept.map(({ code, quantity, price, amount, day }) => ({ code, quantity, price, amount, day }));
      const bill = classifiedBill({ lines: coded, hospitalBorne: 0, account: 0 }, known, spanOf(kept));
      if ('refusal' in bill) {
        const message = `${row.visit.day}的结算不能按目录重新归类：${bill.refusal.message}`;
        return { ...person, unclassified: { kind: 'stopped', settlement: row.id, message } };
      }
      own.push(bill.lines.length === 0 ? row : { ...row, lines: bill.lines });
    }
    return { ...person, rows: own };
  });
}

/** The days were looked at when it was settled. */
function spanOf(lines: readonly FeeLine[]) {
  const days = lines.map(({ day }) => day).sort();
  return { from: days[0] ?? '', to: days.at(-1) ?? '' };
}
