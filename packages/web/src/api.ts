/** The server, as the pages ask it. Every refusal arrives as an `ApiProblem` whose message is the server's own sentence. */
import { type CheckMeta, type ListedDocument, type Schemas, type StoredDocument } from './words.ts';

export class ApiProblem extends Error {
  /** The refusal's id, or null where the answer was not one of the server's. */
  readonly refusal: string | null;

  constructor(refusal: string | null, message: string) {
    super(message);
    this.name = 'ApiProblem';
    this.refusal = refusal;
  }
}

export const unreachable = '连不上明账的服务，可能已经停止。请确认它在运行，然后重试。';

const signedOutListeners = new Set<() => void>();

/** Calls back when an answer shows that nobody is signed in any more; returns the way to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** The problem in an answer's text, whatever it is. */
export function problemIn(text: string, status: number): ApiProblem {
  try {
    const problem = JSON.parse(text) as Partial<Schemas['Problem']>;
    if (typeof problem.detail === 'string') {
      const refusal = problem.type?.split('#')[1] ?? null;
      if (refusal === 'sign-in-required' || refusal === 'session-expired')
        for (const tell of signedOutListeners) tell();
      return new ApiProblem(refusal, problem.detail);
    }
  } catch {
    // Not JSON: said below.
  }
  return new ApiProblem(null, `服务没有给出可读的回答（状态码 ${status}）。请稍后重试；若一直如此，请告知维护者。`);
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiProblem(null, unreachable);
  }
  if (!response.ok) throw problemIn(await response.text(), response.status);
  return response;
}

/** Sends JSON; a refusal is thrown. */
async function send(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Response> {
  return ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Asks for JSON; a refusal is thrown. */
export async function getJson<Answer>(path: string): Promise<Answer> {
  return (await (await ask(path)).json()) as Answer;
}

/** Posts JSON and reads the answer's; a refusal is thrown. */
export async function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  return (await (await send('POST', path, body)).json()) as Answer;
}

/** As `postJson`, for what replaces something. */
export async function putJson<Answer>(path: string, body: unknown): Promise<Answer> {
  return (await (await send('PUT', path, body)).json()) as Answer;
}

/** Sends one file by its form, with the form's other fields before it; a refusal is thrown. */
export async function postFile<Answer>(
  path: string,
  file: File,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  if (file.size > uploadLimit) {
    throw new ApiProblem('file-too-large', `“${file.name}”超过 64 MB，没有上传。请压缩或拆分后再传。`);
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file, file.name);
  return (await (await ask(path, { method: 'POST', body })).json()) as Answer;
}

export async function getSession(): Promise<Schemas['Session']> {
  return (await (await ask('/api/session')).json()) as Schemas['Session'];
}

export async function signIn(name: string, password: string): Promise<Schemas['Session']> {
  return (await (await send('POST', '/api/session', { signIn: name, password })).json()) as Schemas['Session'];
}

export async function signOut(): Promise<void> {
  await ask('/api/session', { method: 'DELETE' });
}

export async function changePassword(current: string, password: string): Promise<void> {
  await send('PUT', '/api/session/password', { current, password });
}

export async function listDocuments(after: string | null): Promise<Schemas['DocumentList']> {
  const response = await ask(`/api/documents?limit=200${after === null ? '' : `&after=${after}`}`);
  return (await response.json()) as Schemas['DocumentList'];
}

export async function getDocument(id: string): Promise<StoredDocument> {
  return (await (await ask(`/api/documents/${encodeURIComponent(id)}`)).json()) as StoredDocument;
}

export async function listChecks(): Promise<readonly CheckMeta[]> {
  const answer = (await (await ask('/api/checks')).json()) as { checks: CheckMeta[] };
  return answer.checks;
}

export async function putSetAside(documentId: string, findingId: string, reason: string): Promise<void> {
  await send('PUT', setAsidePath(documentId, findingId), { reason });
}

export async function deleteSetAside(documentId: string, findingId: string): Promise<void> {
  await ask(setAsidePath(documentId, findingId), { method: 'DELETE' });
}

function setAsidePath(documentId: string, findingId: string): string {
  return `/api/documents/${encodeURIComponent(documentId)}/set-asides/${encodeURIComponent(findingId)}`;
}

/** Largest file that the server takes. */
const uploadLimit = 64 * 1024 * 1024;

/**
 * Stores one file. `progress` is told how much has been sent, 0 to 1. The same `key` sent again – after a broken
 * connection, say – stores it once. XMLHttpRequest, because fetch does not tell how much it has sent.
 */
export function storeDocument(
  file: File,
  options: { readonly successorOf: string | null; readonly key: string; readonly progress: (share: number) => void },
): Promise<Schemas['DocumentStored']> {
  if (file.size > uploadLimit) {
    return Promise.reject(
      new ApiProblem('file-too-large', '文件超过 64 MB，没有上传。决算公开的文本通常不到 1 MB；请确认选对了文件。'),
    );
  }
  const form = new FormData();
  if (options.successorOf !== null) form.append('successorOf', options.successorOf);
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/documents');
    request.setRequestHeader('Idempotency-Key', options.key);
    request.upload.onprogress = (event) => options.progress(event.total === 0 ? 1 : event.loaded / event.total);
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Schemas['DocumentStored']);
      else reject(problemIn(request.responseText, request.status));
    };
    request.onerror = () => reject(new ApiProblem(null, unreachable));
    request.send(form);
  });
}

export type { ListedDocument };

export async function listPeople(): Promise<Schemas['People']> {
  return (await (await ask('/api/people')).json()) as Schemas['People'];
}

interface NewPerson {
  readonly name: string;
  readonly signIn: string;
  readonly roles: readonly Schemas['GrantDraft'][];
}

export async function addPerson(person: NewPerson): Promise<Schemas['InitialPassword']> {
  return (await (await send('POST', '/api/people', person)).json()) as Schemas['InitialPassword'];
}

export async function addRole(person: string, grant: Schemas['GrantDraft']): Promise<void> {
  await send('POST', `/api/people/${person}/roles`, grant);
}

export async function endRole(person: string, role: string): Promise<void> {
  await ask(`/api/people/${person}/roles/${role}`, { method: 'DELETE' });
}

export async function setDisabled(person: string, disabled: boolean): Promise<void> {
  await send('PUT', `/api/people/${person}/disabled`, { disabled });
}

export async function resetPassword(person: string): Promise<Schemas['InitialPassword']> {
  const response = await ask(`/api/people/${person}/password`, { method: 'POST' });
  return (await response.json()) as Schemas['InitialPassword'];
}

export async function setIdentity(person: string, number: string): Promise<void> {
  await send('PUT', `/api/people/${person}/identity`, { number });
}

export async function unmaskIdentity(person: string, reason: string): Promise<{ readonly number: string }> {
  const response = await send('POST', `/api/people/${person}/identity/unmask`, { reason });
  return (await response.json()) as { number: string };
}

export async function listSessions(person: string): Promise<readonly Schemas['OpenSession'][]> {
  const answer = (await (await ask(`/api/people/${person}/sessions`)).json()) as { sessions: Schemas['OpenSession'][] };
  return answer.sessions;
}

export async function endSession(person: string, session: string): Promise<void> {
  await ask(`/api/people/${person}/sessions/${session}`, { method: 'DELETE' });
}

export async function listOwnSessions(): Promise<readonly Schemas['OpenSession'][]> {
  const answer = (await (await ask('/api/session/others')).json()) as { sessions: Schemas['OpenSession'][] };
  return answer.sessions;
}

export async function endOwnSession(session: string): Promise<void> {
  await ask(`/api/session/others/${session}`, { method: 'DELETE' });
}

interface TrailPage {
  readonly entries: readonly Schemas['TrailAction'][];
  readonly next: string | null;
  readonly state: Schemas['TrailState'];
  readonly actions: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** `filter` as in the page's address: person, action, subject, and the days from and to, both included. */
export async function listTrail(filter: URLSearchParams, after: string | null): Promise<TrailPage> {
  const query = new URLSearchParams();
  for (const name of ['person', 'action', 'subject']) {
    const value = filter.get(name);
    if (value !== null) query.set(name, value);
  }
  // Days are the bureau's, by China's time; the end of the last day is the beginning of the next.
  const from = filter.get('from');
  const to = filter.get('to');
  if (from !== null) query.set('from', `${from}T00:00:00+08:00`);
  if (to !== null) query.set('to', new Date(new Date(`${to}T00:00:00+08:00`).getTime() + 86_400_000).toISOString());
  if (after !== null) query.set('after', after);
  return (await (await ask(`/api/audit-trail?${query}`)).json()) as TrailPage;
}

export async function proveTrail(): Promise<Schemas['TrailState'] & { readonly failures: readonly string[] }> {
  const response = await ask('/api/audit-trail/proof', { method: 'POST' });
  return (await response.json()) as Schemas['TrailState'] & { failures: string[] };
}
