/** The trail of what was done: read by filter, and its chain proved. */
import { findTrailState, listTrail, listTrailActions, verifyTrail } from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../schemas.ts';
import { type RouteContext } from './context.ts';

const action = z
  .object({
    id: z.uuid(),
    at: z.string(),
    person: z.object({ id: z.uuid(), name: z.string() }),
    action: z.string(),
    actionName: z.string(),
    subject: z.string().describe('对什么做的，种类和编号，如 voucher:0198…'),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    sequence: z.int().nullable().describe('封存的序号；null 表示尚未封存'),
  })
  .meta({ id: 'TrailAction', description: '一条留痕' });

const stateFields = {
  sealed: z.int().describe('已封存多少条'),
  unsealed: z.int().describe('尚未封存多少条'),
  head: z.string().nullable().describe('最后一条封存的散列值（SM3）'),
};
const state = z.object(stateFields).meta({ id: 'TrailState', description: '封存到哪里' });

/** Where a page ends: time and id, `2024-06-03T01:00:00.000Z~0198…`. */
const place = /^(?<at>[^~]+)~(?<id>[0-9a-f-]{36})$/;

export const trailRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/audit-trail',
    {
      config: { action: 'audit-trail.read' },
      schema: {
        operationId: 'listTrail',
        tags: ['留痕'],
        summary: '操作留痕，新的在前',
        querystring: z.object({
          person: z.uuid().optional(),
          action: z.string().max(100).optional(),
          subject: z.string().max(200).optional().describe('以此开头'),
          from: z.iso.datetime({ offset: true }).optional(),
          to: z.iso.datetime({ offset: true }).optional().describe('不含'),
          limit: z.coerce.number().int().min(1).max(500).default(100),
          after: z.string().regex(place).optional().describe('上一页回答中的 next'),
        }),
        response: {
          200: z.object({
            entries: z.array(action),
            next: z.string().nullable(),
            state,
            actions: z.array(z.object({ id: z.string(), name: z.string() })).describe('有过的事项，供筛选'),
            people: z.array(z.object({ id: z.string(), name: z.string() })).describe('有过操作的人，供筛选'),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { person, subject, from, to, limit, after } = request.query;
      const filter = {
        person: person ?? null,
        action: request.query.action ?? null,
        subject: subject === undefined || subject === '' ? null : subject,
        from: from === undefined ? null : new Date(from),
        to: to === undefined ? null : new Date(to),
      };
      const rows = await listTrail(db, { filter, after: placeOf(after), limit: limit + 1 });
      const entries = rows.slice(0, limit).map((row) => ({ ...row, detail: { ...row.detail } }));
      const last = entries.at(-1);
      return {
        entries,
        next: rows.length > limit && last !== undefined ? `${last.at}~${last.id}` : null,
        state: await findTrailState(db),
        actions: [...(await listTrailActions(db))],
        people: await db.selectFrom('access_person').select(['id', 'name']).orderBy('name').execute(),
      };
    },
  );

  app.post(
    '/api/audit-trail/proof',
    {
      config: { action: 'audit-trail.read' },
      schema: {
        operationId: 'proveTrail',
        tags: ['留痕'],
        summary: '从头核对封存链：有没有被改动、删除、插入、调换的',
        response: { 200: z.object({ ...stateFields, failures: z.array(z.string()) }) },
      },
    },
    async () => {
      const proof = await verifyTrail(db);
      return { ...proof, failures: [...proof.failures] };
    },
  );
};

function placeOf(text: string | undefined): { readonly at: Date; readonly id: string } | null {
  const { at, id } = place.exec(text ?? '')?.groups ?? {};
  return at === undefined || id === undefined || Number.isNaN(Date.parse(at)) ? null : { at: new Date(at), id };
}
