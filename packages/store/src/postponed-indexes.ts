/**
 * What is filled with millions of rows is indexed afterwards, and its foreign keys are looked at afterwards: sorting or joining them once
 * costs a fraction of finding each its place. Only tables with few rows yet, so that nobody misses an index meanwhile.
 *
 *     const later = await postponeIndexes(trx, ['settlement']);   // autovacuum waits too
 *     …                                                            // COPY
 *     await makeIndexes(db, later);
 */
import { type Kysely, sql } from 'kysely';
import { type Database } from './database.ts';

const fewRows = 10_000;

interface Index {
  readonly name: string;
  readonly definition: string;
  /** Of a primary key or a uniqueness that is a constraint. */
  readonly constraint: string | null;
  readonly rule: string | null;
}

/**
 * Drops indexes and foreign keys of those tables that hold little yet; returns the statements that make them again, which are to be kept
 * where they cannot get lost. Unique indexes stay, because they alone keep a row from being written twice, unless `unique` says that all
 * happens in one transaction; so do those of some rows only: going through the table for them would cost more than they do meanwhile.
 * A foreign key made again waits for whoever writes into the table that it names.
 */
export async function postponeIndexes(
  trx: Kysely<Database>,
  tables: readonly (keyof Database)[],
  { unique = false } = {},
): Promise<readonly string[]> {
  const later: string[] = [];
  const rules: string[] = [];
  const atLast: string[] = [];
  for (const table of tables) {
    const some = await sql`select from ${sql.table(table)} limit ${fewRows + 1}`.execute(trx);
    if (some.rows.length > fewRows) continue;
    const { rows } = await sql<Index>`
      select quote_ident(c.relname) as name, pg_get_indexdef(i.indexrelid) as definition,
             quote_ident(k.conname) as constraint, pg_get_constraintdef(k.oid) as rule
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
      where i.indrelid = ${table}::regclass and (${unique} or not (i.indisunique or i.indpred is not null))
      order by c.relname`.execute(trx);
    for (const { name, definition, constraint, rule } of rows) {
      if (constraint === null || rule === null) {
        await sql`drop index ${sql.raw(name)}`.execute(trx);
        later.push(definition.replace(/^(CREATE (?:UNIQUE )?INDEX) /, '$1 IF NOT EXISTS '));
      } else {
        await sql`alter table ${sql.table(table)} drop constraint ${sql.raw(constraint)}`.execute(trx);
        later.push(constraintUnlessThere(table, constraint, rule));
      }
    }
    const named = await sql<{ name: string; rule: string }>`
      select quote_ident(conname) as name, pg_get_constraintdef(oid) as rule
      from pg_constraint where conrelid = ${table}::regclass and contype = 'f' order by conname`.execute(trx);
    for (const { name, rule } of named.rows) {
      await sql`alter table ${sql.table(table)} drop constraint ${sql.raw(name)}`.execute(trx);
      rules.push(constraintUnlessThere(table, name, rule));
    }
    await sql`alter table ${sql.table(table)} set (autovacuum_enabled = off)`.execute(trx);
    // Whoever vacuums a table beside those that are still indexed takes their time.
    atLast.push(`alter table ${table} reset (autovacuum_enabled)`);
  }
  return [...later, ...rules, ...atLast];
}

function constraintUnlessThere(table: string, name: string, rule: string): string {
  return `do $$ begin
    if not exists (select from pg_constraint where conrelid = '${table}'::regclass and quote_ident(conname) = '${name}') then
      alter table ${table} add constraint ${name} ${rule};
    end if;
  end $$`;
}

/** Makes what was postponed, what was made already by one who was stopped left alone; with memory enough to sort. */
export async function makeIndexes(db: Kysely<Database>, later: readonly string[]): Promise<void> {
  await sql`set maintenance_work_mem = '512MB'`.execute(db);
  for (const statement of later) await sql.raw(statement).execute(db);
  await sql`reset maintenance_work_mem`.execute(db);
}
