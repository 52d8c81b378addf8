/**
 * A connection for what arrives in bulk: `copy` writes rows by COPY, `db` asks and decides, and both are the same session, so that
 * rows, decisions and marks of progress stand in one transaction.
 *
 *     const bulk = await openBulk(store.url);
 *     await bulk.db.transaction().execute(async (trx) => {
 *       await bulk.copy('insured_person', ['id', 'name'], [copyLine([id, name])]);
 *       await trx.updateTable('county_part')…
 *     });
 *     await bulk.close();
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database } from './database.ts';
import { newClient } from './pool.ts';

export interface Bulk {
  /** One session; transactions one after the other. */
  readonly db: Kysely<Database>;
  /** Writes lines made by `copyLine` into the columns, in the session's transaction where it has one. Rejects as the server does. */
  copy(table: keyof Database, columns: readonly string[], lines: Iterable<string> | CopyLines): Promise<void>;
  close(): Promise<void>;
}

export async function openBulk(url: string): Promise<Bulk> {
  const client = newClient(url);
  client.on('error', () => {});
  await client.connect();
  // Files of the log are filled with zeroes before they are used: twice the writing where it grows by gigabytes.
  await client.query(`
    select set_config('wal_init_zero', 'off', false) from pg_roles where rolname = current_user and rolsuper`);
  const lent = {
    query: (text: string, parameters: readonly unknown[]) => client.query(text, [...parameters]),
    release: () => {},
  };
  const pool = { connect: async () => lent, end: async () => {} };
  const db = new Kysely<Database>({
    // Only what a dialect asks of a pool; cursors are not used.
    dialect: new PostgresDialect({
      pool: pool as unknown as ConstructorParameters<typeof PostgresDialect>[0]['pool'] & object,
    }),
  });
  return {
    db,
    copy: async (table, columns, lines) => {
      const named = sql`copy ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) from stdin`;
      const stream = client.query(copyFrom(named.compile(db).sql));
      await pipeline(Readable.from(pieces(lines)), stream);
    },
    close: async () => {
      await db.destroy();
      await client.end();
    },
  };
}

const pieceBytes = 1 << 18;

/**
 * Lines as they will be sent, a quarter of a megabyte at a time: a write a line would cost more than the line, and a million lines kept
 * as strings more than what they say.
 */
export class CopyLines {
  readonly #whole: Buffer[] = [];
  #held = Buffer.allocUnsafeSlow(pieceBytes);
  #used = 0;

  add(line: string): void {
    // A UTF-16 unit takes three bytes at most.
    if (line.length * 3 > this.#held.length - this.#used) {
      if (this.#used > 0) this.#whole.push(this.#held.subarray(0, this.#used));
      this.#held = Buffer.allocUnsafeSlow(Math.max(pieceBytes, line.length * 3));
      this.#used = 0;
    }
    this.#used += this.#held.write(line, this.#used);
  }

  /** What is full, each once. */
  takeWhole(): readonly Buffer[] {
    return this.#whole.splice(0);
  }

  /** All that has not been taken. */
  takeAll(): readonly Buffer[] {
    const rest = this.#used > 0 ? [this.#held.subarray(0, this.#used)] : [];
    const all = [...this.#whole.splice(0), ...rest];
    this.#held = this.#held.subarray(this.#used);
    this.#used = 0;
    return all;
  }
}

function* pieces(lines: Iterable<string> | CopyLines): Generator<Buffer> {
  if (lines instanceof CopyLines) {
    yield* lines.takeAll();
    return;
  }
  const encoded = new CopyLines();
  for (const line of lines) {
    encoded.add(line);
    yield* encoded.takeWhole();
  }
  yield* encoded.takeAll();
}

export type CopyValue = string | number | boolean | null | Uint8Array;

/** A row as COPY reads it: tabs between, a newline at the end, `\N` for nothing; JSON and dates come as their text. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += '\t';
    const value = values[index];
    if (value === null || value === undefined) line += '\\N';
    else if (typeof value === 'string') line += special.test(value) ? escaped(value) : value;
    else if (typeof value === 'number') line += value;
    else if (typeof value === 'boolean') line += value ? 't' : 'f';
    else line += `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  }
  return `${line}\n`;
}

const special = /[\\\t\n\r]/;

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
