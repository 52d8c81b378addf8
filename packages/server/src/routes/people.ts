/** People, their roles, their sessions – for administrators – and one's own sessions. */
import {
  type AccessRefused,
  addGrant,
  addPerson,
  endGrant,
  endSession,
  listDepartments,
  listPeople,
  listSessions,
  listUnits,
  resetPassword,
  roleIds,
  roles,
  setDisabled,
  setIdentity,
  unmaskPerson,
} from '@mingzhang/bureau';
import { newId } from '@mingzhang/store';
import { type FastifyRequest } from 'fastify';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf, requirePermission } from '../actor.ts';
import { dayOf } from '../clock.ts';
import { refused } from '../duty-refusals.ts';
import { problem } from '../schemas.ts';
import { identityKeyOf, type RouteContext } from './context.ts';

const grantFields = {
  role: z.enum(roleIds),
  department: z.string().nullable().describe('限于哪个部门；null 为全局'),
  unit: z.string().nullable().describe('限于部门里的哪个单位；null 为整个部门'),
  from: z.string().describe('起始日，含当日'),
  to: z.string().nullable().describe('截止日，含当日；null 为长期有效'),
};
const grant = z.object({ id: z.uuid(), ...grantFields }).meta({ id: 'Grant', description: '一项角色' });
const grantDraft = z
  .object({ ...grantFields, role: z.string().max(100) })
  .meta({ id: 'GrantDraft', description: '要授予的一项角色' });

const person = z
  .object({
    id: z.uuid(),
    name: z.string(),
    signIn: z.string(),
    demonstration: z.boolean(),
    mustChangePassword: z.boolean(),
    disabledAt: z.string().nullable(),
    lockedUntil: z.string().nullable().describe('登录失败过多而锁定到何时；可能已过'),
    addedAt: z.string(),
    lastSeenAt: z.string().nullable(),
    sessions: z.int(),
    identity: z.string().nullable().describe('遮盖后的身份证号'),
    grants: z.array(grant),
  })
  .meta({ id: 'Person', description: '一位人员' });

const people = z
  .object({
    people: z.array(person),
    roles: z.array(z.object({ id: z.enum(roleIds), name: z.string() })),
    departments: z.array(
      z.object({ id: z.string(), name: z.string(), units: z.array(z.object({ id: z.string(), name: z.string() })) }),
    ),
  })
  .meta({ id: 'People', description: '全部人员，以及可以授予的角色和范围' });

const session = z
  .object({
    id: z.uuid(),
    startedAt: z.string(),
    seenAt: z.string(),
    address: z.string(),
    agent: z.string(),
    own: z.boolean().describe('就是这一次登录'),
  })
  .meta({ id: 'OpenSession', description: '一处登录' });
const sessions = z.object({ sessions: z.array(session) });

const initial = z
  .object({ id: z.uuid(), password: z.string().describe('初始口令，只在这里说一次') })
  .meta({ id: 'InitialPassword' });

const byId = z.object({ id: z.uuid() });
const done = z.undefined().describe('已完成');
const answers = { 400: problem, 404: problem, 409: problem, 422: problem };

export const peopleRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db } = context;

  /** Who manages, and when. */
  const managing = (request: FastifyRequest) => {
    const at = new Date();
    return { actor: actorOf(request).id, at, today: dayOf(at) };
  };

  app.get(
    '/api/people',
    {
      config: { action: 'people.read' },
      schema: { operationId: 'listPeople', tags: ['人员'], summary: '全部人员及其角色', response: { 200: people } },
    },
    async () => {
      const listed = await listPeople(db, identityKeyOf(context));
      const departments = await listDepartments(db);
      return {
        people: listed.map((one) => ({ ...one, grants: [...one.grants] })),
        roles: roleIds.map((id) => ({ id, name: roles[id] })),
        departments: await Promise.all(
          departments.map(async ({ id, name }) => ({
            id,
            name,
            units: (await listUnits(db, id)).map((unit) => ({ id: unit.id, name: unit.name })),
          })),
        ),
      };
    },
  );

  app.post(
    '/api/people',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'addPerson',
        tags: ['人员'],
        summary: '添加人员',
        description: '回答里有初始口令，只说这一次；本人第一次登录时须修改。',
        body: z.object({
          id: z.uuid().optional().describe('由请求方生成的编号，第7版UUID'),
          name: z.string().max(200),
          signIn: z.string().max(200),
          roles: z.array(grantDraft).max(20),
        }),
        response: { 201: initial, ...answers },
      },
    },
    async (request, reply) => {
      const { id = newId(), name, signIn, roles: given } = request.body;
      const outcome = await addPerson(db, { ...managing(request), id, name, signIn, roles: given });
      return reply.code(201).send(orRefuse(outcome));
    },
  );

  app.post(
    '/api/people/:id/roles',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'addRole',
        tags: ['人员'],
        summary: '授予角色；这位人员现有的登录随即结束',
        params: byId,
        body: grantDraft,
        response: { 201: z.object({ id: z.uuid() }), ...answers },
      },
    },
    async (request, reply) => {
      const outcome = await addGrant(db, { ...managing(request), person: request.params.id, grant: request.body });
      return reply.code(201).send(orRefuse(outcome));
    },
  );

  app.delete(
    '/api/people/:id/roles/:role',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'endRole',
        tags: ['人员'],
        summary: '收回角色，即时生效；这位人员现有的登录随即结束',
        params: z.object({ id: z.uuid(), role: z.uuid() }),
        response: { 204: done, ...answers },
      },
    },
    async (request, reply) => {
      const { id, role } = request.params;
      orRefuse(await endGrant(db, { ...managing(request), person: id, grant: role }));
      return reply.code(204).send();
    },
  );

  app.put(
    '/api/people/:id/disabled',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'setDisabled',
        tags: ['人员'],
        summary: '停用或恢复一位人员',
        params: byId,
        body: z.object({ disabled: z.boolean() }),
        response: { 204: done, ...answers },
      },
    },
    async (request, reply) => {
      const { disabled } = request.body;
      orRefuse(await setDisabled(db, { ...managing(request), person: request.params.id, disabled }));
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/people/:id/password',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'resetPassword',
        tags: ['人员'],
        summary: '重置口令：给一个新的初始口令，解除锁定，结束现有的登录',
        params: byId,
        response: { 200: initial, ...answers },
      },
    },
    async (request) => {
      const { id } = request.params;
      return { id, ...orRefuse(await resetPassword(db, { ...managing(request), person: id })) };
    },
  );

  app.put(
    '/api/people/:id/identity',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'setIdentity',
        tags: ['人员'],
        summary: '登记身份证号；加密保存，显示时遮盖',
        params: byId,
        body: z.object({ number: z.string().max(50) }),
        response: { 204: done, ...answers },
      },
    },
    async (request, reply) => {
      const command = { ...managing(request), person: request.params.id, number: request.body.number };
      orRefuse(await setIdentity(db, identityKeyOf(context), command));
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/people/:id/identity/unmask',
    {
      config: { action: 'pii.unmask' },
      schema: {
        operationId: 'unmaskIdentity',
        tags: ['人员'],
        summary: '显示完整的身份证号；理由记入留痕',
        params: byId,
        body: z.object({ reason: z.string().max(5000) }),
        response: { 200: z.object({ number: z.string() }), ...answers },
      },
    },
    async (request) => {
      requirePermission(request, 'people.read');
      const command = { ...managing(request), person: request.params.id, reason: request.body.reason };
      return orRefuse(await unmaskPerson(db, identityKeyOf(context), command));
    },
  );

  app.get(
    '/api/people/:id/sessions',
    {
      config: { action: 'people.read' },
      schema: {
        operationId: 'listSessionsOf',
        tags: ['人员'],
        summary: '一位人员现在在哪些地方登录',
        params: byId,
        response: { 200: sessions },
      },
    },
    async (request) => sessionsOf(request, request.params.id),
  );

  app.delete(
    '/api/people/:id/sessions/:session',
    {
      config: { action: 'people.manage' },
      schema: {
        operationId: 'endSessionOf',
        tags: ['人员'],
        summary: '结束一位人员的一处登录',
        params: z.object({ id: z.uuid(), session: z.uuid() }),
        response: { 204: done, ...answers },
      },
    },
    async (request, reply) => {
      const { id, session: ended } = request.params;
      orRefuse(await endSession(db, { ...managing(request), person: id, session: ended }));
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/session/others',
    {
      config: { action: 'signed-in' },
      schema: {
        operationId: 'listOwnSessions',
        tags: ['登录'],
        summary: '自己现在在哪些地方登录',
        response: { 200: sessions },
      },
    },
    async (request) => sessionsOf(request, actorOf(request).id),
  );

  app.delete(
    '/api/session/others/:session',
    {
      config: { action: 'signed-in' },
      schema: {
        operationId: 'endOwnSession',
        tags: ['登录'],
        summary: '结束自己在别处的登录',
        params: z.object({ session: z.uuid() }),
        response: { 204: done, ...answers },
      },
    },
    async (request, reply) => {
      const own = { ...managing(request), person: actorOf(request).id, session: request.params.session };
      orRefuse(await endSession(db, own));
      return reply.code(204).send();
    },
  );

  async function sessionsOf(request: FastifyRequest, id: string) {
    const own = actorOf(request).sessionId;
    const listed = await listSessions(db, id, new Date());
    return { sessions: listed.map((one) => ({ ...one, own: one.id === own })) };
  }
};

/** The outcome, or its refusal thrown. */
function orRefuse<Outcome extends object | null>(outcome: Outcome): Exclude<Outcome, AccessRefused> {
  if (outcome !== null && 'refusal' in outcome) throw refused('access', (outcome as AccessRefused).refusal);
  return outcome as Exclude<Outcome, AccessRefused>;
}
