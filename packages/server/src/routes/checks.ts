/** The catalogue of checks. */
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { checkMeta } from '../schemas.ts';
import { type RouteContext } from './context.ts';

export const checkRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { checks }) => {
  app.get(
    '/api/checks',
    {
      config: { action: 'public' },
      schema: {
        operationId: 'listChecks',
        tags: ['检查'],
        summary: '检查清单：每项检查的名称、说明、严重程度和依据',
        response: { 200: z.object({ checks: z.array(checkMeta) }) },
      },
    },
    async () => ({ checks: [...checks] }),
  );
};
