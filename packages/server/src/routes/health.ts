/** Is it running, can it work, and how is it doing. */
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../refusals.ts';
import { type RouteContext } from './context.ts';

const well = z.object({ status: z.literal('ok') });

export const healthRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, pool, metrics }) => {
  app.get('/healthz', { schema: { tags: ['系统'], summary: '进程是否在运行', response: { 200: well } } }, async () => ({
    status: 'ok' as const,
  }));

  app.get(
    '/readyz',
    { schema: { tags: ['系统'], summary: '能否处理请求：数据库是否可用', response: { 200: well } } },
    async () => {
      try {
        await sql`select 1`.execute(db);
      } catch {
        throw new Refusal(
          'not-ready',
          '数据库暂时不可用，现在不能处理请求。请稍后再试；若一直如此，请检查数据库是否在运行。',
          { retryAfter: 5 },
        );
      }
      return { status: 'ok' as const };
    },
  );

  app.get('/metrics', { schema: { tags: ['系统'], summary: '运行指标（Prometheus 文本）' } }, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.print(pool.load())),
  );
};
