/**
 * Who is asking, and whether they may. Every route under /api declares in its `config` what it needs:
 *
 *     config: { action: 'voucher.make' }     somebody who may make vouchers, anywhere
 *     config: { action: 'signed-in' }        anybody who is signed in, also before an initial password is changed
 *     config: { action: 'public' }           nobody in particular
 *
 * A route that declares nothing cannot be registered. Where a role holds for one department only, the handler goes on to ask
 * `requirePermission` with the place.
 *
 * Forged requests: the cookie is SameSite=Strict, and `admit` refuses a foreign Origin and a foreign Sec-Fetch-Site, also from
 * another port of the same machine. Every browser sends one or the other with whatever changes something, and nothing but a
 * browser sends a cookie that it was not given; so there is no token in a header besides.
 */
import { setImmediate as immediate } from 'node:timers/promises';
import { type ActionId, type Actor, actions, actorPermits, findActor, type Place } from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Kysely } from 'kysely';
import { dayOf } from './clock.ts';
import { type DutyRefusal, refused } from './duty-refusals.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the caller must be permitted to do; see actor.ts. */
    action?: ActionId | 'signed-in' | 'public';
    /** The route takes a file by multipart/form-data. */
    upload?:
      | 'audit'
      | 'document'
      | 'attachment'
      | 'import'
      | 'approved'
      | 'contribution'
      | 'categoryList'
      | 'catalogue'
      | 'remote-statement'
      | 'fund-result'
      | 'fund-statement';
  }
  interface FastifyRequest {
    /** Who is signed in; null where nobody is. */
    actor: Actor | null;
    /** Why nobody is signed in any more, where a session has just ended. */
    sessionOver: string | null;
  }
}

export const sessionCookie = 'mingzhang';

/** Adds the guard: every request learns its actor, and a route whose action the actor is not permitted is refused. */
export function guardRoutes(app: FastifyInstance, db: Kysely<Database>): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('sessionOver', null);
  const findTogether = sharedLookup(db);
  app.addHook('onRoute', ({ url, config }) => {
    if (url.startsWith('/api') && config?.action === undefined) throw new Error(`${url} declares no action`);
  });
  app.addHook('onRequest', async (request) => {
    const { action } = request.routeOptions.config;
    if (action === undefined) return;
    const over = await identify(request, findTogether);
    if (action === 'public') return;
    if (over !== null) throw over;
    const actor = actorOf(request);
    if (action === 'signed-in') return;
    if (actor.mustChangePassword) {
      throw refused('access', {
        id: 'password-change-required',
        message: '您还在用初始口令。请先改成只有您自己知道的口令，再做其他操作。',
      });
    }
    requirePermission(request, action);
  });
}

type Lookup = (token: string) => ReturnType<typeof findActor>;

/** A hospital sends many requests at once under one token: those that have come in before it is asked share the asking. */
function sharedLookup(db: Kysely<Database>): Lookup {
  const unasked = new Map<string, ReturnType<typeof findActor>>();
  return (token) => {
    const known = unasked.get(token);
    if (known !== undefined) return known;
    const answer = immediate().then(() => {
      unasked.delete(token);
      return findActor(db, token, new Date());
    });
    unasked.set(token, answer);
    return answer;
  };
}

async function identify(request: FastifyRequest, find: Lookup): Promise<DutyRefusal | null> {
  const token = cookieOf(request.headers.cookie, sessionCookie);
  if (token === null) return null;
  const found = await find(token);
  if (found !== null && 'refusal' in found) {
    request.sessionOver = found.refusal.message;
    return refused('access', found.refusal);
  }
  request.actor = found;
  return null;
}

/** The person asking; refused with sign-in-required where there is none. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor !== null) return request.actor;
  throw refused('access', {
    id: 'sign-in-required',
    message: '您还没有登录，或登录已在别处结束，这次没有执行。请登录后再试。',
  });
}

/** Refuses with action-not-permitted, unless the actor may do it at the place – or, without a place, anywhere – today. */
export function requirePermission(request: FastifyRequest, action: ActionId, place?: Place): void {
  const actor = actorOf(request);
  if (actorPermits(actor, action, dayOf(new Date()), place)) return;
  const where = place === undefined ? '' : '在这个单位';
  throw refused('access', {
    id: 'action-not-permitted',
    message: `${actor.name}${where}没有“${actions[action].name}”的权限，这次没有执行。如工作需要，请找系统管理员授予相应角色。`,
  });
}

/** One cookie's value; null where it is not sent. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
