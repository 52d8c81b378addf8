/** Signing in and out, and who is signed in. */
import {
  type Actor,
  accessRules,
  actionIds,
  actorPermits,
  changePassword,
  decideAddress,
  findActor,
  holdsOn,
  peopleExist,
  roleIds,
  roles,
  signIn,
  signOut,
} from '@mingzhang/bureau';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf, sessionCookie } from '../actor.ts';
import { dayOf } from '../clock.ts';
import { refused } from '../duty-refusals.ts';
import { isEncrypted } from '../guard.ts';
import { problem } from '../schemas.ts';
import { type RouteContext } from './context.ts';

const session = z
  .object({
    person: z
      .object({
        id: z.uuid(),
        name: z.string(),
        signIn: z.string(),
        demonstration: z.boolean(),
        mustChangePassword: z.boolean().describe('还在用初始口令，须先修改'),
      })
      .nullable()
      .describe('登录的人；null 表示没有登录'),
    roles: z.array(z.object({ role: z.enum(roleIds), name: z.string() })),
    actions: z.array(z.enum(actionIds)).describe('今天可以做的事，不分单位'),
    peopleExist: z.boolean().describe('系统里有没有人员；没有时须先在终端添加第一位'),
    notice: z.string().nullable().describe('为什么不再是登录状态'),
  })
  .meta({ id: 'Session', description: '登录状态' });

export const sessionRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, exposed, origins }) => {
  const failedAt = new Map<string, readonly Date[]>();

  async function describe(actor: Actor | null, notice: string | null): Promise<z.infer<typeof session>> {
    if (actor === null) return { person: null, roles: [], actions: [], peopleExist: await peopleExist(db), notice };
    const today = dayOf(new Date());
    const held = new Set(actor.grants.filter((grant) => holdsOn(grant, today)).map(({ role }) => role));
    return {
      person: {
        id: actor.id,
        name: actor.name,
        signIn: actor.signIn,
        demonstration: actor.demonstration,
        mustChangePassword: actor.mustChangePassword,
      },
      roles: roleIds.filter((role) => held.has(role)).map((role) => ({ role, name: roles[role] })),
      actions: actionIds.filter((action) => actorPermits(actor, action, today)),
      peopleExist: true,
      notice,
    };
  }

  /** Not readable by scripts, sent to nobody else, and over encrypted connections only where there are such. */
  function setCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
    const secure = isEncrypted(request.headers.host, origins) ? '; Secure' : '';
    const ended = token === null ? '; Max-Age=0' : '';
    reply.header('set-cookie', `${sessionCookie}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure}${ended}`);
  }

  app.get(
    '/api/session',
    {
      config: { action: 'public' },
      schema: {
        operationId: 'getSession',
        tags: ['登录'],
        summary: '登录的是谁，可以做什么',
        response: { 200: session },
      },
    },
    async (request) => describe(request.actor, request.sessionOver),
  );

  app.post(
    '/api/session',
    {
      config: { action: 'public' },
      schema: {
        operationId: 'signIn',
        tags: ['登录'],
        summary: '登录',
        description: '登录后的请求带着回答中的 cookie。连续登录失败会暂时锁定登录名。',
        body: z.object({ signIn: z.string().max(100), password: z.string().max(1000) }),
        response: { 200: session, 400: problem, 401: problem, 403: problem, 429: problem },
      },
    },
    async (request, reply) => {
      const at = new Date();
      const address = request.ip;
      const waits = decideAddress(failedAt.get(address) ?? [], at);
      if (waits !== null) throw refused('access', waits.refusal, { retryAfter: 600 });
      const came = await signIn(db, {
        signIn: request.body.signIn,
        password: request.body.password,
        at,
        address,
        agent: request.headers['user-agent'] ?? '',
        exposed,
      });
      if ('refusal' in came) {
        noteFailure(failedAt, address, at);
        throw refused('access', came.refusal);
      }
      if (request.actor !== null) await signOut(db, request.actor, at);
      setCookie(request, reply, came.token);
      const actor = await findActor(db, came.token, at);
      return describe(actor === null || 'refusal' in actor ? null : actor, null);
    },
  );

  app.delete(
    '/api/session',
    {
      config: { action: 'public' },
      schema: {
        operationId: 'signOut',
        tags: ['登录'],
        summary: '退出',
        response: { 204: z.undefined().describe('已退出') },
      },
    },
    async (request, reply) => {
      if (request.actor !== null) await signOut(db, request.actor, new Date());
      setCookie(request, reply, null);
      return reply.code(204).send();
    },
  );

  app.put(
    '/api/session/password',
    {
      config: { action: 'signed-in' },
      schema: {
        operationId: 'changePassword',
        tags: ['登录'],
        summary: '修改自己的口令；在别处的登录同时结束',
        body: z.object({ current: z.string().max(1000), password: z.string().max(1000) }),
        response: { 204: z.undefined().describe('已修改'), 400: problem, 422: problem, 429: problem },
      },
    },
    async (request, reply) => {
      const { current, password } = request.body;
      const outcome = await changePassword(db, { actor: actorOf(request), current, password, at: new Date() });
      if (outcome !== null) throw refused('access', outcome.refusal);
      return reply.code(204).send();
    },
  );
};

/** Notes a failure, and forgets addresses that have not failed for long, so that the notes do not grow for ever. */
function noteFailure(failedAt: Map<string, readonly Date[]>, address: string, at: Date): void {
  const since = at.getTime() - accessRules.addressWindowMinutes * 60_000;
  for (const [other, times] of failedAt) {
    const recent = times.filter((time) => time.getTime() > since);
    if (recent.length === 0) failedAt.delete(other);
    else failedAt.set(other, recent);
  }
  failedAt.set(address, [...(failedAt.get(address) ?? []), at]);
}
