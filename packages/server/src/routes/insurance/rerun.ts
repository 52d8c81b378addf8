/** 追溯重算: drawn up by one person, looked at, booked by another. */
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import {
  bookRerun,
  computeRerun,
  dropRerun,
  enterRerun,
  findDepartment,
  findRerun,
  type ListedRerun,
  listReruns,
  parametersOf,
  payers,
  peopleNames,
  policyAreaOf,
  type RerunRefused,
  rerunScopes,
  rerunStates,
  rerunYear,
  restartRerun,
  supposedInYear,
  yearsSettled,
} from '@mingzhang/bureau';
import { type SupposedValue } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext, storeOf } from '../context.ts';
import { codes, deskRefused, entered, givenId, handOf, problems, typedText, yuanOf } from './shapes.ts';

const tag = '追溯重算';

function rerunRefused({ refusal }: RerunRefused): DutyRefusal {
  return refusal.list === 'rerun' ? refused('rerun', refusal) : deskRefused({ refusal });
}

const department = z.string().max(100);
const ofRun = z.object({ id: givenId });

const listed = z
  .object({
    id: z.string(),
    department: z.string(),
    year: z.int(),
    scope: codes(rerunScopes),
    scopeName: z.string(),
    scopeValue: z.string(),
    personName: z.string().nullable().describe('重算一个人的，这个人的姓名'),
    basis: z.string(),
    asOf: z.string().describe('救助身份以这一天所知为准'),
    state: codes(rerunStates),
    stateName: z.string(),
    persons: z.int(),
    settlements: z.int(),
    supposed: z.int().describe('试算用了几个假设的参数；有假设的不能入账'),
    catalogue: z.boolean().describe('费用明细是否按现行目录重新归类'),
    maker: z.string(),
    booker: z.string().nullable(),
  })
  .meta({ id: 'ListedRerun', description: '一次追溯重算' });

const changes = z.array(z.object({ payer: z.string(), amount: z.string() }));

function changesOf(amounts: Readonly<Partial<Record<keyof typeof payers, number>>>): z.infer<typeof changes> {
  return Object.entries(amounts).map(([payer, amount]) => ({
    payer: payers[payer as keyof typeof payers],
    amount: yuanOf(amount),
  }));
}

/** How long an answer waits for a run; what takes longer is looked at in the list. */
const waitMilliseconds = 5_000;

export const rerunRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, context) => {
  const { db, charts } = context;
  const closing = new AbortController();
  app.addHook('onClose', async () => closing.abort());

  /** A person's year is done here; what may take minutes in threads of its own, with the server free meanwhile. */
  async function drawUp(id: string, scope: keyof typeof rerunScopes): Promise<void> {
    const store = storeOf(context);
    if (scope === 'person') {
      await computeRerun(store, id);
      return;
    }
    const workers = Math.max(1, availableParallelism() - 1);
    const done = rerunYear(store, id, { workers, signal: closing.signal }).catch((error: unknown) => {
      // Nobody waits for what will not come: the run shows as broken off, and is asked for again.
      app.log.error({ stack: error instanceof Error ? error.stack?.split('\n').slice(1) : undefined }, 'rerun failed');
    });
    await Promise.race([done, setTimeout(waitMilliseconds, undefined, { ref: false })]);
  }

  /** Which bureau and year there are is for `enterRerun` to say: suppositions are only read where both are. */
  async function supposedOf(
    department: string,
    year: number,
    wanted: Parameters<typeof supposedInYear>[3],
  ): Promise<readonly SupposedValue[]> {
    const bureau = await findDepartment(db, department);
    if (wanted.length === 0 || bureau === null || !/^\d{4}$/.test(`${year}`)) return [];
    const values = supposedInYear(await parametersOf(db), policyAreaOf(bureau.area) ?? bureau.area, year, wanted);
    if ('refusal' in values) throw refused('parameters', values.refusal);
    return values;
  }

  const shown = ({ by, bookedBy, ...row }: ListedRerun, names: (id: string) => string): z.infer<typeof listed> => ({
    ...row,
    scopeName: rerunScopes[row.scope],
    stateName: rerunStates[row.state],
    maker: names(by),
    booker: bookedBy === null ? null : names(bookedBy),
  });

  app.get(
    '/api/reruns',
    {
      config: { action: 'rerun.read' },
      schema: {
        operationId: 'listReruns',
        tags: [tag],
        summary: '历次追溯重算，最近的在前',
        querystring: z.object({ department: department.optional() }),
        response: { 200: z.object({ runs: z.array(listed) }), 400: problem },
      },
    },
    async (request) => {
      const names = await peopleNames(db);
      return { runs: (await listReruns(db, request.query.department)).map((row) => shown(row, names)) };
    },
  );

  app.get(
    '/api/reruns/choices',
    {
      config: { action: 'rerun.read' },
      schema: {
        operationId: 'listRerunChoices',
        tags: [tag],
        summary: '一个经办机构可以重算的年度，近的在前；它的参数是哪里的',
        querystring: z.object({ department }),
        response: { 200: z.object({ years: z.array(z.int()), area: z.string().nullable() }), 400: problem },
      },
    },
    async ({ query }) => {
      const bureau = await findDepartment(db, query.department);
      return {
        years: [...(await yearsSettled(db, query.department))],
        area: bureau === null ? null : policyAreaOf(bureau.area),
      };
    },
  );

  app.get(
    '/api/reruns/:id',
    {
      config: { action: 'rerun.read' },
      schema: {
        operationId: 'getRerun',
        tags: [tag],
        summary: '一次重算的差异：逐人逐笔，谁多付少付、为什么；最多列200笔',
        params: ofRun,
        response: {
          200: listed
            .extend({
              suppositions: z.array(z.object({ name: z.string(), printed: z.string() })).describe('假设了哪些参数'),
              differing: z
                .object({ persons: z.int(), settlements: z.int() })
                .nullable()
                .describe('没有算完的（试算中、已中断，或没有算完就放弃的）为空：有没有差异还不知道'),
              total: changes,
              differences: z.array(
                z.object({
                  person: z.string(),
                  name: z.string(),
                  settlement: z.string(),
                  institution: z.string(),
                  to: z.string(),
                  payers: changes,
                  why: z.array(z.string()),
                  staff: z.array(z.string()),
                  booked: z.boolean(),
                }),
              ),
              stopped: z.array(z.object({ name: z.string(), message: z.string() })),
            })
            .meta({ id: 'RerunDetail', description: '一次追溯重算及其差异' }),
          ...problems,
        },
      },
    },
    async (request) => {
      const found = await findRerun(db, request.params.id);
      if (found === null) {
        throw rerunRefused({
          refusal: { list: 'rerun', id: 'run-unknown', message: '没有这次重算，请从列表中选取。' },
        });
      }
      const { suppositions, differing, total, differences, stopped, ...row } = found;
      return {
        ...shown(row, await peopleNames(db)),
        suppositions: [...suppositions],
        differing,
        total: changesOf(total),
        differences: differences.map((one) => ({
          ...one,
          payers: changesOf(one.payers),
          why: [...one.why],
          staff: [...one.staff],
        })),
        stopped: [...stopped],
      };
    },
  );

  app.post(
    '/api/reruns',
    {
      config: { action: 'rerun.make' },
      schema: {
        operationId: 'makeRerun',
        tags: [tag],
        summary: '试算一次追溯重算；只列差异，不改结算。机构和全年的在后台试算，到列表里看',
        body: z.object({
          id: givenId,
          department,
          year: z.int(),
          scope: codes(rerunScopes),
          scopeValue: z.string().max(100),
          basis: typedText,
          catalogue: z.boolean().default(false).describe('费用明细按费用当天的现行目录重新归类；不选的，归类照原来'),
          supposed: z
            .array(z.object({ key: z.string().max(100), value: z.string().max(40) }))
            .max(50)
            .default([])
            .describe('假设的参数，当作全年如此；只供比较，不能入账'),
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      requirePermission(request, 'rerun.make', { department: request.body.department });
      const { supposed, ...wanted } = request.body;
      const values = await supposedOf(wanted.department, wanted.year, supposed);
      const outcome = await enterRerun(db, { ...wanted, supposed: values, ...handOf(request) });
      if ('refusal' in outcome) throw rerunRefused(outcome);
      if (!outcome.again) await drawUp(outcome.id, request.body.scope);
      return reply.code(201).send({ ...outcome });
    },
  );

  app.post(
    '/api/reruns/:id/booking',
    {
      config: { action: 'rerun.book' },
      schema: {
        operationId: 'bookRerun',
        tags: [tag],
        summary: '把差异逐人补差入账；不能由试算的人入账；中断了可以再来',
        params: ofRun,
        body: z.object({ department }),
        response: { 200: z.object({ id: z.string(), booked: z.int().describe('入账的人数') }), ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'rerun.book', { department: request.body.department });
      const command = { ...request.params, ...request.body, ...handOf(request) };
      const outcome = await bookRerun(db, charts, await parametersOf(db), command);
      if ('refusal' in outcome) throw rerunRefused(outcome);
      return outcome;
    },
  );

  app.post(
    '/api/reruns/:id/restart',
    {
      config: { action: 'rerun.make' },
      schema: {
        operationId: 'restartRerun',
        tags: [tag],
        summary: '已中断的一次重算从头再算，救助身份以现在所知为准；算作这次发起的人试算的',
        params: ofRun,
        body: z.object({ department }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'rerun.make', { department: request.body.department });
      const outcome = await restartRerun(db, { ...request.params, ...request.body, ...handOf(request) });
      if ('refusal' in outcome) throw rerunRefused(outcome);
      const { id, again, scope } = outcome;
      await drawUp(id, scope);
      return { id, again };
    },
  );

  app.post(
    '/api/reruns/:id/drop',
    {
      config: { action: 'rerun.make' },
      schema: {
        operationId: 'dropRerun',
        tags: [tag],
        summary: '放弃一次试算；已入账的不动',
        params: ofRun,
        body: z.object({ department }),
        response: { 200: entered, ...problems },
      },
    },
    async (request) => {
      requirePermission(request, 'rerun.make', { department: request.body.department });
      const outcome = await dropRerun(db, { ...request.params, ...request.body, ...handOf(request) });
      if ('refusal' in outcome) throw rerunRefused(outcome);
      return outcome;
    },
  );
};
