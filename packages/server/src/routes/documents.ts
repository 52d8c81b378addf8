/** The shelf of documents: store, list, read, correct, set findings aside. */
import { createHash, randomUUID } from 'node:crypto';
import {
  compareFindings,
  fileLabel,
  findDocument,
  findFindings,
  listDocuments,
  listSetAsides,
  setFindingAside,
  shelveDocument,
  takeBackSetAside,
} from '@mingzhang/bureau';
import { isBlocking } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf } from '../actor.ts';
import { findingsCsv } from '../findings-csv.ts';
import { idempotencyKey } from '../idempotency.ts';
import { Refusal } from '../refusals.ts';
import { documentFull, documentId, documentList, documentStored, problem, setAside } from '../schemas.ts';
import { readUpload } from '../upload.ts';
import { countedAudit, type RouteContext } from './context.ts';

const byId = z.object({ id: documentId });
const byFinding = z.object({ id: documentId, findingId: z.string().min(1).max(200) });

export const documentRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, checks } = context;
  const checkNames = new Map(checks.map(({ id, name }) => [id, name]));

  app.post(
    '/api/documents',
    {
      config: { action: 'document.upload', upload: 'document' },
      schema: {
        operationId: 'storeDocument',
        tags: ['文件'],
        summary: '保存一份文件并检查',
        description:
          '一次一份文件。带 `successorOf` 时，新文件是那份文件的更正稿：比较两稿的发现，仍在的发现承接其搁置。带 `Idempotency-Key` 时，同一请求重发只保存一次。',
        headers: z.object({ 'idempotency-key': z.string().optional() }),
        response: {
          201: documentStored,
          400: problem,
          404: problem,
          413: problem,
          415: problem,
          422: problem,
          500: problem,
          503: problem,
        },
      },
    },
    async (request, reply) => {
      const key = idempotencyKey(request.headers['idempotency-key']);
      const upload = await readUpload(request);
      const file = fileLabel(upload.name);
      const successorOf = await predecessor(db, upload.fields.get('successorOf'));
      const { audit, reading } = await countedAudit(context, { bytes: upload.bytes, file, reading: true });
      if (!audit.ok || reading === null) {
        throw new Refusal(
          'document-unreadable',
          audit.error ?? `《${file}》无法读取，没有保存。请确认文件没有损坏后再上传。`,
        );
      }
      const fingerprint = createHash('sha256')
        .update(`${audit.sha256}\n${file}\n${successorOf ?? ''}`)
        .digest('hex');
      const outcome = await shelveDocument(db, {
        id: randomUUID(),
        at: new Date(),
        person: actorOf(request).id,
        file,
        bytes: upload.bytes,
        audit,
        reading,
        successorOf,
        request: key === null ? null : { key, fingerprint },
      });
      switch (outcome.kind) {
        case 'predecessor-not-found':
          throw predecessorNotFound();
        case 'idempotency-key-reused':
          throw new Refusal(
            outcome.kind,
            '这个 Idempotency-Key 先前用于另一份文件或另一组参数，这次没有保存。请为新的请求换一个新键。',
          );
        case 'stored': {
          const { id, difference } = outcome;
          return reply
            .code(201)
            .header('location', `/api/documents/${id}`)
            .send({
              id,
              findings: audit.findings.length,
              blocking: audit.findings.filter(isBlocking).length,
              difference:
                difference === null
                  ? null
                  : { gone: difference.gone.length, kept: difference.kept.length, new: difference.new.length },
            });
        }
      }
    },
  );

  app.get(
    '/api/documents',
    {
      config: { action: 'document.read' },
      schema: {
        operationId: 'listDocuments',
        tags: ['文件'],
        summary: '架上的文件，新的在前',
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          after: documentId.optional().describe('上一页回答中的 next'),
        }),
        response: { 200: documentList, 400: problem },
      },
    },
    async (request) => {
      const { limit, after } = request.query;
      const rows = await listDocuments(db, { limit: limit + 1, after: after ?? null });
      const documents = rows.slice(0, limit);
      return {
        documents: documents.map((row) => ({ ...row, document: { ...row.document }, stats: { ...row.stats } })),
        next: rows.length > limit ? (documents.at(-1)?.id ?? null) : null,
      };
    },
  );

  app.get(
    '/api/documents/:id',
    {
      config: { action: 'document.read' },
      schema: {
        operationId: 'getDocument',
        tags: ['文件'],
        summary: '一份文件：原文、表格、发现、未读懂之处、搁置，以及与上一稿的比较',
        params: byId,
        response: { 200: documentFull, 404: problem },
      },
    },
    async (request, reply) => {
      const stored = await findDocument(db, request.params.id);
      if (stored === null) throw documentNotFound();
      const { audit, reading, predecessorFindings } = stored;
      const facts = {
        id: stored.id,
        file: stored.file,
        sha256: audit.sha256,
        size: stored.size,
        storedAt: stored.storedAt,
        format: audit.format,
        auditor: audit.auditor,
        document: audit.document,
        parts: audit.parts,
        findings: audit.findings,
        checked: audit.checked,
        notRead: audit.notRead,
        stats: audit.stats,
        setAsides: stored.setAsides,
        predecessor: stored.predecessor,
        successors: stored.successors,
        difference: predecessorFindings === null ? null : compareFindings(predecessorFindings, audit.findings),
      };
      // The reading is kept as JSON text and spliced in as it is: parsing and printing megabytes again would stall others.
      return reply
        .type('application/json; charset=utf-8')
        .send(`${JSON.stringify(facts).slice(0, -1)},${reading.slice(1)}` as never);
    },
  );

  app.get(
    '/api/documents/:id/findings.csv',
    {
      config: { action: 'document.read' },
      schema: {
        operationId: 'exportFindings',
        tags: ['文件'],
        summary: '一份文件的发现，CSV（UTF-8，带 BOM）',
        params: byId,
        response: { 200: { content: { 'text/csv': { schema: z.string() } } }, 404: problem },
      },
    },
    async (request, reply) => {
      const found = await findFindings(db, request.params.id);
      if (found === null) throw documentNotFound();
      const name = encodeURIComponent(`${found.file.replace(/\.[a-z]{1,5}$/i, '')}-发现.csv`);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="findings.csv"; filename*=UTF-8''${name}`)
        .send(findingsCsv(found.findings, await listSetAsides(db, request.params.id), checkNames));
    },
  );

  app.put(
    '/api/documents/:id/set-asides/:findingId',
    {
      config: { action: 'document.set-aside' },
      schema: {
        operationId: 'setFindingAside',
        tags: ['文件'],
        summary: '搁置一条发现，写明理由；已搁置的改写理由',
        params: byFinding,
        body: z.object({ reason: z.string().max(5000).describe('理由，1 至 500 字') }),
        response: { 200: setAside, 400: problem, 404: problem, 422: problem },
      },
    },
    async (request) => {
      const { id, findingId } = request.params;
      const outcome = await setFindingAside(db, {
        documentId: id,
        findingId,
        reason: request.body.reason,
        person: actorOf(request).id,
        at: new Date(),
      });
      switch (outcome.kind) {
        case 'document-not-found':
          throw documentNotFound();
        case 'finding-not-found':
          throw new Refusal(outcome.kind, '这份文件里没有这条发现，没有搁置。请刷新页面后再试。');
        case 'reason-missing':
          throw new Refusal(outcome.kind, '没有写明理由，没有搁置。请写一句为什么这条发现可以不改，供以后的人查考。');
        case 'reason-too-long':
          throw new Refusal(outcome.kind, '理由超过 500 字，没有搁置。请写得简短些。');
        case 'set-aside':
          return outcome.setAside;
      }
    },
  );

  app.delete(
    '/api/documents/:id/set-asides/:findingId',
    {
      config: { action: 'document.set-aside' },
      schema: {
        operationId: 'takeBackSetAside',
        tags: ['文件'],
        summary: '撤销搁置',
        params: byFinding,
        response: { 204: z.undefined().describe('已撤销'), 404: problem },
      },
    },
    async (request, reply) => {
      const { id, findingId } = request.params;
      const takenBack = await takeBackSetAside(db, {
        documentId: id,
        findingId,
        person: actorOf(request).id,
        at: new Date(),
      });
      if (!takenBack) {
        throw new Refusal('set-aside-not-found', '这条发现没有被搁置，或已经撤销过。请刷新页面查看现状。');
      }
      return reply.code(204).send();
    },
  );
};

function documentNotFound(): Refusal {
  return new Refusal('document-not-found', '架上没有这份文件。请回到文件列表重新选择。');
}

/** The predecessor's id; looked up before the audit, so that nobody waits for an answer that is no. */
async function predecessor(db: RouteContext['db'], field: string | undefined): Promise<string | null> {
  if (field === undefined || field === '') return null;
  const id = documentId.safeParse(field);
  if (!id.success || (await findFindings(db, id.data)) === null) throw predecessorNotFound();
  return id.data;
}

function predecessorNotFound(): Refusal {
  return new Refusal('predecessor-not-found', '要更正的那份文件不在架上，新文件没有保存。请从该文件的页面上传更正稿。');
}
