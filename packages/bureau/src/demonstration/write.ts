/** Rows in bulk: one statement a table, in the transaction that loads the demonstration. */
import { type DateText } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { sql, type Transaction } from 'kysely';

export type Trx = Transaction<Database>;

/** Who draws up and who checks, and in the business figures as well. */
export interface Persons {
  readonly maker: string;
  readonly checker: string;
}

type Cell = string | number | boolean | null | object;

/** Inserts rows that all have the columns of the first. */
export async function insertAll<Name extends keyof Database & string>(
  trx: Trx,
  table: Name,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    trx,
  );
}

/** When somebody wrote something down on a day, as the database takes it; not after `latest` where that is told. */
export function writtenOn(date: string, hour = 8, latest?: Date): string {
  const written = `${date}T${String(hour).padStart(2, '0')}:30:00Z`;
  return latest === undefined ? written : notAfter(latest, Date.parse(written)).toISOString();
}

/** When the demonstration is loaded: what it says of that day was done before, whatever the hour. */
export interface Loading {
  readonly at: Date;
}

/** Who did it on a day, some minutes into the working day. */
export function handOn({ at }: Loading, day: DateText, by: string, minutes = 0) {
  return { by, at: notAfter(at, Date.parse(`${day}T01:00:00Z`) + minutes * 60_000), today: day };
}

function notAfter(latest: Date, moment: number): Date {
  return new Date(Math.min(latest.getTime(), moment));
}

/** What the demonstration's own desk refuses is a mistake of ours. */
export function done(outcome: object): void {
  if (!('refusal' in outcome)) return;
  throw new Error((outcome.refusal as { readonly message: string }).message);
}
