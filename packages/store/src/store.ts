/**
 * The database as the rest of the product sees it: opened, migrated, typed.
 *
 *     const store = await openStore({ dataDirectory: 'data' });
 *     await store.db.selectFrom('document').select('id').execute();
 *     await store.close();
 */
import { Kysely } from 'kysely';
import pg from 'pg';
import { type Database } from './database.ts';
import { PipelinedDialect } from './dialect.ts';
import { type Migration, migrate, migrationDirectory, readMigrations } from './migrate.ts';
import { connectPatiently, newClient, newPool, preparing } from './pool.ts';
import { type EmbeddedOptions, type EmbeddedServer, openEmbeddedServer } from './postgres/server.ts';

export interface Store {
  readonly db: Kysely<Database>;
  /** `postgres://…`, also for connections of the caller's own. */
  readonly url: string;
  /** Ends the connections and, if this process owns the embedded server, stops it. Call it once, when all work is done. */
  close(): Promise<void>;
}

export interface StoreOptions extends EmbeddedOptions {
  /** Where the embedded PostgreSQL keeps its cluster; made if need be, not touched where `databaseUrl` is given. */
  readonly dataDirectory: string;
  /** Another PostgreSQL (14 or newer) instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** The most connections at a time; 10 unless told. */
  readonly connectionsMax?: number;
}

/** How long a query waits for a server that is just being taken over by another process. */
const handOverMilliseconds = 15_000;

/**
 * Starts or attaches to the embedded PostgreSQL (or uses `databaseUrl`), applies missing migrations and connects.
 * Throws `StoreRefusal` where that cannot be; a server that cannot be reached gives pg's own error.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl } = options;
  if (databaseUrl !== undefined && databaseUrl !== '') return connectStore(databaseUrl, options);
  const server = await openEmbeddedServer(options.dataDirectory, options);
  try {
    return await connectStore(server.url(), options, server);
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function connectStore(
  url: string,
  { connectionsMax = 10 }: Pick<StoreOptions, 'connectionsMax'>,
  server?: EmbeddedServer,
): Promise<Store> {
  const patience = server === undefined ? 0 : handOverMilliseconds;
  await connectPatiently(() => migrateDatabase(url, readMigrations(migrationDirectory)), patience);
  const pool = newPool(url, connectionsMax);
  const db = new Kysely<Database>({
    dialect: new PipelinedDialect({
      pool: {
        Client: pg.Client,
        options: pool.options,
        connect: async () => preparing(await connectPatiently(() => pool.connect(), patience)),
        end: () => pool.end(),
      },
    }),
  });
  return {
    db,
    url,
    close: async () => {
      await db.destroy();
      // Kysely ends a pool only if it has ever used it.
      if (!pool.ended) await pool.end();
      await server?.close();
    },
  };
}

/** Connects to `url`, applies what is missing of `migrations` and returns the numbers applied now. */
export async function migrateDatabase(url: string, migrations: readonly Migration[]): Promise<readonly number[]> {
  const client = newClient(url);
  // A connection that breaks between two queries is reported by the next query.
  client.on('error', () => {});
  await client.connect();
  try {
    return await migrate(client, migrations);
  } finally {
    await client.end();
  }
}
