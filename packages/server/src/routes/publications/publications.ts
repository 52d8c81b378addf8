/** The publication desk: a year's final accounts from the draft to the archive. */
import {
  type AccessRefusal,
  acceptFindings,
  actionOfStep,
  beginPublication,
  checkPublication,
  compileAgain,
  computedFigures,
  type Desk,
  type FullVersion,
  fileLabel,
  filesMisread,
  findAttachment,
  findFile,
  findVersion,
  keepAttachment,
  listVersions,
  mediaTypeOf,
  type PublicationRefusal,
  publicationRefusals,
  publishVersion,
  readTexts,
  takePublicationStep,
  textParts,
  writeText,
} from '@mingzhang/bureau';
import { statementTemplateIds } from '@mingzhang/disclosure';
import { writeHtml } from '@mingzhang/documents/write';
import { type FastifyRequest } from 'fastify';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf, requirePermission } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { documentPolicy } from '../../open/policy.ts';
import { problem } from '../../schemas.ts';
import { readUpload } from '../../upload.ts';
import { type RouteContext } from '../context.ts';
import { departmentOf } from '../figures.ts';
import { asked, idempotent } from '../office/asked.ts';
import { format, fullShown, fullVersion, hash, listedShown, listedVersion, stepAsked } from './shapes.ts';

const tag = '决算公开';
const whose = z.object({ department: z.string().max(100).optional() });
const byId = z.object({ id: z.uuid() });
const year = z.coerce.number().int().min(2000).max(2099);
const template = z.enum(statementTemplateIds as [string, ...string[]]).describe('版式');
const problems = { 400: problem, 404: problem, 409: problem, 422: problem };

const desk: Desk = { computed: computedFigures, filesMisread };

export const publicationRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/publications',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'listPublications',
        tags: [tag],
        summary: '一个部门的各版决算公开，新的在前',
        querystring: whose,
        response: {
          200: z.object({
            department: z.string(),
            name: z.string(),
            today: z.string(),
            templates: z.array(z.string()),
            versions: z.array(listedVersion),
          }),
          404: problem,
        },
      },
    },
    async (request) => {
      const department = await departmentOf(db, request.query);
      requirePermission(request, 'publication.read', { department: department.id });
      const today = dayOf(new Date());
      const versions = await listVersions(db, department.id, today);
      return {
        department: department.id,
        name: department.name,
        today,
        templates: [...statementTemplateIds],
        versions: versions.map(listedShown),
      };
    },
  );

  app.post(
    '/api/publications',
    {
      config: { action: 'publication.make' },
      schema: {
        operationId: 'beginPublication',
        tags: [tag],
        summary: '编制一个年度的决算公开，或更正已公开的一版',
        headers: idempotent,
        body: z.object({
          id: z.uuid().describe('第7版UUID，由提交一方生成'),
          department: z.string().max(100),
          year,
          template,
          correction: z.object({ corrects: z.uuid(), reason: z.string().max(500) }).nullable(),
        }),
        response: { 201: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const { department } = request.body;
      requirePermission(request, 'publication.make', { department });
      const acting = actingOf(request);
      const answer = await once(db, asked(request, acting.person, acting.at), async (trx) =>
        settled(await beginPublication(trx, desk, request.body, acting)),
      );
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/publications/:id',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'getPublication',
        tags: [tag],
        summary: '一版决算公开：环节、发现、增减原因、文件',
        params: byId,
        querystring: whose,
        response: { 200: fullVersion, 404: problem },
      },
    },
    async (request) => fullShown(await versionAsked(request, request.params.id, request.query)),
  );

  app.post(
    '/api/publications/:id/compile',
    {
      config: { action: 'publication.make' },
      schema: {
        operationId: 'compilePublication',
        tags: [tag],
        summary: '按现在的账簿、台账和文字重新编制',
        headers: idempotent,
        params: byId,
        querystring: whose,
        body: z.object({ template: template.optional() }),
        response: { 200: z.object({ contentHash: z.string() }), ...problems },
      },
    },
    async (request) => {
      const department = await permitted(request, request.query, 'publication.make');
      const acting = actingOf(request);
      const address = { department, id: request.params.id, template: request.body.template };
      return once(db, asked(request, acting.person, acting.at), async (trx) =>
        settled(await compileAgain(trx, desk, address, acting)),
      );
    },
  );

  app.post(
    '/api/publications/:id/acceptances',
    {
      config: { action: 'publication.make' },
      schema: {
        operationId: 'acceptFindings',
        tags: [tag],
        summary: '说明理由，放行不必改正的发现',
        headers: idempotent,
        params: byId,
        querystring: whose,
        body: z.object({ findings: z.array(z.string().max(200)).min(1).max(1000), reason: z.string().max(500) }),
        response: { 200: z.object({ accepted: z.int() }), ...problems },
      },
    },
    async (request) => {
      const department = await permitted(request, request.query, 'publication.make');
      const acting = actingOf(request);
      const command = { department, id: request.params.id, ...acting, ...request.body };
      return once(db, asked(request, acting.person, acting.at), async (trx) =>
        settled(await acceptFindings(trx, command)),
      );
    },
  );

  app.post(
    '/api/publications/:id/steps',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'takePublicationStep',
        tags: [tag],
        summary: '办理一个环节',
        description: '各环节的权限不同：自查、报送、登记批复要能编制，保密审查、审签、公开各有其人。',
        params: byId,
        querystring: whose,
        body: stepAsked,
        response: { 200: z.object({ state: z.string() }), ...problems },
      },
    },
    async (request) => {
      const { step, ...body } = request.body;
      const version = await versionAsked(request, request.params.id, request.query);
      const { department, id } = version;
      requirePermission(request, actionOfStep(step, version.state), { department });
      const command = { department, id, ...body, ...actingOf(request) };
      const outcome =
        step === 'publish'
          ? await publishVersion(db, desk, command)
          : step === 'check'
            ? await checkPublication(db, desk, command)
            : await db.transaction().execute((trx) => takePublicationStep(trx, desk, step, command));
      return { state: settled(outcome).state };
    },
  );

  app.get(
    '/api/publications/:id/files/:format',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'getPublicationFile',
        tags: [tag],
        summary: '公开的文件',
        params: z.object({ id: z.uuid(), format }),
        querystring: whose,
        response: {
          200: { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } },
          404: problem,
        },
      },
    },
    async (request, reply) => {
      const department = await permitted(request, request.query, 'publication.read');
      const file = await findFile(db, { department, ...request.params });
      if (file === null) {
        throw refused('publication', { id: 'publication-unknown', message: '没有这份文件，或还没有公开。' });
      }
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.bytes as never);
    },
  );

  app.get(
    '/api/publications/:id/preview',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'previewPublication',
        tags: [tag],
        summary: '公开稿的样子，网页；公开前后都可以看',
        params: byId,
        querystring: whose,
        response: { 200: { content: { 'text/html': { schema: z.string() } } }, 404: problem },
      },
    },
    async (request, reply) => {
      const { document } = await versionAsked(request, request.params.id, request.query);
      return reply
        .headers(documentPolicy)
        .type('text/html; charset=utf-8')
        .send(writeHtml(document) as never);
    },
  );

  app.post(
    '/api/publications/attachments',
    {
      config: { action: 'publication.make', upload: 'attachment' },
      schema: {
        operationId: 'keepReplyLetter',
        tags: [tag],
        summary: '上传批复文件；登记批复时写它的散列值',
        response: { 201: z.object({ sha256: hash, name: z.string(), size: z.int() }), 400: problem, 413: problem },
      },
    },
    async (request, reply) => {
      const { bytes, name } = await readUpload(request);
      const label = fileLabel(name);
      const by = actorOf(request).id;
      const mediaType = mediaTypeOf(bytes, label);
      const sha256 = await keepAttachment(db, { name: label, mediaType, bytes, by, at: new Date() });
      return reply.code(201).send({ sha256, name: label, size: bytes.length });
    },
  );

  app.get(
    '/api/publications/:id/reply',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'getReplyLetter',
        tags: [tag],
        summary: '批复文件的原件',
        params: byId,
        querystring: whose,
        response: {
          200: { content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } },
          404: problem,
        },
      },
    },
    async (request, reply) => {
      const { reply: letter } = await versionAsked(request, request.params.id, request.query);
      const file = letter === null ? null : await findAttachment(db, letter.attachment);
      if (file === null) {
        throw refused('publication', { id: 'publication-unknown', message: '还没有登记批复，没有批复文件。' });
      }
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(file.bytes as never);
    },
  );

  app.get(
    '/api/publications/texts',
    {
      config: { action: 'publication.read' },
      schema: {
        operationId: 'listPublicationTexts',
        tags: [tag],
        summary: '部门写的文字和增减原因',
        querystring: whose.extend({ year }),
        response: {
          200: z.object({
            parts: z.array(z.object({ key: z.string(), name: z.string() })),
            texts: z.array(
              z.object({
                kind: z.enum(['part', 'reason']),
                key: z.string(),
                text: z.string(),
                year: z.int(),
                name: z.string(),
                at: z.string(),
              }),
            ),
          }),
          404: problem,
        },
      },
    },
    async (request) => {
      const department = await permitted(request, request.query, 'publication.read');
      const texts = await readTexts(db, { department, year: request.query.year });
      return {
        parts: Object.entries(textParts).map(([key, name]) => ({ key, name })),
        texts: texts.map(({ kind, key, text, year: of, name, at }) => ({
          kind,
          key,
          text,
          year: of,
          name,
          at: at.toISOString(),
        })),
      };
    },
  );

  app.post(
    '/api/publications/texts',
    {
      config: { action: 'publication.make' },
      schema: {
        operationId: 'writePublicationText',
        tags: [tag],
        summary: '写一段文字或一个增减原因；重新编制后印入公开稿',
        headers: idempotent,
        body: z.object({
          department: z.string().max(100),
          year,
          kind: z.enum(['part', 'reason']),
          key: z.string().max(200),
          text: z.string().max(10_000),
        }),
        response: { 201: z.object({ id: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'publication.make', { department: request.body.department });
      const acting = actingOf(request);
      const answer = await once(db, asked(request, acting.person, acting.at), async (trx) =>
        settled(await writeText(trx, request.body, acting)),
      );
      return reply.code(201).send(answer);
    },
  );

  async function permitted(
    request: FastifyRequest,
    query: z.infer<typeof whose>,
    action: 'publication.read' | 'publication.make',
  ): Promise<string> {
    const { id: department } = await departmentOf(db, query);
    requirePermission(request, action, { department });
    return department;
  }

  async function versionAsked(request: FastifyRequest, id: string, query: z.infer<typeof whose>): Promise<FullVersion> {
    const department = await permitted(request, query, 'publication.read');
    const version = await findVersion(db, { department, id }, dayOf(new Date()));
    if (version !== null) return version;
    throw refused('publication', {
      id: 'publication-unknown',
      message: '没有这份公开稿。请从决算公开的列表打开。',
    });
  }
};

function actingOf(request: FastifyRequest) {
  const at = new Date();
  return { person: actorOf(request).id, at, today: dayOf(at) };
}

/** The answer, or the refusal thrown under its own list. */
function settled<Outcome extends object>(outcome: Outcome): Exclude<Outcome, { readonly refusal: unknown }> {
  if ('refusal' in outcome) throw publicationRefused(outcome.refusal as PublicationRefusal | AccessRefusal);
  return outcome as Exclude<Outcome, { readonly refusal: unknown }>;
}

function publicationRefused({ id, message }: PublicationRefusal | AccessRefusal): DutyRefusal {
  const own = (Object.keys(publicationRefusals) as (keyof typeof publicationRefusals)[]).find((one) => one === id);
  return own === undefined
    ? refused('access', { id: id as AccessRefusal['id'], message })
    : refused('publication', { id: own, message });
}
