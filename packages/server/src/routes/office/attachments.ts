/** Attachments of vouchers: kept by what they hold, given back to those who may see a voucher that has them. */
import { actorPermits, fileLabel, isShownSafely, keepAttachment, mediaTypeOf, openAttachment } from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { problem } from '../../schemas.ts';
import { readUpload } from '../../upload.ts';
import { type RouteContext } from '../context.ts';
import { deskRefused } from './desk-refused.ts';

const tag = '凭证';
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const attachmentRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.post(
    '/api/office/attachments',
    {
      config: { action: 'voucher.make', upload: 'attachment' },
      schema: {
        operationId: 'keepAttachment',
        tags: [tag],
        summary: '上传一份附件；同样的内容只存一份',
        response: {
          201: z
            .object({ sha256: hash, name: z.string(), mediaType: z.string(), size: z.int() })
            .meta({ id: 'Attachment', description: '附件' }),
          400: problem,
          413: problem,
          415: problem,
        },
      },
    },
    async (request, reply) => {
      const { bytes, name } = await readUpload(request);
      const label = fileLabel(name);
      const mediaType = mediaTypeOf(bytes, label);
      const sha256 = await keepAttachment(db, {
        name: label,
        mediaType,
        bytes,
        by: actorOf(request).id,
        at: new Date(),
      });
      return reply.code(201).send({ sha256, name: label, mediaType, size: bytes.length });
    },
  );

  app.get(
    '/api/office/attachments/:sha256',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'getAttachment',
        tags: [tag],
        summary: '一份附件的原件',
        params: z.object({ sha256: hash }),
        response: {
          200: { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } },
          400: problem,
          404: problem,
        },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const today = dayOf(new Date());
      const found = await openAttachment(db, request.params.sha256, {
        person: actor.id,
        mayRead: (place) => actorPermits(actor, 'voucher.read', today, place),
      });
      if ('refusal' in found) throw deskRefused(found.refusal);
      const { name, mediaType, bytes } = found.attachment;
      const kind = isShownSafely(mediaType) ? 'inline' : 'attachment';
      return reply
        .type(mediaType)
        .header('content-disposition', `${kind}; filename="attachment"; filename*=UTF-8''${encodeURIComponent(name)}`)
        .send(bytes as never);
    },
  );
};
