/** The whole server: store, audit workers, examples on first start, the door – opened and closed in order. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type AccessRefused,
  administratorExists,
  decideExposure,
  demonstrationPeopleExist,
  keyFits,
  loadDemonstration,
  openIdentityKey,
  peopleExist,
} from '@mingzhang/bureau';
import { checks } from '@mingzhang/disclosure';
import { productVersion } from '@mingzhang/documents';
import { openStore } from '@mingzhang/store';
import { createApp } from './app.ts';
import { createAuditPool } from './auditor/pool.ts';
import { dayOf } from './clock.ts';
import { shelveExamples } from './examples.ts';
import { keepHouse } from './housekeeping.ts';
import { Refusal } from './refusals.ts';

export interface ServerOptions {
  readonly dataDirectory: string;
  readonly databaseUrl?: string | undefined;
  /** The address to listen on; this machine's own unless told. */
  readonly host?: string | undefined;
  /** The origins by which others reach us, separated by commas; needed where others can. */
  readonly origins?: string | undefined;
  /** The proxies, separated by commas, whose word on where a request comes from is taken. */
  readonly proxies?: string | undefined;
  /** The key for identity numbers, 32 bytes in base64, instead of the file in the data directory. */
  readonly key?: string | undefined;
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
  /** By which others reach it; none where only this machine can. */
  readonly origins: readonly string[];
  /** False where the database has numbers that were encrypted with another key. */
  readonly keyFits: boolean;
  /** Stops taking requests, finishes those under way, closes the database. */
  close(): Promise<void>;
}

/** Opens everything and listens. Throws StartRefusal where it may not be so. What had been opened is closed again when a later step fails. */
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
    const now = new Date();
    const today = dayOf(now);
    const host = options.host ?? '127.0.0.1';
    const administrator = await administratorExists(store.db, today);
    const { exposed, origins } = orRefuseStart(decideExposure({ host, origins: options.origins ?? '', administrator }));
    const key = orRefuseStart(await openIdentityKey({ dataDirectory, value: options.key }));
    const app = await createApp({
      db: store.db,
      databaseUrl: store.url,
      exposed,
      origins,
      key,
      proxies: (options.proxies ?? '').split(',').filter((proxy) => proxy.trim() !== ''),
      pool,
      checks: checks.map(({ meta }) => meta),
      version: productVersion,
      webRoot,
      log: true,
    });
    const examples = options.examples === false ? 0 : await tryExamples(() => shelveExamples(store.db, pool));
    if (options.demonstration !== false) await loadDemonstration(store.db, today, now, key);
    const stopKeepingHouse = keepHouse(store.db);
    const address = await app.listen({ host, port: options.port });
    return {
      address,
      examples,
      people: await peopleExist(store.db),
      demonstration: !exposed && (await demonstrationPeopleExist(store.db)),
      origins,
      keyFits: await keyFits(store.db, key),
      close: async () => {
        await app.close();
        await stopKeepingHouse();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Why the server may not start as it was asked to: one of the refusals of access, as a sentence for whoever starts it. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal';
}

function orRefuseStart<Value extends object>(outcome: Value | AccessRefused): Value {
  if ('refusal' in outcome) throw new StartRefusal(outcome.refusal.message);
  return outcome;
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
