/**
 * The workbench of one test file, with a database of its own:
 *
 *     const desk = await openWorkbench();
 *     const clerk = await desk.openAs(await signedIn(desk.store.db, ['desk-clerk']));
 *     await clerk.goto(`${desk.address}/insurance/settlement`);
 *     …
 *     expect(desk.complaints).toEqual([]);
 *     await desk.close();
 *
 * Its pages were built once for the whole run (tools/test-browser.ts).
 */
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type SignedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type FastifyInstance } from 'fastify';
import { chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { type AppOptions, createApp } from '../app.ts';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));

export interface Workbench {
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly address: string;
  /** What went wrong in pages, whoever opened them: scripts that failed, errors in the console. */
  readonly complaints: readonly string[];
  /** A page of its own for somebody who has signed in. */
  openAs(who: SignedIn): Promise<Page>;
  close(): Promise<void>;
}

/** As the browser of this run is reached; without it a file is skipped under a name that says so. */
export const browserEndpoint = inject('testBrowser') as string | undefined;

/** The name under which a file's tests run, or do not. */
export function inTheWorkbench(name: string): string {
  return browserEndpoint === undefined ? 'SKIPPED: no Chromium on this machine' : name;
}

export async function openWorkbench(options: Pick<AppOptions, 'key'> = {}, given?: Store): Promise<Workbench> {
  const store = given ?? (await testDatabase());
  const pool = {
    audit: () => Promise.reject(new Error('nothing is audited here')),
    load: () => ({ running: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  const app = await createApp({
    db: store.db,
    databaseUrl: store.url,
    pool,
    checks: [],
    version: '0.0.0',
    webRoot: dist,
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const browser = await chromium.connect(browserEndpoint ?? '');
  const complaints: string[] = [];
  return {
    store,
    app,
    address,
    complaints,
    openAs: async ({ token }) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      await context.addCookies([{ name: 'mingzhang', value: token, url: address }]);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused request is in the browser's log as a failed one: that is as it should be.
        const refused = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !refused) complaints.push(message.text());
      });
      return page;
    },
    close: async () => {
      await browser.close();
      await app.close();
      await store.close();
    },
  };
}
