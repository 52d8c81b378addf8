/**
 * The tables of a migrated database as TypeScript for Kysely. Column names stay as they are in SQL.
 *
 *     uploaded_at timestamptz not null                → uploaded_at: Timestamp
 *     year integer                                    → year: number | null
 *     number bigint not null default 1                → number: Generated<number>
 */
import { type Kysely, sql } from 'kysely';
import { type Database } from './database.ts';

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly udt_name: string;
  readonly nullable: boolean;
  readonly has_default: boolean;
  readonly always_generated: boolean;
}

/** What our parsers in `pool.ts` give for each type of PostgreSQL's. */
const types: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  json: 'Json',
  jsonb: 'Json',
  numeric: 'string',
  text: 'string',
  timestamptz: 'Timestamp',
  uuid: 'string',
};

/** The aliases that a file needs, each with the sentence that goes above it. */
const aliases: Readonly<Record<string, string>> = {
  Json: `/** Arrives parsed; is written as text, since pg would turn a JavaScript array into one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>;`,
  Timestamp: `/** Arrives as a Date; may be written as ISO text too. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;`,
};

/** The text of `database.ts`. Throws on a column type that has no place in `types`: decide there how it should arrive. */
export async function describeDatabase(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<ColumnRow>`
    select c.table_name, c.column_name, c.udt_name,
           c.is_nullable = 'YES' as nullable,
           c.column_default is not null or c.is_identity = 'YES' as has_default,
           c.is_generated = 'ALWAYS' or c.identity_generation = 'ALWAYS' as always_generated
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
     order by c.table_name collate "C", c.ordinal_position`.execute(db);
  const tables = Map.groupBy(rows, ({ table_name }) => table_name);
  const used = (word: string) => rows.some(({ udt_name }) => types[udt_name] === word);
  const imports = [
    ...(used('Json') || used('Timestamp') ? ['ColumnType'] : []),
    ...(rows.some(({ has_default, always_generated }) => has_default && !always_generated) ? ['Generated'] : []),
    ...(rows.some(({ always_generated }) => always_generated) ? ['GeneratedAlways'] : []),
  ];
  const paragraphs = [
    '// Written by scripts/generate-database-types.ts from the migrated database. Do not edit: add a migration and run it.',
    `export interface Database {\n${[...tables.keys()].map((name) => `  ${name}: ${interfaceName(name)};`).join('\n')}\n}`,
    ...Object.keys(aliases).flatMap((word) => (used(word) ? [aliases[word] ?? ''] : [])),
    ...[...tables].map(
      ([name, columns]) => `interface ${interfaceName(name)} {\n${columns.map(describeColumn).join('\n')}\n}`,
    ),
  ];
  const [header = '', ...rest] = paragraphs;
  const importLine = `import { ${imports.map((name) => `type ${name}`).join(', ')} } from 'kysely';`;
  return `${header}\n${importLine}\n\n${rest.join('\n\n')}\n`;
}

function interfaceName(table: string): string {
  return `${table.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Table`;
}

function describeColumn(column: ColumnRow): string {
  const element = column.udt_name.replace(/^_/, '');
  const type = types[element];
  if (type === undefined) throw new Error(`${column.table_name}.${column.column_name}: no type for ${column.udt_name}`);
  const whole = `${element === column.udt_name ? type : `${type}[]`}${column.nullable ? ' | null' : ''}`;
  return `  ${column.column_name}: ${wrap(column, whole)};`;
}

function wrap({ has_default, always_generated }: ColumnRow, type: string): string {
  if (always_generated) return `GeneratedAlways<${type}>`;
  return has_default ? `Generated<${type}>` : type;
}
