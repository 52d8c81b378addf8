/** Departments, units and their account sets; the chart of a set, its detail accounts and who answers for a code. */
import {
  type AccountSet,
  accountSets,
  actorPermits,
  addDetailAccount,
  chartOn,
  confirmAccountCode,
  listDepartments,
  listUnits,
  readPeriods,
  recordAction,
} from '@mingzhang/bureau';
import { newId } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';
import { asked, dayText, idempotent, setFor, setId } from './shapes.ts';

const tag = '账簿';

const dimensionName = z.enum(['functionCode', 'economyCode', 'fund', 'spending', 'source', 'project', 'counterpart']);

const bookSet = z
  .object({
    id: z.string(),
    book: z.enum(['financial', 'budgetary', 'fund']).describe('财务会计、预算会计、基金会计'),
    firstMonth: z.string(),
    openedThrough: z.string().nullable().describe('打开到哪个月'),
    closedThrough: z.string().nullable().describe('结账到哪个月'),
  })
  .meta({ id: 'BookSet', description: '账套' });

const booksDepartment = z
  .object({
    id: z.string(),
    name: z.string(),
    units: z.array(
      z
        .object({
          id: z.string(),
          name: z.string(),
          nature: z.enum(['administrative', 'civil-service', 'institution']),
          sets: z.array(bookSet),
        })
        .meta({ id: 'BooksUnit', description: '会计主体' }),
    ),
  })
  .meta({ id: 'BooksDepartment', description: '部门、会计主体和账套' });

const chartAccount = z
  .object({
    key: z.string(),
    code: z.string().nullable(),
    name: z.string(),
    class: z.string(),
    normalSide: z.enum(['debit', 'credit']),
    parent: z.string().nullable(),
    level: z.int(),
    leaf: z.boolean().describe('末级科目，分录记在这里'),
    confirmed: z.boolean().describe('编号已有人确认'),
    requires: z.array(dimensionName).describe('分录行必须写明的核算项目'),
    keeps: z.array(dimensionName).describe('分录行可以带的核算项目'),
    from: z.string(),
    to: z.string().nullable(),
    source: z.string(),
    grade: z.string(),
  })
  .meta({ id: 'ChartAccount', description: '科目表的一行' });

export const setRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/books/departments',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'listBooksDepartments',
        tags: [tag],
        summary: '可以查看账簿的部门、会计主体和账套',
        response: { 200: z.object({ departments: z.array(booksDepartment) }) },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const today = dayOf(new Date());
      const departments = await Promise.all(
        (await listDepartments(db)).map(async ({ id, name }) => {
          const units = (await listUnits(db, id)).filter((unit) =>
            actorPermits(actor, 'voucher.read', today, { department: id, unit: unit.id }),
          );
          return {
            id,
            name,
            units: await Promise.all(
              units.map(async (unit) => ({
                id: unit.id,
                name: unit.name,
                nature: unit.nature,
                sets: await Promise.all((await accountSets(db, unit.id)).toSorted(byBook).map(describeSet)),
              })),
            ),
          };
        }),
      );
      return { departments: departments.filter(({ units }) => units.length > 0) };
    },
  );

  async function describeSet({ id, book, firstMonth }: AccountSet): Promise<z.infer<typeof bookSet>> {
    const periods = await readPeriods(db, id);
    return {
      id,
      book,
      firstMonth,
      openedThrough: periods?.openedThrough ?? null,
      closedThrough: periods?.closedThrough ?? null,
    };
  }

  app.get(
    '/api/books/sets/:id/accounts',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'listAccounts',
        tags: [tag],
        summary: '一个账套在某日的科目表，含明细科目',
        params: z.object({ id: setId }),
        querystring: z.object({ date: dayText.optional().describe('YYYY-MM-DD，不写为今天') }),
        response: { 200: z.object({ accounts: z.array(chartAccount) }), 400: problem, 404: problem },
      },
    },
    async (request) => {
      const set = await setFor(db, request, 'voucher.read', request.params.id);
      const day = request.query.date ?? dayOf(new Date());
      return {
        accounts: chartOn(set, day).map((account) => ({
          ...account,
          requires: [...account.requires],
          keeps: [...account.keeps],
        })),
      };
    },
  );

  app.post(
    '/api/books/sets/:id/accounts',
    {
      config: { action: 'account-set.manage' },
      schema: {
        operationId: 'addDetailAccount',
        tags: [tag],
        summary: '增设一个明细科目',
        headers: idempotent,
        params: z.object({ id: setId }),
        body: z.object({
          key: z
            .string()
            .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
            .describe('标识；通常与编号相同'),
          code: z.string().max(20),
          name: z.string().max(100),
          parent: z.string().max(63).describe('上级科目的标识'),
          from: z.string().max(10).describe('启用日期'),
          to: z.string().max(10).optional(),
          requires: z.array(dimensionName).max(7).default([]).describe('在上级的要求之外'),
        }),
        response: { 201: z.object({ key: z.string() }), 400: problem, 404: problem, 422: problem },
      },
    },
    async (request, reply) => {
      const set = await setFor(db, request, 'account-set.manage', request.params.id);
      const { to, ...detail } = request.body;
      const at = new Date();
      const answer = await once(db, asked(request, at), async (trx) => {
        const outcome = await addDetailAccount(trx, set.id, { ...detail, ...(to === undefined ? {} : { to }) });
        if ('refusal' in outcome) throw refused('ledger', outcome.refusal);
        await recordAction(trx, {
          id: newId(),
          at,
          person: actorOf(request).id,
          action: 'account-set.manage',
          subject: `account-set:${set.id}`,
          detail: { detail: `${detail.code} ${detail.name}`, parent: detail.parent, from: detail.from },
        });
        return { key: detail.key };
      });
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/books/sets/:id/confirmations',
    {
      config: { action: 'account-set.manage' },
      schema: {
        operationId: 'confirmAccountCode',
        tags: [tag],
        summary: '署名确认一个科目的官方编号',
        headers: idempotent,
        params: z.object({ id: setId }),
        body: z.object({
          key: z.string().max(63),
          code: z.string().max(20),
          source: z.string().max(300).describe('依据：文件名称、文号、页码'),
        }),
        response: { 201: z.object({ key: z.string() }), 400: problem, 404: problem, 422: problem },
      },
    },
    async (request, reply) => {
      const set = await setFor(db, request, 'account-set.manage', request.params.id);
      const at = new Date();
      const { id: person, name } = actorOf(request);
      const answer = await once(db, asked(request, at), async (trx) => {
        const outcome = await confirmAccountCode(trx, set.id, { ...request.body, by: name, on: dayOf(at) });
        if ('refusal' in outcome) throw refused('ledger', outcome.refusal);
        await recordAction(trx, {
          id: newId(),
          at,
          person,
          action: 'account-set.manage',
          subject: `account-set:${set.id}`,
          detail: { ...request.body },
        });
        return { key: request.body.key };
      });
      return reply.code(201).send(answer);
    },
  );
};

const order = ['financial', 'budgetary', 'fund'];

/** 财务会计 stands before 预算会计, as on every voucher. */
function byBook(a: AccountSet, b: AccountSet): number {
  return order.indexOf(a.book) - order.indexOf(b.book);
}
