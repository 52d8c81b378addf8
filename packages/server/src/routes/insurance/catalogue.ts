/** 三目录: what is in force on a day, an item's history, and files handed in, looked at, confirmed by another or withdrawn. */
import { createHash } from 'node:crypto';
import {
  type CatalogueImport,
  type CatalogueItem,
  catalogueHistory,
  confirmCatalogueImport,
  fileLabel,
  handInCatalogue,
  itemClasses,
  itemKinds,
  itemProblems,
  listCatalogueImports,
  peopleNames,
  readCatalogue,
  searchCatalogue,
  viewCatalogueImport,
  withdrawCatalogueImport,
} from '@mingzhang/bureau';
import { readSheets } from '@mingzhang/documents';
import { formatExact, isDate } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../../schemas.ts';
import { readUpload } from '../../upload.ts';
import { type RouteContext } from '../context.ts';
import { codes, entered, entering, givenId, handOf, problems, registryRefused } from './shapes.ts';

const tag = '医保目录';

/** Of each part of a preview: there can be tens of thousands. */
const shownLimit = 500;

const kind = codes(itemKinds);
const item = z
  .object({
    code: z.string().describe('医保目录编码'),
    kind,
    name: z.string(),
    specification: z.string(),
    class: codes(itemClasses),
    priceLimit: z.string().nullable().describe('最高支付价，元；不限价的为 null'),
    firstPay: z.string().describe('先行自付比例，如 10%'),
    from: z.string(),
    to: z.string().nullable(),
  })
  .meta({ id: 'CatalogueItem', description: '目录里一个项目的一段' });

const listed = z
  .object({
    id: z.string(),
    from: z.string().nullable().describe('执行日期'),
    whole: z.boolean().describe('全量目录：同类里不在其中的即终止'),
    document: z.string(),
    file: z.string(),
    rows: z.int(),
    maker: z.string(),
    mine: z.boolean(),
    madeAt: z.string(),
    state: z.enum(['open', 'confirmed', 'withdrawn']),
    confirmer: z.string().nullable(),
    counts: z.object({ added: z.int(), changed: z.int(), ended: z.int(), unchanged: z.int() }),
  })
  .meta({ id: 'CatalogueImport', description: '一次目录导入' });

const preview = z
  .object({
    made: listed,
    seen: z.string().nullable().describe('确认时原样送回：证明看到的就是这一份'),
    counts: z.object({ added: z.int(), changed: z.int(), ended: z.int(), unchanged: z.int(), problems: z.int() }),
    added: z.array(item).describe(`新增，至多 ${shownLimit} 条`),
    changed: z.array(z.object({ before: item, after: item })).describe('变更：原来的和新的'),
    ended: z.array(z.object({ item, to: z.string() })).describe('终止，和最后一天'),
    problems: z.array(
      z.object({
        line: z.int(),
        code: z.string(),
        name: z.string(),
        problem: codes(itemProblems),
        title: z.string(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'CatalogueImportPreview', description: '目录导入确认前的对比' });

const ofImport = z.object({ id: givenId });

function itemShown({ priceLimit, firstPay, ...row }: CatalogueItem): z.infer<typeof item> {
  return {
    code: row.code,
    kind: row.kind,
    name: row.name,
    specification: row.specification,
    class: row.class,
    from: row.from,
    to: row.to,
    // Millionths of a yuan, ten-thousandths.
    priceLimit: priceLimit === null ? null : formatExact(BigInt(priceLimit) * 100n),
    firstPay: `${formatExact(BigInt(firstPay) * 1_000_000n)}%`,
  };
}

export const catalogueRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  const shown = (made: CatalogueImport, names: (id: string) => string, reader: string): z.infer<typeof listed> => {
    const { by, at, confirmedBy, ...rest } = made;
    return {
      ...rest,
      maker: names(by),
      mine: by === reader,
      madeAt: at.toISOString(),
      confirmer: confirmedBy === null ? null : names(confirmedBy),
    };
  };

  app.get(
    '/api/catalogue',
    {
      config: { action: 'catalogue.read' },
      schema: {
        operationId: 'searchCatalogue',
        tags: [tag],
        summary: '一天有效的目录，按编码的开头或名称的一部分查',
        querystring: z.object({
          text: z.string().max(100).default(''),
          day: z.string().refine(isDate, '日期写作“2024-03-05”').optional(),
          kind: kind.optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
          offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
        }),
        response: { 200: z.object({ day: z.string(), items: z.array(item), total: z.int() }), 400: problem },
      },
    },
    async (request) => {
      const { kind: of = null, day = handOf(request).today, ...rest } = request.query;
      const { items, total } = await searchCatalogue(db, { ...rest, day, kind: of });
      return { day, items: items.map(itemShown), total };
    },
  );

  app.get(
    '/api/catalogue/items/:code',
    {
      config: { action: 'catalogue.read' },
      schema: {
        operationId: 'getCatalogueItem',
        tags: [tag],
        summary: '一个编码历来的各段，最近的在前',
        params: z.object({ code: z.string().max(40) }),
        response: {
          200: z.object({ history: z.array(item.extend({ document: z.string(), file: z.string() })) }),
          ...problems,
        },
      },
    },
    async (request) => ({
      history: (await catalogueHistory(db, request.params.code)).map((row) => ({
        ...itemShown(row),
        document: row.document,
        file: row.file,
      })),
    }),
  );

  app.get(
    '/api/catalogue/imports',
    {
      config: { action: 'catalogue.read' },
      schema: {
        operationId: 'listCatalogueImports',
        tags: [tag],
        summary: '目录的各次导入，新的在前',
        response: { 200: z.object({ imports: z.array(listed) }) },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      const reader = handOf(request).by;
      return { imports: (await listCatalogueImports(db)).map((one) => shown(one, names, reader)) };
    },
  );

  app.post(
    '/api/catalogue/imports',
    {
      config: { action: 'catalogue.write', upload: 'catalogue' },
      schema: {
        operationId: 'handInCatalogue',
        tags: [tag],
        summary: '交来一份目录（csv、xlsx、xls）；只对比，不生效；同一文件只收一次',
        response: { 201: entered, ...problems, 413: problem, 415: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const { bytes, name, fields } = await readUpload(request);
      const read = await readSheets(bytes);
      if (!read.ok) throw registryRefused({ refusal: { id: 'import-unreadable', message: read.error } });
      const rows = readCatalogue(read.sheets);
      if ('refusal' in rows) throw registryRefused(rows);
      const field = (of: string): string => (fields.get(of) ?? '').trim();
      const command = {
        id: field('id'),
        from: field('from'),
        whole: field('whole') === 'true',
        document: field('document'),
        file: fileLabel(name),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        rows,
        ...handOf(request),
      };
      return reply.code(201).send(await entering(db, (trx) => handInCatalogue(trx, command)));
    },
  );

  app.get(
    '/api/catalogue/imports/:id',
    {
      config: { action: 'catalogue.read' },
      schema: {
        operationId: 'viewCatalogueImport',
        tags: [tag],
        summary: '一次导入，和现在确认它会改动什么',
        params: ofImport,
        response: { 200: preview, ...problems },
      },
    },
    async (request) => {
      const viewed = await viewCatalogueImport(db, request.params.id);
      if (viewed === null) {
        throw registryRefused({ refusal: { id: 'import-unknown', message: '没有这次导入，请刷新后从列表中选取。' } });
      }
      const { added = [], changed = [], ended = [], unchanged = 0, problems: wrong = [] } = viewed.plan ?? {};
      return {
        made: shown(viewed.made, await peopleNames(db), handOf(request).by),
        seen: viewed.seen,
        counts: {
          added: added.length,
          changed: changed.length,
          ended: ended.length,
          unchanged,
          problems: wrong.length,
        },
        added: added.slice(0, shownLimit).map(itemShown),
        changed: changed
          .slice(0, shownLimit)
          .map(({ before, after }) => ({ before: itemShown(before), after: itemShown(after) })),
        ended: ended.slice(0, shownLimit).map((one) => ({ item: itemShown(one.item), to: one.to })),
        problems: wrong
          .slice(0, shownLimit)
          .map(({ id, ...row }) => ({ ...row, problem: id, title: itemProblems[id] })),
      };
    },
  );

  app.post(
    '/api/catalogue/imports/:id/confirmation',
    {
      config: { action: 'catalogue.confirm' },
      schema: {
        operationId: 'confirmCatalogueImport',
        tags: [tag],
        summary: '确认一次导入：由另一人，按看到的结果生效',
        params: ofImport,
        body: z.object({ seen: z.string().max(100) }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const command = { ...request.params, ...request.body, ...handOf(request) };
      return entering(db, (trx) => confirmCatalogueImport(trx, command));
    },
  );

  app.post(
    '/api/catalogue/imports/:id/withdrawal',
    {
      config: { action: 'catalogue.write' },
      schema: {
        operationId: 'withdrawCatalogueImport',
        tags: [tag],
        summary: '撤回还没有确认的导入；同一文件以后可以再交',
        params: ofImport,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const command = { ...request.params, ...handOf(request) };
      return entering(db, (trx) => withdrawCatalogueImport(trx, command));
    },
  );
};
