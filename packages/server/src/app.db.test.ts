import { request as httpRequest } from 'node:http';
import { type AddressInfo } from 'node:net';
import { signedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { testDatabase } from '@mingzhang/store/testing';
import { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { type AuditPool, createAuditPool } from './auditor/pool.ts';
import { auditObject, documentFull, documentList } from './schemas.ts';

const planted = {
  id: 'planted-check',
  family: 'tab',
  severity: 'error',
  certainty: 'proven',
  name: '试验用检查',
  help: '含“错”字的行即为发现。',
} as const;

let store: Store;
let pool: AuditPool;
let app: FastifyInstance;
let address: string;
let cookie: string;

beforeAll(async () => {
  store = await testDatabase();
  pool = createAuditPool({
    worker: new URL('./testing/planted-worker.ts', import.meta.url),
    timeLimit: 3000,
    queueLimit: 1,
  });
  app = await createApp({ db: store.db, pool, checks: [planted], version: '0.0.0', webRoot: null });
  ({ cookie } = await signedIn(store.db, ['publication-officer']));
  await app.listen({ host: '127.0.0.1', port: 0 });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await app.close();
  await pool.close();
  await store.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The refusal's id, where it is one. */
  readonly refusal: string | null;
  readonly json: () => Record<string, unknown>;
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(address + path, { ...init, headers: { cookie, ...init.headers } });
  // Not response.text(): that would drop the byte order mark.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  const json = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
  const problem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const refusal = problem ? String(json().type).replace(/^\/api\/docs\/refusals.*#/, '') : null;
  return { status: response.status, headers: response.headers, text, refusal, json };
}

function form(parts: Record<string, string | Blob>, file = '决算.txt'): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, file);
  }
  return data;
}

async function storeText(
  text: string,
  more: { readonly successorOf?: string; readonly key?: string; readonly file?: string } = {},
): Promise<Answer> {
  const body = form(
    { file: new Blob([text]), ...(more.successorOf === undefined ? {} : { successorOf: more.successorOf }) },
    more.file,
  );
  return ask('/api/documents', {
    method: 'POST',
    body,
    headers: more.key === undefined ? {} : { 'idempotency-key': more.key },
  });
}

async function storedId(text: string, more: Parameters<typeof storeText>[1] = {}): Promise<string> {
  const answer = await storeText(text, more);
  expect(answer.status).toBe(201);
  return String(answer.json().id);
}

describe('POST /api/audit', () => {
  test('answers the audit object and keeps nothing', async () => {
    const before = (await ask('/api/documents')).text;
    const answer = await ask('/api/audit', { method: 'POST', body: form({ file: new Blob(['第一行\n有错']) }) });
    expect(answer.status).toBe(200);
    const audit = auditObject.parse(answer.json());
    expect(audit.findings.map(({ place }) => place.line)).toEqual([2]);
    expect(audit.file).toBe('决算.txt');
    expect((await ask('/api/documents')).text).toBe(before);
  });

  test('says why a file cannot be read, in the audit object', async () => {
    const answer = await ask('/api/audit', { method: 'POST', body: form({ file: new Blob([]) }) });
    expect([answer.status, answer.json().ok, answer.json().error]).toEqual([
      200,
      false,
      '文件是空的，没有可检查的内容。请确认选对了文件。',
    ]);
  });

  test('refuses a file over 64 MB with a sentence, whether or not its size was announced', async () => {
    const large = new Blob([new Uint8Array(64 * 1024 * 1024 + 1)]);
    const announced = await ask('/api/audit', { method: 'POST', body: form({ file: new Blob([large, large]) }) });
    const counted = await ask('/api/audit', { method: 'POST', body: form({ file: large }) });
    for (const answer of [announced, counted]) {
      expect([answer.status, answer.refusal]).toEqual([413, 'file-too-large']);
      expect(answer.json().detail).toMatch(/64 MB.*。$/);
    }
  });
});

describe('wrong uploads are refused', () => {
  test.each`
    what                     | refusal                      | init
    ${'no form at all'}      | ${'upload-not-multipart'}    | ${{ body: 'x', headers: { 'content-type': 'text/plain' } }}
    ${'JSON'}                | ${'upload-not-multipart'}    | ${{ body: '{}', headers: { 'content-type': 'application/json' } }}
    ${'no body'}             | ${'upload-not-multipart'}    | ${{}}
    ${'a form without file'} | ${'file-missing'}            | ${{ body: form({ note: 'x' }) }}
    ${'a form cut short'}    | ${'upload-broken'}           | ${{ body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nxx', headers: { 'content-type': 'multipart/form-data; boundary=b' } }}
    ${'an odd successor'}    | ${'predecessor-not-found'}   | ${{ body: form({ file: new Blob(['x']), successorOf: '../1' }) }}
    ${'an odd key'}          | ${'idempotency-key-invalid'} | ${{ body: form({ file: new Blob(['x']) }), headers: { 'idempotency-key': 'a b' } }}
    ${'an unreadable file'}  | ${'document-unreadable'}     | ${{ body: form({ file: new Blob([]) }) }}
    ${'a lost predecessor'}  | ${'predecessor-not-found'}   | ${{ body: form({ file: new Blob(['x']), successorOf: crypto.randomUUID() }) }}
  `('$what: $refusal', async ({ refusal, init }: { refusal: string; init: RequestInit }) => {
    const answer = await ask('/api/documents', { method: 'POST', ...init });
    expect(answer.refusal).toBe(refusal);
    expect(answer.json().status).toBe(answer.status);
    expect(answer.json().detail).toMatch(/。$/);
  });

  test('two files in one request', async () => {
    const body = form({ file: new Blob(['一']) });
    body.append('file', new Blob(['二']), '二.txt');
    expect((await ask('/api/documents', { method: 'POST', body })).refusal).toBe('file-too-many');
  });
});

describe('a stored document', () => {
  test('is listed and read back with its blocks, as promised by the schema', async () => {
    const id = await storedId('第一行\n有错');
    const full = documentFull.parse((await ask(`/api/documents/${id}`)).json());
    expect(full.blocks).toHaveLength(2);
    expect(full.findings[0]?.place).toEqual({ line: 2, quote: '有错' });
    const list = documentList.parse((await ask('/api/documents')).json());
    expect(list.documents.find((row) => row.id === id)?.findings).toMatchObject({ error: 1, blocking: 1 });
  });

  test.each`
    sent                  | kept
    ${'../../etc/passwd'} | ${'passwd'}
    ${'..\\..\\决算.txt'} | ${'决算.txt'}
    ${'a\u202ebgpj.txt'}  | ${'abgpj.txt'}
  `('keeps the name $sent as the harmless label $kept', async ({ sent, kept }: Record<'sent' | 'kept', string>) => {
    const id = await storedId('文', { file: sent });
    expect((await ask(`/api/documents/${id}`)).json().file).toBe(kept);
  });

  test('is stored once for one idempotency key', async () => {
    const first = await storedId('同一请求', { key: 'k-1' });
    expect(await storedId('同一请求', { key: 'k-1' })).toBe(first);
    expect((await storeText('另一请求', { key: 'k-1' })).refusal).toBe('idempotency-key-reused');
  });

  test('is compared with the one it corrects', async () => {
    const predecessor = await storedId('甲错\n乙错\n丙错');
    const findings = documentFull.parse((await ask(`/api/documents/${predecessor}`)).json()).findings;
    const kept = findings[1]?.id ?? '';
    await ask(`/api/documents/${predecessor}/set-asides/${kept}`, {
      method: 'PUT',
      body: JSON.stringify({ reason: '已核对' }),
      headers: { 'content-type': 'application/json' },
    });
    const answer = await storeText('前移一行\n乙错\n丙错\n丁错', { successorOf: predecessor });
    expect(answer.json().difference).toEqual({ gone: 1, kept: 2, new: 1 });
    const full = documentFull.parse((await ask(`/api/documents/${String(answer.json().id)}`)).json());
    expect(full.predecessor?.id).toBe(predecessor);
    expect(full.difference?.gone.map(({ stated }) => stated)).toEqual(['甲错']);
    expect(full.setAsides).toMatchObject([{ findingId: kept, reason: '已核对', carriedFrom: predecessor }]);
  });

  test.each`
    method      | path                                                    | refusal
    ${'GET'}    | ${`/api/documents/${crypto.randomUUID()}`}              | ${'document-not-found'}
    ${'GET'}    | ${`/api/documents/${crypto.randomUUID()}/findings.csv`} | ${'document-not-found'}
    ${'PUT'}    | ${`/api/documents/${crypto.randomUUID()}/set-asides/x`} | ${'document-not-found'}
    ${'DELETE'} | ${`/api/documents/${crypto.randomUUID()}/set-asides/x`} | ${'set-aside-not-found'}
    ${'GET'}    | ${'/api/documents/..%2f1'}                              | ${'request-invalid'}
    ${'GET'}    | ${'/api/documents?limit=0'}                             | ${'request-invalid'}
    ${'GET'}    | ${'/api/nothing'}                                       | ${'not-found'}
  `('$method $path: $refusal', async ({ method, path, refusal }: Record<'method' | 'path' | 'refusal', string>) => {
    const body = method === 'PUT' ? { body: '{"reason":"核"}', headers: { 'content-type': 'application/json' } } : {};
    expect((await ask(path, { method, ...body })).refusal).toBe(refusal);
  });
});

test('a finding is set aside with a reason, and taken back', async () => {
  const id = await storedId('戊错');
  const finding = documentFull.parse((await ask(`/api/documents/${id}`)).json()).findings[0]?.id ?? '';
  const put = (reason: string, of = finding): Promise<Answer> =>
    ask(`/api/documents/${id}/set-asides/${of}`, {
      method: 'PUT',
      body: JSON.stringify({ reason }),
      headers: { 'content-type': 'application/json' },
    });
  expect((await put('口径不同，已核对原件')).status).toBe(200);
  expect((await put(' ')).refusal).toBe('reason-missing');
  expect((await put('核'.repeat(501))).refusal).toBe('reason-too-long');
  expect((await put('核', 'other')).refusal).toBe('finding-not-found');
  const csv = await ask(`/api/documents/${id}/findings.csv`);
  expect(csv.text).toContain('"已搁置","口径不同，已核对原件"');
  expect(csv.text.startsWith('\ufeff')).toBe(true);
  expect((await ask(`/api/documents/${id}/set-asides/${finding}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(`/api/documents/${id}/set-asides/${finding}`, { method: 'DELETE' })).refusal).toBe(
    'set-aside-not-found',
  );
});

describe('a worker that dies or hangs', () => {
  test('takes its own document down and no other', async () => {
    const [died, hung, well] = await Promise.all([
      storeText('文', { file: 'die.txt' }),
      storeText('文', { file: 'hang.txt' }),
      storeText('文'),
    ]);
    expect([died.status, died.refusal]).toEqual([500, 'audit-crashed']);
    expect([hung.status, hung.refusal]).toEqual([503, 'audit-timeout']);
    expect(well.status).toBe(201);
    expect((await storeText('又一份')).status).toBe(201);
  });

  test('does not stall other requests, and a full queue says when to come again', async () => {
    const hanging = Array.from({ length: 4 }, () => storeText('文', { file: 'hang.txt' }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    expect((await ask('/healthz')).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(500);
    const answers = await Promise.all(hanging);
    const busy = answers.filter(({ refusal }) => refusal === 'audit-busy');
    expect(busy.length).toBeGreaterThan(0);
    expect(busy[0]?.headers.get('retry-after')).toBe('5');
  });
});

describe('the door', () => {
  function knock(
    headers: Record<string, string>,
    method = 'GET',
  ): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        `${address}/api/documents`,
        { method, headers: { cookie, ...headers } },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode, body }));
        },
      );
      request.on('error', reject);
      request.end();
    });
  }

  test.each`
    headers                               | method    | status
    ${{}}                                 | ${'GET'}  | ${200}
    ${{ host: 'evil.example' }}           | ${'GET'}  | ${421}
    ${{ origin: 'http://evil.example' }}  | ${'GET'}  | ${403}
    ${{ origin: 'http://evil.example' }}  | ${'POST'} | ${403}
    ${{ 'sec-fetch-site': 'cross-site' }} | ${'POST'} | ${403}
  `('$method with $headers: $status', async ({ headers, method, status }) => {
    expect((await knock(headers, method)).status).toBe(status);
  });

  test('answers carry a strict policy', async () => {
    const { headers } = await ask('/api/checks');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'; style-src 'self';");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what the system says of itself', () => {
  test('it is alive and ready', async () => {
    expect((await ask('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await ask('/readyz')).json()).toEqual({ status: 'ok' });
  });

  test('its checks', async () => {
    expect((await ask('/api/checks')).json()).toEqual({ checks: [planted] });
  });

  test('its metrics, without a name or an id in them', async () => {
    const id = await storedId('己错');
    await ask(`/api/documents/${id}`);
    const { text, headers } = await ask('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(
      /mingzhang_http_requests_total\{route="\/api\/documents\/:id",method="GET",status="200"\} [1-9]/,
    );
    expect(text).toMatch(/mingzhang_audit_seconds_count\{outcome="done"\} [1-9]/);
    expect(text).not.toContain(id);
  });

  test('its interface: OpenAPI 3.1 with named schemas, and a page without script', async () => {
    const openapi = (await ask('/api/openapi.json')).json() as {
      openapi: string;
      paths: object;
      components: { schemas: object };
    };
    expect(openapi.openapi).toBe('3.1.0');
    expect(Object.keys(openapi.paths)).toEqual(
      expect.arrayContaining([
        '/api/audit',
        '/api/documents',
        '/api/documents/{id}',
        '/api/documents/{id}/set-asides/{findingId}',
        '/api/checks',
      ]),
    );
    expect(Object.keys(openapi.components.schemas)).toEqual(
      expect.arrayContaining(['AuditObject', 'Finding', 'Document', 'Problem']),
    );
    const page = await ask('/api/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('/api/documents/{id}/set-asides/{findingId}');
    expect(page.text).not.toMatch(/<script|https?:\/\//);
  });
});
