/** Lists of 救助身份 of other offices: handed in, looked at, confirmed by another or withdrawn. */
import { createHash } from 'node:crypto';
import {
  assistanceCategories,
  confirmList,
  fileLabel,
  handInList,
  type ListedChange,
  type ListedList,
  listBureaus,
  listLists,
  listOffices,
  listProblems,
  peopleNames,
  readList,
  sourceCategories,
  viewList,
  withdrawList,
} from '@mingzhang/bureau';
import { readSheets } from '@mingzhang/documents';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { problem } from '../../schemas.ts';
import { readUpload } from '../../upload.ts';
import { identityKeyOf, type RouteContext } from '../context.ts';
import { codes, entered, entering, givenId, handOf, problems, registryRefused } from './shapes.ts';

const tag = '救助身份名单';

const source = codes(listOffices).meta({ id: 'ListSource', description: Object.values(listOffices).join('、') });

/** Of each part of a preview: there can be tens of thousands. */
const shownLimit = 500;

const listed = z
  .object({
    id: z.string(),
    department: z.string(),
    source,
    categories: z.array(z.string()).describe('名单认定的身份，中文'),
    whole: z.boolean().describe('全量名单：不在其中的即终止'),
    asOf: z.string().describe('名单日期'),
    knownSince: z.string().describe('收到日期'),
    document: z.string(),
    file: z.string(),
    rows: z.int(),
    maker: z.string(),
    mine: z.boolean().describe('是本人交来的'),
    madeAt: z.string(),
    state: z.enum(['open', 'confirmed', 'withdrawn']),
    done: z
      .object({
        checker: z.string(),
        at: z.string(),
        started: z.int(),
        ended: z.int(),
        unchanged: z.int(),
        problems: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'CategoryList', description: '一份救助身份名单' });

const change = z
  .object({ person: z.string(), name: z.string(), category: z.string(), from: z.string(), to: z.string().nullable() })
  .meta({ id: 'CategoryListChange', description: '一人一种身份的变化' });

const preview = z
  .object({
    list: listed,
    seen: z.string().nullable().describe('确认时原样送回：证明看到的就是这一份'),
    counts: z.object({
      started: z.int(),
      ended: z.int(),
      heldBack: z.int(),
      unchanged: z.int(),
      problems: z.int(),
    }),
    started: z.array(change).describe(`新增，至多 ${shownLimit} 条`),
    ended: z.array(change).describe('终止'),
    heldBack: z.array(change).describe('不在名单里，但有认不出来的行与其同名，这次不终止'),
    problems: z.array(
      z.object({
        line: z.int(),
        name: z.string(),
        identity: z.string().describe('遮盖过的身份证号'),
        problem: codes(listProblems),
        title: z.string(),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'CategoryListPreview', description: '名单确认前的对比' });

const ofList = z.object({ id: givenId });

export const listRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db } = context;

  const shown = (list: ListedList, names: (id: string) => string, reader: string): z.infer<typeof listed> => ({
    id: list.id,
    department: list.department,
    source: list.source,
    categories: list.categories.map((one) => assistanceCategories[one]),
    whole: list.whole,
    asOf: list.asOf,
    knownSince: list.knownSince,
    document: list.document,
    file: list.file,
    rows: list.rows,
    maker: names(list.by),
    mine: list.by === reader,
    madeAt: list.at.toISOString(),
    state: list.state,
    done: list.done === null ? null : { ...list.done, checker: names(list.done.by), at: list.done.at.toISOString() },
  });

  const changeOf = (one: ListedChange & { readonly from: string; readonly to?: string }): z.infer<typeof change> => {
    const { person, name, category, from, to } = one;
    return { person, name, category: assistanceCategories[category], from, to: to ?? null };
  };

  app.get(
    '/api/category-lists',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'listCategoryLists',
        tags: [tag],
        summary: '一个经办机构收到的名单，新的在前',
        querystring: z.object({ department: z.string().max(100).optional() }),
        response: {
          200: z.object({
            departments: z.array(z.object({ id: z.string(), name: z.string() })),
            sources: z.array(
              z.object({
                source,
                name: z.string(),
                categories: z.array(z.object({ id: z.string(), name: z.string() })),
              }),
            ),
            lists: z.array(listed),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const departments = await listBureaus(db);
      const chosen = request.query.department ?? departments[0]?.id;
      const names = await peopleNames(db);
      const reader = handOf(request).by;
      return {
        departments: departments.map(({ id, name }) => ({ id, name })),
        sources: (Object.keys(listOffices) as (keyof typeof listOffices)[]).map((one) => ({
          source: one,
          name: listOffices[one],
          categories: sourceCategories[one].map((id) => ({ id, name: assistanceCategories[id] })),
        })),
        lists: chosen === undefined ? [] : (await listLists(db, chosen)).map((one) => shown(one, names, reader)),
      };
    },
  );

  app.post(
    '/api/category-lists',
    {
      config: { action: 'insured.write', upload: 'categoryList' },
      schema: {
        operationId: 'handInCategoryList',
        tags: [tag],
        summary: '交来一份名单（xlsx、xls、csv）；只核对，不登记；同一文件只收一次',
        response: { 201: entered, ...problems, 413: problem, 415: problem, 503: problem },
      },
    },
    async (request, reply) => {
      const { bytes, name, fields } = await readUpload(request);
      const read = await readSheets(bytes);
      if (!read.ok) throw registryRefused({ refusal: { id: 'list-unreadable', message: read.error } });
      const rows = readList(read.sheets);
      if ('refusal' in rows) throw registryRefused(rows);
      const field = (of: string): string => (fields.get(of) ?? '').trim();
      const from = source.safeParse(field('source'));
      if (!from.success) {
        const message = `要写明来自${Object.values(listOffices).join('、')}中的哪一家，名单没有接收。`;
        throw registryRefused({ refusal: { id: 'list-unreadable', message } });
      }
      const command = {
        id: field('id'),
        department: field('department'),
        source: from.data,
        categories: field('categories').split(',').filter(Boolean),
        whole: field('whole') === 'true',
        asOf: field('asOf'),
        knownSince: field('knownSince'),
        document: field('document'),
        file: fileLabel(name),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        rows,
        ...handOf(request),
      };
      return reply.code(201).send(await entering(db, (trx) => handInList(trx, identityKeyOf(context), command)));
    },
  );

  app.get(
    '/api/category-lists/:id',
    {
      config: { action: 'insured.read' },
      schema: {
        operationId: 'viewCategoryList',
        tags: [tag],
        summary: '一份名单，和现在确认它会改动什么',
        params: ofList,
        response: { 200: preview, ...problems },
      },
    },
    async (request) => {
      const viewed = await viewList(db, request.params.id);
      if (viewed === null) {
        throw registryRefused({ refusal: { id: 'list-unknown', message: '没有这份名单，请刷新后从列表中选取。' } });
      }
      const { list, plan, seen } = viewed;
      const { started = [], ended = [], heldBack = [], unchanged = 0, problems: wrong = [] } = plan ?? {};
      return {
        list: shown(list, await peopleNames(db), handOf(request).by),
        seen,
        counts: {
          started: started.length,
          ended: ended.length,
          heldBack: heldBack.length,
          unchanged,
          problems: wrong.length,
        },
        started: started.slice(0, shownLimit).map(changeOf),
        ended: ended.slice(0, shownLimit).map(changeOf),
        heldBack: heldBack.slice(0, shownLimit).map(changeOf),
        problems: wrong.slice(0, shownLimit).map(({ line, name, shown: identity, id, message }) => {
          return { line, name, identity, problem: id, title: listProblems[id], message };
        }),
      };
    },
  );

  app.post(
    '/api/category-lists/:id/confirmation',
    {
      config: { action: 'insured.confirm' },
      schema: {
        operationId: 'confirmCategoryList',
        tags: [tag],
        summary: '确认一份名单：由另一人，按看到的结果登记',
        params: ofList,
        body: z.object({ seen: z.string().max(100) }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const command = { ...request.params, ...request.body, ...handOf(request) };
      return entering(db, (trx) => confirmList(trx, command));
    },
  );

  app.post(
    '/api/category-lists/:id/withdrawal',
    {
      config: { action: 'insured.write' },
      schema: {
        operationId: 'withdrawCategoryList',
        tags: [tag],
        summary: '撤回还没有确认的名单；同一文件以后可以再交',
        params: ofList,
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      const command = { ...request.params, ...handOf(request) };
      return entering(db, (trx) => withdrawList(trx, command));
    },
  );
};
