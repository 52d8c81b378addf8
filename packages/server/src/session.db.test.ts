import { demonstrationPassword, sealTrail, verifyTrail } from '@mingzhang/bureau';
import { demonstrationDatabase, demonstrationKey as key, signedIn } from '@mingzhang/bureau/testing';
import { type Store } from '@mingzhang/store';
import { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { type AuditPool } from './auditor/pool.ts';

let store: Store;
let app: FastifyInstance;
const routes: { readonly url: string; readonly method: string }[] = [];

beforeAll(async () => {
  store = await demonstrationDatabase();
  app = await newApp();
});
afterAll(async () => {
  await app.close();
  await store.close();
});

const noPool: AuditPool = {
  audit: () => Promise.reject(new Error('nothing is audited here')),
  load: () => ({ running: 0, waiting: 0 }),
  close: () => Promise.resolve(),
};

async function newApp(more: { readonly exposed?: boolean; readonly origins?: readonly string[] } = {}) {
  const made = await createApp({ db: store.db, pool: noPool, checks: [], version: '0', webRoot: null, key, ...more });
  await made.ready();
  return made;
}

async function ask(options: InjectOptions & { readonly cookie?: string }, of = app) {
  const { cookie, ...rest } = options;
  const headers = { host: 'localhost', ...(cookie === undefined ? {} : { cookie }), ...rest.headers };
  const response = await of.inject({ ...rest, headers });
  const refusal = /refusals(?:\/[a-z]+)?#([a-z-]+)/.exec(response.body)?.[1] ?? null;
  return { status: response.statusCode, refusal, json: () => response.json(), cookie: response.headers['set-cookie'] };
}

const signInWith = (signIn: string, password: string, of = app, address = '127.0.0.1') =>
  ask({ method: 'POST', url: '/api/session', payload: { signIn, password }, remoteAddress: address }, of);

test('somebody signs in, is known by the cookie, and signs out', async () => {
  expect((await ask({ url: '/api/session' })).json()).toMatchObject({ person: null, peopleExist: true, notice: null });
  const entry = await signInWith(' Kuaiji ', demonstrationPassword);
  expect(entry.status).toBe(200);
  expect(entry.cookie).toMatch(/^mingzhang=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const cookie = String(entry.cookie).split(';')[0] ?? '';
  const session = (await ask({ url: '/api/session', cookie })).json();
  expect(session.person).toMatchObject({ name: '林知微', signIn: 'kuaiji', mustChangePassword: false });
  expect(session.roles).toEqual([{ role: 'department-accountant', name: '部门会计' }]);
  expect(session.actions).toContain('voucher.make');
  expect(session.actions).not.toContain('voucher.check');
  expect((await ask({ url: '/api/documents', cookie })).status).toBe(200);
  expect((await ask({ method: 'DELETE', url: '/api/session', cookie })).status).toBe(204);
  expect(await ask({ url: '/api/documents', cookie })).toMatchObject({ status: 401, refusal: 'sign-in-required' });
});

test('behind an encrypted connection the cookie is for such connections only', async () => {
  const outside = await newApp({ origins: ['https://mz.example'] });
  const headers = { host: 'mz.example', origin: 'https://mz.example' };
  const payload = { signIn: 'kuaiji', password: demonstrationPassword };
  const entry = await ask({ method: 'POST', url: '/api/session', payload, headers }, outside);
  expect(entry.cookie).toMatch(/; Secure$/);
  await outside.close();
});

test('people of the demonstration come in from this machine only', async () => {
  const outside = await newApp({ exposed: true });
  expect((await signInWith('kuaiji', demonstrationPassword, outside)).refusal).toBe('demonstration-local-only');
  await outside.close();
});

test('a name is locked after five failures, whether there is such a person or not', async () => {
  for (const name of ['fuhe', 'nobody']) {
    const answers: (string | null)[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) answers.push((await signInWith(name, 'wrong')).refusal);
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'sign-in-failed'), 'sign-in-locked']);
  }
  expect((await signInWith('fuhe', demonstrationPassword)).refusal).toBe('sign-in-locked');
});

test('an address that fails and fails has to wait', async () => {
  const of = await newApp();
  const answers: (string | null)[] = [];
  for (let attempt = 0; attempt < 31; attempt += 1) {
    answers.push((await signInWith('nobody-again', 'x', of, '10.0.0.9')).refusal);
  }
  expect(answers.at(-1)).toBe('sign-in-address-waits');
  expect((await signInWith('jingban', demonstrationPassword, of, '10.0.0.8')).status).toBe(200);
  await of.close();
});

test('a role lets do what it may and nothing else', async () => {
  const { cookie } = await signedIn(store.db, ['auditor']);
  const url = `/api/documents/${crypto.randomUUID()}/set-asides/x`;
  expect(await ask({ method: 'DELETE', url, cookie })).toMatchObject({ status: 403, refusal: 'action-not-permitted' });
  expect((await ask({ url: '/api/documents', cookie })).status).toBe(200);
});

test('an initial password is changed before anything else', async () => {
  const administrator = await signedIn(store.db, ['administrator']);
  const roles = [{ role: 'publication-officer', department: null, unit: null, from: '2000-01-01', to: null }];
  const payload = { name: '新人', signIn: 'xinren', roles };
  const made = await ask({ method: 'POST', url: '/api/people', payload, cookie: administrator.cookie });
  expect(made.status).toBe(201);
  const { password } = made.json();
  const cookie = String((await signInWith('xinren', password)).cookie).split(';')[0] ?? '';
  expect(await ask({ url: '/api/documents', cookie })).toMatchObject({
    status: 403,
    refusal: 'password-change-required',
  });
  const change = { method: 'PUT', url: '/api/session/password', cookie } as const;
  expect((await ask({ ...change, payload: { current: password, password: 'short' } })).refusal).toBe(
    'password-too-short',
  );
  expect((await ask({ ...change, payload: { current: password, password: 'Lingwai-1234' } })).status).toBe(204);
  expect((await ask({ url: '/api/documents', cookie })).status).toBe(200);
  const repeated = await ask({ method: 'POST', url: '/api/people', payload, cookie: administrator.cookie });
  expect(repeated).toMatchObject({ status: 409, refusal: 'sign-in-taken' });
});

test('an administrator gives and takes roles, shuts out, and looks at the trail of it', async () => {
  const administrator = await signedIn(store.db, ['administrator'], { name: '管理员' });
  const { personId } = await signedIn(store.db, ['desk-clerk'], { name: '经办员' });
  const as = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    ask({ method, url, cookie: administrator.cookie, ...(payload === undefined ? {} : { payload }) });
  const role = { role: 'reviewer', department: 'demo', unit: null, from: '2024-01-01', to: null };
  const given = await as('POST', `/api/people/${personId}/roles`, role);
  expect(given.status).toBe(201);
  expect((await as('POST', `/api/people/${personId}/roles`, { ...role, role: 'emperor' })).refusal).toBe(
    'role-unknown',
  );
  expect((await as('DELETE', `/api/people/${personId}/roles/${given.json().id}`)).status).toBe(204);
  expect((await as('DELETE', `/api/people/${personId}/roles/${given.json().id}`)).refusal).toBe('grant-not-found');
  expect((await as('PUT', `/api/people/${personId}/disabled`, { disabled: true })).status).toBe(204);
  expect((await as('PUT', `/api/people/${administrator.personId}/disabled`, { disabled: true })).refusal).toBe(
    'change-of-oneself',
  );
  expect((await as('POST', `/api/people/${personId}/password`)).json()).toMatchObject({ id: personId });
  const number = '11010519491231002X';
  expect((await as('PUT', `/api/people/${personId}/identity`, { number: '1' })).refusal).toBe('identity-malformed');
  expect((await as('PUT', `/api/people/${personId}/identity`, { number })).status).toBe(204);
  expect((await as('POST', `/api/people/${personId}/identity/unmask`, { reason: '核' })).refusal).toBe(
    'reason-too-short',
  );
  const shown = await as('POST', `/api/people/${personId}/identity/unmask`, { reason: '核对本人证件' });
  expect(shown.json()).toEqual({ number });
  const { people, departments } = (await as('GET', '/api/people')).json();
  const units = [
    { id: 'demo-bureau', name: '禾丰县医疗保障局机关' },
    { id: 'demo-centre', name: '禾丰县医疗保障事务中心' },
  ];
  expect(departments).toEqual([{ id: 'demo', name: '禾丰县医疗保障局', units }]);
  const listed = people.find(({ id }: { id: string }) => id === personId);
  expect(listed).toMatchObject({ name: '经办员', identity: '110105********002X', grants: [{ role: 'desk-clerk' }] });
  expect(listed.disabledAt).not.toBeNull();
  expect(people.filter(({ name }: { name: string }) => name === '管理员')).toMatchObject([{ sessions: 1 }]);

  const trail = (await as('GET', `/api/audit-trail?subject=person:${personId}&limit=4`)).json();
  expect(trail.entries.map(({ detail }: { detail: object }) => detail)).toMatchObject([
    { reason: '核对本人证件' },
    { change: 'identity-recorded' },
    { change: 'password-reset' },
    { change: 'disabled' },
  ]);
  const rest = await as('GET', `/api/audit-trail?subject=person:${personId}&after=${trail.next}`);
  expect(rest.json().entries.map(({ detail }: { detail: object }) => detail)).toMatchObject([
    { change: 'role-ended' },
    { change: 'role-added' },
  ]);
  expect(JSON.stringify((await as('GET', '/api/audit-trail')).json())).not.toContain(number);
  expect((await as('POST', '/api/audit-trail/proof')).json().failures).toEqual([]);
  expect((await as('GET', '/api/audit-trail?after=x')).refusal).toBe('request-invalid');
});

test('one sees where one is signed in, and ends what one does not know', async () => {
  const { cookie } = await signedIn(store.db, ['director']);
  const { sessions } = (await ask({ url: '/api/session/others', cookie })).json();
  expect(sessions).toMatchObject([{ own: true, agent: 'test' }]);
  expect((await ask({ method: 'DELETE', url: `/api/session/others/${sessions[0].id}`, cookie })).status).toBe(204);
  expect((await ask({ url: '/api/session/others', cookie })).refusal).toBe('sign-in-required');
});

test('every route under /api declares its action; what does not cannot be registered', async () => {
  const probe = await createApp({ db: store.db, pool: noPool, checks: [], version: '0', webRoot: null });
  expect(() => probe.get('/api/anything', async () => 'x')).toThrow('/api/anything declares no action');
  await probe.close();
  const paths = Object.entries(app.swagger().paths ?? {}) as readonly (readonly [string, object])[];
  routes.push(...paths.flatMap(([url, methods]) => Object.keys(methods).map((method) => ({ url, method }))));
  const open: string[] = [];
  for (const { url, method } of routes.filter((route) => route.url.startsWith('/api/'))) {
    const path = url.replaceAll(/\{[^}]+\}/g, crypto.randomUUID());
    const { status } = await ask({ method: method.toUpperCase() as 'GET', url: path });
    if (status !== 401) open.push(`${method} ${url}`);
  }
  expect(open.toSorted()).toEqual([
    'delete /api/session',
    'get /api/checks',
    'get /api/session',
    'post /api/audit',
    'post /api/session',
  ]);
});

test('what happened at the door is on the trail, and the trail is whole', async () => {
  await sealTrail(store.db);
  const { failures, sealed, unsealed } = await verifyTrail(store.db);
  expect([failures, unsealed]).toEqual([[], 0]);
  expect(sealed).toBeGreaterThan(0);
});
