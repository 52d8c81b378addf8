/** Checks one file and keeps nothing. */
import { fileLabel } from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { auditObject, problem } from '../schemas.ts';
import { readUpload } from '../upload.ts';
import { countedAudit, type RouteContext } from './context.ts';

export const auditRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  app.post(
    '/api/audit',
    {
      // Stores nothing and shows nothing of ours, so anybody may have a file checked.
      config: { action: 'public', upload: 'audit' },
      schema: {
        operationId: 'audit',
        tags: ['检查'],
        summary: '检查一份文件，不保存',
        description:
          '读不懂的文件也回答 200：`ok` 为 false，`error` 是一句说明。同一文件的结果总是相同（`milliseconds` 除外），因此 `Idempotency-Key` 可带可不带。',
        response: { 200: auditObject, 400: problem, 413: problem, 415: problem, 500: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request);
      const { audit } = await countedAudit(context, {
        bytes: upload.bytes,
        file: fileLabel(upload.name),
        reading: false,
      });
      // Sent as made: validating a megabyte of our own findings again would only cost the clerk time. A test holds it to the schema.
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(audit) as never);
    },
  );
};
