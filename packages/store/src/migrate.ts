/**
 * Brings a database up to the product's tables. Migrations are numbered files, `migrations/0001-shelf.sql`; each runs once,
 * in a transaction of its own, and its text may not change afterwards. There is no way back but a backup.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client } from 'pg';
import { StoreRefusal } from './refusal.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/** The product's own migrations. */
export const migrationDirectory = join(import.meta.dirname, '..', 'migrations');

/** Held while migrating, so that two processes that start together do not both do it. */
const advisoryLock = 20_260_701;

/** Reads the migrations of a directory in order; throws on a gap, a repeated number or a name that is not `0001-word.sql`. */
export function readMigrations(directory: string): readonly Migration[] {
  const files = readdirSync(directory).sort();
  return files.map((file, index) => {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
    if (match === null) throw new Error(`not the name of a migration: ${file}`);
    const number = Number(match[1]);
    if (number !== index + 1) throw new Error(`migration ${index + 1} is missing or there twice: ${file}`);
    // A checkout may turn line ends around; that is no change of the migration.
    const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
    return { number, name: match[2] ?? '', checksum: createHash('sha256').update(sql).digest('hex'), sql };
  });
}

/**
 * Applies what is missing and returns the numbers applied now. Refuses with `migration-changed` if the text of an applied
 * migration is no longer what was applied, and with `migration-unknown` if the database is ahead of this version.
 */
export async function migrate(client: Client, migrations: readonly Migration[]): Promise<readonly number[]> {
  await client.query('select pg_advisory_lock($1)', [advisoryLock]);
  try {
    await client.query(
      `create table if not exists migration (
         number integer primary key,
         name text not null,
         checksum text not null,
         applied_at timestamptz not null default now()
       )`,
    );
    const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
      'select number, name, checksum from migration order by number',
    );
    for (const applied of rows) checkApplied(applied, migrations);
    const missing = migrations.filter(({ number }) => !rows.some((applied) => applied.number === number));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ number }) => number);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [advisoryLock]);
  }
}

function checkApplied(applied: Omit<Migration, 'sql'>, migrations: readonly Migration[]): void {
  const ours = migrations.find(({ number }) => number === applied.number);
  const label = `${String(applied.number).padStart(4, '0')}-${applied.name}`;
  if (ours === undefined) {
    throw new StoreRefusal(
      'migration-unknown',
      `数据库比程序新：其中已有本版本没有的迁移 ${label}。请改用更新版本的程序，或恢复旧备份。`,
    );
  }
  if (ours.checksum !== applied.checksum) {
    throw new StoreRefusal(
      'migration-changed',
      `迁移 ${label} 执行后其文件被改动（校验值 ${applied.checksum.slice(0, 12)} → ${ours.checksum.slice(0, 12)}）。` +
        '请还原该文件；需要改动表结构时另加新的迁移。',
    );
  }
}

async function apply(client: Client, { number, name, checksum, sql }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [number, name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${number} ${name} failed`, { cause: error });
  }
}
