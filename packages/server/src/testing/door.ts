/**
 * The app without a port, and its answers, for tests of routes on a real database:
 *
 *     const door = await openDoor(store);
 *     const answer = await door.ask(accountant, 'GET', '/api/books/departments');
 */
import { identityKey } from '@mingzhang/bureau';
import { type SignedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { type FastifyInstance } from 'fastify';
import { createApp } from '../app.ts';

export interface Answer {
  readonly status: number;
  /** `list#id` of a refusal; null where it is none. */
  readonly refusal: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
  readonly json: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Door {
  readonly app: FastifyInstance;
  ask(
    who: SignedIn | null,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

/** A file with its fields, as a browser sends a form. */
export function formOf(text: string, name: string, fields: Readonly<Record<string, string>>) {
  const boundary = 'boundary-of-a-test';
  const part = (head: string, content: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  const parts = Object.entries(fields).map(([field, value]) => part(`name="${field}"`, value));
  const file = part(`name="file"; filename="${name}"\r\nContent-Type: text/csv`, text);
  return {
    body: Buffer.from(`${parts.join('')}${file}--${boundary}--\r\n`),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

export async function openDoor(store: Store): Promise<Door> {
  const pool = {
    audit: () => Promise.reject(new Error('nothing is audited here')),
    load: () => ({ running: 0, waiting: 0 }),
    close: () => Promise.resolve(),
  };
  const key = identityKey(Buffer.alloc(32, 7));
  const app = await createApp({
    db: store.db,
    databaseUrl: store.url,
    pool,
    key,
    checks: [],
    version: '0.0.0',
    webRoot: null,
  });
  return {
    app,
    ask: async (who, method, url, body, headers = {}) => {
      const response = await app.inject({
        method,
        url,
        headers: { host: 'localhost', ...(who === null ? {} : { cookie: who.cookie }), ...headers },
        ...(body === undefined ? {} : { payload: body }),
      });
      const isJson = String(response.headers['content-type']).includes('json');
      const json: unknown = isJson && response.body !== '' ? response.json() : null;
      const type = response.statusCode < 400 ? null : (json as { type?: string } | null)?.type;
      return {
        status: response.statusCode,
        refusal: type?.replace(/^\/api\/docs\/refusals\/?/, '') ?? null,
        json,
        text: response.body,
        headers: response.headers,
      };
    },
  };
}
