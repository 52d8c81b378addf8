/** The whole server: store, audit workers, examples on first start, the door – opened and closed in order. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { demonstrationPeopleExist, loadDemonstration, peopleExist } from '@mingzhang/bureau';
import { checks } from '@mingzhang/disclosure';
import { productVersion } from '@mingzhang/documents';
import { openStore } from '@mingzhang/store';
import { createApp } from './app.ts';
import { createAuditPool } from './auditor/pool.ts';
import { dayOf } from './clock.ts';
import { shelveExamples } from './examples.ts';
import { Refusal } from './refusals.ts';
import { sealRegularly } from './sealer.ts';

export interface ServerOptions {
  readonly dataDirectory: string;
  readonly databaseUrl?: string | undefined;
  /** 0 takes any free port. */
  readonly port: number;
  /** False leaves an empty shelf empty. */
  readonly examples?: boolean;
  /** False leaves a database without people without people. */
  readonly demonstration?: boolean;
}

export interface RunningServer {
  /** `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Documents put on the shelf by this start; null if the examples could not be read. */
  readonly examples: number | null;
  /** False where there is nobody who could sign in. */
  readonly people: boolean;
  /** True if the demonstration's people can sign in with their public password. */
  readonly demonstration: boolean;
  /** Stops taking requests, finishes those under way, closes the database. */
  close(): Promise<void>;
}

/** Opens everything and listens on this machine only. What had been opened is closed again when a later step fails. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dataDirectory, databaseUrl } = options;
  const store = await openStore({ dataDirectory, databaseUrl });
  const pool = createAuditPool();
  const closeAll = async (): Promise<void> => {
    await pool.close();
    await store.close();
  };
  try {
    const built = fileURLToPath(new URL('../../web/dist/', import.meta.url));
    const webRoot = existsSync(built) ? built : null;
    const app = await createApp({
      db: store.db,
      pool,
      checks: checks.map(({ meta }) => meta),
      version: productVersion,
      webRoot,
      log: true,
    });
    const examples = options.examples === false ? 0 : await tryExamples(() => shelveExamples(store.db, pool));
    const now = new Date();
    if (options.demonstration !== false) await loadDemonstration(store.db, dayOf(now), now);
    const stopSealing = sealRegularly(store.db);
    const address = await app.listen({ host: '127.0.0.1', port: options.port });
    return {
      address,
      examples,
      people: await peopleExist(store.db),
      demonstration: await demonstrationPeopleExist(store.db),
      close: async () => {
        await app.close();
        await stopSealing();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The examples are a courtesy: that one of them cannot be audited is no reason not to start. */
async function tryExamples(shelve: () => Promise<number>): Promise<number | null> {
  try {
    return await shelve();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
